import { parseDocument } from '../domain/document.ts';
import type { CachedMedia, CacheStore } from './cacheStore.ts';
import type { CampaignDatabase } from './database.ts';
import { md5Digest } from './digest.ts';
import type { MediaRow } from './rows.ts';

/**
 * Photos and recordings made on this phone, part by part, and the files that come with forms. Bytes are ArrayBuffers in
 * rows that are written once: WebKit loses what is put again.
 */
export interface Media {
  /** All or none. Adding one that is there already changes nothing. */
  add(...media: Omit<MediaRow, 'digest'>[]): Promise<void>;
  /**
   * Keeps what was fetched, and verified, with its document, so that it can be given back to an endpoint that lost it;
   * in the cache where the document is not on this device.
   */
  keep(fetched: CachedMedia, cache: CacheStore | undefined): Promise<void>;
  get(id: string): Promise<MediaRow | undefined>;
  has(id: string): Promise<boolean>;
  of(response: string): Promise<MediaRow[]>;
  /** As `filesHere`. */
  fileIds(): Promise<string[]>;
}

export const mediaOf = (db: CampaignDatabase): Media => ({
  add(...media) {
    const rows = media.map((one) => ({ ...one, digest: md5Digest(one.bytes) }));
    return db.write([db.media], () => addMissing(db, rows));
  },
  async keep(fetched, cache) {
    const { id, bytes } = fetched;
    const digest = md5Digest(bytes);
    const isKept = await db.write([db.media, db.documents], async () => {
      const document = (await db.documents.get(id))?.body;
      const body = document && parseDocument(document);
      if (!body?.ok || body.value.type !== 'media') return false;
      const { response, sha256, contentType, collector, campaign } = body.value;
      await addMissing(db, [{ id, bytes, digest, response, sha256, contentType, collector, campaign }]);
      return true;
    });
    if (!isKept) await cache?.add(fetched);
  },
  get: (id) => db.media.get(id),
  has: async (id) => (await db.media.where('id').equals(id).count()) > 0,
  of: (response) => db.media.where('response').equals(response).toArray(),
  fileIds: () => filesHere(db),
});

/** Inside a transaction over `media`. */
export async function addMissing(db: CampaignDatabase, rows: readonly MediaRow[]): Promise<void> {
  for (const row of rows) {
    if ((await db.media.where('id').equals(row.id).count()) === 0) await db.media.add(row);
  }
}

/** Ids of the documents of forms' files whose bytes are here. */
export const filesHere = (db: CampaignDatabase): Promise<string[]> =>
  db.media.where('id').startsWith('file:').primaryKeys();

/**
 * Photos that were taken for a draft and that neither its answers nor a document names: they go with the draft. Only
 * inside a transaction over `media` and `documents`.
 * @returns how many went
 */
export async function dropPhotos(
  db: CampaignDatabase,
  response: string,
  named: readonly string[],
): Promise<number> {
  const taken = await db.media.where('response').equals(response).primaryKeys();
  const unnamed = taken.filter((media) => !named.includes(media));
  const documents = await db.documents.bulkGet(unnamed);
  const dropped = unnamed.filter((_, index) => documents[index] === undefined);
  await db.media.bulkDelete(dropped);
  return dropped.length;
}
