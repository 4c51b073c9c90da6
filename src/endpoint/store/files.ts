import type PouchDB from 'pouchdb-core';
import type { Inside, Metadata, Operation } from './inside.ts';
import { type OpenPouch, unreadable } from './pouch.ts';
import { readTree } from './tree.ts';

/** What an operating system says that has too much to do: nothing is damaged, and it can be read another time. */
const BUSY = /too many open files|cannot allocate memory|not enough space/i;

/** A database's files, which are opened again after a batch that could not be written. */
export class Files {
  #open: OpenPouch;
  /** While they are opened again. */
  #opening: Promise<void> | undefined;
  #isClosed = false;

  constructor(open: OpenPouch) {
    this.#open = open;
  }

  get pouch(): PouchDB {
    return this.#open.pouch;
  }

  get inside(): Inside {
    return this.#open.inside;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** See `OpenPouch.beginWrite`. */
  beginWrite(): void {
    this.#open.beginWrite();
  }

  /** What the batch needed was read, or known to be damaged. */
  write(operations: readonly Operation[]): Promise<void> {
    this.#open.beginWrite();
    return this.inside.write(operations);
  }

  tidy(): Promise<void> {
    return this.#open.tidy();
  }

  /**
   * After a batch that could not be written: opens the files again, so that what is confirmed next is found again.
   * @param catchUp once they are open; whoever reads waits for this, too
   */
  async mend(catchUp: () => Promise<void>): Promise<void> {
    if (this.#isClosed || !this.#open.hasFailed()) return;
    this.#opening = this.#openAgain(catchUp).finally(() => {
      this.#opening = undefined;
    });
    await this.#opening;
  }

  async #openAgain(catchUp: () => Promise<void>): Promise<void> {
    this.#open = await this.#open.openAgain();
    await catchUp();
  }

  /**
   * Below PouchDB whatever could not be read is not there: a replicator would believe in a loss. What was read while the
   * files were opened again is read once more; where the disk failed, that is an error.
   */
  async reading<T>(read: () => Promise<T>): Promise<T> {
    await this.#opening?.catch(() => undefined);
    // LevelDB would keep the question for its next opening, which never comes. The words are PouchDB's.
    if (this.#isClosed) throw new Error('database is closed');
    const files = this.#open;
    const failures = files.readFailures();
    const [answer] = await Promise.allSettled([read()]);
    if (answer.status === 'fulfilled' && !isNothing(answer.value)) return answer.value;
    if (this.#opening !== undefined || this.#open !== files) return this.reading(read);
    if (files.readFailures() !== failures) throw unreadable();
    if (answer.status === 'fulfilled') return answer.value;
    throw answer.reason;
  }

  /** Whether all that a document consists of can be read: its leaves and what is attached to them. */
  async canRead(id: string): Promise<boolean> {
    await this.#opening?.catch(() => undefined);
    const files = this.#open;
    if (await isReadable(files.inside, id)) return true;
    return this.#opening === undefined && this.#open === files ? false : this.canRead(id);
  }

  /** Nothing is read from now on, and nothing opened again; what is being written goes on until `close`. */
  beginClose(): void {
    this.#isClosed = true;
  }

  async close(): Promise<void> {
    // Closed they are already when they could not be opened again.
    await this.pouch.close().catch(() => undefined);
  }
}

/** PouchDB gives no bytes for those that it does not find. */
export const isNothing = (found: unknown): boolean =>
  found === undefined || (Buffer.isBuffer(found) && found.length === 0);

async function isReadable(inside: Inside, id: string): Promise<boolean> {
  try {
    const metadata = await inside.metadata(id);
    return metadata !== undefined && (await hasItsBodies(inside, metadata));
  } catch (trouble) {
    return BUSY.test(String(trouble));
  }
}

async function hasItsBodies(inside: Inside, metadata: Metadata): Promise<boolean> {
  for (const { rev } of readTree(metadata.rev_tree).leaves) {
    const seq = metadata.rev_map[rev];
    const body = seq === undefined ? undefined : await inside.body(seq);
    if (!body || !(await inside.hasAttached(body))) return false;
  }
  return true;
}
