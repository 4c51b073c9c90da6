/// <reference path="../pouchdb.d.ts" />
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import PouchDB from 'pouchdb-core';
import { Inside } from './inside.ts';

/** How PouchDB's rows reach the disk; `memory` is for tests and forgets everything. */
export type Adapter = 'leveldb' | 'memory';

/** CouchDB's default; longer histories are stemmed. */
export const REVISIONS_KEPT = 1000;

interface Level {
  _batch(operations: unknown, options: Record<string, unknown>, done: unknown): void;
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
    const batch = level._batch;
    level._batch = (operations, options, done) =>
      batch.call(level, operations, { ...options, sync: true }, done);
    return level;
  };
  synced.destroy = leveldown.destroy;
  return synced;
}

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
  return { pouch, inside, tidy: () => tidy(name) };
}

export interface OpenPouch {
  readonly pouch: PouchDB;
  readonly inside: Inside;
  /** Lets LevelDB write its files anew, without what was deleted. */
  tidy(): Promise<void>;
}

function tidy(name: string): Promise<void> {
  const files = open.get(name);
  if (!files) return Promise.resolve();
  return new Promise((resolve, reject) => {
    files.compactRange('', '\u{10ffff}', (trouble) => (trouble ? reject(trouble) : resolve()));
  });
}
