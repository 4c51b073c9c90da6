import { randomBytes } from 'node:crypto';
import { Database, type DatabaseCard, type Security } from './database.ts';
import { type Adapter, openPouch } from './pouch.ts';
import type { Shelf } from './shelf.ts';

/** As CouchDB 3: until somebody says otherwise, administrators only. */
const ADMINISTRATORS_ONLY: Security = {
  admins: { names: [], roles: ['_admin'] },
  members: { names: [], roles: ['_admin'] },
};
export const USERS = '_users';
export const REPLICATOR = '_replicator';
/** Made by the endpoint itself; any other name with an underscore is none. */
export const SYSTEM_DATABASES: ReadonlySet<string> = new Set([USERS, REPLICATOR]);
const NAME_LENGTH_MAX = 150;

/** CouchDB's rule for database names. It has no dot, so that no name can leave the data folder. */
export const isDatabaseName = (name: string): boolean =>
  SYSTEM_DATABASES.has(name) || (/^[a-z][a-z0-9_$()+/-]*$/.test(name) && name.length <= NAME_LENGTH_MAX);

const cardPath = (name: string): string => `databases/${encodeURIComponent(name)}`;

/** All databases of one data folder; each is opened when it is first asked for. */
export class Databases {
  readonly #shelf: Shelf;
  readonly #adapter: Adapter;
  readonly #now: () => number;
  readonly #log: (line: string) => void;
  readonly #open = new Map<string, Promise<Database | undefined>>();

  /** @param log told of what nobody asked for: that the disk cannot read a document */
  constructor(shelf: Shelf, adapter: Adapter, now: () => number, log: (line: string) => void) {
    this.#shelf = shelf;
    this.#adapter = adapter;
    this.#now = now;
    this.#log = log;
  }

  async names(): Promise<string[]> {
    const folders = await this.#shelf.folders('databases');
    const names = folders.filter((folder) => !folder.endsWith('.gone')).map(decodeURIComponent);
    const cards = await Promise.all(names.map((name) => this.#shelf.read(`${cardPath(name)}/database.json`)));
    return names.filter((name, index) => isDatabaseName(name) && cards[index] !== undefined).sort();
  }

  /** Undefined when there is no such database. */
  find(name: string): Promise<Database | undefined> {
    const known = this.#open.get(name);
    if (known) return known;
    const opening = this.#openExisting(name);
    this.#open.set(name, opening);
    const forget = () => this.#open.delete(name);
    opening.then((found) => found ?? forget(), forget);
    return opening;
  }

  /** Undefined when the name is taken. */
  async create(name: string, partitioned = false): Promise<Database | undefined> {
    const before = await this.find(name);
    if (before) return undefined;
    const startTime = String(Math.floor(this.#now()) * 1000 + (randomBytes(2).readUInt16BE() % 1000));
    const instance = randomBytes(8).toString('hex');
    const card = { name, instance, startTime, security: ADMINISTRATORS_ONLY, partitioned };
    if (this.#open.has(name)) return undefined;
    const making = this.#make(card);
    this.#open.set(name, making);
    making.catch(() => this.#open.delete(name));
    return making;
  }

  async remove(name: string): Promise<boolean> {
    const database = await this.find(name);
    if (!database || database.isClosed) return false;
    const removal = database.close().then(() => this.#shelf.remove(cardPath(name)));
    // Who asks for it meanwhile waits, and then finds nothing.
    this.#open.set(
      name,
      removal.then(() => undefined),
    );
    await removal.finally(() => this.#open.delete(name));
    return true;
  }

  async protect(database: Database, security: Security): Promise<void> {
    const card = { ...database.card, security };
    await this.#shelf.write(`${cardPath(card.name)}/database.json`, card);
    database.card = card;
  }

  async close(): Promise<void> {
    const open = await Promise.all([...this.#open.values()].map((one) => one.catch(() => undefined)));
    this.#open.clear();
    await Promise.all(open.map((database) => database?.close()));
  }

  async #openExisting(name: string): Promise<Database | undefined> {
    const card = await this.#shelf.read(`${cardPath(name)}/database.json`);
    if (card === undefined) return undefined;
    return this.#openCard(card as DatabaseCard);
  }

  /** The card is written last: a database that was half made when the power went does not exist. */
  async #make(card: DatabaseCard): Promise<Database> {
    const folder = cardPath(card.name);
    const database = await this.#openCard(card);
    // Opened while it is empty, the list of changes is never read from the disk as a whole.
    await database.changes();
    await this.#shelf.write(`${folder}/database.json`, card);
    return database;
  }

  async #openCard(card: DatabaseCard): Promise<Database> {
    const place = this.#shelf.place(`${cardPath(card.name)}/${card.instance}`);
    const opened = await openPouch(this.#adapter, place);
    const kept = `${cardPath(card.name)}/changes.json`;
    const aside = `${cardPath(card.name)}/damaged.json`;
    const folder = {
      readDamaged: () => this.#shelf.read(aside),
      writeDamaged: (ids: readonly string[]) => this.#shelf.write(aside, ids),
      read: () => this.#shelf.read(kept),
      write: (log: unknown) => this.#shelf.write(kept, log),
      forget: () => this.#shelf.remove(kept),
      bytes: () => this.#shelf.bytes(cardPath(card.name)),
    };
    return new Database(card, opened, folder, this.#log);
  }
}
