import type PouchDB from 'pouchdb-core';
import type { GetOptions, PouchDocument, PouchWrite } from 'pouchdb-core';
import { ChangeLog } from './changes.ts';
import { readTree, type TreeView } from './tree.ts';

export interface Circle {
  readonly names: readonly string[];
  readonly roles: readonly string[];
}
export interface Security {
  readonly admins: Circle;
  readonly members: Circle;
}
/** What is kept beside a database's documents. */
export interface DatabaseCard {
  readonly name: string;
  /** Changes whenever the database is made anew; part of every sequence. */
  readonly instance: string;
  /** Microseconds since 1970 as text: how clients notice a recreated database. */
  readonly startTime: string;
  readonly security: Security;
}

/** Prefix of the checkpoints that clients keep, so that they cannot touch PouchDB's own `_local` documents. */
const LOCAL = '_local/~';

/** One database: PouchDB, one write at a time, and its changes in order. */
export class Database {
  card: DatabaseCard;
  readonly pouch: PouchDB;
  #log: Promise<ChangeLog> | undefined;
  #writes: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(card: DatabaseCard, pouch: PouchDB) {
    this.card = card;
    this.pouch = pouch;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Runs `work` when every earlier write has ended: what it reads is still true when it writes. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#writes.then(work);
    this.#writes = turn.catch(() => undefined);
    return turn;
  }

  changes(): Promise<ChangeLog> {
    this.#log ??= this.#readLog();
    return this.#log;
  }

  /** To be called in turn. Afterwards every waiting listener has seen the change. */
  async write(documents: PouchDocument[], newEdits: boolean): Promise<PouchWrite[]> {
    const rows = await this.pouch.bulkDocs(documents, { new_edits: newEdits });
    if (this.#log) await this.#follow(await this.#log);
    return rows;
  }

  async tree(id: string): Promise<TreeView | undefined> {
    return new Promise((resolve) => {
      this.pouch._getRevisionTree(id, (trouble, roots) => resolve(trouble ? undefined : readTree(roots)));
    });
  }

  read(id: string, options: GetOptions = {}): Promise<PouchDocument> {
    return this.pouch.get(id, options);
  }

  async readLocal(id: string): Promise<PouchDocument | undefined> {
    const found = await this.pouch.get(localKey(id)).catch(() => undefined);
    return found && { ...found, _id: id };
  }

  /** As CouchDB, does not look at the revision the caller knew: checkpoints are their writer's own. */
  writeLocal(document: PouchDocument): Promise<string> {
    return this.inTurn(async () => {
      const key = localKey(document._id);
      const before = await this.pouch.get(key).catch(() => undefined);
      const { _rev, _revisions, ...body } = document;
      const next = before ? { ...body, _id: key, _rev: before['_rev'] } : { ...body, _id: key };
      return (await this.pouch.put(next)).rev;
    });
  }

  removeLocal(id: string): Promise<boolean> {
    return this.inTurn(async () => {
      const key = localKey(id);
      const before = await this.pouch.get(key).catch(() => undefined);
      if (!before) return false;
      await this.pouch.remove({ _id: key, _rev: String(before['_rev']) });
      return true;
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    (await this.#log?.catch(() => undefined))?.wakeAll();
    await this.#writes;
    await this.pouch.close();
  }

  async #leavesOf(id: string, otherwise: { rev: string }[]): Promise<{ rev: string }[]> {
    const tree = await this.tree(id);
    return tree ? tree.leaves.map(({ rev }) => ({ rev })) : otherwise;
  }

  async #readLog(): Promise<ChangeLog> {
    const log = new ChangeLog();
    await this.#follow(log);
    return log;
  }

  async #follow(log: ChangeLog): Promise<void> {
    const news = await this.pouch.changes({ since: log.lastSeq, style: 'all_docs' });
    for (const change of news.results) {
      // PouchDB lists leaves in the order of its tree; whoever reads the first one wants the winner.
      if (change.changes.length > 1) change.changes = await this.#leavesOf(change.id, change.changes);
    }
    log.add(news.results, news.last_seq);
  }
}

const localKey = (id: string): string => `${LOCAL}${id.slice('_local/'.length)}`;
