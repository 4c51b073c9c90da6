import { type Stub, stubsOf } from './attached.ts';
import type { DocumentCall, Handler } from './call.ts';
import { namedRev, writeOne } from './documents.ts';
import { attachmentOf, PLAIN, readRevision } from './load.ts';
import { checkId, checkRev, prepare } from './prepare.ts';
import { badRequest, notFound } from './refusal.ts';

/** Where a copy goes: `id`, or `id?rev=` of the revision that it replaces there. */
function readDestination(header: string | null): { id: string; rev: string | undefined } {
  if (header === null || header === '') throw badRequest('Destination header is mandatory for COPY.');
  if (/^https?:\/\//.test(header)) throw badRequest('Destination URL must be relative.');
  const [path = '', query = ''] = header.split('?');
  const rev = new URLSearchParams(query).get('rev');
  try {
    return { id: checkId(decodeURIComponent(path)), rev: rev === null ? undefined : checkRev(rev) };
  } catch (trouble) {
    if (trouble instanceof URIError) throw badRequest('The destination is not properly escaped.');
    throw trouble;
  }
}

/** `COPY`: writes the document, or the revision of it that is named, under another id; its attachments come along. */
export const copyDocument: Handler<DocumentCall> = async (call) => {
  const { database, id, request } = call;
  const { id: _id, rev } = readDestination(request.headers.get('destination'));
  const source = id.startsWith('_local/')
    ? await database.readLocal(id)
    : await readRevision(database, id, namedRev(call), PLAIN);
  if (!source) throw notFound();
  const bytes = new Map<string, Buffer>();
  const entries: [string, { content_type: string; follows: true }][] = [];
  for (const [name, { content_type }] of Object.entries<Stub>(stubsOf(source))) {
    bytes.set(name, await attachmentOf(call, source, name));
    entries.push([name, { content_type, follows: true }]);
  }
  const { _rev, _attachments, ...body } = source;
  const attached = entries.length > 0 ? { _attachments: Object.fromEntries(entries) } : {};
  const raw = { ...body, _id, ...attached, ...(rev === undefined ? {} : { _rev: rev }) };
  return writeOne(call, prepare(raw, true, false), true, bytes);
};
