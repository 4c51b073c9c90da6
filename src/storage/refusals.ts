import type { Rev } from '../domain/ids.ts';
import type { CampaignDatabase } from './database.ts';
import type { OutboxEntry, QuarantineEntry } from './rows.ts';

/** Everything of a document that was refused: more than one revision when it was corrected twice apart. */
export const refusedIn = ({ entry, others = [] }: QuarantineEntry): OutboxEntry[] =>
  entry === undefined ? [] : [entry, ...others];

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
  return [db.quarantine.put({ ...refusal, rev: entry.rev, entry, others })];
}
