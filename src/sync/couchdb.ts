import { ok } from '../domain/result.ts';
import { z } from '../domain/zod.ts';
import {
  BulkGetAnswer,
  ChangesAnswer,
  changeOf,
  DatabaseAnswer,
  fetchedLeaf,
  GoneSchema,
  NoteAnswer,
  wholeRows,
} from './answers.ts';
import { asked } from './asked.ts';
import { keyOf } from './batch.ts';
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
import type { Wire } from './http.ts';
import { troubleOf } from './httpTrouble.ts';
import { later } from './loadLater.ts';
import { askBytes, askJson } from './request.ts';

/** Speaks the replication protocol (https://docs.couchdb.org/en/stable/replication/protocol.html) over `wire`. */
export function couchdb(wire: Wire): Endpoint {
  return {
    describe: () => describe(wire),
    readNote: (id) => readNote(wire, id),
    writeNote: (...note) => later(({ writeNote }) => writeNote(wire, ...note)),
    changes: (query) => changes(wire, query),
    read: (wanted) => read(wire, wanted),
    missing: (wanted) => later(({ missing }) => missing(wire, wanted)),
    write: (leaves) => later(({ write }) => write(wire, leaves)),
    attachment: ({ id, rev }, attachment) =>
      askBytes(wire, { path: `/${encodeURIComponent(id)}/${encodeURIComponent(attachment)}?rev=${rev}` }),
    document: ({ id, rev }) =>
      document(wire, `/${encodeURIComponent(id)}?revs=true${rev ? `&rev=${rev}` : ''}`),
    rules: () => later(({ rules }) => rules(wire)),
    clockAheadMs: () => wire.clockAheadMs,
  };
}

async function describe(wire: Wire) {
  const answer = await asked(wire, DatabaseAnswer, { path: '' });
  if (!answer.ok) return answer.why === 'not-found' ? { ...answer, why: 'no-database' as const } : answer;
  const instance = String(answer.value.instance_start_time ?? 0);
  // Before CouchDB 3.4 this was always "0" and says nothing.
  return ok({ instance: instance === '0' ? undefined : instance });
}

async function readNote(wire: Wire, id: string): Promise<Outcome<Note | undefined>> {
  const answer = await askJson(wire, { path: `/_local/${id}` });
  if (!answer.ok) return answer.why === 'not-found' ? ok(undefined) : answer;
  const parsed = z.safeParse(NoteAnswer, answer.value);
  if (!parsed.success) return ok(undefined);
  const { _rev, session, source_last_seq: seq, filter } = parsed.data;
  return ok({ session, seq, filter, rev: _rev });
}

/**
 * Places in the order of a page. CouchDB can leave out those of the rows between, a hundred bytes each; a page that
 * breaks off is worth as much as came before its last place.
 */
const PLACES_IN_PAGE = 16;

async function changes(
  wire: Wire,
  { since, limit, selector, withDocuments = false, wait }: ChangesQuery,
): Promise<Outcome<Changes>> {
  // CouchDB reads `since` from the query string only, even of a POST.
  const query = new URLSearchParams({
    style: 'all_docs',
    since: since ?? '0',
    limit: String(limit),
    seq_interval: String(Math.ceil(limit / PLACES_IN_PAGE)),
    ...(withDocuments && { include_docs: 'true' }),
    ...(wait && { feed: 'longpoll', timeout: String(wait.ms) }),
    ...(selector && { filter: '_selector' }),
  });
  const how = selector && { method: 'POST' as const, body: { selector } };
  const answer = await asked(wire, ChangesAnswer, {
    ...how,
    path: `/_changes?${query}`,
    wait,
    mend: wholeRows,
  });
  if (!answer.ok) return answer;
  const { results, last_seq, pending } = answer.value;
  const isCut = last_seq === undefined;
  const end = isCut ? results.findLastIndex(({ seq }) => seq != null) + 1 : results.length;
  const last = last_seq ?? results[end - 1]?.seq;
  if (last == null) return troubleOf('unreachable', 200);
  const rows = results.slice(0, end).map(changeOf);
  return ok({ rows, last: Array.isArray(last) ? JSON.stringify(last) : String(last), pending, isCut });
}

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
  const told = new Set([
    ...found.map(({ id, leaf }) => keyOf({ id, rev: leaf.rev })),
    ...rows.map(({ id, row }) => goneKey(id, row)),
  ]);
  return ok({ found, failed: wanted.filter((name) => !told.has(keyOf(name))) });
}

/** CouchDB says `{error: {rev, error: 'not_found'}}`, PouchDB's servers `{missing: rev}`. */
function goneKey(id: string, { missing, error }: Record<string, unknown>): string | undefined {
  const parsed = z.safeParse(GoneSchema, error);
  const rev = parsed.success ? parsed.data.rev : missing;
  return typeof rev === 'string' ? keyOf({ id, rev }) : undefined;
}

async function document(wire: Wire, path: string): Promise<Outcome<FetchedLeaf>> {
  const answer = await askJson(wire, { path });
  if (!answer.ok) return answer;
  const leaf = fetchedLeaf(answer.value);
  return leaf ? ok(leaf) : troubleOf('not-couchdb', 200);
}
