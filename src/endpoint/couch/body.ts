import { constants } from 'node:buffer';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Call } from './call.ts';
import { SMALL_BYTES } from './held.ts';
import { type Fields, isFields, parseJson, VALUE_BYTES, VALUES_MAX, valuesIn } from './json.ts';
import { badRequest, Refusal } from './refusal.ts';

/** A request whose body is to be read. */
export type Asked = Pick<Call, 'request' | 'share'>;

const unzip = promisify(gunzip);

/** Of a whole request after inflation; how many are held at one time is `held.ts`'s. */
export const REQUEST_BYTES_MAX = 64 * 1024 * 1024;
/** Of one document without its attachments: CouchDB's `max_document_size`. */
export const DOCUMENT_BYTES_MAX = 8_000_000;

const requestTooLarge = (): Refusal =>
  new Refusal(413, 'too_large', 'The request entity is larger than this endpoint takes.', {
    connection: 'close',
  });

/** Requests of whoever holds the data folder: the attachments of one document may have come one by one, and be more. */
const trusted = new WeakSet<Request>();

/** Lets a request be as large as a text can be. */
export const trust = (request: Request): void => void trusted.add(request);

const bytesMaxOf = (request: Request): number =>
  trusted.has(request) ? constants.MAX_STRING_LENGTH : REQUEST_BYTES_MAX;

/** The body as it came over the wire, counted while it comes. */
async function readWire({ request, share }: Asked, bytesMax: number): Promise<Buffer> {
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > bytesMax) throw requestTooLarge();
  if (request.body === null) return Buffer.alloc(0);
  // A large one waits before anything of it is read; of a small one counts what has come: most come slowly.
  let held = announced > SMALL_BYTES ? announced : 0;
  await share.hold(held);
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const part of request.body as unknown as AsyncIterable<Uint8Array>) {
      bytes += part.byteLength;
      if (bytes > bytesMax) throw requestTooLarge();
      if (bytes > held) {
        await share.hold(bytes - held);
        held = bytes;
      }
      parts.push(part);
    }
  } catch (trouble) {
    if (trouble instanceof Refusal) throw trouble;
    throw badRequest('The request ended before its body was complete.');
  }
  return Buffer.concat(parts);
}

/** Undefined when it would be larger than `bytesMax`. */
async function inflate(packed: Buffer, bytesMax: number): Promise<Buffer | undefined> {
  try {
    return await unzip(packed, { maxOutputLength: Math.max(1, bytesMax) });
  } catch (trouble) {
    if ((trouble as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') return undefined;
    throw badRequest('Request body is not properly gzipped.');
  }
}

/** Its last four bytes say how large it was (RFC 1952): of several members the last one only, and it may be untrue. */
const announcedBytes = (packed: Buffer): number =>
  packed.length < 4 ? 0 : packed.readUInt32LE(packed.length - 4);

async function readPacked(asked: Asked, bytesMax: number): Promise<Buffer> {
  const { share } = asked;
  const packed = await readWire(asked, bytesMax);
  const announced = Math.min(announcedBytes(packed), bytesMax);
  await share.hold(announced);
  let bytes = await inflate(packed, announced);
  if (!bytes && announced < bytesMax) {
    await share.hold(bytesMax - announced);
    bytes = await inflate(packed, bytesMax);
    share.giveBack(bytesMax - (bytes?.length ?? announced));
  }
  if (!bytes) throw requestTooLarge();
  share.giveBack(packed.length);
  return bytes;
}

/**
 * The body's bytes, inflated when it says `Content-Encoding: gzip`.
 * @param bytesMax on the wire and inflated
 * @throws Refusal 413 when there are more
 */
export async function readBytes(asked: Asked, bytesMax = bytesMaxOf(asked.request)): Promise<Buffer> {
  const { request } = asked;
  const coding = (request.headers.get('content-encoding') ?? 'identity').trim().toLowerCase();
  if (coding !== 'gzip' && coding !== 'x-gzip' && coding !== 'identity' && coding !== '') {
    throw new Refusal(415, 'bad_ctype', `${coding} is not a supported content encoding.`, {
      connection: 'close',
    });
  }
  return coding.endsWith('gzip') ? readPacked(asked, bytesMax) : readWire(asked, bytesMax);
}

function refuseOtherTypes(request: Request): void {
  const type = (request.headers.get('content-type') ?? 'application/json')
    .split(';')[0]
    ?.trim()
    .toLowerCase();
  if (type === 'application/json' || type === '') return;
  throw new Refusal(415, 'bad_content_type', 'Content-Type must be application/json');
}

/** Any JSON value; `anyType` where CouchDB does not look at the content type. */
export async function readJson(asked: Asked, anyType = false): Promise<unknown> {
  if (!anyType) refuseOtherTypes(asked.request);
  const bytes = await readBytes(asked);
  if (bytes.length === 0) throw badRequest('Missing request body');
  return parseBody(asked, bytes);
}

/** What a body says, whose values count as held beside its bytes where they may be many. */
export async function parseBody({ share }: Asked, bytes: Buffer): Promise<unknown> {
  const text = decode(bytes);
  if (text.length <= SMALL_BYTES) return parseJson(text);
  const values = valuesIn(text);
  await share.hold(Math.min(values, VALUES_MAX) * VALUE_BYTES);
  return parseJson(text, values);
}

export async function readFields(asked: Asked, anyType = false): Promise<Fields> {
  const value = await readJson(asked, anyType);
  if (!isFields(value)) throw badRequest('Request body must be a JSON object');
  return value;
}

/** As `readFields`, but no body at all is an empty object. */
export async function readOptionalFields(asked: Asked): Promise<Fields> {
  const bytes = await readBytes(asked);
  if (bytes.length === 0) return {};
  const value = await parseBody(asked, bytes);
  if (!isFields(value)) throw badRequest('Request body must be a JSON object');
  return value;
}

export function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw badRequest('invalid UTF-8 JSON');
  }
}

/** Whether a document in it may be too large. Gzipped bodies do not tell their size. */
export const isLarge = (request: Request): boolean =>
  request.headers.has('content-encoding') ||
  Number(request.headers.get('content-length') ?? Number.MAX_SAFE_INTEGER) > DOCUMENT_BYTES_MAX;
