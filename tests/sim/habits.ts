import type { FakeEndpoint } from '../support/fakeEndpoint.ts';
import type { Chance } from './chance.ts';
import type { Served } from './network.ts';

/** In what endpoints differ though all speak the protocol, and what they fail at in single rows. One town, one endpoint. */
export interface Habits {
  /** CouchDB's text, the number of PouchDB's servers, the list of old clusters; or text that an address must not hold as it is. */
  readonly seq: 'text' | 'number' | 'list' | 'odd text';
  /** With `seq_interval` most rows have none; clusters tell them in any order. */
  readonly hasPlainRows: boolean;
  /** Before 3.4 CouchDB said `"0"` of every database. */
  readonly tellsInstance: boolean;
  readonly tellsRefusedRev: boolean;
  /** A row for each document, not only for those it refuses. */
  readonly tellsAccepted: boolean;
  /** Some keep no `_local` documents for people; then nobody can see that a backup was put back. */
  readonly keepsNotes: boolean;
  /** PouchDB's servers insist on the last `_rev` of a note. */
  readonly mindsNoteRevs: boolean;
  readonly documentCharactersMax: number;
  /** How often a row of an answer is an error that a later attempt does not meet. */
  rowsFail: number;
  /** Whether a question stays open until there is news; some answer at once. */
  readonly holdsQuestions: boolean;
  /** Who may write what, some tell nobody but administrators; then nobody notices that a rule was lifted. */
  readonly tellsRules: boolean;
  /** A row of what it took may say that there was no error. */
  readonly tellsNoError: boolean;
}

type Json = Record<string, unknown>;

/** @param oddities apart, so that a habit that is added leaves all others as they were */
export function newHabits(chance: Chance, quirks: Chance, oddities: Chance): Habits {
  const keepsNotes = chance.is(0.8);
  return {
    seq: chance.pick(['text', 'odd text', 'number', 'list']),
    hasPlainRows: chance.is(0.7),
    // Without either nobody could see that a database was made anew.
    tellsInstance: !keepsNotes || chance.is(0.8),
    tellsRefusedRev: chance.is(0.7),
    tellsAccepted: chance.is(0.3),
    keepsNotes,
    mindsNoteRevs: chance.is(0.3),
    documentCharactersMax: chance.is(0.2) ? 20_000 : 8_000_000,
    rowsFail: chance.is(0.5) ? 0.2 : 0,
    holdsQuestions: quirks.is(0.85),
    tellsRules: oddities.is(0.85),
    tellsNoError: oddities.is(0.6),
  };
}

export interface Habitual {
  readonly couch: FakeEndpoint;
  readonly chance: Chance;
  readonly habits: Habits;
  /** No document with these words is valid. */
  readonly invalid: string;
}

/** The endpoint's answer, in the manner of this town. */
export async function habitually(town: Habitual, url: string, init: RequestInit): Promise<Served> {
  const { pathname } = new URL(url);
  const verb = /\/(_\w+)(?:\/[\w-]+)?$/.exec(pathname)?.[1];
  if (verb === '_bulk_docs') return writes(town, url, init);
  if (verb === '_changes') return changes(town, url, init);
  if (verb === '_bulk_get') return reads(town, url, init);
  if (verb === '_local') return notes(town, url, init);
  if (verb && ['_all_docs', '_security'].includes(verb) && !town.habits.tellsRules)
    return answered(...town.chance.pick(SECRETIVE));
  if (pathname.endsWith('/demo') && !town.habits.tellsInstance) {
    return rewritten(await asked(town, url, init), (told) => ({ ...told, instance_start_time: '0' }));
  }
  return asked(town, url, init);
}

/** How an endpoint keeps its rules to itself. */
const SECRETIVE: readonly (readonly [number, Json])[] = [
  [403, { error: 'forbidden', reason: 'Only administrators.' }],
  [404, { error: 'not_found', reason: 'missing' }],
  [405, { error: 'method_not_allowed', reason: 'Only GET,HEAD allowed' }],
];

async function asked({ couch }: Habitual, url: string, init: RequestInit): Promise<Served> {
  const answer = await couch.fetch(url, init);
  const { status, headers } = answer;
  return { status, headers, bytes: new Uint8Array(await answer.arrayBuffer()) };
}

const jsonIn = (bytes: BodyInit | null | undefined): unknown =>
  JSON.parse(new TextDecoder().decode(bytes as Uint8Array<ArrayBuffer>));
const bytesOf = (value: unknown): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(value));

function rewritten<T = Json>(served: Served, change: (told: T) => unknown): Served {
  if (served.status >= 300) return served;
  return { ...served, bytes: bytesOf(change(jsonIn(served.bytes) as T)) };
}

function answered(status: number, told: unknown): Served {
  return { status, headers: new Headers({ 'content-type': 'application/json' }), bytes: bytesOf(told) };
}

