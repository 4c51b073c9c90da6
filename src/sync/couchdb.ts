import { ok } from '../domain/result.ts';
import { z } from '../domain/zod.ts';
import {
  BulkGetAnswer,
  ChangesAnswer,
  changeOf,
  DatabaseAnswer,
  fetchedLeaf,
  NoteAnswer,
} from './answers.ts';
import { asked } from './asked.ts';
import type {
  Changes,
  ChangesQuery,
  Endpoint,
  FetchedLeaf,
  Note,
  Outcome,
  ReadAnswer,
  RevisionName,
} from './endpoint.ts';
import type { Ask, Wire } from './http.ts';
import { troubleOf } from './httpTrouble.ts';
import { later } from './loadLater.ts';
import { askBytes, askJson } from './request.ts';

/** Speaks the replication protocol (https://docs.couchdb.org/en/stable/replication/protocol.html) over `wire`. */
export function couchdb(wire: Wire): Endpoint {
  const noteRevs = new Map<string, string>();
  return {
    describe: () => describe(wire),
    readNote: (id) => readNote(wire, noteRevs, id),
    writeNote: (id, note) => later(({ writeNote }) => writeNote(wire, noteRevs, id, note)),
    changes: (query) => changes(wire, query),
    read: (wanted) => read(wire, wanted),
    missing: (wanted) => later(({ missing }) => missing(wire, wanted)),
    write: (leaves) => later(({ write }) => write(wire, leaves)),
    attachment: ({ id, rev }, attachment) =>
      askBytes(wire, { path: `/${encodeURIComponent(id)}/${encodeURIComponent(attachment)}?rev=${rev}` }),
    revision: ({ id, rev }) => document(wire, `/${encodeURIComponent(id)}?revs=true&rev=${rev}`),
    document: (id) => document(wire, `/${encodeURIComponent(id)}?revs=true`),
    rules: () => later(({ rules }) => rules(wire)),
    clockAheadMs: () => wire.clockAheadMs,
  };
}

async function describe(wire: Wire) {
  const answer = await asked(wire, DatabaseAnswer, { path: '' });
  if (!answer.ok) return answer.why === 'not-found' ? { ...answer, why: 'no-database' as const } : answer;
  const instance = answer.value.instance_start_time;
  // Before CouchDB 3.4 this was always "0" and says nothing.
  return ok(instance === undefined || String(instance) === '0' ? {} : { instance: String(instance) });
}

export async function readNote(
  wire: Wire,
  noteRevs: Map<string, string>,
  id: string,
): Promise<Outcome<Note | undefined>> {
  const answer = await askJson(wire, { path: `/_local/${id}` });
  if (!answer.ok) return answer.why === 'not-found' ? ok(undefined) : answer;
  const parsed = z.safeParse(NoteAnswer, answer.value);
  if (!parsed.success) return ok(undefined);
  const { _rev, session, source_last_seq: seq, filter } = parsed.data;
  if (_rev !== undefined) noteRevs.set(id, _rev);
  return ok({ session, seq, filter });
}

async function changes(
  wire: Wire,
  { since, limit, selector, withDocuments = false, wait }: ChangesQuery,
): Promise<Outcome<Changes>> {
  // CouchDB reads `since` from the query string only, even of a POST. Rows need no place of their own: `seq_interval`
  // saves a hundred bytes each.
  const start = since === null ? '0' : encodeURIComponent(since);
  const documents = withDocuments ? '&include_docs=true' : '';
  const feed = wait === undefined ? '' : `&feed=longpoll&timeout=${wait.ms}`;
  const query = `style=all_docs&limit=${limit}&seq_interval=${limit}${documents}${feed}&since=${start}`;
  const ask: Ask =
    selector === undefined
      ? { path: `/_changes?${query}`, wait }
      : { method: 'POST', path: `/_changes?filter=_selector&${query}`, body: { selector }, wait };
  const answer = await asked(wire, ChangesAnswer, ask);
  if (!answer.ok) return answer;
  const { results, last_seq, pending } = answer.value;
  return ok({
    rows: results.map(changeOf),
    last: seqText(last_seq),
    ...(pending !== undefined && { pending }),
  });
}

const seqText = (seq: string | number | unknown[]): string =>
  Array.isArray(seq) ? JSON.stringify(seq) : String(seq);

async function read(wire: Wire, wanted: readonly RevisionName[]): Promise<Outcome<ReadAnswer>> {
  const docs = wanted.map(({ id, rev }) => ({ id, rev }));
  const answer = await asked(wire, BulkGetAnswer, {
    method: 'POST',
    path: '/_bulk_get?revs=true',
    body: { docs },
  });
  if (!answer.ok) return answer;
  const rows = answer.value.results.flatMap(({ id, docs: told }) => told.map((row) => ({ id, row })));
  const found = rows.flatMap(({ row }) => fetchedLeaf(row['ok']) ?? []);
  const goneKeys = new Set(rows.flatMap(({ id, row }) => goneKey(id, row) ?? []));
  const foundKeys = new Set(found.map(({ id, leaf }) => keyOf(id, leaf.rev)));
  const open = wanted.filter(({ id, rev }) => !foundKeys.has(keyOf(id, rev)));
  return ok({
    found,
    gone: open.filter(({ id, rev }) => goneKeys.has(keyOf(id, rev))),
    failed: open.filter(({ id, rev }) => !goneKeys.has(keyOf(id, rev))),
  });
}

const keyOf = (id: string, rev: string): string => `${id} ${rev}`;

/** CouchDB says `{error: {rev, error: 'not_found'}}`, PouchDB's servers `{missing: rev}`. */
function goneKey(id: string, row: Record<string, unknown>): string | undefined {
  const { missing: rev, error } = row;
  if (typeof rev === 'string') return keyOf(id, rev);
  const parsed = z.safeParse(z.object({ rev: z.string(), error: z.string() }), error);
  return parsed.success && parsed.data.error === 'not_found' ? keyOf(id, parsed.data.rev) : undefined;
}

async function document(wire: Wire, path: string): Promise<Outcome<FetchedLeaf>> {
  const answer = await askJson(wire, { path });
  if (!answer.ok) return answer;
  const leaf = fetchedLeaf(answer.value);
  return leaf === undefined ? troubleOf('not-couchdb', 200) : ok(leaf);
}
