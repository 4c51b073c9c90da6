import type { PouchRow } from 'pouchdb-core';
import type { ChangeLog } from '../store/changes.ts';
import type { Database } from '../store/database.ts';
import { readOptionalFields } from './body.ts';
import type { DatabaseCall, Handler } from './call.ts';
import { readWinner } from './changes.ts';
import type { Fields } from './json.ts';
import { type Loaded, loadIfThere, PLAIN, written } from './load.ts';
import { badRequest } from './refusal.ts';
import { sequenceText } from './sequence.ts';
import { inOrder, type Pieces, READ_AHEAD, streamed } from './streamed.ts';

/** In CouchDB's order every id lies between null, booleans, numbers (before) and lists, objects (after). */
type Bound =
  | { readonly at: 'before' }
  | { readonly at: 'after' }
  | { readonly at: 'id'; readonly id: string };

function bound(value: unknown): Bound | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return { at: 'id', id: value };
  return { at: typeof value === 'object' && value !== null ? 'after' : 'before' };
}

/** Rows listed at one time. */
const ROWS_AT_ONCE = 500;

export const allDocs: Handler<DatabaseCall> = async (call) => {
  const { database, query, request } = call;
  const body = request.method === 'POST' ? await readOptionalFields(call) : {};
  const asked: unknown = body['keys'] ?? query.json('keys');
  if (asked !== undefined && !Array.isArray(asked)) throw badRequest('`keys` body member must be an array.');
  const keys: readonly unknown[] | undefined = asked;
  const skip = query.count('skip') ?? 0;
  const limit = query.count('limit') ?? Number.MAX_SAFE_INTEGER;
  const options: Fields = keys ? {} : { ...ranges(), descending: query.flag('descending') };
  options['inclusive_end'] = query.flag('inclusive_end', true);
  const include = {
    documents: query.flag('include_docs'),
    conflicts: query.flag('conflicts'),
    attachments: query.flag('attachments'),
  };
  const { doc_count: total_rows } = await database.pouch.info();
  const seq = query.flag('update_seq')
    ? { update_seq: sequenceText(database.card, (await database.changes()).lastSeq) }
    : {};
  const head = JSON.stringify({ total_rows, offset: keys ? null : skip, ...seq });
  return streamed(call, rowsText(call, head, include, listed()));

  function listed(): AsyncGenerator<PouchRow, void> {
    if (keys) return rowsOfKeys(database, keys.slice(skip, skip + limit));
    if (options['nothing'] === true) return rowsOfKeys(database, []);
    return rowsInRange(database, options, skip, limit);
  }

  function ranges(): Fields {
    const isDown = query.flag('descending');
    const key = query.json('key');
    if (key !== undefined) return typeof key === 'string' ? { key } : { nothing: true };
    const start = bound(query.json('startkey', 'start_key', 'startkey_docid'));
    const end = bound(query.json('endkey', 'end_key', 'endkey_docid'));
    const fromTheFarSide = start?.at === (isDown ? 'before' : 'after');
    const toTheNearSide = end?.at === (isDown ? 'after' : 'before');
    if (fromTheFarSide || toTheNearSide) return { nothing: true };
    return {
      ...(start?.at === 'id' && start.id !== '' ? { startkey: start.id } : {}),
      ...(end?.at === 'id' && end.id !== '' ? { endkey: end.id } : {}),
    };
  }
};

/** Page after page: the whole list would be in memory at once. */
async function* rowsInRange(
  { pouch }: Database,
  options: Fields,
  skip: number,
  limit: number,
): AsyncGenerator<PouchRow, void> {
  let last: string | undefined;
  for (let left = limit; left > 0; ) {
    const first = last === undefined ? { skip } : { startkey: last };
    // The last row comes once more: by its id the next page begins, whatever was written or deleted meanwhile.
    const asked = Math.min(left, ROWS_AT_ONCE) + 1;
    const { rows } = await pouch.allDocs({ ...options, ...first, limit: asked });
    const news = rows.filter(({ id }) => id !== last).slice(0, left);
    yield* news;
    left -= news.length;
    last = rows.at(-1)?.id;
    if (rows.length < asked || last === undefined) return;
  }
}

/** A row for each key asked for, also for those that no id can be. */
async function* rowsOfKeys({ pouch }: Database, keys: readonly unknown[]): AsyncGenerator<PouchRow, void> {
  for (let start = 0; start < keys.length; start += ROWS_AT_ONCE) {
    const part = keys.slice(start, start + ROWS_AT_ONCE);
    const ids = part.filter((key) => typeof key === 'string' && key !== '');
    const { rows } = await pouch.allDocs({ keys: ids });
    const byKey = new Map(rows.map((row) => [row.key, row]));
    for (const key of part) yield byKey.get(String(key)) ?? { key: key as string, error: 'not_found' };
  }
}

interface Include {
  readonly documents: boolean;
  readonly conflicts: boolean;
  readonly attachments: boolean;
}

async function* rowsText(
  call: DatabaseCall,
  head: string,
  include: Include,
  rows: AsyncIterable<PouchRow>,
): Pieces {
  const { database } = call;
  const log = await database.changes();
  const withDocument = async (row: PouchRow) => ({
    row,
    loaded: await documentOf(database, log, include, row),
  });
  yield `${head.slice(0, -1)},"rows":[`;
  let comma = '';
  for await (const { row, loaded } of inOrder(rows, READ_AHEAD, withDocument)) {
    const { doc: _none, ...listed } = row;
    const text = JSON.stringify(listed);
    const hasDocument = include.documents && row.error === undefined;
    yield `${comma}${hasDocument ? `${text.slice(0, -1)},"doc":` : text}`;
    comma = ',';
    if (!hasDocument) continue;
    if (loaded) yield* written(call, loaded);
    else yield 'null';
    yield '}';
  }
  yield ']}\n';
}

/** What the row names; undefined when nobody asks for it, or when it is deleted. */
async function documentOf(
  database: Database,
  log: ChangeLog,
  include: Include,
  { id, value }: PouchRow,
): Promise<Loaded | undefined> {
  if (!include.documents || id === undefined || value === undefined || value.deleted) return undefined;
  const row = log.rowOf(id);
  if (row?.revs[0] === value.rev) return readWinner(database, include, row);
  // Written since it was listed.
  return loadIfThere(database, id, value.rev, { ...PLAIN, ...include });
}
