import type PouchDB from 'pouchdb-core';
import type { GetOptions, PouchDocument, PouchWrite } from 'pouchdb-core';
import { ChangeLog, type ChangeRow, type KeptLog, rowOf } from './changes.ts';
import { Damaged, DamagedDocuments, type DamagedIds, type DamagedLeaves } from './damage.ts';
import { Files } from './files.ts';
import type { Attached, Inside } from './inside.ts';
import type { OpenPouch } from './pouch.ts';
import { forgetOld, oldRevisions, type Purge, purgeLeaves } from './purge.ts';
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
  /** Whether ids must be `partition:id`. */
  readonly partitioned?: boolean;
}

/** A database's folder: it may leave a note for its next opening there; losing that costs time, not data. */
export interface Folder extends DamagedIds {
  read(): Promise<unknown>;
  write(note: unknown): Promise<void>;
  forget(): Promise<void>;
  bytes(): Promise<number>;
}

/** Changes after which the log is kept anew: fewer cost writing, more cost reading at the next start. */
const KEEP_AFTER = 2000;

const PURGES = 'purge_seq';
/** Documents whose old bodies go in one batch: few enough that a write need not wait long for its turn. */
const COMPACTED_AT_ONCE = 50;

/** Of one document in one batch: PouchDB writes them by recursion, and some thousands would meet the stack's limit. */
const VERSIONS_AT_ONCE = 100;

/** Prefix of the checkpoints that clients keep, so that they cannot touch PouchDB's own `_local` documents. */
const LOCAL = '_local/~';

/** One database: PouchDB, one write at a time, and its changes in order. */
export class Database {
  card: DatabaseCard;
  readonly #files: Files;
  readonly #folder: Folder;
  readonly #damaged: DamagedDocuments;
  #log: Promise<ChangeLog> | undefined;
  #writes: Promise<unknown> = Promise.resolve();
  #keptSeq = 0;
  /** Being read. */
  readonly #winners = new Map<ChangeRow, Promise<PouchDocument | undefined>>();
  #compaction: Promise<void> | undefined;

  constructor(card: DatabaseCard, files: OpenPouch, folder: Folder, say: (line: string) => void) {
    this.card = card;
    this.#files = new Files(files);
    this.#folder = folder;
    this.#damaged = new DamagedDocuments(this, this.#files, folder, say);
  }

  get pouch(): PouchDB {
    return this.#files.pouch;
  }

