import type { CampaignDatabase } from './database.ts';
import { leavesOf } from './documents.ts';
import { dropRefused, refusedAmong, refusedIn } from './refusals.ts';
import type { NamedLeaf, OutboxEntry, Receipt } from './rows.ts';

export interface Receipts {
  get(id: string): Promise<Receipt | undefined>;
  all(): Promise<Receipt[]>;
  by(author: string): Promise<Receipt[]>;
  /**
   * Of what this person's sessions after `after`, up to `upTo`, have brought: all, or of more than 1,000 as many, evenly
   * spread in the order of their making. What an endpoint lost lies close together. Of each document every leaf that does
   * not wait here and was not refused: what lost a conflict is lost as easily as what won.
   */
  witnesses(author: string, after: number, upTo: number): Promise<NamedLeaf[]>;
}

/** 90 KB of names in one question, 40 KB compressed. Fewer would pass over shorter losses of a long day. */
const WITNESSES_MAX = 1000;

export function receiptsOf(db: CampaignDatabase): Receipts {
  const by = (author: string) => db.receipts.where('author').equals(author).toArray();
  return {
    get: (id) => db.receipts.get(id),
    all: () => db.receipts.toArray(),
    by,
    // In one transaction: what is corrected meanwhile would be a leaf that neither waits nor is there.
    witnesses: (author, after, upTo) =>
      db.transaction('r', [db.receipts, db.documents, db.quarantine, db.outbox], async () => {
        const brought = (await by(author)).filter(({ session }) => session > after && session <= upTo);
        const step = Math.ceil(brought.length / WITNESSES_MAX);
        const asked = brought.filter((_, index) => index % step === 0);
        return asked.length === 0 ? [] : leavesThere(db, asked);
      }),
  };
}

/**
 * The revisions of these receipts, and the other leaves of their documents that the endpoint must have. Inside a
 * transaction over `documents`, `quarantine` and `outbox`.
 */
async function leavesThere(db: CampaignDatabase, receipts: readonly Receipt[]): Promise<NamedLeaf[]> {
  const ids = receipts.map(({ id }) => id);
  const rows = await db.documents.bulkGet(ids);
  const refusals = await db.quarantine.filter(({ direction }) => direction === 'push').toArray();
  const open = [...(await db.outbox.where('id').anyOf(ids).toArray()), ...refusals.flatMap(refusedIn)];
  const isOpen = new Set(open.map(({ id, rev }) => `${id} ${rev}`));
  return receipts.flatMap(({ id, rev }, index) => {
    const leaves = leavesOf(rows[index]).map((leaf) => leaf.rev);
    const there = leaves.filter((leaf) => !isOpen.has(`${id} ${leaf}`));
    return [...new Set([rev, ...there])].map((one) => ({ id, rev: one }));
  });
}

/**
 * The endpoint holds these revisions: their outbox entries become receipts. Entries of newer revisions, saved while
 * these travelled, stay. Inside a transaction over `outbox`, `receipts`, `documents` and `quarantine`.
 */
export async function receive(
  db: CampaignDatabase,
  entries: readonly OutboxEntry[],
  session: number,
): Promise<void> {
  if (entries.length === 0) return;
  const ids = entries.map(({ id }) => id);
  const keys = entries.map(({ id, rev }): [string, string] => [id, rev]);
  await db.outbox.where('[id+rev]').anyOf(keys).delete();
  // Refused once and held by the endpoint after all: nothing is left to complain of.
  for (const id of await refusedAmong(db, ids)) {
    const refusal = await db.quarantine.get([id, 'push']);
    const isHeld = (rev: string): boolean => entries.some((entry) => entry.id === id && entry.rev === rev);
    if (refusal !== undefined) await Promise.all(dropRefused(db, refusal, isHeld));
  }
  const at = db.now();
  await db.receipts.bulkPut(entries.map(({ id, rev, author }) => ({ id, rev, at, author, session })));
  await settleReceipts(db, ids, session);
}

/** When nothing of a document waits here, the endpoint has what we show of it, whoever made that revision. */
export async function settleReceipts(
  db: CampaignDatabase,
  ids: readonly string[],
  session: number,
): Promise<void> {
  const receipts = (await db.receipts.bulkGet([...ids])).filter((receipt) => receipt !== undefined);
  if (receipts.length === 0) return;
  const held = receipts.map(({ id }) => id);
  const documents = await db.documents.bulkGet(held);
  const refused = await refusedAmong(db, held);
  const waiting = new Set((await db.outbox.where('id').anyOf(held).toArray()).map(({ id }) => id));
  const settled = receipts.flatMap((receipt, index) => {
    const rev = documents[index]?.rev;
    const isOpen = rev === undefined || waiting.has(receipt.id) || refused.includes(receipt.id);
    return isOpen || rev === receipt.rev ? [] : [{ ...receipt, rev, session }];
  });
  await db.receipts.bulkPut(settled);
}
