import type PouchDB from 'pouchdb-core';
import type { GetOptions, PouchDocument, PouchWrite } from 'pouchdb-core';
import { ChangeLog, type KeptLog } from './changes.ts';
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

/** Where a database may leave something for its next opening; losing it costs time, not data. */
export interface Memo {
  read(): Promise<unknown>;
  write(value: unknown): Promise<void>;
}

/** Changes after which the log is kept anew: fewer cost writing, more cost reading at the next start. */
const KEEP_AFTER = 2000;

/** Prefix of the checkpoints that clients keep, so that they cannot touch PouchDB's own `_local` documents. */
const LOCAL = '_local/~';

/** One database: PouchDB, one write at a time, and its changes in order. */
export class Database {
  card: DatabaseCard;
  readonly pouch: PouchDB;
  #log: Promise<ChangeLog> | undefined;
  #writes: Promise<unknown> = Promise.resolve();
  #isClosed = false;
  readonly #memo: Memo;
  #keptSeq = 0;

  constructor(card: DatabaseCard, pouch: PouchDB, memo: Memo) {
    this.card = card;
    this.pouch = pouch;
    this.#memo = memo;
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
    const log = await this.#log?.catch(() => undefined);
    log?.wakeAll();
    await this.#writes;
    if (log) await this.#keep(log);
    await this.pouch.close();
  }

  async #leavesOf(id: string, otherwise: { rev: string }[]): Promise<{ rev: string }[]> {
    const tree = await this.tree(id);
    return tree ? tree.leaves.map(({ rev }) => ({ rev })) : otherwise;
  }

  /** From where it was kept, then on from there: PouchDB needs seconds for ten thousand rows. */
  async #readLog(): Promise<ChangeLog> {
    const kept = (await this.#memo.read().catch(() => undefined)) as KeptLog | undefined;
    const { update_seq } = await this.pouch.info();
    const isOurs = kept?.instance === this.card.instance && kept.lastSeq <= update_seq;
    const log = isOurs ? ChangeLog.from(kept) : new ChangeLog();
    this.#keptSeq = log.lastSeq;
    await this.#follow(log);
    return log;
  }

  async #keep(log: ChangeLog): Promise<void> {
    if (log.lastSeq === this.#keptSeq) return;
    this.#keptSeq = log.lastSeq;
    await this.#memo.write(log.keep(this.card.instance)).catch(() => undefined);
  }

  async #follow(log: ChangeLog): Promise<void> {
    const news = await this.pouch.changes({ since: log.lastSeq, style: 'all_docs' });
    for (const change of news.results) {
      // PouchDB lists leaves in the order of its tree; whoever reads the first one wants the winner.
      if (change.changes.length > 1) change.changes = await this.#leavesOf(change.id, change.changes);
    }
    log.add(news.results, news.last_seq);
    if (log.lastSeq - this.#keptSeq > Math.max(KEEP_AFTER, log.size / 10)) await this.#keep(log);
  }
}

const localKey = (id: string): string => `${LOCAL}${id.slice('_local/'.length)}`;
