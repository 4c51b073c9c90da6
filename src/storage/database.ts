import Dexie, { type EntityTable, type Table } from 'dexie';
import type { Rev } from '../domain/ids.ts';
import type { Draft } from '../domain/response.ts';
import type { Leaf } from '../domain/revisions.ts';
import { type Signal, signal } from '../domain/signal.ts';
import type {
  Checkpoint,
  EndpointMemory,
  JournalLine,
  MediaRow,
  OutboxEntry,
  QuarantineEntry,
  Receipt,
  SyncState,
} from './rows.ts';
import { isLostConnection, openTrouble, StorageTrouble, writeTrouble } from './trouble.ts';

/** Tests give each phone a disk and a clock of its own. */
export interface StoreOptions {
  readonly indexedDB?: IDBFactory;
  readonly IDBKeyRange?: typeof IDBKeyRange;
  /** Another database name than the usual one. */
  readonly name?: string;
  /** ISO 8601 with an offset. */
  readonly now?: () => string;
  /** Every document that is made in this database says so. */
  readonly mode?: 'practice';
}

/**
 * Strict: a resolved save is on the medium. Measured without it: every save of the last half minute lost on a power
 * cut; with it none, for a sixth more time a save. The relaxed kind is for what can be fetched again.
 */
export type Durability = 'strict' | 'relaxed';

/** More tries than three would let a page that is going away spin; fewer lost saves in WebKit's background kills. */
const WRITE_TRIES_MAX = 3;

/** One IndexedDB database with our rules: additive versions, no write by old code, writes repeated when WebKit drops it. */
export abstract class Database extends Dexie {
  /** What keeps this database from working in this tab; null when all is well. */
  readonly trouble: Signal<StorageTrouble | null> = signal<StorageTrouble | null>(null);
  readonly now: () => string;

  constructor(name: string, durability: Durability, schemaVersion: number, options: StoreOptions) {
    super(options.name ?? name, {
      chromeTransactionDurability: durability,
      // Dexie's query cache is shared by name in a process: two phones of a test would read each other's rows.
      cache: 'disabled',
      ...(options.indexedDB && { indexedDB: options.indexedDB }),
      ...(options.IDBKeyRange && { IDBKeyRange: options.IDBKeyRange }),
    });
    this.now = options.now ?? (() => new Date().toISOString());
    this.on('versionchange', () => this.giveWay());
    // Dexie opens a database of a later version without a word and would write old rows into it.
    this.on('ready', () => this.refuseNewer(schemaVersion), true);
  }

  /** A newer version of the app wants to upgrade: this tab closes and says so, and never re-opens. */
  private giveWay(): false {
    this.trouble.set(new StorageTrouble('newer-tab'));
    this.close();
    return false;
  }

  private refuseNewer(schemaVersion: number): void {
    if (Math.floor(this.backendDB().version / 10) <= schemaVersion) return;
    const newer = new StorageTrouble('newer-tab');
    this.trouble.set(newer);
    throw newer;
  }

  /** Resolves when the database can be used; rejects with `storage-refused` or `newer-tab`. */
  async ready(): Promise<void> {
    try {
      await this.open();
    } catch (error) {
      throw this.trouble.get() ?? openTrouble(error);
    }
  }

  /**
   * One durable transaction over `tables`. Inside, only the database may be awaited: any other promise would let it
   * commit half. `work` may run again after a lost connection, so it must start from what it reads. A `write` within
   * a `write` would wait for itself.
   */
  async write<T>(tables: readonly Table[], work: () => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried++) {
      try {
        return await outsideOfAll(() => this.transaction('rw', [...tables], work));
      } catch (error) {
        const superseded = this.trouble.get();
        if (superseded !== null) throw superseded;
        if (!isLostConnection(error) || tried === WRITE_TRIES_MAX) throw writeTrouble(error);
        await this.reopen();
      }
    }
  }

  /**
   * The last requests of a `write`, when nothing hangs on what they answer: the browser commits when they are done,
   * without telling the page first and hearing that no more will come. If one fails, nothing of the transaction is
   * kept (https://w3c.github.io/IndexedDB/#async-execute-request).
   * @param requests Dexie's own promises: what the browser did not even take they tell within one turn
   */
  async last(...requests: readonly Promise<unknown>[]): Promise<void> {
    const transaction = Dexie.currentTransaction.idbtrans;
    const all = Promise.all(requests);
    let isRefused = false;
    all.catch(() => {
      isRefused = true;
    });
    await Dexie.Promise.resolve();
    // What was taken of the others would be committed without it.
    if (!isRefused) transaction.commit();
    await all;
  }

  private async reopen(): Promise<void> {
    this.close({ disableAutoOpen: false });
    await this.ready();
  }
}

