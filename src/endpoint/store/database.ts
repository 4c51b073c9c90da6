import type PouchDB from 'pouchdb-core';
import type { GetOptions, PouchDocument, PouchWrite } from 'pouchdb-core';
import { ChangeLog, type ChangeRow, type KeptLog } from './changes.ts';
import type { Inside, Metadata } from './inside.ts';
import type { OpenPouch } from './pouch.ts';
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
  forget(): Promise<void>;
}

/** Changes after which the log is kept anew: fewer cost writing, more cost reading at the next start. */
const KEEP_AFTER = 2000;

/** Prefix of the checkpoints that clients keep, so that they cannot touch PouchDB's own `_local` documents. */
const LOCAL = '_local/~';

/** One database: PouchDB, one write at a time, and its changes in order. */
export class Database {
  card: DatabaseCard;
  readonly pouch: PouchDB;
  readonly #inside: Inside;
  #log: Promise<ChangeLog> | undefined;
  #writes: Promise<unknown> = Promise.resolve();
  #isClosed = false;
  readonly #memo: Memo;
  #keptSeq = 0;

  constructor(card: DatabaseCard, { pouch, inside }: OpenPouch, memo: Memo) {
    this.card = card;
    this.pouch = pouch;
    this.#inside = inside;
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
    const ids = new Set(documents.map((document) => document._id));
    const rows = await this.pouch.bulkDocs(documents, { new_edits: newEdits });
    if (this.#log) await this.#follow(await this.#log, ids);
    return rows;
  }

  async tree(id: string): Promise<TreeView | undefined> {
    const metadata = await this.#inside.metadata(id);
    return metadata && readTree(metadata.rev_tree);
  }

  /** The winner's body with stubs, read at its place: a sixth of the time that `read` takes. */
  winner(row: ChangeRow): Promise<PouchDocument | undefined> {
    return this.#inside.body(row.bodySeq);
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

  /** From where it was kept, else from the metadata of every document: two seconds for a hundred thousand. */
  async #readLog(): Promise<ChangeLog> {
    const kept = (await this.#memo.read().catch(() => undefined)) as KeptLog | undefined;
    const { update_seq } = await this.pouch.info();
    const isOurs = kept?.version === 2 && kept.instance === this.card.instance;
    if (isOurs && kept.lastSeq === update_seq) {
      this.#keptSeq = kept.lastSeq;
      return ChangeLog.from(kept);
    }
    const rows: ChangeRow[] = [];
    await this.#inside.eachMetadata((metadata) => rows.push(rowOf(metadata)));
    const log = new ChangeLog();
    log.add(
      rows.sort((a, b) => a.seq - b.seq),
      update_seq,
    );
    return log;
  }

  async #keep(log: ChangeLog): Promise<void> {
    if (log.lastSeq === this.#keptSeq) return;
    this.#keptSeq = log.lastSeq;
    await this.#memo.write(log.keep(this.card.instance)).catch(() => undefined);
  }

  async #follow(log: ChangeLog, ids: Iterable<string>): Promise<void> {
    const found = await Promise.all([...ids].map((id) => this.#inside.metadata(id)));
    const news = found.flatMap((one) => (one && one.seq > log.lastSeq ? [rowOf(one)] : []));
    const { update_seq } = await this.pouch.info();
    log.add(
      news.sort((a, b) => a.seq - b.seq),
      update_seq,
    );
    if (log.lastSeq - this.#keptSeq > Math.max(KEEP_AFTER, log.size / 10)) await this.#keep(log);
  }
}

/** PouchDB lists leaves in the order of its tree; whoever reads the first one wants the winner. */
function rowOf({ id, seq, rev_tree, rev_map, deleted }: Metadata): ChangeRow {
  const revs = readTree(rev_tree).leaves.map(({ rev }) => rev);
  return { seq, id, revs, deleted, bodySeq: rev_map[revs[0] ?? ''] ?? seq };
}

const localKey = (id: string): string => `${LOCAL}${id.slice('_local/'.length)}`;
