import { project } from '../mango/field.ts';
import { type Found, find } from '../mango/find.ts';
import { type Index, indexesOf, isUsable, readIndex } from '../mango/indexes.ts';
import { type FindRequest, readFind, refuse } from '../mango/request.ts';
import { readFields } from './body.ts';
import type { DatabaseCall, Handler } from './call.ts';
import { type Fields, isFields } from './json.ts';
import { PLAIN, readRevision } from './load.ts';
import { notFound } from './refusal.ts';
import { json } from './reply.ts';
import { type Pieces, streamed } from './streamed.ts';
import { writeBatch } from './write.ts';

export const findDocuments: Handler<DatabaseCall> = async (call) => {
  const request = readFind(await readFields(call));
  const { index, warning } = await chooseIndex(call, request);
  return streamed(call, foundText());

  async function* foundText(): Pieces {
    const startedAt = performance.now();
    const found: Found = { examined: 0, returned: 0, bookmark: 'nil' };
    yield '{"docs":[';
    for await (const document of find(call.database, request, found)) {
      const conflicts = request.conflicts ? await conflictsOf(call, document._id) : {};
      const whole = { ...document, ...conflicts };
      const shown = request.fields ? project(whole, request.fields) : whole;
      yield `${found.returned > 1 ? ',' : ''}${JSON.stringify(shown)}`;
    }
    const stats = {
      total_keys_examined: index === undefined ? 0 : found.examined,
      total_docs_examined: found.examined,
      total_quorum_docs_examined: 0,
      results_returned: found.returned,
      execution_time_ms: Math.round((performance.now() - startedAt) * 1000) / 1000,
    };
    const end = {
      bookmark: found.bookmark,
      ...(request.executionStats ? { execution_stats: stats } : {}),
      ...(warning === undefined ? {} : { warning }),
    };
    yield `],${JSON.stringify(end).slice(1)}\n`;
  }
};

async function conflictsOf(call: DatabaseCall, id: string): Promise<Fields> {
  const { _conflicts } = await readRevision(call.database, id, undefined, { ...PLAIN, conflicts: true });
  return _conflicts === undefined ? {} : { _conflicts };
}

const NO_INDEX = 'No matching index found, create an index to optimize query time.';

/** Indexes are not read here, but they decide, as at CouchDB, what may be sorted and what is warned of. */
async function chooseIndex(
  { database }: DatabaseCall,
  { selector, sort, useIndex, allowFallback }: FindRequest,
): Promise<{ index?: Index; warning?: string }> {
  const usable = (await indexesOf(database)).filter((index) => isUsable(index, selector, sort));
  // A partial index knows only some documents: it is for those who name it.
  const first = usable.find((index) => index.partialFilter === undefined);
  const needsIndex = sort.some((field) => field !== '_id');
  if (!first && needsIndex) {
    throw refuse('no_usable_index', 'No index exists for this sort, try indexing by the sort fields.');
  }
  if (useIndex !== undefined) {
    const isNamed = ({ ddoc, name }: Index) =>
      ddoc === useIndex.ddoc && (useIndex.name === undefined || name === useIndex.name);
    const named = usable.find(isNamed);
    if (named) return { index: named };
    const label = [useIndex.ddoc, ...(useIndex.name === undefined ? [] : [useIndex.name])].join(', ');
    if (!allowFallback)
      throw refuse(
        'no_usable_index',
        `${label} was not used because it is not a valid index for this query.`,
      );
    return { warning: `${label} was not used because it does not contain a valid index for this query.` };
  }
  return first ? { index: first } : { warning: NO_INDEX };
}

export const listIndexes: Handler<DatabaseCall> = async ({ database }) => {
  const special = {
    ddoc: null,
    name: '_all_docs',
    type: 'special',
    partitioned: false,
    def: { fields: [{ _id: 'asc' }] },
  };
  const kept = (await indexesOf(database)).map(({ ddoc, name, fields, direction, partialFilter }) => ({
    ddoc,
    name,
    type: 'json',
    partitioned: false,
    def: {
      fields: fields.map((field) => ({ [field]: direction })),
      ...(partialFilter ? { partial_filter_selector: partialFilter } : {}),
    },
  }));
  return json({ total_rows: kept.length + 1, indexes: [special, ...kept] });
};

export const makeIndex: Handler<DatabaseCall> = async (call) => {
  const { ddoc, name, view } = readIndex(await readFields(call));
  const before = await designOf(call, ddoc);
  if (before['language'] !== undefined && before['language'] !== 'query') {
    throw refuse('invalid_ddoc_lang', 'The design document holds functions, not indexes.');
  }
  const views = isFields(before['views']) ? before['views'] : {};
  const result = Object.hasOwn(views, name) ? 'exists' : 'created';
  if (result === 'created') {
    await store(call, { ...before, _id: ddoc, language: 'query', views: { ...views, [name]: view } });
  }
  return json({ result, id: ddoc, name });
};

/** `DELETE _index/<ddoc>/json/<name>`; the last index takes its design document with it. */
export async function removeIndex(call: DatabaseCall, path: readonly string[]): Promise<Response> {
  const name = path.at(-1) ?? '';
  const ddoc = `_design/${path
    .slice(0, -2)
    .join('/')
    .replace(/^_design\//, '')}`;
  const before = await designOf(call, ddoc);
  const views: Fields = isFields(before['views']) ? { ...before['views'] } : {};
  if (path.at(-2) !== 'json' || !Object.hasOwn(views, name)) throw notFound();
  delete views[name];
  const isEmpty = Object.keys(views).length === 0;
  await store(
    call,
    isEmpty ? { _id: ddoc, _rev: before['_rev'], _deleted: true } : { ...before, _id: ddoc, views },
  );
  return json({ ok: true });
}

async function designOf({ database }: DatabaseCall, id: string): Promise<Fields> {
  const row = (await database.changes()).rowOf(id);
  return (row && !row.deleted ? await database.winner(row) : undefined) ?? {};
}

async function store(
  { core, database, who }: DatabaseCall,
  document: Fields & { _id: string },
): Promise<void> {
  const [outcome] = await writeBatch([document], { core, database, who, newEdits: true });
  if (outcome?.refusal) throw outcome.refusal;
}
