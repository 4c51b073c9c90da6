import type { PouchDocument } from 'pouchdb-core';
import type { Database } from '../store/database.ts';
import { generation, hashOf, readTree, type TreeView } from '../store/tree.ts';
import { type Asked, isLarge, readFields } from './body.ts';
import type { DatabaseCall, Handler } from './call.ts';
import { type Fields, isFields, isStrings } from './json.ts';
import { type Load, loadRevision, openRevisions, possibleAncestors, readLoad } from './load.ts';
import { type Got, listText, sendMixed, wants } from './multipartDocument.ts';
import { checkRev, prepare } from './prepare.ts';
import { badRequest, fromPouch, isDamage, Refusal } from './refusal.ts';
import { json } from './reply.ts';
import { type Pieces, streamed } from './streamed.ts';
import { type Outcome, writeBatch } from './write.ts';

/** Answers every document for `new_edits: true`, only the refused ones for `false`. */
export const bulkDocs: Handler<DatabaseCall> = async (call) => {
  const { core, database, who } = call;
  const body = await readFields(call);
  const docs = body['docs'];
  if (!Array.isArray(docs)) throw badRequest('POST body must include `docs` parameter.');
  const newEdits = body['new_edits'] !== false;
  const measure = isLarge(call.request);
  const documents = docs.map((doc: unknown) => prepare(doc, newEdits, measure));
  if (!newEdits) refuseManyVersions(documents);
  const outcomes = await writeBatch(documents, { core, database, who, newEdits });
  if (newEdits) return json(outcomes.map(rowOf), 201);
  const refused = outcomes.filter((outcome) => outcome.refusal);
  return json(refused.map(rowOf), 201);
};

/** Of one document in one request. Each is merged with all before it: many would keep everybody waiting. */
export const VERSIONS_MAX = 300;

function refuseManyVersions(documents: readonly PouchDocument[]): void {
  const times = new Map<string, number>();
  for (const { _id: id } of documents) {
    const count = (times.get(id) ?? 0) + 1;
    // 413 makes a replicator send fewer at once.
    if (count > VERSIONS_MAX)
      throw new Refusal(
        413,
        'too_large',
        `More than ${VERSIONS_MAX} versions of one document in one request.`,
      );
    times.set(id, count);
  }
}

function rowOf({ id, rev, refusal }: Outcome): Fields {
  if (!refusal) return { ok: true, id, rev };
  return { id, ...(rev === undefined ? {} : { rev }), error: refusal.error, reason: refusal.reason };
}

/** Fields by name; ids are outside names and may be `constructor` or the like. */
const plainObject = (entries: Iterable<readonly [string, unknown]>): Fields =>
  Object.fromEntries(entries) as Fields;

/** `{id: [revision, ...]}`, the body of several questions. */
export async function readRevLists(asked: Asked): Promise<[string, string[]][]> {
  const body = await readFields(asked);
  return Object.entries(body).map(([id, revs]) => {
    if (!isStrings(revs)) throw badRequest('Each document id needs a list of revisions');
    return [id, revs.map(checkRev)];
  });
}

/** Of a document whose tree the disk cannot read, its leaves are known still. */
async function treeOf(database: Database, id: string): Promise<TreeView | undefined> {
  try {
    return await database.tree(id);
  } catch (trouble) {
    if (!isDamage(trouble)) throw trouble;
    const revs = (await database.changes()).rowOf(id)?.revs ?? [];
    return readTree(
      revs.map((rev) => ({ pos: generation(rev), ids: [hashOf(rev), { status: 'available' }, []] })),
    );
  }
}

export const revsDiff: Handler<DatabaseCall> = async (call) => {
  const { database } = call;
  const asked = await readRevLists(call);
  const rows: [string, unknown][] = [];
  for (const [id, revs] of asked) {
    const tree = await treeOf(database, id);
    const missing = revs.filter((rev) => !tree?.known.has(rev));
    if (missing.length === 0) continue;
    const ancestors = tree ? possibleAncestors(tree, missing) : [];
    rows.push([id, ancestors.length > 0 ? { missing, possible_ancestors: ancestors } : { missing }]);
  }
  return json(plainObject(rows));
};

export const missingRevs: Handler<DatabaseCall> = async (call) => {
  const { database } = call;
  const rows: [string, string[]][] = [];
  for (const [id, revs] of await readRevLists(call)) {
    const tree = await treeOf(database, id);
    const missing = revs.filter((rev) => !tree?.known.has(rev));
    if (missing.length > 0) rows.push([id, missing]);
  }
  return json({ missing_revs: plainObject(rows) });
};

interface Wanted {
  readonly id: string;
  readonly rev: string | undefined;
  readonly attsSince: readonly string[];
}

function readWanted(value: unknown): Wanted {
  if (!isFields(value) || typeof value['id'] !== 'string') {
    throw badRequest('Each entry of `docs` must be an object with an `id`');
  }
  const { id, rev, atts_since: attsSince = [] } = value;
  if (rev !== undefined && typeof rev !== 'string') throw badRequest('Invalid rev format');
  if (!isStrings(attsSince)) throw badRequest('atts_since must be a list of revisions');
  return { id, rev, attsSince };
}

async function wantedOf(asked: Asked): Promise<Wanted[]> {
  const { docs } = await readFields(asked);
  if (!Array.isArray(docs)) throw badRequest('Missing JSON list of `docs`.');
  return docs.map(readWanted);
}

/** The results of one entry of `_bulk_get`: what is not there is an answer, never a failure of the whole. */
async function* getWanted(call: DatabaseCall, wanted: Wanted, load: Load): AsyncGenerator<Got> {
  const { id, rev, attsSince } = wanted;
  const failed = (error: string, reason: string): Got => ({
    error: { id, rev: rev ?? 'undefined', error, reason },
  });
  try {
    const asked = rev === undefined ? 'all' : [checkRev(rev)];
    const own = { ...load, attsSince: attsSince.length > 0 ? attsSince : load.attsSince };
    for (const one of await openRevisions(call.database, id, asked, call.query.flag('latest'))) {
      if ('missing' in one) yield failed('not_found', 'missing');
      else yield { ok: await loadRevision(call.database, id, one.rev, own) };
    }
  } catch (trouble) {
    const refusal = fromPouch(trouble);
    if (refusal.status >= 500 && !isDamage(refusal)) throw trouble;
    yield failed(refusal.error, refusal.reason);
  }
}

export const bulkGet: Handler<DatabaseCall> = async (call) => {
  const wanted = await wantedOf(call);
  const load = readLoad(call.query);
  if (!wants(call.request, 'mixed') && !wants(call.request, 'related')) {
    return streamed(call, resultsText(call, wanted, load));
  }
  return sendMixed(call, allOf());

  async function* allOf(): AsyncGenerator<Got> {
    for (const one of wanted) yield* getWanted(call, one, { ...load, attachments: true });
  }
};

async function* resultsText(call: DatabaseCall, wanted: readonly Wanted[], load: Load): Pieces {
  let comma = '';
  yield '{"results":[';
  for (const one of wanted) {
    yield `${comma}{"id":${JSON.stringify(one.id)},"docs":`;
    yield* listText(call, getWanted(call, one, load));
    yield '}';
    comma = ',';
  }
  yield ']}\n';
}
