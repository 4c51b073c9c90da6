import type { CampaignDatabase } from './database.ts';
import type { JournalLine } from './rows.ts';

/** Enough for a bad week of one phone; more would only make the export heavier. */
const LINES_KEPT_MAX = 200;

/** What replication did, for `/debug`: events and counts, no personal words. */
export interface Journal {
  add(event: string, counts?: JournalLine['counts']): Promise<void>;
  /** Oldest first. */
  list(): Promise<JournalLine[]>;
}

export const journalOf = (db: CampaignDatabase): Journal => ({
  add: (event, counts) => db.write([db.journal], () => addLine(db, event, counts)),
  list: () => db.journal.orderBy('line').toArray(),
});

/** Inside a transaction over `journal`. */
export async function addLine(
  db: CampaignDatabase,
  event: string,
  counts?: JournalLine['counts'],
): Promise<void> {
  const line = await db.journal.add({ at: db.now(), event, ...(counts && { counts }) });
  const last = line - LINES_KEPT_MAX;
  if (last > 0) await db.journal.where('line').belowOrEqual(last).delete();
}
