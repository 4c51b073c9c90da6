/// <reference path="../pouchdb.d.ts" />
import { mkdir, readdir, stat, statfs } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import PouchDB from 'pouchdb-core';
import { Inside } from './inside.ts';

/** How PouchDB's rows reach the disk; `memory` is for tests and forgets everything. */
export type Adapter = 'leveldb' | 'memory';

/** Free beside what LevelDB's logs take: its manifest, a new log, the next batch. */
const ROOM_BYTES = 256 * 1024;

/** CouchDB's default; longer histories are stemmed. */
export const REVISIONS_KEPT = 1000;

type Done = (trouble?: unknown) => void;
type Took = (trouble?: unknown, ...found: unknown[]) => void;
interface Level {
  _batch(operations: unknown, options: Record<string, unknown>, done: Done): void;
  _get(key: unknown, options: unknown, done: Took): void;
  _iterator(options: unknown): { _next(done: Took): unknown };
  compactRange(from: string, to: string, done: (trouble: unknown) => void): void;
}
type MakeLevel = ((folder: string) => Level) & { destroy?: unknown };

const plugged = new Set<Adapter>();

async function plug(adapter: Adapter): Promise<void> {
  if (plugged.has(adapter)) return;
  plugged.add(adapter);
  const module = adapter === 'memory' ? import('pouchdb-adapter-memory') : import('pouchdb-adapter-leveldb');
  PouchDB.plugin((await module).default);
}

/**
 * LevelDB that asks the disk to be done (fsync) before a batch is acknowledged: an answer "201" then outlives a power
 * cut, not only the end of the process. Costs one fsync for each `_bulk_docs`, nothing for reads.
 */
function syncedLevel(): MakeLevel {
  const fromAdapter = createRequire(createRequire(import.meta.url).resolve('pouchdb-adapter-leveldb'));
  const leveldown = fromAdapter('leveldown') as MakeLevel;
  const synced: MakeLevel = (folder) => {
    const level = leveldown(folder);
    open.set(folder, level);
    const { _batch: batch, _get: get, _iterator: iterate } = level;
    const count = () => readFailures.set(level, failuresOf(level) + 1);
    level._get = (key, options, done) => {
      get.call(level, key, options, (trouble, value) => {
        if (trouble && !/notfound/i.test(String(trouble))) count();
        decoded(done, count)(trouble, value);
      });
    };
    level._iterator = (options) => {
      const iterator = iterate.call(level, options);
      const { _next: next } = iterator;
      iterator._next = (done) => next.call(iterator, decoded(done, count));
      return iterator;
    };
    level._batch = (operations, options, done) => {
      if (failed.has(level)) return process.nextTick(done, storageFailed());
      if (failuresOf(level) !== (failuresBefore.get(level) ?? 0)) return process.nextTick(done, unreadable());
      batch.call(level, operations, { ...options, sync: true }, (trouble) => {
        if (trouble) failed.add(level);
        done(trouble);
      });
    };
    return level;
  };
  synced.destroy = leveldown.destroy;
  return synced;
}

/**
 * Whoever takes what was found makes JSON of it first. What is none any more would end the process from there: nobody
 * stands above it. It is told as what the disk could not read.
 */
const decoded =
  (done: Took, count: () => void): Took =>
  (trouble, ...found) => {
    try {
      done(trouble, ...found);
    } catch (broken) {
      if (trouble || !(broken instanceof SyntaxError)) throw broken;
      count();
      done(broken);
    }
  };

const readFailures = new WeakMap<Level, number>();
/** As many as there were when the write under way began: PouchDB would write anew what it could not read. */
const failuresBefore = new WeakMap<Level, number>();
const failuresOf = (level: Level): number => readFailures.get(level) ?? 0;

export const unreadable = (): Error => new Error('the database could not be read');

/** `fromPouch` knows it by its name. */
export const storageFailed = (): Error =>
  Object.assign(new Error('an earlier write failed; the database must be opened again'), {
    name: 'storage_failed',
  });

/**
 * Those that could not write a batch (a full disk). LevelDB would go on behind the half-written record, answer that all
 * is well, and at the next start find nothing of what stands behind it.
 */
const failed = new WeakSet<Level>();
let level: MakeLevel | undefined;
/** By folder. PouchDB keeps its LevelDB to itself, and cannot tell it to give disk space back. */
const open = new Map<string, Level>();

/** @param name the folder (leveldb) or a name that is unique in this process (memory) */
export async function openPouch(adapter: Adapter, name: string): Promise<OpenPouch> {
  await plug(adapter);
  const inside = new Inside();
  const options = { adapter, revs_limit: REVISIONS_KEPT, migrate: inside.migrate };
  if (adapter === 'leveldb') {
    await mkdir(name, { recursive: true, mode: 0o700 });
    level ??= syncedLevel();
  }
  const pouch = new PouchDB(name, adapter === 'leveldb' ? { ...options, db: level } : options);
  // PouchDB opens its stores behind the scenes; whoever gets it here can rely on them.
  await pouch.info();
  const files = adapter === 'leveldb' ? open.get(name) : undefined;
  return {
    pouch,
    inside,
    tidy: () => tidy(files),
    readFailures: () => (files === undefined ? 0 : failuresOf(files)),
    beginWrite: () => void (files && failuresBefore.set(files, failuresOf(files))),
    hasFailed: () => files !== undefined && failed.has(files),
    openAgain: async () => {
      if (!(await hasRoom(name))) throw storageFailed();
      // It is closed already when the last try came no further.
      await pouch.close().catch(() => undefined);
      return openPouch(adapter, name);
    },
  };
}

export interface OpenPouch {
  readonly pouch: PouchDB;
  readonly inside: Inside;
  /** How often the disk could not be read. */
  readFailures(): number;
  /** Before anything is read for a write: none is made while the disk cannot be read. */
  beginWrite(): void;
  /** Whether a batch could not be written: then none is taken until the files are opened again. */
  hasFailed(): boolean;
  /** Closes the files and opens them. Rejects, and leaves them open for reading, while the disk has no room for it. */
  openAgain(): Promise<OpenPouch>;
  /** Lets LevelDB write its files anew, without what was deleted. */
  tidy(): Promise<void>;
}

/** Opening writes what is in LevelDB's logs into a table. */
async function hasRoom(folder: string): Promise<boolean> {
  const logs = (await readdir(folder)).filter((name) => name.endsWith('.log'));
  const sizes = await Promise.all(logs.map(async (name) => (await stat(join(folder, name))).size));
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize > sizes.reduce((sum, size) => sum + size, ROOM_BYTES);
}

function tidy(files: Level | undefined): Promise<void> {
  if (!files) return Promise.resolve();
  return new Promise((resolve, reject) => {
    files.compactRange('', '\u{10ffff}', (trouble) => (trouble ? reject(trouble) : resolve()));
  });
}
