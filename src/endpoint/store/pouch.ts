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
    const batch = level._batch;
    level._batch = (operations, options, done) =>
      batch.call(level, operations, { ...options, sync: true }, done);
    return level;
  };
  synced.destroy = leveldown.destroy;
  return synced;
}

let level: MakeLevel | undefined;

/** @param name the folder (leveldb) or a name that is unique in this process (memory) */
export async function openPouch(adapter: Adapter, name: string): Promise<OpenPouch> {
  await plug(adapter);
  const inside = new Inside();
  const options = { adapter, revs_limit: REVISIONS_KEPT, migrate: inside.migrate };
  if (adapter === 'memory') return opened(new PouchDB(name, options), inside);
  await mkdir(name, { recursive: true, mode: 0o700 });
  level ??= syncedLevel();
  return opened(new PouchDB(name, { ...options, db: level }), inside);
}

export interface OpenPouch {
  readonly pouch: PouchDB;
  readonly inside: Inside;
}

/** PouchDB opens its stores behind the scenes; whoever gets it here can rely on them. */
async function opened(pouch: PouchDB, inside: Inside): Promise<OpenPouch> {
  await pouch.info();
  return { pouch, inside };
}
