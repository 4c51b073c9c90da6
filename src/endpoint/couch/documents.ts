import type { PouchDocument } from 'pouchdb-core';
import { isLarge, readFields } from './body.ts';
import type { DatabaseCall, DocumentCall, Handler, Methods } from './call.ts';
import type { Fields } from './json.ts';
import {
  isPlain,
  type Load,
  loadRevision,
  type Opened,
  openRevisions,
  readLoad,
  readOpenRevs,
  written,
} from './load.ts';
import { type Got, listText, readDocument, sendMixed, sendRelated, wants } from './multipartDocument.ts';
import { checkRev, prepare } from './prepare.ts';
import { badRequest, conflict, notFound } from './refusal.ts';
import { etag, json, unchanged } from './reply.ts';
import { type Pieces, streamed } from './streamed.ts';
import { writeBatch } from './write.ts';

/** The revision named in the query or in `If-Match`. */
export function namedRev(call: DatabaseCall): string | undefined {
  const header = call.request.headers
    .get('if-match')
    ?.trim()
    .replace(/^"(.*)"$/, '$1');
  const rev = call.query.text('rev') ?? header;
  return rev === undefined || rev === '' ? undefined : checkRev(rev);
}

const read: Handler<DocumentCall> = async (call) => {
  const { database, id, query, request } = call;
  const load = readLoad(query);
  const open = readOpenRevs(query);
  const latest = query.flag('latest');
  if (open !== undefined) {
    const opened = await openRevisions(database, id, open, latest);
    if (wants(request, 'mixed'))
      return sendMixed(call, readAll(call, opened, { ...load, attachments: true }));
    return streamed(call, listText(call, readAll(call, opened, load)));
  }
  const loaded = await loadRevision(database, id, await resolveRev(query.text('rev')), load);
  if (load.attachments && wants(request, 'related')) return sendRelated(call, loaded);
  const rev = String(loaded.document['_rev']);
  const held = isPlain(load) ? unchanged(request, rev) : undefined;
  return held ?? streamed(call, line(written(call, loaded)), { etag: etag(rev) });

  async function resolveRev(rev: string | undefined): Promise<string | undefined> {
    if (rev === undefined || !latest) return rev === undefined ? undefined : checkRev(rev);
    const [first] = await openRevisions(database, id, [checkRev(rev)], true);
    return first && 'rev' in first ? first.rev : rev;
  }
};

async function* readAll(
  { database, id }: DocumentCall,
  opened: readonly Opened[],
  load: Load,
): AsyncGenerator<Got> {
  for (const one of opened) {
    yield 'missing' in one ? one : { ok: await loadRevision(database, id, one.rev, load) };
  }
}

async function* line(pieces: Pieces): Pieces {
  yield* pieces;
  yield '\n';
}

/** Writes one document and answers as `PUT` and `POST` do. */
export async function writeOne(
  call: DatabaseCall,
  document: PouchDocument,
  newEdits: boolean,
  following?: ReadonlyMap<string, Buffer>,
): Promise<Response> {
  const { core, database, who } = call;
  const [outcome] = await writeBatch([document], {
    core,
    database,
    who,
    newEdits,
    ...(following ? { following } : {}),
  });
  if (outcome?.refusal) throw outcome.refusal;
  const rev = outcome?.rev ?? '';
  const location = `/${encodeURIComponent(database.card.name)}/${encodeURIComponent(document._id)}`;
  return json({ ok: true, id: document._id, rev }, 201, { etag: etag(rev), location });
}

/** The body with the id of the path, and the revision from wherever it was said. */
export function placed(call: DocumentCall, body: Fields): Fields {
  const named = namedRev(call);
  if (named !== undefined && body['_rev'] !== undefined && body['_rev'] !== named) {
    throw badRequest('Document rev from request body and query string have different values');
  }
  return { ...body, _id: call.id, ...(named === undefined ? {} : { _rev: named }) };
}

const write: Handler<DocumentCall> = async (call) => {
  const { body, following } = await readDocument(call);
  const newEdits = call.query.flag('new_edits', true);
  const document = prepare(placed(call, body), newEdits, isLarge(call.request));
  return writeOne(call, document, newEdits, following);
};

const remove: Handler<DocumentCall> = async (call) => {
  const rev = namedRev(call);
  if (rev === undefined) {
    throw (await call.database.tree(call.id)) ? conflict() : notFound();
  }
  const answer = await writeOne(call, { _id: call.id, _rev: rev, _deleted: true }, true);
  return new Response(answer.body, { status: 200, headers: answer.headers });
};

export const documentMethods: Methods<DocumentCall> = { GET: read, PUT: write, DELETE: remove };

const readLocal: Handler<DocumentCall> = async ({ database, id }) => {
  const found = await database.readLocal(id);
  if (!found) throw notFound();
  return json(found);
};

const writeLocal: Handler<DocumentCall> = async (call) => {
  const body = await readFields(call, true);
  const document = prepare({ ...body, _id: call.id }, true, isLarge(call.request));
  const replaced = typeof body['_rev'] === 'string' ? body['_rev'] : undefined;
  const rev = await call.database.writeLocal(document, replaced);
  if (rev === undefined) throw conflict();
  return json({ ok: true, id: call.id, rev }, 201);
};

const removeLocal: Handler<DocumentCall> = async ({ database, id }) => {
  if (!(await database.removeLocal(id))) throw notFound();
  return json({ ok: true, id, rev: '0-0' });
};

export const localMethods: Methods<DocumentCall> = { GET: readLocal, PUT: writeLocal, DELETE: removeLocal };

export const postDocument: Handler<DatabaseCall> = async (call) => {
  const body = await readFields(call);
  return writeOne(call, prepare(body, true, isLarge(call.request)), true);
};
