import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import type { Lane, Scheduler } from './scheduler.ts';

/**
 * A phone's IndexedDB, whose tasks the scheduler orders. fake-indexeddb puts every step of a transaction on
 * `setImmediate`: here that is the lane of the phone whose code runs.
 */
export function scheduleIndexedDB(scheduler: Scheduler): { restore(): void } {
  const original = globalThis.setImmediate;
  const queueTask = (run: () => void): void => scheduler.post(scheduler.current, 'idb', run);
  globalThis.setImmediate = queueTask as typeof setImmediate;
  return {
    restore: () => {
      globalThis.setImmediate = original;
    },
  };
}

/** What fake-indexeddb keeps inside; a kill must reach it, because a dead tab hears no event. */
interface Target {
  listeners: { callback: unknown }[];
}
interface RawTransaction extends Target, IDBTransaction {
  _state: 'active' | 'inactive' | 'committing' | 'finished';
  _started: boolean;
  _requests: { request: Target & IDBRequest }[];
  _start(): void;
  _abort(name: string | null): void;
  _markFinished(): void;
}
interface RawDatabase {
  rawObjectStores: Map<string, { records: { values(): Iterable<{ value: unknown }> } }>;
  transactions: RawTransaction[];
  processTransactions: () => void;
}
type Connection = Target & IDBDatabase & { _rawDatabase: RawDatabase };

/** When a tab dies at a transaction, or what that one meets instead. */
export interface TransactionFate {
  readonly at: 'before' | 'after';
  readonly act: 'die' | 'lose-connection' | 'fail';
}

/** The phone's disk as one tab sees it. */
export interface TabDisk {
  readonly indexedDB: IDBFactory;
  readonly IDBKeyRange: typeof IDBKeyRange;
  /** The tab is gone: what it had not committed is undone, and nothing of it hears of anything. */
  kill(): void;
}

/** Whose disk it is. */
interface Owner {
  /** Asked when a transaction begins that writes. */
  fateOf(): TransactionFate | undefined;
  die(): void;
  /** Something was written that a power cut takes back. */
  wroteLoosely(database: string): void;
}

export class Disk {
  readonly factory = new IDBFactory();
  constructor(readonly lane: Lane) {}

  /** What lies in one store, by primary key, read past every transaction: as somebody who opens the phone. */
  rows(database: string, store: string): unknown[] {
    const raw = this.raw(database)?.rawObjectStores.get(store);
    if (raw === undefined) throw new Error(`no ${store} in ${database}`);
    return [...raw.records.values()].map(({ value }) => value);
  }

  /** A phone that was never opened has none. */
  holds(database: string): boolean {
    return (this.raw(database)?.rawObjectStores.size ?? 0) > 0;
  }

  private raw(database: string): RawDatabase | undefined {
    return (this.factory as unknown as { _databases: Map<string, RawDatabase> })._databases.get(database);
  }

  forTab(owner: Owner): TabDisk {
    const connections = new Set<Connection>();
    const opening = new Set<IDBOpenDBRequest>();
    return {
      indexedDB: Object.create(this.factory, {
        open: {
          value: (name: string, version?: number) => this.open(owner, connections, opening, name, version),
        },
      }) as IDBFactory,
      IDBKeyRange,
      kill: () => {
        for (const request of opening) abandon(request);
        for (const connection of connections) silence(connection);
      },
    };
  }

  private open(
    owner: Owner,
    connections: Set<Connection>,
    opening: Set<IDBOpenDBRequest>,
    name: string,
    version?: number,
  ): IDBOpenDBRequest {
    const request = this.factory.open(name, version) as unknown as IDBOpenDBRequest;
    opening.add(request);
    this.lane.strict += 1;
    const watch = (): void => {
      const connection = request.result as unknown as Connection;
      if (!connections.has(connection)) guard(connection, owner);
      connections.add(connection);
    };
    const settle = (): void => {
      this.lane.strict -= 1;
      opening.delete(request);
    };
    request.addEventListener('upgradeneeded', watch);
    request.addEventListener('success', watch);
    request.addEventListener('success', settle);
    request.addEventListener('error', settle);
    return request;
  }
}

/** Nobody waits for this database any more: what was begun on it is undone. */
function abandon(request: IDBOpenDBRequest): void {
  const silent = request as unknown as Target & IDBOpenDBRequest;
  silent.onsuccess = silent.onerror = silent.onblocked = null;
  silent.onupgradeneeded = () => silent.transaction?.abort();
  silent.addEventListener('success', () => silent.result.close());
}

function silence(connection: Connection): void {
  connection.listeners = [];
  connection.onversionchange = connection.onclose = connection.onabort = connection.onerror = null;
  const raw = connection._rawDatabase;
  for (const transaction of [...raw.transactions]) {
    if ((transaction.db as unknown) === connection && transaction._state !== 'finished')
      undo(transaction, raw);
  }
  connection.close();
}

function undo(transaction: RawTransaction, raw: RawDatabase): void {
  // The first three are fake-indexeddb's own.
  transaction.listeners = transaction.listeners.filter(
    ({ callback }, index) => index < 3 || callback === raw.processTransactions,
  );
  transaction.oncomplete = transaction.onabort = transaction.onerror = null;
  for (const { request } of transaction._requests) {
    request.listeners = [];
    request.onsuccess = request.onerror = null;
  }
  transaction._abort(null);
  raw.processTransactions();
}

/** Lets the tab's fate reach each transaction of this connection that writes. */
function guard(connection: Connection, owner: Owner): void {
  const begin = connection.transaction.bind(connection);
  connection.transaction = (stores, mode, options) => {
    const fate = mode === 'readwrite' ? owner.fateOf() : undefined;
    if (fate?.act === 'lose-connection' && fate.at === 'before') {
      throw new DOMException('the database connection is closing', 'InvalidStateError');
    }
    if (fate?.act === 'fail') throw new DOMException('the disk is ill', 'AbortError');
    if (mode === 'readwrite' && options?.durability !== 'strict') owner.wroteLoosely(connection.name);
    const transaction = begin(stores, mode, options);
    if (fate?.act === 'lose-connection') loseIn(transaction as RawTransaction);
    else if (fate !== undefined)
      dieIn(transaction as RawTransaction, connection._rawDatabase, fate.at, () => owner.die());
    return transaction;
  };
}

/** As WebKit does: all is asked for, and the connection goes before it is kept. */
function loseIn(transaction: RawTransaction): void {
  const start = transaction._start.bind(transaction);
  transaction._start = () => {
    const { _started, _requests, _state } = transaction;
    if (_state === 'finished' || !_started || _requests.length > 0) return start();
    transaction._abort('UnknownError');
  };
}

/** Before anything is written; or when everything is, and the tab does not hear so any more. */
function dieIn(
  transaction: RawTransaction,
  raw: RawDatabase,
  at: TransactionFate['at'],
  die: () => void,
): void {
  const start = transaction._start.bind(transaction);
  transaction._start = () => {
    const { _started, _requests, _state } = transaction;
    if (_state === 'finished') return start();
    const isWhole = _started && _requests.length === 0;
    if (at === 'after' && !isWhole) return start();
    if (at === 'after') transaction._markFinished();
    die();
    raw.processTransactions();
  };
}
