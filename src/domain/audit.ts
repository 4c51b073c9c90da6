import { guarded } from './formula.ts';
import { z } from './zod.ts';

/**
 * One line of an audit log: what happened in the form, where in it and when. Events are named as in ODK's log
 * (docs.getodk.org/form-audit-log): `form start`, `question`, `add repeat`, `form finalize` and so on.
 */
export const AuditEventSchema = z.object({
  event: z.string(),
  /** Path of the question or repeat, when the event is about one. */
  path: z.optional(z.string()),
  /** Milliseconds since 1970, by the phone's clock. */
  startMs: z.number(),
  endMs: z.optional(z.number()),
  /** The answer before and after, as expressions see it; only where it changed and the form tracks changes. */
  changed: z.optional(z.tuple([z.string(), z.string()])),
  /** Why a finished response is corrected, in her words. */
  reason: z.optional(z.string()),
  at: z.optional(z.object({ lat: z.number(), lon: z.number(), accuracyMetres: z.number() })),
});
export type AuditEvent = z.infer<typeof AuditEventSchema>;

export interface AuditColumns {
  readonly hasPlaces: boolean;
  readonly hasChanges: boolean;
  readonly hasReasons?: boolean;
  /** In each line, when the form asks who it was. */
  readonly user?: string | undefined;
}

/**
 * `audit.csv` with ODK's columns: times in milliseconds since 1970, lines ended by LF, nodes as paths below `/data`.
 * Answers in it are guarded against being run as formulas.
 */
export function auditCsv(
  events: readonly AuditEvent[],
  { hasPlaces, hasChanges, hasReasons = false, user }: AuditColumns,
): string {
  const head = [
    ...['event', 'node', 'start', 'end'],
    ...(hasPlaces ? ['latitude', 'longitude', 'accuracy'] : []),
    ...(hasChanges ? ['old-value', 'new-value'] : []),
    ...(user === undefined ? [] : ['user']),
    ...(hasReasons ? ['change-reason'] : []),
  ];
  const lines = events.map(({ event, path, startMs, endMs, at, changed, reason = '' }) => [
    ...[event, path === undefined ? '' : `/data/${path}`, startMs, endMs ?? ''],
    ...(hasPlaces ? [at?.lat ?? '', at?.lon ?? '', at?.accuracyMetres ?? ''] : []),
    ...(hasChanges ? (changed ?? ['', '']).map(guarded) : []),
    ...(user === undefined ? [] : [guarded(user)]),
    ...(hasReasons ? [guarded(reason)] : []),
  ]);
  return [head, ...lines].map((cells) => `${cells.map(cell).join(',')}\n`).join('');
}

const cell = (value: string | number): string => {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
