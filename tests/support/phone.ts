import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { StoreOptions } from '../../src/storage/index.ts';
import { NOW } from './examples.ts';

/** What is opened without a disk of its own from now on is on a new one: tabs of another test are on the former. */
export function renewUsualDisk(): void {
  Object.assign(Dexie.dependencies, { indexedDB: new IDBFactory(), IDBKeyRange });
}

// Dexie's live queries stay silent where the page has no IndexedDB at all.
renewUsualDisk();

/** A phone's own disk: what is opened on it again is still there, and no other phone sees it. */
export const newDisk = (): Required<Pick<StoreOptions, 'indexedDB' | 'IDBKeyRange' | 'now'>> => ({
  indexedDB: new IDBFactory(),
  IDBKeyRange,
  now: () => NOW,
});