/** What Dexie knows of the live query or transaction that runs now, as far as it is used here. */
interface Zone {
  readonly global: boolean;
  readonly parent: Zone;
}
interface Zones {
  readonly PSD: Zone;
  usePSD<T>(zone: Zone, work: () => T): T;
}

/**
 * Runs `work` as if no live query and no other transaction were on its way. Dexie follows native `await` by putting
 * its zone around whatever comes next in line, so that for some turns somebody else's code runs in it as well. A save
 * that began in such a turn was refused ("Readwrite transaction in liveQuery context"): a survey that was tapped while
 * home was still reading did not begin. It would also join a stranger's transaction and resolve before that is kept.
 */
function outsideOfAll<T>(work: () => T): T {
  const { PSD, usePSD: within } = Dexie.Promise as unknown as Zones;
  let zone = PSD;
  while (!zone.global) zone = zone.parent;
  return within(zone, work);
}

/** Keys that documents are found by; absent for what is deleted or cannot be read. */
export interface DocumentKeys {
  type?: string;
  form?: string;
  /** `''`: none, because null is no key. */
  round?: string;
  collector?: string;
  subject?: string;
  response?: string;
}

/** The winner lies flat and the other leaves beside it, so that no body is stored twice. */
export interface DocumentRow {
  readonly id: string;
  readonly type: string;
  readonly rev: Rev;
  readonly ancestors: readonly Rev[];
  readonly body: Readonly<Record<string, unknown>>;
  readonly deleted: boolean;
  readonly others: readonly Leaf[];
  readonly readable: boolean;
  readonly updatedSeq: number;
  readonly of: DocumentKeys;
  readonly conflicted?: 1;
}

export type DraftRow = Draft & {
  /** Which opening of it saved it last; drafts that were never opened, and older ones, have none. */
  readonly hand?: string;
};

export type OutboxRow = OutboxEntry & { order: number };

/** Upgrades only add tables and indexes: Dexie adds again whatever an older version's code misses in a newer database. */
export const CAMPAIGN_SCHEMA_VERSION = 1;

/** `dastak-<replica>`: everything of one campaign database on this phone. */
export class CampaignDatabase extends Database {
  declare drafts: EntityTable<DraftRow, 'id'>;
  declare documents: EntityTable<DocumentRow, 'id'>;
  declare media: EntityTable<MediaRow, 'id'>;
  declare outbox: EntityTable<OutboxRow, 'order'>;
  declare receipts: EntityTable<Receipt, 'id'>;
  declare quarantine: Table<QuarantineEntry, [string, string]>;
  declare checkpoints: EntityTable<Checkpoint, 'id'>;
  declare endpoints: Table<EndpointMemory & { id: string }, string>;
  declare journal: Table<JournalLine & { line?: number }, number>;
  declare syncStates: Table<SyncState & { author: string }, string>;
  /** The next `updatedSeq`, as far as this tab knows: another one may have taken it. */
  nextSeq: number | undefined;
  readonly mode: StoreOptions['mode'];

  constructor(replica: string, options: StoreOptions) {
    super(`dastak-${replica}`, 'strict', CAMPAIGN_SCHEMA_VERSION, options);
    this.mode = options.mode;
    this.version(CAMPAIGN_SCHEMA_VERSION).stores({
      drafts: 'id, collector',
      documents:
        'id, of.type, [of.form+of.round], of.collector, of.subject, of.response, conflicted, updatedSeq',
      media: 'id, response',
      outbox: '++order, &[id+rev], id, author',
      receipts: 'id, author',
      quarantine: '[id+direction], id',
      checkpoints: 'id',
      endpoints: 'id',
      journal: '++line',
      syncStates: 'author, lastAttemptAt',
    });
  }
}
