import type { Device } from '../device/index.ts';
import type { CompiledForm } from '../domain/form/compile.ts';
import { problems } from '../domain/form/state.ts';
import type { Draft } from '../domain/response.ts';
import { trouble } from '../domain/result.ts';
import { type AuditLog, auditLog } from './auditLog.ts';
import { type PlaceTaker, placeTaker } from './placeTaker.ts';
import type { OpenResponse, OpenView } from './types.ts';

export { prepareChoices } from './prepareChoices.ts';

/** What a form has done while somebody answers: places that nobody is asked for, and a log of the interview. */
export interface Companion {
  /** The draft that is saved after a change: with its log. */
  follow(before: OpenView, next: Pick<OpenView, 'draft' | 'state'>): Draft;
  /** Begins, and ends with the response's `finalize` or `close`. */
  accompany(open: OpenResponse): OpenResponse;
}

const TYPES: ReadonlySet<string> = new Set(['audit', 'start-geopoint', 'background-geopoint']);

/** @returns undefined for a form that asks for nothing of the kind */
export function companionOf(form: CompiledForm, device: Device, draft: Draft): Companion | undefined {
  const rows = [...form.questions].filter(([, { row }]) => TYPES.has(row.type));
  if (rows.length === 0) return undefined;
  const places = placeTaker(form, device);
  const log = auditLog(form, device, places, draft);
  return {
    follow: (before, next) => log?.follow(before, next) ?? next.draft,
    accompany: (open) => accompanied(open, places, log),
  };
}

const PLACES = ['places'] as const;

function accompanied(open: OpenResponse, places: PlaceTaker, log: AuditLog | undefined): OpenResponse {
  const { form } = open;
  log?.begin(open);
  const stopPlaces = places.begin(open);
  let isOver = false;
  let closing: Promise<void> | undefined;
  const end = (): void => {
    isOver = true;
    stopPlaces();
  };
  return {
    ...open,
    reason: log?.reason,
    watched: [...(log?.watches ?? []), ...(places.isAsked && !log?.watches.includes('places') ? PLACES : [])],
    async finalize() {
      const isComplete = problems(form, open.current().state).length === 0;
      if (isComplete) {
        if (log?.lacksReason()) return trouble('reason-missing');
        const attached = await log?.attach(open);
        // A log that cannot be kept keeps her from finishing: without it the answers would be taken for unwatched ones.
        if (attached?.ok === false)
          return trouble(attached.why === 'storage-full' ? 'storage-full' : 'storage-failed');
      } else await log?.note(open, 'finalize error');
      const done = await open.finalize();
      if (done.ok) end();
      return done;
    },
    close: () => {
      closing ??= close();
      return closing;
    },
  };

  async function close(): Promise<void> {
    try {
      // What was finished has its log; a draft that is left keeps the line that it was left.
      if (!isOver) await log?.note(open, 'form exit');
    } finally {
      end();
      await open.close();
    }
  }
}
