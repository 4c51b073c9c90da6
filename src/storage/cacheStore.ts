import type { EntityTable } from 'dexie';
import { Database, type StoreOptions } from './database.ts';

/** A photo that can be fetched again. */
export interface CachedMedia {
  readonly id: string;
  readonly bytes: ArrayBuffer;
  readonly contentType: string;
}

class CacheDatabase extends Database {
  declare media: EntityTable<CachedMedia, 'id'>;
  constructor(options: StoreOptions) {
    super('dastak-cache', 'relaxed', 1, options);
    this.version(1).stores({ media: 'id' });
  }
}

/** What may be lost: kept apart from the answers, so that it costs them neither durability nor quota. */
export interface CacheStore {
  get(id: string): Promise<CachedMedia | undefined>;
  /** Bytes are never put twice. */
  add(media: CachedMedia): Promise<void>;
  clear(): Promise<void>;
  close(): void;
}

export function openCacheStore(options: StoreOptions = {}): CacheStore {
  const db = new CacheDatabase(options);
  return {
    get: (id) => db.media.get(id),
    add: (media) =>
      db.write([db.media], async () => {
        if ((await db.media.where('id').equals(media.id).count()) === 0) await db.media.add(media);
      }),
    clear: () => db.write([db.media], () => db.media.clear()),
    close: () => db.close(),
  };
}