async function writes(town: Habitual, url: string, init: RequestInit): Promise<Served> {
  const { habits, chance, invalid } = town;
  const { docs, new_edits } = jsonIn(init.body) as { docs: Json[]; new_edits?: boolean };
  const words = docs.map((document) => JSON.stringify(document));
  const tooLong = docs.find((_, index) => (words[index]?.length ?? 0) > habits.documentCharactersMax);
  if (tooLong) return answered(413, { error: 'document_too_large', reason: tooLong['_id'] });
  if (words.some((text) => text.includes(invalid)))
    return answered(400, { error: 'doc_validation', reason: 'no such word' });
  // Whoever does not say that these revisions are made asks for new ones, on top of what is there.
  if (new_edits !== false)
    return answered(
      201,
      docs.map(({ _id }) => ({ id: _id, error: 'conflict' })),
    );
  const failed = docs.filter(() => habits.rowsFail > 0 && chance.is(habits.rowsFail));
  const taken = docs.filter((document) => !failed.includes(document));
  const served = await asked(town, url, { ...init, body: bytesOf({ new_edits, docs: taken }) });
  return rewritten<Json[]>(served, (rows) => {
    const refused = rows.map((row) => (habits.tellsRefusedRev ? row : { ...row, rev: undefined }));
    const ids = new Set(rows.map(({ id }) => id));
    const accepted = habits.tellsAccepted ? taken.filter(({ _id }) => !ids.has(_id)) : [];
    const passing = failed.map((document) => ({ id: document['_id'], ...chance.pick(PASSING)(document) }));
    const took = habits.tellsNoError ? { ok: true, error: false } : { ok: true };
    return [...refused, ...passing, ...accepted.map(({ _id, _rev }) => ({ ...took, id: _id, rev: _rev }))];
  });
}

/** What a cluster says of a document when one of its nodes is ill, and what PouchDB's servers say. */
const PASSING: readonly ((document: Json) => Json)[] = [
  ({ _rev }) => ({ rev: _rev, error: 'internal_server_error', reason: 'no quorum' }),
  () => ({ error: 'timeout', reason: 'The request could not be processed in a reasonable amount of time.' }),
  ({ _rev }) => ({ rev: _rev, error: true, status: 500, name: 'unknown_error', message: 'disk' }),
  // Whose row it is is not told.
  () => ({ id: undefined, error: true, status: 500, name: 'unknown_error', message: 'disk' }),
];

async function changes(town: Habitual, url: string, init: RequestInit): Promise<Served> {
  const { habits, chance, couch } = town;
  const asking = new URL(url);
  asking.searchParams.set('since', sinceIn(town, asking.searchParams.get('since') ?? '0'));
  if (!habits.holdsQuestions) asking.searchParams.delete('feed');
  const served = await asked(town, asking.href, init);
  if (habits.seq === 'text' && !habits.hasPlainRows) return served;
  return rewritten<{ results: Json[]; last_seq: string }>(served, (told) => {
    const rows = habits.hasPlainRows ? mixed(told.results, chance) : told.results;
    return {
      ...told,
      results: rows.map((row) => ({ ...row, seq: row['seq'] && seqOf(couch, habits, String(row['seq'])) })),
      last_seq: seqOf(couch, habits, told.last_seq),
    };
  });
}

/** A place stands behind all rows before it; between two of them rows come in any order and have none. */
const BETWEEN_PLACES_MAX = 6;

function mixed(rows: readonly Json[], chance: Chance): Json[] {
  const told: Json[] = [];
  for (let at = 0; at < rows.length; ) {
    const group = rows.slice(at, at + 1 + chance.below(BETWEEN_PLACES_MAX));
    at += group.length;
    const place = group.at(-1)?.['seq'];
    const order = group.map((row): [number, Json] => [chance.next(), row]);
    const mixedRows = order
      .sort(([one], [other]) => one - other)
      .map(([, row], index) => ({ ...row, seq: index === group.length - 1 ? place : null }));
    told.push(...mixedRows);
  }
  return told;
}

/** A place is nobody's to read: it may hold what separates the parts of an address. */
const ODD = '+/&=#';

function seqOf(couch: FakeEndpoint, { seq }: Habits, name: string): unknown {
  const number = couch.database().seqOf(name) ?? 0;
  if (seq === 'number') return number;
  if (seq === 'odd text') return name + ODD;
  return seq === 'list' ? [number, name] : name;
}

function sinceIn({ couch, habits }: Habitual, since: string): string {
  const database = couch.database();
  // A server that counts takes any number for one of its own: nothing is new since one that it has not reached.
  if (habits.seq === 'number')
    return database.seqName(Math.min(Number(since), database.seqOf(database.lastSeq()) ?? 0));
  if (habits.seq === 'odd text' && since.endsWith(ODD)) return since.slice(0, -ODD.length);
  return since.startsWith('[') ? String((JSON.parse(since) as unknown[])[1]) : since;
}

/** A row that cannot be told now: an error in its place, or none at all. */
async function reads(town: Habitual, url: string, init: RequestInit): Promise<Served> {
  const { habits, chance, couch } = town;
  const served = await asked(town, url, init);
  if (habits.rowsFail === 0) return served;
  return rewritten<{ results: { id: string; docs: Json[] }[] }>(served, ({ results }) => ({
    results: results.flatMap((row) => {
      // Few documents are in conflict.
      const times = couch.database().leaves(row.id).length > 1 ? 3 : 1;
      if (!chance.is(times * habits.rowsFail)) return [row];
      const rev = (row.docs[0]?.['ok'] as Json | undefined)?.['_rev'] ?? 'undefined';
      const error = { id: row.id, rev, error: 'internal_server_error', reason: 'no quorum' };
      return chance.is(0.5) ? [] : [{ id: row.id, docs: [{ error }] }];
    }),
  }));
}

async function notes(town: Habitual, url: string, init: RequestInit): Promise<Served> {
  const { habits, couch } = town;
  if (!habits.keepsNotes) return answered(501, { error: 'not_implemented', reason: 'no notes here' });
  if (init.method !== 'PUT') return asked(town, url, init);
  const kept = couch.database().notes.get(url.slice(url.lastIndexOf('/') + 1));
  const { _rev } = jsonIn(init.body) as Json;
  if (habits.mindsNoteRevs && kept?.['_rev'] !== _rev)
    return answered(409, { error: 'conflict', reason: 'Document update conflict.' });
  return asked(town, url, init);
}
