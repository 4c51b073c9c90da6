import { pipeline, Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { promisify } from 'node:util';
import { createGzip, gzip } from 'node:zlib';

const pack = promisify(gzip);

/** Smaller answers fit one packet either way, and gain next to nothing. */
const WORTH_BYTES = 512;

/** Node's own 16 KB would cost a turn of its loop four times as often. */
const CHUNK_BYTES = 64 * 1024;

export const accepts = (request: Request, coding: string): boolean =>
  (request.headers.get('accept-encoding') ?? '')
    .toLowerCase()
    .split(',')
    .some((part) => {
      const [name = '', ...parameters] = part.trim().split(';');
      return name.trim() === coding && !parameters.some((one) => /^\s*q=0(\.0*)?\s*$/.test(one));
    });

/** Feeds send as they go; they mark themselves against buffering. */
const isFeed = (response: Response): boolean => response.headers.has('x-accel-buffering');
const isText = (response: Response): boolean =>
  /^(application\/json|text\/)/.test(response.headers.get('content-type') ?? '');

/** Answers that are read, or handed over, while they are sent (`couch/streamed.ts`). */
const isStreamed = (response: Response): boolean =>
  response.headers.has('transfer-encoding') || response.headers.has('content-length');

/** Whether the answer is still to be made, or taken, when its first bytes are sent. */
export const isSentInParts = (response: Response): boolean => isStreamed(response) || isFeed(response);

/** The answer as it goes over the wire: gzipped where that pays, and counted unless it is sent in parts. */
export async function packed(request: Request, response: Response): Promise<Response> {
  if (response.body === null || isFeed(response)) return response;
  if (isStreamed(response)) return packedStream(request, response, response.body);
  const { status } = response;
  const headers = new Headers(response.headers);
  let bytes = Buffer.from(await response.arrayBuffer());
  if (isText(response) && !headers.has('content-encoding')) {
    headers.append('vary', 'Accept-Encoding');
    if (bytes.length > WORTH_BYTES && accepts(request, 'gzip')) {
      bytes = await pack(bytes);
      headers.set('content-encoding', 'gzip');
    }
  }
  headers.set('content-length', String(bytes.length));
  return new Response(new Uint8Array(bytes), { status, headers });
}

function packedStream(request: Request, response: Response, body: ReadableStream): Response {
  if (!isText(response)) return response;
  const { status } = response;
  const headers = new Headers(response.headers);
  headers.append('vary', 'Accept-Encoding');
  const isSmall = Number(headers.get('content-length') ?? Number.POSITIVE_INFINITY) <= WORTH_BYTES;
  if (isSmall || !accepts(request, 'gzip')) return new Response(body, { status, headers });
  headers.delete('content-length');
  headers.set('transfer-encoding', 'chunked');
  headers.set('content-encoding', 'gzip');
  const zip = createGzip({ chunkSize: CHUNK_BYTES });
  // Whichever side ends early ends the other one; a failure reaches the caller as a connection that breaks off.
  pipeline(Readable.fromWeb(body as NodeStream), zip, () => undefined);
  return new Response(Readable.toWeb(zip) as ReadableStream, { status, headers });
}