  get #inside(): Inside {
    return this.#files.inside;
  }

  get isClosed(): boolean {
    return this.#files.isClosed;
  }

  get isCompacting(): boolean {
    return this.#compaction !== undefined;
  }

  /** On the disk. */
  bytes(): Promise<number> {
    return this.#folder.bytes();
  }

  purgeSeq(): Promise<number> {
    return this.#inside.number(PURGES);
  }

  /** Runs `work` when every earlier write has ended: what it reads is still true when it writes. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#writes.then(async () => {
      await this.#files.mend(() => this.#catchUp());
      this.#files.beginWrite();
      return work();
    });
    this.#writes = turn.catch(() => undefined);
    return turn;
  }

  /** A batch may have reached the disk before it failed. */
  async #catchUp(): Promise<void> {
    const log = await this.#log;
    if (!log) return;
    const news: ChangeRow[] = [];
    await this.#inside.eachMetadata((metadata) => {
      if (metadata.seq > log.lastSeq) news.push(rowOf(metadata));
    });
    await this.#tell(log, news);
  }

  /** Documents that the disk could not read when they were last looked at. */
  damaged(): Promise<DamagedLeaves> {
    return this.#damaged.leaves();
  }

  changes(): Promise<ChangeLog> {
    this.#log ??= this.#openLog();
    return this.#log;
  }

  async #openLog(): Promise<ChangeLog> {
    const log = await this.#readLog();
    await this.#damaged.readKept(log);
    return log;
  }

  /** To be called in turn. Afterwards every waiting listener has seen the change. */
  async write(documents: PouchDocument[], newEdits: boolean): Promise<PouchWrite[]> {
    const rows: PouchWrite[] = [];
    // What could not be read so far was refused by whoever wanted it.
    this.#files.beginWrite();
    for (const round of roundsOf(documents)) {
      rows.push(...(await this.pouch.bulkDocs(round, { new_edits: newEdits })));
      const ids = new Set(round.map((document) => document._id));
      if (this.#log) await this.#follow(await this.#log, ids);
    }
    if (!this.#damaged.isEmpty) await this.#damaged.lookAgain(documents.map(({ _id }) => _id));
    return rows;
  }

  async tree(id: string): Promise<TreeView | undefined> {
    const metadata = await this.#damaged.reading(id, () => this.#inside.metadata(id));
    return metadata && readTree(metadata.rev_tree);
  }

  /**
   * The winner's body with stubs, read at its place: a sixth of the time that `read` takes. Two hundred who begin a
   * morning at the same time ask for the same ones, one after the other: they share what is read, and do not change it.
   */
  winner(row: ChangeRow): Promise<PouchDocument | undefined> {
    const shared = this.#winners.get(row);
    if (shared) return shared;
    const isCurrent = async () => (await this.changes()).rowOf(row.id) === row;
    const reading = this.#damaged
      .reading(row.id, () => this.#inside.body(row.bodySeq), isCurrent)
      .finally(() => this.#winners.delete(row));
    this.#winners.set(row, reading);
    return reading;
  }

  read(id: string, options: GetOptions = {}): Promise<PouchDocument> {
    const isKept = async () => {
      const metadata = await this.#inside.metadata(id).catch(() => undefined);
      return !metadata || metadata.rev_map[options.rev ?? metadata.winningRev] !== undefined;
    };
    return this.#damaged.reading(id, () => this.pouch.get(id, options), isKept);
  }

  /** The bytes of an attachment of one revision. */
  attachment(id: string, rev: string, name: string): Promise<Buffer> {
    return this.#damaged.reading(id, () => this.pouch.getAttachment(id, name, { rev }));
  }

  async readLocal(id: string): Promise<PouchDocument | undefined> {
    const found = await this.read(localKey(id)).catch(ignoreMissing);
    return found && { ...found, _id: id };
  }

  /**
   * Checkpoints are their writer's own: as in CouchDB, nobody needs to name the revision that is replaced. Who does name
   * one, learns whether it was here: a database that came back from a backup has another one.
   * @returns the new revision; undefined when `replaced` is not the one that is here
   */
  writeLocal(document: PouchDocument, replaced?: string): Promise<string | undefined> {
    return this.inTurn(async () => {
      const key = localKey(document._id);
      const before = await this.pouch.get(key).catch(() => undefined);
      if (replaced !== undefined && replaced !== before?.['_rev']) return undefined;
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

  /** Takes leaves away without a tombstone, all in one batch. @returns of each document the revisions that are gone */
  purge(asked: readonly (readonly [string, readonly string[]])[]): Promise<[string, string[]][]> {
    return this.inTurn(async () => {
      const log = await this.changes();
      // Were it kept, and the power went now, the next opening would still list what was purged.
      await this.#folder.forget();
      this.#keptSeq = 0;
      const left: Attached = new Map();
      const answer: [string, string[]][] = [];
      const purges: (Purge & { readonly id: string })[] = [];
      for (const [id, revs] of asked) {
        const purge = await this.#purgeOf(id, revs, left);
        answer.push([id, purge?.purged ?? []]);
        if (purge && purge.purged.length > 0) purges.push({ id, ...purge });
      }
      if (purges.length > 0) await this.#writePurges(log, purges);
      return answer;
    });
  }

  async #purgeOf(id: string, revs: readonly string[], left: Attached): Promise<Purge | undefined> {
    const [found] = await Promise.allSettled([this.#inside.metadata(id)]);
    if (found.status === 'fulfilled') {
      return found.value && purgeLeaves(this.#inside, found.value, revs, left);
    }
    // Nothing of it can be read but its leaves: it goes as a whole, or stays.
    const row = (await this.changes()).rowOf(id);
    if (!row?.revs.every((rev) => revs.includes(rev))) throw found.reason;
    const operations = [this.#inside.forget(id), ...(row.deleted ? [] : [this.#inside.countMore(-1)])];
    return { purged: [...row.revs], operations, rest: undefined };
  }

  async #writePurges(log: ChangeLog, purges: readonly (Purge & { readonly id: string })[]): Promise<void> {
    const count = this.#inside.keepNumber(PURGES, (await this.purgeSeq()) + purges.length);
    await this.#files.write([...purges.flatMap(({ operations }) => operations), count]);
    for (const { id, rest } of purges) {
      if (rest) log.add([rowOf(rest)], rest.seq);
      else log.remove(id);
    }
    await this.#damaged.lookAgain(purges.map(({ id }) => id));
  }

  /** Drops the bodies of revisions that are no leaves and gives the space back; others read and write meanwhile. */
  compact(): Promise<void> {
    this.#compaction ??= this.#compact().finally(() => {
      this.#compaction = undefined;
    });
    return this.#compaction;
  }

  async #compact(): Promise<void> {
    const ids: string[] = [];
    await this.#inside.eachMetadata((metadata) => {
      if (oldRevisions(metadata).length > 0) ids.push(metadata.id);
    });
    for (let start = 0; start < ids.length && !this.isClosed; start += COMPACTED_AT_ONCE) {
      await this.inTurn(() => this.#forgetOld(ids.slice(start, start + COMPACTED_AT_ONCE)));
    }
    if (!this.#damaged.isEmpty) await this.inTurn(() => this.#damaged.lookAgain());
    if (!this.isClosed) await this.#files.tidy();
  }

  async #forgetOld(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const metadata = await this.#damaged.reading(id, () => this.#inside.metadata(id)).catch(ignoreDamaged);
      // One document a batch: two may name the same photo, and each must see what the other left of it.
      if (metadata) await this.#files.write(await forgetOld(this.#inside, metadata));
    }
  }

  async close(): Promise<void> {
    this.#files.beginClose();
    await this.#compaction?.catch(() => undefined);
    const log = await this.#log?.catch(() => undefined);
    log?.wakeAll();
    await this.#writes;
    await this.#damaged.settled();
    if (log) await this.#keep(log);
    await this.#files.close();
  }

  /** From where it was kept, else from the metadata of every document: two seconds for a hundred thousand. */
  async #readLog(): Promise<ChangeLog> {
    const kept = (await this.#folder.read().catch(() => undefined)) as KeptLog | undefined;
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
    await this.#folder.write(log.keep(this.card.instance)).catch(() => undefined);
  }

  async #tell(log: ChangeLog, news: ChangeRow[]): Promise<void> {
    const { update_seq } = await this.pouch.info();
    log.add(
      news.sort((a, b) => a.seq - b.seq),
      update_seq,
    );
  }

  async #follow(log: ChangeLog, ids: Iterable<string>): Promise<void> {
    const found = await Promise.all([...ids].map((id) => this.#inside.metadata(id)));
    const news = found.flatMap((one) => (one && one.seq > log.lastSeq ? [rowOf(one)] : []));
    await this.#tell(log, news);
    if (log.lastSeq - this.#keptSeq > Math.max(KEEP_AFTER, log.size / 10)) await this.#keep(log);
  }
}

/** One batch, or as many as keep each document's versions few in each; the order stays. */
function roundsOf(documents: readonly PouchDocument[]): PouchDocument[][] {
  const rounds: PouchDocument[][] = [[]];
  let times = new Map<string, number>();
  for (const document of documents) {
    const id = document._id;
    if ((times.get(id) ?? 0) >= VERSIONS_AT_ONCE) {
      rounds.push([]);
      times = new Map();
    }
    times.set(id, (times.get(id) ?? 0) + 1);
    rounds.at(-1)?.push(document);
  }
  return rounds;
}

function ignoreMissing(trouble: unknown): undefined {
  if ((trouble as { status?: unknown }).status !== 404) throw trouble;
}

function ignoreDamaged(trouble: unknown): undefined {
  if (!(trouble instanceof Damaged)) throw trouble;
}

const localKey = (id: string): string => `${LOCAL}${id.slice('_local/'.length)}`;
