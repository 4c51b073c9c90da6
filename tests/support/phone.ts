import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { StoreOptions } from '../../src/storage/index.ts';
import { NOW } from './examples.ts';

// Dexie's live queries stay silent where the page has no IndexedDB at all.
Object.assign(Dexie.dependencies, { indexedDB: new IDBFactory(), IDBKeyRange });

/** A phone's own disk: what is opened on it again is still there, and no other phone sees it. */
export const newDisk = (): Required<Pick<StoreOptions, 'indexedDB' | 'IDBKeyRange' | 'now'>> => ({
  indexedDB: new IDBFactory(),
  IDBKeyRange,
  now: () => NOW,
});
