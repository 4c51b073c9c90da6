import type { EndpointTrouble, EndpointWhy } from './endpoint.ts';

/** What HTTP's numbers and CouchDB's words mean to the port. */

/** Read from a real CouchDB 3.5.0's answers: tests/golden/couchdb-3.5-answers.json. */
export function whyOf(status: number, reason: string, isJson: boolean): EndpointWhy {
  const known = WHYS[status];
  if (known) return known;
  if (status === 403) return /temporarily locked/i.test(reason) ? 'locked-out' : 'not-allowed';
  if (status === 404 && isJson) {
    return /database does not exist|no_db_file/i.test(reason) ? 'no-database' : 'not-found';
  }
  if (status >= 500) return 'server-trouble';
  // A redirect that was not followed, or a client error in words that are no endpoint's.
  return status >= 400 && isJson ? 'refused' : 'not-couchdb';
}

const WHYS: Readonly<Record<number, EndpointWhy>> = {
  401: 'wrong-password',
  405: 'not-supported',
  408: 'unreachable',
  413: 'too-large',
  429: 'too-many',
  501: 'not-supported',
  511: 'not-couchdb',
};

export function troubleOf(
  why: EndpointWhy,
  status: number,
  reason = '',
  retryAfterMs?: number,
): EndpointTrouble {
  return { ok: false, why, status, words: { status, reason }, retryAfterMs };
}

/** `forbidden` may carry an object. */
export const wordsOf = (reason: unknown): string =>
  typeof reason === 'string' ? reason : (JSON.stringify(reason) ?? '');

/** A longer pause is rather a wrong clock, or a slip; no timer of a browser holds for 25 days. */
const UNTIL_MS_MAX = 3_600_000;

/** RFC 9110, 10.2.3: seconds, or a date, which counts from `nowMs` of the endpoint's clock where that is told. */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (!header) return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.min(UNTIL_MS_MAX, Math.max(0, ms));
}
