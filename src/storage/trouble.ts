import Dexie from 'dexie';
import { ok, type Result, trouble } from '../domain/result.ts';

export type StorageWhy =
  | 'storage-full'
  | 'storage-failed'
  | 'storage-refused'
  | 'newer-tab'
  /** A draft that another tab has saved meanwhile, or ended. */
  | 'open-elsewhere'
  | 'gone';

/** How a write or an opening says that it did not happen. The same as a `Trouble`, but it travels as a rejection. */
export class StorageTrouble extends Error {
  readonly why: StorageWhy;
  constructor(why: StorageWhy, cause?: unknown) {
    super(why, { cause });
    this.name = 'StorageTrouble';
    this.why = why;
  }
}

/** A store's promise as a value; a rejection that is not the storage's trouble is a bug and stays thrown. */
export async function asResult<T>(work: Promise<T>): Promise<Result<T, StorageWhy>> {
  try {
    return ok(await work);
  } catch (error) {
    const known = storageTrouble(error);
    if (known !== undefined) return trouble(known.why);
    throw error;
  }
}

interface NamedError {
  name: string;
  message: string;
  inner?: unknown;
}

const isNamed = (error: unknown): error is NamedError =>
  typeof error === 'object' && error !== null && 'name' in error && 'message' in error;

/** An error with what it wraps: Dexie keeps the browser's own error in `inner`. */
function chain(error: unknown): NamedError[] {
  const found: NamedError[] = [];
  for (let next = error; isNamed(next) && found.length < 5; next = next.inner) found.push(next);
  return found;
}

/** WebKit closes the connection of a page in the background (https://github.com/dexie/Dexie.js/issues/1139). */
export function isLostConnection(error: unknown): boolean {
  return chain(error).some(
    ({ name, message }) =>
      name === 'InvalidStateError' ||
      name === 'UnknownError' ||
      /connection is closing|connection to indexed ?database server lost/i.test(message),
  );
}

/** A full disk shows as an aborted transaction whose inner error names the quota. */
export const isFull = (error: unknown): boolean =>
  chain(error).some(({ name }) => name === 'QuotaExceededError');

/** What a failed write means to a person. Programming errors (a wrong index, a bad key) are not hidden. */
export function writeTrouble(error: unknown): unknown {
  if (error instanceof StorageTrouble || isBug(error)) return error;
  return new StorageTrouble(isFull(error) ? 'storage-full' : 'storage-failed', error);
}

/** A read rejects with Dexie's own errors. Undefined: not the storage's trouble, or a bug of ours. */
export function storageTrouble(error: unknown): StorageTrouble | undefined {
  if (!(error instanceof Dexie.DexieError) && !isLostConnection(error) && !isFull(error)) {
    return error instanceof StorageTrouble ? error : undefined;
  }
  const trouble = writeTrouble(error);
  return trouble instanceof StorageTrouble ? trouble : undefined;
}

export const openTrouble = (error: unknown): StorageTrouble =>
  error instanceof StorageTrouble ? error : new StorageTrouble('storage-refused', error);

const BUGS = new Set([
  'Error',
  'SchemaError',
  'DataError',
  'DataCloneError',
  'PrematureCommitError',
  'SubTransactionError',
  'TypeError',
  'RangeError',
  'ReferenceError',
]);

const isBug = (error: unknown): boolean => {
  const names = chain(error);
  return names.length === 0 || names.some(({ name }) => BUGS.has(name));
};
