import type { PouchDocument } from 'pouchdb-core';
import { inOrder, READ_AHEAD } from '../couch/streamed.ts';
import type { ChangeLog } from '../store/changes.ts';
import type { Database } from '../store/database.ts';
import { collate } from './collate.ts';
import { stepsOf, valueAt } from './field.ts';
import { type FindRequest, refuse, shown } from './request.ts';

/** What was found so far. */
export interface Found {
  examined: number;
  returned: number;
  /** Where the next page begins, or `nil` when nothing was found. */
  bookmark: string;
}

/** What a document is sorted by: the values of the sort's fields, then its id. */
type Place = readonly unknown[];

/** Of all values that are sorted by, as JSON. An index would hold them on the disk; here they are in memory. */
const SORTED_BYTES_MAX = 16 * 1024 * 1024;

/**
 * Looks at the winner of every document: there are no indexes to look into. `found` goes along.
 * Without a sort each is given as it comes, and it ends as soon as enough are found.
 */
export async function* find(
  database: Database,
  request: FindRequest,
  found: Found,
): AsyncGenerator<PouchDocument, void> {
  const { sort, isDescending, skip, limit } = request;
  const steps = sort.filter((field) => field !== '_id').map(stepsOf);
  const before = isDescending ? (a: Place, b: Place) => comparePlaces(b, a) : comparePlaces;
  const after = request.bookmark === undefined ? undefined : readPlace(request.bookmark, steps.length);
  if (after) found.bookmark = writePlace(after);
  const log = await database.changes();
  const ids = idsInOrder(log, steps.length === 0 && isDescending);
  let left = skip;
  const all = steps.length === 0 ? matching(ids) : await sorted();
  for await (const { document, place } of limit === 0 ? [] : all) {
    if (left-- > 0) continue;
    found.returned += 1;
    found.bookmark = writePlace(place);
    yield document;
    if (found.returned >= limit) return;
  }

  async function* matching(wanted: readonly string[]) {
    for await (const document of inOrder(wanted, READ_AHEAD, (id) => winnerOf(database, log, id))) {
      found.examined += 1;
      if (!document) continue;
      const place: Place = [...steps.map((path) => valueAt(document, path)), document._id];
      // A document without a field that is sorted by would not be in an index of it.
      if (place.includes(undefined) || (after && before(place, after) <= 0)) continue;
      if (request.matches(document)) yield { document, place };
    }
  }

  /** Only what is sorted by is kept of each: those of the page are read once more. */
  async function sorted() {
    const places: Place[] = [];
    let bytes = 0;
    for await (const { place } of matching(ids)) {
      places.push(place);
      bytes += JSON.stringify(place).length;
      if (bytes > SORTED_BYTES_MAX) throw refuse('too_large', 'There is too much to sort.');
    }
    const { examined } = found;
    const page = places.sort(before).slice(0, skip + limit);
    found.examined = examined - page.length;
    return matching(page.map((place) => String(place.at(-1))));
  }
}

function idsInOrder(log: ChangeLog, isDescending: boolean): string[] {
  const ids = log
    .after(0)
    .filter((row) => !row.deleted && !row.id.startsWith('_design/'))
    .map((row) => row.id)
    .sort();
  return isDescending ? ids.reverse() : ids;
}

async function winnerOf(database: Database, log: ChangeLog, id: string): Promise<PouchDocument | undefined> {
  const row = log.rowOf(id);
  return row && !row.deleted ? database.winner(row) : undefined;
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
