import type { Device, Fix } from '../device/index.ts';
import type { Geopoint } from '../domain/answer.ts';
import type { CompiledForm } from '../domain/form/compile.ts';
import { modelOf } from '../domain/form/extended/InstanceMap.ts';
import { answerAt } from '../domain/form/state.ts';
import { placeIn } from '../domain/identity.ts';
import type { OpenResponse, OpenView } from './types.ts';

/** The places of a form that nobody is asked for. */
export interface PlaceTaker {
  /** Whether the form has such places. */
  readonly isAsked: boolean;
  /** Where the phone was last seen, while it is looked for. */
  last(): Fix | undefined;
  /** Looks for the place for as long as the response is open, and takes one at most every so often. */
  watch(order: { readonly isExact: boolean; readonly intervalMs: number }): void;
  /** @returns how to end it */
  begin(open: OpenResponse): () => void;
}

/** A good place is enough; after a minute the best there is. More would empty the battery under a roof. */
const GOOD_METRES = 10;
const SEARCH_MS_MAX = 60_000;

const pointOf = ({ lat, lon, accuracyMetres, altitudeMetres, fixedAt }: Fix): Geopoint => ({
  ...{ lat, lon, accuracyMetres, fixedAt, method: 'gps' },
  ...(altitudeMetres !== undefined && { altitudeMetres }),
});

/** `start-geopoint`: where the response was begun; `background-geopoint`: where its trigger was answered. */
export function placeTaker(form: CompiledForm, { location, sleep }: Device): PlaceTaker {
  const over = new AbortController();
  let last: Fix | undefined;

  /** Answers with the place, and again with each better one, until it is good or the time is over. */
  function take(open: OpenResponse, path: string): void {
    let best = Number.POSITIVE_INFINITY;
    const stop = location.watch((sight) => {
      if (sight.state !== 'fixed' || over.signal.aborted) return;
      last = sight.fix;
      if (sight.fix.accuracyMetres >= best) return;
      best = sight.fix.accuracyMetres;
      void open.answer(path, pointOf(sight.fix));
      if (best <= GOOD_METRES) queueMicrotask(stop);
    });
    over.signal.addEventListener('abort', stop);
    void sleep(SEARCH_MS_MAX, over.signal).then(stop);
  }

  const triggers = triggeredPlaces(form);

  return {
    isAsked: [...form.questions.values()].some(({ row }) => row.type.endsWith('-geopoint')),
    last: () => last,
    watch({ isExact, intervalMs }) {
      const stop = location.watch((sight) => {
        if (sight.state !== 'fixed') return;
        const apartMs = Date.parse(sight.fix.fixedAt) - Date.parse(last?.fixedAt ?? '');
        // Between two that are wanted none is kept: a form may ask for less than the receiver knows.
        if (!(Math.abs(apartMs) < intervalMs)) last = sight.fix;
      }, isExact);
      over.signal.addEventListener('abort', stop);
    },
    begin(open) {
      const { draft } = open.current();
      for (const [path, { row }] of form.questions) {
        const isAsked = row.type === 'start-geopoint' && draft.corrects === null;
        if (isAsked && answerAt(draft.answers, path) === undefined) take(open, path);
      }
      let before: OpenView = open.current();
      const following = open.view.subscribe((view) => {
        const changed = changedPaths(before, view);
        before = view;
        for (const path of changed) {
          for (const target of triggers.get(modelOf(path)) ?? []) take(open, beside(path, target));
        }
      });
      return () => {
        over.abort();
        following.unsubscribe();
      };
    },
  };
}

/** Paths of `background-geopoint` rows by the path of the question that triggers them. */
function triggeredPlaces(form: CompiledForm): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [path, { row }] of form.questions) {
    if (row.type !== 'background-geopoint') continue;
    for (const [, name = ''] of (row.trigger ?? '').matchAll(/\$\{([^}]+)\}/g)) {
      const trigger = form.pathOf(name.trim());
      if (trigger !== undefined) found.set(trigger, [...(found.get(trigger) ?? []), path]);
    }
  }
  return found;
}

/** Questions whose answers differ between two views, where they stand in the later one; not what was taken away. */
export function changedPaths(before: Pick<OpenView, 'state'>, next: Pick<OpenView, 'state'>): string[] {
  const [old, now] = [before.state.answers, next.state.answers];
  const placeOf = placeIn(old, now);
  const former = new Map(Object.entries(old).map(([path, answer]) => [placeOf(path) ?? '', answer]));
  former.delete('');
  return [...new Set([...former.keys(), ...Object.keys(now)])].filter(
    (path) => former.get(path) !== now[path],
  );
}

/** The instance of a path of the definition that shares its repeats with another instance. */
function beside(instance: string, path: string): string {
  const known = instance.split('/');
  let isShared = true;
  return path
    .split('/')
    .map((name, index) => {
      const other = known[index] ?? '';
      isShared &&= modelOf(other) === name;
      return isShared ? other : name;
    })
    .join('/');
}
