import type { PouchDocument } from 'pouchdb-core';
import type { Fields } from '../couch/json.ts';
import { Refusal } from '../couch/refusal.ts';
import type { ChangeLog } from '../store/changes.ts';
import type { Database } from '../store/database.ts';
import { type Databases, REPLICATOR } from '../store/databases.ts';
import type { Checkpoint } from './checkpoints.ts';
import { type Job, readJob } from './job.ts';
import { ReplicationTrouble, replicate, type Session } from './replicate.ts';

export interface ReplicatorOptions {
  readonly databases: Databases;
  readonly uuid: string;
  readonly now: () => number;
  readonly closing: AbortSignal;
  readonly log: (line: string) => void;
  /** Wait after the first failure; doubled after each further one. */
  readonly retryMs?: number;
}

/** A job that runs or waits for its next attempt. */
export interface Running {
  readonly job: Job;
  /** Of `_replicator`; null for one that `_replicate` started. */
  readonly docId: string | null;
  readonly docRev: string | null;
  readonly startedAt: string;
  readonly stop: AbortController;
  session: Session | undefined;
  failures: number;
  trouble: string | undefined;
}

const RETRY_MS = 5_000;
/** About ten minutes: a target that was away for a weekend is found again soon after. */
const DOUBLINGS_MAX = 7;

/** Runs what `_replicate` and the documents of `_replicator` ask for. */
export class Replicator {
  readonly #options: ReplicatorOptions;
  readonly #running = new Map<string, Running>();
  #deaf: () => void = () => undefined;
  #lookedUntil = 0;

  constructor(options: ReplicatorOptions) {
    this.#options = options;
    options.closing.addEventListener('abort', () => this.#stopAll(), { once: true });
  }

  running(): readonly Running[] {
    return [...this.#running.values()];
  }

  /** Takes up the jobs of `_replicator`, and each that comes. */
  async watch(): Promise<void> {
    const database = await this.#options.databases.find(REPLICATOR);
    if (!database) return;
    const log = await database.changes();
    // One look after another: an older text of a document must not be taken for its newest.
    let looking = this.#look(database, log);
    this.#deaf = log.listen(() => {
      looking = looking.then(() => this.#look(database, log));
    });
    await looking;
  }

  /** One session to its end, for `_replicate`. */
  once(body: Fields): Promise<Checkpoint> {
    const job = this.read(body);
    return replicate(job, this.#options.closing, () => undefined);
  }

  /** Until `cancel` or the end of the endpoint; started twice it runs once. */
  continuously(job: Job): void {
    if (!this.#running.has(job.id)) this.#start(job.id, job, null, null);
  }

  cancel(job: Job): boolean {
    const found = this.#running.get(job.id);
    found?.stop.abort();
    return this.#running.delete(job.id);
  }

  read(body: Fields): Job {
    return readJob(body, this.#options.uuid);
  }

  async #look(database: Database, log: ChangeLog): Promise<void> {
    if (database.isClosed) return this.#deaf();
    const rows = log.after(this.#lookedUntil);
    this.#lookedUntil = log.lastSeq;
    for (const row of rows) {
      if (row.id.startsWith('_design/')) continue;
      const document = row.deleted ? undefined : await database.winner(row).catch(() => undefined);
      this.#take(database, row.id, document);
    }
  }

  /** A document that was written by a person starts anew; what we wrote ourselves says that it is over. */
  #take(database: Database, id: string, document: PouchDocument | undefined): void {
    const key = `${REPLICATOR}/${id}`;
    const before = this.#running.get(key);
    const rev = document ? String(document['_rev']) : null;
    if (before?.docRev === rev) return;
    before?.stop.abort();
    this.#running.delete(key);
    if (!document || document['_replication_state'] !== undefined) return;
    try {
      this.#start(key, this.read(document), document, database);
    } catch (trouble) {
      const reason = trouble instanceof Refusal ? trouble.reason : 'The document cannot be read.';
      void this.#settle(database, document, {
        _replication_state: 'failed',
        _replication_state_reason: reason,
      });
    }
  }

  #start(key: string, job: Job, document: PouchDocument | null, database: Database | null): void {
    const running: Running = {
      job,
      docId: document?._id ?? null,
      docRev: document ? String(document['_rev']) : null,
      startedAt: new Date(this.#options.now()).toISOString(),
      stop: new AbortController(),
      session: undefined,
      failures: 0,
      trouble: undefined,
    };
    this.#running.set(key, running);
    void this.#run(running).then(async (checkpoint) => {
      if (this.#running.get(key) === running) this.#running.delete(key);
      if (checkpoint && document && database) await this.#complete(database, document, checkpoint);
    });
  }

  /** Until it has caught up, or until it is stopped: then without a checkpoint. */
  async #run(running: Running): Promise<Checkpoint | undefined> {
    const { signal } = running.stop;
    while (!signal.aborted) {
      try {
        const checkpoint = await replicate(running.job, signal, (session) => {
          running.session = session;
          running.trouble = undefined;
        });
        return signal.aborted ? undefined : checkpoint;
      } catch (trouble) {
        running.trouble = wordsFor(trouble);
        await this.#pause(running.failures, signal);
        running.failures += 1;
      }
    }
    return undefined;
  }

  #pause(failures: number, signal: AbortSignal): Promise<void> {
    const waitMs = (this.#options.retryMs ?? RETRY_MS) * 2 ** Math.min(failures, DOUBLINGS_MAX);
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, waitMs);
      signal.addEventListener('abort', done);
      if (signal.aborted) done();
    });
  }

  #complete(database: Database, document: PouchDocument, checkpoint: Checkpoint): Promise<void> {
    const [last] = checkpoint.history;
    const stats = last && {
      revisions_checked: last.missing_checked,
      missing_revisions_found: last.missing_found,
      docs_read: last.docs_read,
      docs_written: last.docs_written,
      changes_pending: 0,
      doc_write_failures: last.doc_write_failures,
      checkpointed_source_seq: last.recorded_seq,
      start_time: last.start_time,
    };
    return this.#settle(database, document, { _replication_state: 'completed', _replication_stats: stats });
  }

  /** Only the revision that the job was started from: a newer one has its own job. */
  #settle(database: Database, document: PouchDocument, state: Fields): Promise<void> {
    const _replication_state_time = new Date(this.#options.now()).toISOString();
    const next = { ...document, ...state, _replication_state_time };
    return database
      .inTurn(() => database.write([next], true))
      .then(
        () => undefined,
        () => this.#options.log('The state of a replication could not be written.'),
      );
  }

  #stopAll(): void {
    this.#deaf();
    for (const { stop } of this.#running.values()) stop.abort();
    this.#running.clear();
  }
}

export const wordsFor = (trouble: unknown): string =>
  trouble instanceof ReplicationTrouble
    ? `${trouble.error}: ${trouble.message}`
    : String((trouble as Error).message);
