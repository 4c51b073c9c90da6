import { IDBDatabase as FakeDatabase } from 'fake-indexeddb';
import { newDisk } from '../support/phone.ts';

/** A phone that can die between any two of its transactions; its disk survives. */
export interface Life {
  isDead: boolean;
  /** Dies at the start of this transaction from now (1: the next one). */
  transactionsLeft: number;
}

export const newLife = (): Life => ({ isDead: false, transactionsLeft: Number.POSITIVE_INFINITY });

const lives = new WeakMap<IDBDatabase, () => Life>();
const prototype = FakeDatabase.prototype as unknown as IDBDatabase;
const begin = prototype.transaction;

prototype.transaction = function (this: IDBDatabase, ...words: Parameters<typeof begin>) {
  const life = lives.get(this)?.();
  if (life !== undefined) {
    life.transactionsLeft -= 1;
    if (life.transactionsLeft <= 0) life.isDead = true;
    if (life.isDead) throw new DOMException('the phone is off', 'AbortError');
  }
  return begin.apply(this, words);
};

/** A disk whose databases belong to whichever life the phone has now. */
export function mortalDisk(life: () => Life): ReturnType<typeof newDisk> {
  const disk = newDisk();
  const open = disk.indexedDB.open.bind(disk.indexedDB);
  disk.indexedDB.open = (...words: Parameters<typeof open>) => {
    const request = open(...words);
    request.addEventListener('upgradeneeded', () => lives.set(request.result, life));
    request.addEventListener('success', () => lives.set(request.result, life));
    return request;
  };
  return disk;
}
