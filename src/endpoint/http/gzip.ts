import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const pack = promisify(gzip);

/** Smaller answers fit one packet either way, and gain next to nothing. */
const WORTH_BYTES = 512;

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

/** The answer as it goes over the wire: whole, counted, and gzipped where that pays. */
export async function packed(request: Request, response: Response): Promise<Response> {
  if (response.body === null || isFeed(response)) return response;
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
