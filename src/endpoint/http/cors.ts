/** Who may call from pages of another origin. `any` never together with cookies. */
export type Origins = 'any' | readonly string[];

/** CouchDB's list, and `content-encoding`: without it a page of another origin cannot send gzipped bodies. */
const REQUEST_HEADERS =
  'accept, authorization, content-type, content-encoding, origin, referer, x-requested-with, if-match, if-none-match';
const RESPONSE_HEADERS = 'content-type, cache-control, accept-ranges, etag, server, date, retry-after';
const METHODS = 'GET, PUT, POST, HEAD, DELETE';
/** Seconds a browser may remember a preflight; CouchDB's default. */
const REMEMBERED_SECONDS = '600';

/** Headers for an answer to `origin`; none when the request is not from another origin, or not from an allowed one. */
export function corsHeaders(origin: string | null, allowed: Origins): Record<string, string> {
  if (origin === null) return {};
  const exposed = { 'access-control-expose-headers': RESPONSE_HEADERS };
  if (allowed === 'any') return { 'access-control-allow-origin': '*', ...exposed };
  if (!allowed.includes(origin)) return {};
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    ...exposed,
  };
}

/** The answer to a preflight, or undefined when this is none. */
export function preflight(request: Request, allowed: Origins): Response | undefined {
  const origin = request.headers.get('origin');
  const method = request.headers.get('access-control-request-method');
  if (request.method !== 'OPTIONS' || origin === null || method === null) return undefined;
  const headers = corsHeaders(origin, allowed);
  if (headers['access-control-allow-origin'] === undefined) return new Response(null, { status: 403 });
  return new Response(null, {
    status: 204,
    headers: {
      ...headers,
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': REQUEST_HEADERS,
      'access-control-max-age': REMEMBERED_SECONDS,
      vary: 'Origin',
    },
  });
}
