import type { Table } from 'dexie';
import type { CampaignDatabase } from './database.ts';
import { StorageTrouble } from './trouble.ts';

/** What a write took for known is otherwise. */
class Disproved extends StorageTrouble {}

/** Ends a transaction of `presuming`, of which nothing is kept. */
export function disproved(): never {
  throw new Disproved('storage-failed');
}

/** Ends it likewise where what was taken for new is here; any other trouble of an `add` stays what it is. */
export function notNew(error: unknown): never {
  if (error instanceof Error && error.name === 'ConstraintError') disproved();
  throw error;
}

/**
 * A `write` that does not ask the storage before it writes, which would be a turn more: it takes for known that a
 * document is new and which place in the order is the next, asks while it writes, and calls `disproved` where it was
 * wrong (another tab wrote meanwhile, or the document was here). Then it is done once more, and asks first.
 * @param work is given that place; undefined: it has to ask
 */
export async function presuming<T>(
  db: CampaignDatabase,
  tables: readonly Table[],
  work: (nextSeq: number | undefined) => Promise<T>,
): Promise<T> {
  // Dexie follows only a scope that is an `async` function itself.
  try {
    return await db.write(tables, async () => work(db.nextSeq));
  } catch (error) {
    if (!(error instanceof Disproved)) throw error;
    return db.write(tables, async () => work(undefined));
  }
}
