import type { Rev } from '../domain/ids.ts';
import type { CampaignDatabase } from './database.ts';
import type { OutboxEntry, QuarantineEntry, RefusalCause, RefusedEntry } from './rows.ts';

/** A refused revision with why it was refused. */
export type Refused = OutboxEntry & RefusalCause;

/** Everything of a document that was refused: more than one revision when it was corrected twice apart. */
export function refusedIn({ entry, others = [], ...row }: QuarantineEntry): Refused[] {
  if (entry === undefined) return [];
  return [{ ...entry, ...causeOf(row) }, ...others.map((other) => ({ why: row.why, ...other }))];
}

/** What is shown of a document is why the last of its revisions was refused. */
export const refusalRow = (at: string, last: Refused, others: readonly RefusedEntry[]): QuarantineEntry => ({
  id: last.id,
  rev: last.rev,
  direction: 'push',
  ...causeOf(last),
  at,
  entry: plainEntry(last),
  others,
});

const causeOf = ({ why, reason }: RefusalCause): RefusalCause => ({
  why,
  ...(reason !== undefined && { reason }),
});

/** Without a cause, and without the place in the queue: a retried entry goes to its end. */
export function plainEntry({ id, rev, kind, type, bytes, author, addedAt }: OutboxEntry): OutboxEntry {
  return { id, rev, kind, type, bytes, author, addedAt };
}

/**
 * Which of these documents were refused. The quarantine is nearly always empty, or small: its keys are one question,
 * which one for each document would not be. Inside a transaction over `quarantine`.
 */
export async function refusedAmong(db: CampaignDatabase, ids: readonly string[]): Promise<string[]> {
  const keys = await db.quarantine.toCollection().primaryKeys();
  const asked = new Set(ids);
  return keys.filter(([id, direction]) => direction === 'push' && asked.has(id)).map(([id]) => id);
}

/**
 * Takes revisions out of a refusal, which ends with the last of them. Inside a transaction over `quarantine`.
 * @returns the write, which is under way; none when it names no such revision
 */
export function dropRefused(
  db: CampaignDatabase,
  refusal: QuarantineEntry,
  isOver: (rev: Rev) => boolean,
): Promise<unknown>[] {
  const refused = refusedIn(refusal);
  const [entry, ...others] = refused.filter(({ rev }) => !isOver(rev));
  if (entry === undefined) return [db.quarantine.delete([refusal.id, 'push'])];
  if (others.length + 1 === refused.length) return [];
  return [db.quarantine.put(refusalRow(refusal.at, entry, others))];
}
