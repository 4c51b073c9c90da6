import type { Device } from '../device/index.ts';
import { type AuditEvent, auditCsv } from '../domain/audit.ts';
import type { CompiledForm } from '../domain/form/compile.ts';
import type { Row } from '../domain/form/definition.ts';
import { answerAt } from '../domain/form/state.ts';
import { identityPath, instancesIn } from '../domain/identity.ts';
import type { Draft } from '../domain/response.ts';
import { ok, type Result } from '../domain/result.ts';
import { changedPaths, type PlaceTaker } from './placeTaker.ts';
import type { OpenResponse, OpenView, Watched } from './types.ts';

/** Keeps the log of an interview in its draft, saved with each answer, and attaches it in the end. */
export interface AuditLog {
  /** What it keeps, for the person to be told. */
  readonly watches: readonly Watched[];
  /** Takes the reason of a correction, where the form asks for one. */
  readonly giveReason: ((text: string) => void) | undefined;
  /** Whether she has to say why before she can finish. */
  lacksReason(): boolean;
  begin(open: OpenResponse): void;
  follow(before: OpenView, next: Pick<OpenView, 'draft' | 'state'>): Draft;
  note(open: OpenResponse, event: string): Promise<void>;
  /** The log as the answer of the `audit` row: `audit.csv`. */
  attach(open: OpenResponse): Promise<Result<void>>;
}

type Stay = { readonly page: string; readonly sinceMs: number; readonly state: OpenView['state'] };

const ENDING = ['end screen', 'form save', 'form exit', 'form finalize'] as const;

/** What the parameters of an `audit` row ask for (https://docs.getodk.org/form-audit-log). */
function orderOf({ parameters = {} }: Row, { collector, corrects, subject }: Draft) {
  const seconds = (name: string): number => 1000 * Number(parameters[name] ?? Number.NaN);
  const priority = parameters['location-priority'];
  return {
    places: priority !== undefined && {
      isExact: priority === 'high-accuracy',
      intervalMs: seconds('location-min-interval') || 0,
      ageMs: seconds('location-max-age') || Number.POSITIVE_INFINITY,
    },
    hasChanges: parameters['track-changes'] === 'true',
    hasReasons: 'track-changes-reasons' in parameters,
    // A report is corrected without a page on which she could say it.
    wantsReason: 'track-changes-reasons' in parameters && corrects !== null && subject === 'survey',
    user: parameters['identify-user'] === 'true' ? collector : undefined,
  };
}

