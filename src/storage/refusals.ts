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
  return keys.filter(([id, direction]) => direction === 'push' && ids.includes(id)).map(([id]) => id);
}

/** Takes revisions out of a refusal, which ends with the last of them. Inside a transaction over `quarantine`. */
export async function dropRefused(
  db: CampaignDatabase,
  id: string,
  isOver: (rev: Rev) => boolean,
): Promise<void> {
  const refusal = await db.quarantine.get([id, 'push']);
  if (refusal === undefined) return;
  const refused = refusedIn(refusal);
  const [entry, ...others] = refused.filter(({ rev }) => !isOver(rev));
  if (entry === undefined) await db.quarantine.delete([id, 'push']);
  else if (others.length + 1 < refused.length) {
    await db.quarantine.put({ ...refusal, rev: entry.rev, entry, others });
  }
}
