import type { PouchDocument } from 'pouchdb-core';
import type { Database } from '../store/database.ts';
import { collate } from './collate.ts';
import { stepsOf, valueAt } from './field.ts';
import { type FindRequest, refuse, shown } from './request.ts';

export interface Found {
  readonly documents: PouchDocument[];
  /** Where the next page begins, or `nil` when nothing was found. */
  readonly bookmark: string;
  readonly examined: number;
}

/** What a document is sorted by: the values of the sort's fields, then its id. */
type Place = readonly unknown[];

/** Documents read at one time, as for the changes. */
const READ_AT_ONCE = 64;

/**
 * Looks at the winner of every document: there are no indexes to look into.
 * Without a sort it ends as soon as enough are found.
 */
export async function find(database: Database, request: FindRequest): Promise<Found> {
  const { sort, isDescending, limit } = request;
  const steps = sort.filter((field) => field !== '_id').map(stepsOf);
  const placeOf = (document: PouchDocument): Place => [
    ...steps.map((path) => valueAt(document, path)),
    document._id,
  ];
  const before = isDescending ? (a: Place, b: Place) => comparePlaces(b, a) : comparePlaces;
  const after = request.bookmark === undefined ? undefined : readPlace(request.bookmark, steps.length);
  const enough = steps.length === 0 ? request.skip + limit : Number.POSITIVE_INFINITY;
  const ids = await idsInOrder(database, steps.length === 0 && isDescending);
  const found: { place: Place; document: PouchDocument }[] = [];
  let examined = 0;
  while (examined < ids.length && found.length < enough) {
    const part = ids.slice(examined, examined + READ_AT_ONCE);
    examined += part.length;
    for (const document of await readAll(database, part)) {
      const place = placeOf(document);
      // A document without a field that is sorted by would not be in an index of it.
      if (place.includes(undefined) || (after && before(place, after) <= 0)) continue;
      if (request.matches(document)) found.push({ place, document });
    }
  }
  if (steps.length > 0) found.sort((a, b) => before(a.place, b.place));
  const page = found.slice(request.skip, request.skip + limit);
  const last = page.at(-1)?.place ?? after;
  return {
    documents: page.map(({ document }) => document),
    bookmark: last ? writePlace(last) : 'nil',
    examined,
  };
}

async function idsInOrder(database: Database, isDescending: boolean): Promise<string[]> {
  const log = await database.changes();
  const ids = log
    .after(0)
    .filter((row) => !row.deleted && !row.id.startsWith('_design/'))
    .map((row) => row.id)
    .sort();
  return isDescending ? ids.reverse() : ids;
}

async function readAll(database: Database, ids: readonly string[]): Promise<PouchDocument[]> {
  const log = await database.changes();
  const found = await Promise.all(
    ids.map((id) => {
      const row = log.rowOf(id);
      return row && !row.deleted ? database.winner(row) : undefined;
    }),
  );
  return found.filter((document) => document !== undefined);
}

/** Values in CouchDB's order; ids, as CouchDB's own list of documents, by their plain codes. */
function comparePlaces(a: Place, b: Place): number {
  const byValues = collate(a.slice(0, -1), b.slice(0, -1));
  if (byValues !== 0) return byValues;
  const [one, other] = [String(a.at(-1)), String(b.at(-1))];
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

const writePlace = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

function readPlace(bookmark: string, fields: number): Place {
  try {
    const place: unknown = JSON.parse(Buffer.from(bookmark, 'base64url').toString('utf8'));
    if (Array.isArray(place) && place.length === fields + 1 && typeof place.at(-1) === 'string') return place;
  } catch {
    // Falls through: whatever it is, it is not ours.
  }
  throw refuse('invalid_bookmark', `Invalid bookmark value: ${shown(bookmark)}`);
}
