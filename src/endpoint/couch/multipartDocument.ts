import type { PouchDocument } from 'pouchdb-core';
import type { Database } from '../store/database.ts';
import { type Following, type Stub, stubsOf } from './attached.ts';
import { decode, readBytes } from './body.ts';
import { type Fields, isFields, parseJson } from './json.ts';
import { attachmentsToSend, type Load, type Opened, readRevision } from './load.ts';
import {
  boundaryOf,
  dispositionOf,
  fileNameOf,
  type Multipart,
  type Part,
  readMultipart,
  writeMultipart,
} from './multipart.ts';
import { badRequest } from './refusal.ts';

/** CouchDB answers in parts only to those who name the type, not to those who take anything. */
export const wants = (request: Request, type: 'mixed' | 'related'): boolean =>
  (request.headers.get('accept') ?? '')
    .split(',')
    .some((one) => one.split(';')[0]?.trim().toLowerCase() === `multipart/${type}`);

const jsonPart = (value: unknown, headers: Record<string, string> = {}): Part => ({
  headers: { 'Content-Type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify(value)),
});

/** One revision as parts: its JSON, then the bytes of each attachment, in the JSON's order. */
async function partsOf(database: Database, id: string, rev: string | undefined, load: Load): Promise<Part[]> {
  const document = await readRevision(database, id, rev, load);
  const files: Part[] = [];
  for (const name of attachmentsToSend(document, load)) {
    const { stub: _stub, ...rest } = stubsOf(document)[name] as Stub;
    const body = await database.pouch.getAttachment(id, name, { rev: String(document['_rev']) });
    stubsOf(document)[name] = { ...rest, follows: true } as unknown as Stub;
    const headers = {
      'Content-Disposition': dispositionOf(name),
      'Content-Type': rest.content_type,
      'Content-Length': String(body.length),
    };
    files.push({ headers, body });
  }
  if (!load.revs) delete document['_revisions'];
  return [jsonPart(document), ...files];
}

const send = ({ boundary, body }: Multipart, type: 'mixed' | 'related', headers: Record<string, string>) =>
  new Response(new Uint8Array(body), {
    headers: { ...headers, 'content-type': `multipart/${type}; boundary="${boundary}"` },
  });

/** `GET` of a document with its attachments, as `multipart/related`. */
export async function sendRelated(
  database: Database,
  id: string,
  rev: string | undefined,
  load: Load,
): Promise<Response> {
  return send(writeMultipart(await partsOf(database, id, rev, load)), 'related', {});
}

/** Revisions one after another, as `multipart/mixed`; attachments always come along, as from CouchDB. */
export async function sendMixed(
  database: Database,
  opened: readonly { readonly id: string; readonly one: Opened | { readonly error: Fields } }[],
  load: Load,
): Promise<Response> {
  const parts: Part[] = [];
  for (const { id, one } of opened) {
    if ('ok' in one) parts.push(await partOf(database, id, one.ok, load));
    else {
      const said = 'error' in one ? one.error : one;
      parts.push(jsonPart(said, { 'Content-Type': 'application/json; error="true"' }));
    }
  }
  return send(writeMultipart(parts), 'mixed', {});
}

async function partOf(database: Database, id: string, found: PouchDocument, load: Load): Promise<Part> {
  const rev = String(found['_rev']);
  const parts = await partsOf(database, id, rev, { ...load, attachments: true });
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const { boundary, body } = writeMultipart(parts);
  const type = `multipart/related; boundary="${boundary}"`;
  return { headers: { 'X-Doc-Id': id.replace(/[\r\n]/g, ' '), 'X-Rev-Id': rev, 'Content-Type': type }, body };
}

export interface ReadDocument {
  readonly body: Fields;
  readonly following?: Following;
}

/** The document of a `PUT`: plain JSON, or `multipart/related` with the bytes of its attachments behind it. */
export async function readDocument(request: Request): Promise<ReadDocument> {
  const bytes = await readBytes(request);
  if (bytes.length === 0) throw badRequest('Missing request body');
  const boundary = boundaryOf(request.headers.get('content-type'));
  if (boundary === undefined) return { body: asFields(bytes) };
  const [first, ...files] = readMultipart(bytes, boundary);
  if (!first) throw badRequest('The multipart body holds no document.');
  const body = asFields(first.body);
  const announced = Object.entries(isFields(body['_attachments']) ? body['_attachments'] : {})
    .filter(([, entry]) => isFields(entry) && entry['follows'] === true)
    .map(([name]) => name);
  // Parts without a name stand in the order in which the document announces them.
  const following = new Map(
    files.map((file, place) => [fileNameOf(file) ?? announced[place] ?? '', file.body]),
  );
  return { body, following };
}

function asFields(bytes: Buffer): Fields {
  const value = parseJson(decode(bytes));
  if (!isFields(value)) throw badRequest('Request body must be a JSON object');
  return value;
}
