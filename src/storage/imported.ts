import { knows, type Leaf } from '../domain/revisions.ts';
import type { CampaignDatabase, OutboxRow } from './database.ts';
import { md5Digest } from './digest.ts';
import { leavesOf, nextUpdatedSeq, withLeaf } from './documents.ts';
import { addMissing } from './media.ts';
import { enqueue, outboxEntry, placesOf } from './outbox.ts';
import type { PulledLeaf } from './replicated.ts';
import type { MediaRow } from './rows.ts';

export interface ImportedCounts {
  /** Documents that were new here, or had a revision that was. */
  readonly added: number;
  readonly known: number;
}

/** What another phone handed over as a file. */
export interface Imported {
  /**
   * Adds documents with the revisions they have on that phone, and their photos, all or nothing. They wait in the
   * outbox of the one who imports, because that phone may never meet the endpoint again; the endpoint is asked first
   * whether it holds them already. What this phone itself sends or sent stays with whoever saved it.
   */
  add(
    documents: readonly PulledLeaf[],
    photos: readonly Omit<MediaRow, 'digest'>[],
    author: string,
  ): Promise<ImportedCounts>;
}

export const importedOf = (db: CampaignDatabase): Imported => ({
  add: (documents, photos, author) => {
    const rows = photos.map((photo) => ({ ...photo, digest: md5Digest(photo.bytes) }));
    const tables = [db.documents, db.media, db.outbox, db.quarantine, db.receipts, db.journal];
    return db.write(tables, async () => {
      await addMissing(db, rows);
      const added = new Set<string>();
      for (const { id, leaf } of documents) {
        if (await addLeaf(db, id, leaf, author)) added.add(id);
      }
      const counts = { added: added.size, known: new Set(documents.map(({ id }) => id)).size - added.size };
      await db.journal.add({ at: db.now(), event: 'imported', counts });
      return counts;
    });
  },
});

async function addLeaf(db: CampaignDatabase, id: string, leaf: Leaf, author: string): Promise<boolean> {
  const row = await db.documents.get(id);
  if (knows(leavesOf(row), leaf.rev)) {
    await offerKnown(db, id, leavesOf(row), author);
    return false;
  }
  await db.documents.put(withLeaf(row, id, leaf, await nextUpdatedSeq(db)));
  const entry = { ...outboxEntry(id, leaf, author, db.now()), again: true as const };
  await Promise.all(enqueue(db, leaf, entry, await placesOf(db, id)));
  return true;
}

/** Came from the endpoint once, which may have lost it since; what has a receipt is watched over by that. */
async function offerKnown(
  db: CampaignDatabase,
  id: string,
  leaves: readonly Leaf[],
  author: string,
): Promise<void> {
  const places = [db.outbox.where('id').equals(id), db.receipts.where('id').equals(id)];
  const counts = await Promise.all(places.map((place) => place.count()));
  const refused = await db.quarantine.get([id, 'push']);
  if (refused !== undefined || counts.some((count) => count > 0)) return;
  const hasBytes = (await db.media.where('id').equals(id).count()) > 0;
  const entries = leaves
    .filter(({ body }) => !body['_attachments'] || hasBytes)
    .map((leaf) => ({ ...outboxEntry(id, leaf, author, db.now()), again: true as const }));
  await db.outbox.bulkAdd(entries as OutboxRow[]);
}
