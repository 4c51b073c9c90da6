import { type ChangeLog, rowOf } from './changes.ts';
import { type Files, isNothing } from './files.ts';
import { toTheEnd } from './purge.ts';

/** What the disk cannot read is neither an answer nor "missing": thrown wherever such a document is asked for. */
export class Damaged extends Error {
  constructor(id: string) {
    super(`${id} could not be read from the disk`);
    this.name = 'Damaged';
  }
}

/** A document of which something is damaged, with its leaves: what `_purge` takes. */
export type DamagedLeaves = readonly (readonly [string, readonly string[]])[];

/** Ids of documents that the disk could not read; losing them would let replicas pass what they never got. */
export interface DamagedIds {
  readDamaged(): Promise<unknown>;
  writeDamaged(ids: readonly string[]): Promise<void>;
}

/** Of the database whose documents they are. */
interface Owner {
  readonly card: { readonly name: string };
  changes(): Promise<ChangeLog>;
  inTurn<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Documents of one database that the disk cannot read. They are left out of its changes, so that whoever follows them
 * comes further, until they can be read again or are purged.
 */
export class DamagedDocuments {
  readonly #database: Owner;
  readonly #files: Files;
  readonly #folder: DamagedIds;
  readonly #say: (line: string) => void;
  /** Kept in the folder, or about to be. */
  readonly #ids = new Set<string>();
  #keeping: Promise<void> = Promise.resolve();
  /** Whether they can be read again. */
  #looking: Promise<unknown> = Promise.resolve();

  constructor(database: Owner, files: Files, folder: DamagedIds, say: (line: string) => void) {
    this.#database = database;
    this.#files = files;
    this.#folder = folder;
    this.#say = say;
  }

  get isEmpty(): boolean {
    return this.#ids.size === 0;
  }

  /** With their leaves, as they were when they were last looked at. */
  async leaves(): Promise<DamagedLeaves> {
    const log = await this.#database.changes();
    await this.#looking;
    return [...this.#ids].sort().map((id) => [id, log.rowOf(id)?.revs ?? []] as const);
  }

  /** Those of an earlier run, which `log` leaves out from the beginning. */
  async readKept(log: ChangeLog): Promise<void> {
    const kept = (await this.#folder.readDamaged()) as readonly string[] | undefined;
    for (const id of kept ?? []) {
      this.#ids.add(id);
      log.setAside(id);
    }
    if (!this.isEmpty) this.#lookAgainLater();
  }

  /** When what is damaged so far stands in the folder, or could not be written there. */
  async settled(): Promise<void> {
    await this.#keeping.catch(() => undefined);
  }

  /**
   * As `Files.reading`, of one document.
   * @param isExpected whether what was not found should be there
   * @throws {Damaged} when something of the document is damaged
   */
  async reading<T>(
    id: string,
    read: () => Promise<T>,
    isExpected: () => Promise<boolean> = async () => true,
  ): Promise<T> {
    const [answer] = await Promise.allSettled([this.#files.reading(read)]);
    if (answer.status === 'fulfilled' && !isNothing(answer.value)) return answer.value;
    const { status } = (answer.status === 'rejected' ? answer.reason : { status: 404 }) as {
      status?: unknown;
    };
    const isSuspect = !this.#files.isClosed && (status !== 404 || (await isExpected()));
    if (isSuspect && (await this.#isDamaged(id))) throw new Damaged(id);
    if (answer.status === 'fulfilled') return answer.value;
    throw answer.reason;
  }

  /** Looks whether the disk can read what it should. If not, the document is left out of the changes from now on. */
  async #isDamaged(id: string): Promise<boolean> {
    const log = await this.#database.changes();
    const row = log.rowOf(id);
    if (row === undefined) return false;
    if (!this.#ids.has(id)) {
      if (await this.#files.canRead(id)) return false;
      if (this.#files.isClosed) return true;
      await this.#setAside(id, log);
    }
    await this.#keeping;
    // Somebody may have written it meanwhile.
    if (log.rowOf(id) !== row) this.#lookAgainLater();
    return true;
  }

  async #setAside(id: string, log: ChangeLog): Promise<void> {
    if (this.#ids.has(id)) return;
    this.#ids.add(id);
    await this.#keep().catch((trouble: unknown) => {
      this.#ids.delete(id);
      throw trouble;
    });
    // Only now: whoever is not told of it could otherwise pass it, and the power could go.
    log.setAside(id);
    this.#say(
      `The disk cannot read ${id} of the database ${this.#database.card.name}. It is left out of what phones receive until it can be read.`,
    );
  }

  #keep(): Promise<void> {
    this.#keeping = this.#keeping
      .catch(() => undefined)
      .then(() => this.#folder.writeDamaged([...this.#ids]));
    return this.#keeping;
  }

  #lookAgainLater(): void {
    this.#looking = this.#database.inTurn(() => this.lookAgain()).catch(() => undefined);
  }

  /**
   * To be called in turn. What can be read again becomes the newest change: many have passed its place.
   * @param among these alone; others are passed over
   */
  async lookAgain(among: readonly string[] = [...this.#ids]): Promise<void> {
    const log = await this.#database.changes();
    for (const id of among) {
      if (!this.#ids.has(id)) continue;
      const row = log.rowOf(id);
      if (row !== undefined && !(await this.#files.canRead(id))) continue;
      log.takeBack(id);
      const metadata = row && (await this.#files.inside.metadata(id));
      if (metadata) {
        const { rest, operations } = await toTheEnd(this.#files.inside, metadata);
        await this.#files.write(operations);
        log.add([rowOf(rest)], rest.seq);
      }
      this.#ids.delete(id);
      await this.#keep();
    }
  }
}
