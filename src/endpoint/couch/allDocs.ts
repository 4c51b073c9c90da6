import type { PouchRow } from 'pouchdb-core';
import { readOptionalFields } from './body.ts';
import type { DatabaseCall, Handler } from './call.ts';
import type { Fields } from './json.ts';
import { badRequest } from './refusal.ts';
import { json } from './reply.ts';
import { sequenceText } from './sequence.ts';

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

export const allDocs: Handler<DatabaseCall> = async ({ database, query, request }) => {
  const body = request.method === 'POST' ? await readOptionalFields(request) : {};
  const asked = body['keys'] ?? query.json('keys');
  if (asked !== undefined && !Array.isArray(asked)) throw badRequest('`keys` body member must be an array.');
  const skip = query.count('skip') ?? 0;
  const limit = query.count('limit');
  const keys = asked?.slice(skip, limit === undefined ? undefined : skip + limit);
  const options: Fields = keys ? {} : { skip, ...(limit === undefined ? {} : { limit }), ...ranges() };
  for (const flag of ['include_docs', 'conflicts', 'descending']) options[flag] = query.flag(flag);
  options['inclusive_end'] = query.flag('inclusive_end', true);
  const found =
    options['nothing'] === true ? undefined : await database.pouch.allDocs(withKeys(options, keys));
  const total_rows = found?.total_rows ?? (await database.pouch.info()).doc_count;
  const rows = keys ? merged(keys, found?.rows ?? []) : (found?.rows ?? []);
  const seq = query.flag('update_seq')
    ? { update_seq: sequenceText(database.card, (await database.changes()).lastSeq) }
    : {};
  return json({ total_rows, offset: keys ? null : (found?.offset ?? 0), ...seq, rows });

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

function withKeys(options: Fields, keys: unknown[] | undefined): Fields {
  return keys ? { ...options, keys: keys.filter((key) => typeof key === 'string' && key !== '') } : options;
}

/** A row for each key asked for, also for those that no id can be. */
function merged(keys: readonly unknown[], rows: readonly PouchRow[]): unknown[] {
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return keys.map((key) => byKey.get(String(key)) ?? { key, error: 'not_found' });
}
