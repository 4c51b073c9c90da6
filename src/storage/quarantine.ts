import { parseDocument } from '../domain/document.ts';
import type { CampaignDatabase, OutboxRow } from './database.ts';
import { leavesOf, nextUpdatedSeq, withLeaf } from './documents.ts';
import { plainEntry, type Refused, refusedIn } from './refusals.ts';
import type { QuarantineEntry, RefusalCause } from './rows.ts';

/** What the endpoint refused or this version cannot read: visible, kept, and tried again when a person says so. */
export interface Quarantine {
  list(): Promise<QuarantineEntry[]>;
  get(id: string): Promise<QuarantineEntry | undefined>;
  /** Something to send goes back to the outbox; something pulled is read again. */
  retry(id: string): Promise<void>;
  /** Every revision that the endpoint refused of what this person sends, with its cause. */
  refused(author: string): Promise<Refused[]>;
  /** What a rule of the endpoint forbade, whoever wrote it, goes back to the outbox. @returns how many */
  retryForbidden(): Promise<number>;
  /** A newer version of the app may read what an older one could not. @returns how many it now reads */
  readAgain(): Promise<number>;
}

/** Of a document that a rule of the endpoint refused. */
export const FORBIDDEN = 'forbidden';

export const quarantineOf = (db: CampaignDatabase): Quarantine => ({
  list: () => db.quarantine.toArray(),
  get: (id) => db.quarantine.where('id').equals(id).last(),
  retry: (id) =>
    db.write([db.quarantine, db.outbox, db.documents, db.journal], async () => {
      const entries = await db.quarantine.where('id').equals(id).toArray();
      for (const entry of entries) {
        if (entry.direction === 'push') await sendAgain(db, entry);
        else await readOne(db, entry);
      }
      await db.journal.add({ at: db.now(), event: 'retried' });
    }),
  async refused(author) {
    const rows = await db.quarantine.filter(({ direction }) => direction === 'push').toArray();
    return rows.flatMap(refusedIn).filter((one) => one.author === author);
  },
  retryForbidden: () =>
    db.write([db.quarantine, db.outbox, db.journal], async () => {
      const entries = await forbiddenIn(db);
      for (const entry of entries) await sendAgain(db, entry);
      if (entries.length > 0) {
        await db.journal.add({ at: db.now(), event: 'rules-changed', counts: { retried: entries.length } });
      }
      return entries.length;
    }),
  async readAgain() {
    const keys = await db.quarantine.toCollection().primaryKeys();
    const pulled = keys.filter(([, direction]) => direction === 'pull');
    return pulled.length === 0 ? 0 : readAll(db, pulled);
  },
});

const isForbidden = ({ why }: RefusalCause): boolean => why === FORBIDDEN;

const forbiddenIn = (db: CampaignDatabase): Promise<QuarantineEntry[]> =>
  db.quarantine.filter((row) => row.direction === 'push' && refusedIn(row).some(isForbidden)).toArray();

const readAll = (db: CampaignDatabase, keys: [string, string][]): Promise<number> =>
  db.write([db.quarantine, db.documents], async () => {
    let read = 0;
    for (const entry of await db.quarantine.bulkGet(keys)) {
      if (entry !== undefined && (await readOne(db, entry))) read += 1;
    }
    return read;
  });

async function sendAgain(db: CampaignDatabase, refusal: QuarantineEntry): Promise<void> {
  for (const entry of refusedIn(refusal)) {
    const waiting = await db.outbox.where('[id+rev]').equals([entry.id, entry.rev]).count();
    if (waiting === 0) await db.outbox.add(plainEntry(entry) as OutboxRow);
  }
  await db.quarantine.delete([refusal.id, 'push']);
}

async function readOne(db: CampaignDatabase, { id, rev, raw }: QuarantineEntry): Promise<boolean> {
  const row = await db.documents.get(id);
  const leaf = leavesOf(row).find((one) => one.rev === rev);
  // Superseded by a revision that was read in its own right, or readable now: nothing is left to complain of.
  if (leaf !== undefined && !parseDocument(raw).ok) return false;
  if (row !== undefined && leaf !== undefined) {
    await db.documents.put(withLeaf(row, id, leaf, await nextUpdatedSeq(db)));
  }
  await db.quarantine.delete([id, 'pull']);
  return true;
}
