import type { EntityTable } from 'dexie';
import type { Live } from '../domain/signal.ts';
import { Database, type StoreOptions } from './database.ts';
import type { StorageTrouble } from './trouble.ts';
import { type Secret, type Vault, vaultOf } from './vault.ts';

/** A person who has signed in on this phone. */
export interface Account {
  /** `<name>@<replica>` */
  readonly id: string;
  readonly name: string;
  /** The campaign database's URL: no trailing slash, no credentials. */
  readonly url: string;
  readonly replica: string;
  readonly roles: readonly string[];
  readonly language?: string;
  readonly addedAt: string;
}

export class DeviceDatabase extends Database {
  declare accounts: EntityTable<Account, 'id'>;
  declare settings: EntityTable<{ key: string; value: unknown }, 'key'>;
  declare keys: EntityTable<{ id: string; key: CryptoKey }, 'id'>;
  declare secrets: EntityTable<Secret, 'accountId'>;

  constructor(options: StoreOptions) {
    super('dastak-device', 'strict', 1, options);
    this.version(1).stores({ accounts: 'id', settings: 'key', keys: 'id', secrets: 'accountId' });
  }
}

export interface Accounts {
  all(): Promise<Account[]>;
  get(id: string): Promise<Account | undefined>;
  put(account: Account): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Key of this phone's own id: it tells two phones of one person apart. */
export const DEVICE_SETTING = 'device';

/** Small choices of this phone; a value is whatever its writer put. */
export interface Settings {
  get<T>(key: string): Promise<T | undefined>;
  set(key: string, value: unknown): Promise<void>;
  /** In one transaction, so that what another tab or the worker wrote is not undone. */
  update<T>(key: string, change: (before: T | undefined) => T): Promise<void>;
}

/** What belongs to the phone and to no campaign. */
export interface DeviceStore {
  /** Resolves when it can be used; rejects with `storage-refused` or `newer-tab`. */
  open(): Promise<void>;
  readonly trouble: Live<StorageTrouble | null>;
  readonly accounts: Accounts;
  readonly settings: Settings;
  readonly vault: Vault;
  close(): void;
}

export function openDeviceStore(options: StoreOptions = {}): DeviceStore {
  const db = new DeviceDatabase(options);
  return {
    open: () => db.ready(),
    trouble: db.trouble,
    accounts: accountsOf(db),
    settings: settingsOf(db),
    vault: vaultOf(db),
    close: () => db.close(),
  };
}

const accountsOf = (db: DeviceDatabase): Accounts => ({
  all: () => db.accounts.toArray(),
  get: (id) => db.accounts.get(id),
  put: (account) =>
    db.write([db.accounts], async () => {
      await db.accounts.put(account);
    }),
  remove: (id) => db.write([db.accounts], () => db.accounts.delete(id)),
});

function settingsOf(db: DeviceDatabase): Settings {
  async function get<T>(key: string): Promise<T | undefined> {
    const row = await db.settings.get(key);
    return row?.value as T | undefined;
  }
  const update: Settings['update'] = (key, change) =>
    db.write([db.settings], async () => {
      await db.settings.put({ key, value: change(await get(key)) });
    });
  return { get, set: (key, value) => update(key, () => value), update };
}
