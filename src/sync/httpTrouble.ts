import type { EndpointTrouble, EndpointWhy } from './endpoint.ts';

/** What HTTP's numbers and CouchDB's words mean to the port. */

/** Read from a real CouchDB 3.5.0's answers: tests/golden/couchdb-3.5-answers.json. */
export function whyOf(status: number, reason: string | undefined, isJson: boolean): EndpointWhy {
  switch (status) {
    case 401:
      return 'wrong-password';
    case 403:
      return /temporarily locked/i.test(reason ?? '') ? 'locked-out' : 'not-allowed';
    case 404:
      if (!isJson) return 'not-couchdb';
      return /database does not exist|no_db_file/i.test(reason ?? '') ? 'no-database' : 'not-found';
    case 405:
    case 501:
      return 'not-supported';
    case 408:
      return 'unreachable';
    case 413:
      return 'too-large';
    case 429:
      return 'too-many';
    case 511:
      return 'not-couchdb';
  }
  if (status >= 500) return 'server-trouble';
  // A redirect that was not followed, or a client error in words that are no endpoint's.
  return status >= 400 && isJson ? 'refused' : 'not-couchdb';
}

export function troubleOf(
  why: EndpointWhy,
  status: number,
  reason?: string,
  retryAfterMs?: number,
): EndpointTrouble {
  return {
    ok: false,
    why,
    status,
    words: { status, reason: reason ?? '' },
    ...(reason !== undefined && { reason }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** RFC 9110, 10.2.3: seconds, or a date. */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}
