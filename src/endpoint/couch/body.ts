import { constants } from 'node:buffer';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type Fields, isFields, parseJson } from './json.ts';
import { badRequest, Refusal } from './refusal.ts';

const unzip = promisify(gunzip);

/** Of a whole request after inflation. Larger costs memory for each phone that sends at once; smaller, more requests. */
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
async function readWire(request: Request, bytesMax: number): Promise<Buffer> {
  if (Number(request.headers.get('content-length') ?? 0) > bytesMax) throw requestTooLarge();
  if (request.body === null) return Buffer.alloc(0);
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const part of request.body as unknown as AsyncIterable<Uint8Array>) {
      bytes += part.byteLength;
      if (bytes > bytesMax) throw requestTooLarge();
      parts.push(part);
    }
  } catch (trouble) {
    if (trouble instanceof Refusal) throw trouble;
    throw badRequest('The request ended before its body was complete.');
  }
  return Buffer.concat(parts);
}

async function inflate(packed: Buffer, bytesMax: number): Promise<Buffer> {
  try {
    return await unzip(packed, { maxOutputLength: bytesMax });
  } catch (trouble) {
    if ((trouble as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') throw requestTooLarge();
    throw badRequest('Request body is not properly gzipped.');
  }
}

/**
 * The body's bytes, inflated when it says `Content-Encoding: gzip`.
 * @param bytesMax on the wire and inflated
 * @throws Refusal 413 when there are more
 */
export async function readBytes(request: Request, bytesMax = bytesMaxOf(request)): Promise<Buffer> {
  const coding = (request.headers.get('content-encoding') ?? 'identity').trim().toLowerCase();
  if (coding !== 'gzip' && coding !== 'x-gzip' && coding !== 'identity' && coding !== '') {
    throw new Refusal(415, 'bad_ctype', `${coding} is not a supported content encoding.`, {
      connection: 'close',
    });
  }
  const wire = await readWire(request, bytesMax);
  return coding.endsWith('gzip') ? await inflate(wire, bytesMax) : wire;
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
export async function readJson(request: Request, anyType = false): Promise<unknown> {
  if (!anyType) refuseOtherTypes(request);
  const bytes = await readBytes(request);
  if (bytes.length === 0) throw badRequest('Missing request body');
  return parseJson(decode(bytes));
}

export async function readFields(request: Request, anyType = false): Promise<Fields> {
  const value = await readJson(request, anyType);
  if (!isFields(value)) throw badRequest('Request body must be a JSON object');
  return value;
}

/** As `readFields`, but no body at all is an empty object. */
export async function readOptionalFields(request: Request): Promise<Fields> {
  const bytes = await readBytes(request);
  if (bytes.length === 0) return {};
  const value = parseJson(decode(bytes));
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
