import type { CampaignDatabase } from './database.ts';
import { md5Digest } from './digest.ts';
import type { MediaRow } from './rows.ts';

/** Photos taken on this phone. Bytes are ArrayBuffers in rows that are written once: WebKit loses what is put again. */
export interface Media {
  /** Adding one that is there already changes nothing. */
  add(photo: Omit<MediaRow, 'digest'>): Promise<void>;
  get(id: string): Promise<MediaRow | undefined>;
  has(id: string): Promise<boolean>;
  of(response: string): Promise<MediaRow[]>;
  /** Only those of a discarded draft: a photo that a document names stays. */
  remove(ids: readonly string[]): Promise<void>;
}

export const mediaOf = (db: CampaignDatabase): Media => ({
  add(photo) {
    const row = { ...photo, digest: md5Digest(photo.bytes) };
    return db.write([db.media], async () => {
      if ((await db.media.where('id').equals(row.id).count()) === 0) await db.media.add(row);
    });
  },
  get: (id) => db.media.get(id),
  has: async (id) => (await db.media.where('id').equals(id).count()) > 0,
  of: (response) => db.media.where('response').equals(response).toArray(),
  remove: (ids) =>
    db.write([db.media, db.documents, db.journal], async () => {
      const named = await db.documents.bulkGet([...ids]);
      const free = ids.filter((_, index) => named[index] === undefined);
      await db.media.bulkDelete([...free]);
      await db.journal.add({ at: db.now(), event: 'photos-removed', counts: { photos: free.length } });
    }),
});
