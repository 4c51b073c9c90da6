import type { Rev } from '../domain/ids.ts';
import type { CampaignDatabase } from './database.ts';
import type { OutboxEntry, Receipt } from './rows.ts';

export interface Receipts {
  get(id: string): Promise<Receipt | undefined>;
  all(): Promise<Receipt[]>;
  by(author: string): Promise<Receipt[]>;
}

export const receiptsOf = (db: CampaignDatabase): Receipts => ({
  get: (id) => db.receipts.get(id),
  all: () => db.receipts.toArray(),
  by: (author) => db.receipts.where('author').equals(author).toArray(),
});

/**
 * The endpoint holds these revisions: their outbox entries become receipts. Entries of newer revisions, saved while
 * these travelled, stay. Inside a transaction over `outbox`, `receipts`, `documents` and `quarantine`.
 */
export async function receive(
  db: CampaignDatabase,
  entries: readonly OutboxEntry[],
  session: number,
): Promise<void> {
  const keys = entries.map(({ id, rev }): [string, string] => [id, rev]);
  await db.outbox.where('[id+rev]').anyOf(keys).delete();
  for (const { id, rev, author } of entries) {
    await db.receipts.put({ id, rev, at: db.now(), author, session });
    await settleReceipt(db, id);
  }
}

/** When nothing of a document waits here, the endpoint has what we show of it, whoever made that revision. */
export async function settleReceipt(db: CampaignDatabase, id: string): Promise<void> {
  const [receipt, document, waiting, refused] = await Promise.all([
    db.receipts.get(id),
    db.documents.get(id),
    db.outbox.where('id').equals(id).count(),
    db.quarantine.get([id, 'push']),
  ]);
  if (receipt === undefined || document === undefined || waiting > 0 || refused !== undefined) return;
  if (receipt.rev !== document.rev) await db.receipts.put({ ...receipt, rev: document.rev as Rev });
}
