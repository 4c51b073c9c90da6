import { knows, type Leaf } from '../domain/revisions.ts';
import type { CampaignDatabase } from './database.ts';
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
   * Adds documents with the revisions they have on that phone, and their photos, all or nothing. What was new here
   * waits in the outbox of the one who imports, because that phone may never meet the endpoint again; the endpoint is
   * asked first whether it holds it already.
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
    return db.write([db.documents, db.media, db.outbox, db.quarantine, db.journal], async () => {
      const added = new Set<string>();
      for (const { id, leaf } of documents) {
        if (await addLeaf(db, id, leaf, author)) added.add(id);
      }
      await addMissing(db, rows);
      const counts = { added: added.size, known: new Set(documents.map(({ id }) => id)).size - added.size };
      await db.journal.add({ at: db.now(), event: 'imported', counts });
      return counts;
    });
  },
});

async function addLeaf(db: CampaignDatabase, id: string, leaf: Leaf, author: string): Promise<boolean> {
  const row = await db.documents.get(id);
  if (knows(leavesOf(row), leaf.rev)) return false;
  await db.documents.put(withLeaf(row, id, leaf, await nextUpdatedSeq(db)));
  const entry = { ...outboxEntry(id, leaf, author, db.now()), again: true as const };
  await enqueue(db, leaf, entry, await placesOf(db, id));
  return true;
}
