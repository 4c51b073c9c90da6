import type { CampaignDatabase, DocumentRow, OutboxRow } from './database.ts';
import { leavesOf } from './documents.ts';
import { outboxEntry } from './outbox.ts';
import { refusedIn } from './refusals.ts';
import { learn } from './replicationState.ts';
import type { Receipt } from './rows.ts';

/** What an endpoint lost is sent again: see `Replicated`. Each in one transaction. */

export const startOver = (db: CampaignDatabase, instance: string | undefined): Promise<number> =>
  db.write([db.documents, db.outbox, db.quarantine, db.receipts, db.checkpoints, db.endpoints], async () => {
    const waiting = await waitAgain(db, await db.receipts.toArray());
    // The names of notes stay: that they are not there any more tells each person's session what was lost.
    const noted = await db.checkpoints.toArray();
    await db.checkpoints.bulkPut(noted.map((one) => ({ ...one, seq: null, filter: '' })));
    if (instance !== undefined) await learn(db, { instance });
    return waiting;
  });

export const askAgain = (db: CampaignDatabase, author: string, session: number): Promise<number> =>
  db.write([db.documents, db.outbox, db.quarantine, db.receipts], async () => {
    const receipts = await db.receipts.where('author').equals(author).toArray();
    return waitAgain(
      db,
      receipts.filter((receipt) => receipt.session > session),
    );
  });

export const offerAll = (db: CampaignDatabase, author: string): Promise<number> =>
  db.write([db.documents, db.outbox, db.quarantine, db.media], async () => {
    const held = new Set(await db.media.toCollection().primaryKeys());
    const rows = await db.documents.filter(({ id, body }) => !body['_attachments'] || held.has(id)).toArray();
    return queueAgain(
      db,
      rows.map((row) => ({ row, author })),
    );
  });

async function waitAgain(db: CampaignDatabase, receipts: readonly Receipt[]): Promise<number> {
  const rows = await db.documents.bulkGet(receipts.map(({ id }) => id));
  const waiting = await queueAgain(
    db,
    receipts.map(({ author }, index) => ({ row: rows[index], author })),
  );
  await db.receipts.bulkDelete(receipts.map(({ id }) => id));
  return waiting;
}

/** All leaves of these documents, but those that wait or were refused already. */
async function queueAgain(
  db: CampaignDatabase,
  held: readonly { row: DocumentRow | undefined; author: string }[],
): Promise<number> {
  const refused = await db.quarantine.filter(({ direction }) => direction === 'push').toArray();
  // What was refused goes when a person says so, and never lies in both places.
  const kept = [...(await db.outbox.toArray()), ...refused.flatMap(refusedIn)];
  const placed = new Set(kept.map(({ id, rev }) => `${id} ${rev}`));
  const entries = held.flatMap(({ row, author }) =>
    leavesOf(row)
      .filter(({ rev }) => row !== undefined && !placed.has(`${row.id} ${rev}`))
      .map((leaf) => ({ ...outboxEntry(row?.id ?? '', leaf, author, db.now()), again: true as const })),
  );
  await db.outbox.bulkAdd(entries as OutboxRow[]);
  return entries.length;
}