export function auditLog(
  form: CompiledForm,
  { clock }: Pick<Device, 'clock'>,
  places: PlaceTaker,
  opened: Draft,
): AuditLog | undefined {
  const path = form.pathOf('audit');
  const row = path === undefined ? undefined : form.questions.get(path)?.row;
  if (path === undefined || row?.type !== 'audit') return undefined;
  const order = orderOf(row, opened);
  const { hasChanges, hasReasons, user } = order;
  const hasPlaces = order.places !== false;
  let reason = '';
  /** Lines that the next save takes along. */
  const waiting: AuditEvent[] = [];
  let stay: Stay | undefined;

  const event = (
    name: string,
    more: Omit<AuditEvent, 'event' | 'startMs'> = {},
    startMs = clock.wallMs(),
  ) => {
    const fix = order.places ? places.last() : undefined;
    const isFresh = order.places && fix && startMs - Date.parse(fix.fixedAt) <= order.places.ageMs;
    const at = isFresh && { lat: fix.lat, lon: fix.lon, accuracyMetres: fix.accuracyMetres };
    return { event: name, startMs, ...more, ...(at && { at }) };
  };

  const textAt = (state: OpenView['state'], question: string): string => {
    const answer = answerAt(state.answers, question);
    const kind = form.questions.get(question)?.kind;
    return answer === undefined || kind === undefined ? '' : kind.toExpressionValue(answer);
  };

  function visit(question: string, since: Omit<Stay, 'page'>, state: OpenView['state']): AuditEvent {
    const [before, after] = [textAt(since.state, question), textAt(state, question)];
    const changed: [string, string] | undefined =
      hasChanges && before !== after ? [before, after] : undefined;
    const endMs = clock.wallMs();
    return event('question', { path: question, endMs, ...(changed && { changed }) }, since.sinceMs);
  }

  /** The questions of the page that is left, and what was answered beside it (where all stand in one list). */
  function visits(view: Pick<OpenView, 'pages'>, state: OpenView['state']): AuditEvent[] {
    const left = stay;
    const page = view.pages.find((one) => one.path === left?.page);
    return left === undefined || page === undefined
      ? []
      : page.questions.map((question) => visit(question, left, state));
  }

  function elsewhere(before: OpenView, next: Pick<OpenView, 'state'>): AuditEvent[] {
    const page = before.pages.find((one) => one.path === stay?.page);
    return changedPaths(before, next)
      .filter((question) => {
        const { kind, logic } = form.questions.get(question) ?? {};
        const isAnswered = kind?.hasPage === true && logic?.calculation === undefined;
        return isAnswered && page?.questions.includes(question) !== true;
      })
      .map((question) => visit(question, { sinceMs: clock.wallMs(), state: before.state }, next.state));
  }

  /** All lines so far. */
  const linesOf = (draft: Draft): AuditEvent[] => [...(draft.audit ?? []), ...waiting.splice(0)];

  return {
    watches: [
      'times',
      ...(hasChanges ? (['changes'] as const) : []),
      ...(hasPlaces ? (['places'] as const) : []),
    ],
    giveReason: order.wantsReason
      ? (text) => {
          reason = text.trim();
        }
      : undefined,
    lacksReason: () => order.wantsReason && reason === '',
    begin(open) {
      if (order.places) places.watch(order.places);
      const isNew = (opened.audit ?? []).length === 0 && opened.corrects === null;
      waiting.push(event(isNew ? 'form start' : 'form resume'));
      const { draft, state, pages } = open.current();
      const page = draft.position ?? pages[0]?.path;
      if (page !== undefined) stay = { page, sinceMs: clock.wallMs(), state };
    },
    follow(before, next) {
      waiting.push(...elsewhere(before, next), ...repeatsChanged(before, next, event));
      const page = next.draft.position;
      if (page !== null && page !== stay?.page) {
        waiting.push(...visits(before, next.state));
        stay = { page, sinceMs: clock.wallMs(), state: next.state };
      }
      return { ...next.draft, audit: linesOf(next.draft) };
    },
    async note(open, name) {
      waiting.push(event(name));
      await open.apply((state) => state);
    },
    async attach(open) {
      const { draft, state } = open.current();
      // Nothing is used up: who cannot finish now goes on, and her log with her.
      const lines = [
        ...(draft.audit ?? []),
        ...waiting,
        ...visits(open.current(), state),
        ...(reason === '' ? [] : [event('change reason', { reason })]),
        ...ENDING.map((name) => event(name)),
      ];
      const csv = auditCsv(lines, { hasPlaces, hasChanges, hasReasons, user });
      const kept = await open.addFile(path, new File([csv], 'audit.csv', { type: 'text/csv' }));
      return kept.ok ? ok(undefined) : kept;
    },
  };
}

/** Instances of repeats that a step added or took away. */
function repeatsChanged(
  before: Pick<OpenView, 'state'>,
  next: Pick<OpenView, 'state'>,
  event: (name: string, more: Pick<AuditEvent, 'path'>) => AuditEvent,
): AuditEvent[] {
  const [old, now] = [whereIn(before.state), whereIn(next.state)];
  const added = [...now].filter(([identity]) => !old.has(identity));
  const deleted = [...old].filter(([identity]) => !now.has(identity));
  return [
    ...added.map(([, path]) => event('add repeat', { path })),
    ...deleted.map(([, path]) => event('delete repeat', { path })),
  ];
}

/** Where each instance stands, by who it is. */
const whereIn = ({ answers }: OpenView['state']): Map<string, string> =>
  new Map(instancesIn(answers).map((path) => [identityPath(answers, path), path]));
