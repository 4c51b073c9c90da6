import type { Refusal } from './refusal.ts';

type Headers = Readonly<Record<string, string>>;

/** A JSON answer, with the newline that CouchDB ends it with. */
export function json(value: unknown, status = 200, headers: Headers = {}): Response {
  return new Response(`${JSON.stringify(value)}\n`, {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'must-revalidate', ...headers },
  });
}

export const refused = (refusal: Refusal): Response =>
  json({ error: refusal.error, reason: refusal.reason }, refusal.status, refusal.headers);

export const etag = (tag: string): string => `"${tag}"`;

/** 304 when the caller already holds `tag`. */
export function unchanged(request: Request, tag: string): Response | undefined {
  const held = request.headers.get('if-none-match');
  if (held === null || !held.split(',').some((one) => one.trim().replace(/^W\//, '') === etag(tag))) return;
  return new Response(null, { status: 304, headers: { etag: etag(tag) } });
}
