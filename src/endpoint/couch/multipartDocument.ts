import { type Following, stubsOf } from './attached.ts';
import { type Asked, parseBody, readBytes } from './body.ts';
import type { Call, DatabaseCall } from './call.ts';
import { type Fields, isFields } from './json.ts';
import { attachmentPieces, type Loaded, written } from './load.ts';
import {
  boundaryOf,
  dispositionOf,
  fileNameOf,
  newBoundary,
  readMultipart,
  type Sending,
  writeMultipart,
} from './multipart.ts';
import { badRequest } from './refusal.ts';
import { type Pieces, streamed } from './streamed.ts';

/** CouchDB answers in parts only to those who name the type, not to those who take anything. */
export const wants = (request: Request, type: 'mixed' | 'related'): boolean =>
  (request.headers.get('accept') ?? '')
    .split(',')
    .some((one) => one.split(';')[0]?.trim().toLowerCase() === `multipart/${type}`);

const jsonPart = (value: unknown, headers: Record<string, string> = {}): Sending => ({
  headers: { 'Content-Type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify(value)),
});

/** One revision as parts: its JSON, then the bytes of each attachment, in the JSON's order. */
async function* partsOf(call: DatabaseCall, { document, files }: Loaded): AsyncGenerator<Sending> {
  const stubs = stubsOf(document);
  const told = Object.entries(stubs).map(([name, stub]) => {
    const { stub: _stub, ...rest } = stub;
    return [name, files.includes(name) ? { ...rest, follows: true } : stub];
  });
  yield jsonPart(files.length === 0 ? document : { ...document, _attachments: Object.fromEntries(told) });
  for (const name of files) {
    const { content_type = '', length = 0 } = stubs[name] ?? {};
    const headers = {
      'Content-Disposition': dispositionOf(name),
      'Content-Type': content_type,
      'Content-Length': String(length),
    };
    yield { headers, body: attachmentPieces(call, document, name, (bytes) => bytes) };
  }
}

function send(call: Call, parts: AsyncIterable<Sending>, type: 'mixed' | 'related'): Promise<Response> {
  const boundary = newBoundary();
  const headers = { 'content-type': `multipart/${type}; boundary="${boundary}"` };
  return streamed(call, writeMultipart(parts, boundary), headers);
}

/** `GET` of a document with its attachments, as `multipart/related`. */
export const sendRelated = (call: DatabaseCall, loaded: Loaded): Promise<Response> =>
  send(call, partsOf(call, loaded), 'related');

/** What became of one revision that was asked for. */
export type Got =
  | { readonly ok: Loaded }
  | { readonly missing: string }
  | { readonly error: Readonly<Record<string, string>> };

/** Revisions as a JSON list. */
export async function* listText(call: DatabaseCall, all: AsyncIterable<Got>): Pieces {
  let comma = '[';
  for await (const one of all) {
    yield comma;
    comma = ',';
    if (!('ok' in one)) yield JSON.stringify(one);
    else {
      yield '{"ok":';
      yield* written(call, one.ok);
      yield '}';
    }
  }
  yield comma === '[' ? '[]' : ']';
}

/** Revisions one after another, as `multipart/mixed`; attachments always come along, as from CouchDB. */
export const sendMixed = (call: DatabaseCall, all: AsyncIterable<Got>): Promise<Response> =>
  send(call, mixedParts(call, all), 'mixed');

async function* mixedParts(call: DatabaseCall, all: AsyncIterable<Got>): AsyncGenerator<Sending> {
  for await (const one of all) {
    if ('ok' in one) yield mixedPart(call, one.ok);
    else {
      const said = 'error' in one ? one.error : one;
      yield jsonPart(said, { 'Content-Type': 'application/json; error="true"' });
    }
  }
}

function mixedPart(call: DatabaseCall, loaded: Loaded): Sending {
  const { document, files } = loaded;
  if (files.length === 0) return jsonPart(document);
  const boundary = newBoundary();
  const headers = {
    'X-Doc-Id': document._id.replace(/[\r\n]/g, ' '),
    'X-Rev-Id': String(document['_rev']),
    'Content-Type': `multipart/related; boundary="${boundary}"`,
  };
  return { headers, body: writeMultipart(partsOf(call, loaded), boundary) };
}

export interface ReadDocument {
  readonly body: Fields;
  readonly following?: Following;
}

/** The document of a `PUT`: plain JSON, or `multipart/related` with the bytes of its attachments behind it. */
export async function readDocument(asked: Asked): Promise<ReadDocument> {
  const bytes = await readBytes(asked);
  if (bytes.length === 0) throw badRequest('Missing request body');
  const boundary = boundaryOf(asked.request.headers.get('content-type'));
  if (boundary === undefined) return { body: await asFields(asked, bytes) };
  const [first, ...files] = readMultipart(bytes, boundary);
  if (!first) throw badRequest('The multipart body holds no document.');
  const body = await asFields(asked, first.body);
  const announced = Object.entries(isFields(body['_attachments']) ? body['_attachments'] : {})
    .filter(([, entry]) => isFields(entry) && entry['follows'] === true)
    .map(([name]) => name);
  // Parts without a name stand in the order in which the document announces them.
  const following = new Map(
    files.map((file, place) => [fileNameOf(file) ?? announced[place] ?? '', file.body]),
  );
  return { body, following };
}

async function asFields(asked: Asked, bytes: Buffer): Promise<Fields> {
  const value = await parseBody(asked, bytes);
  if (!isFields(value)) throw badRequest('Request body must be a JSON object');
  return value;
}
