import { Damaged } from '../store/damage.ts';

/** Reasons name what was wrong, and that may be megabytes of somebody's text. */
const REASON_LENGTH_MAX = 1000;

/** One HTTP answer that says no, in CouchDB's words: `{"error", "reason"}`. */
export class Refusal extends Error {
  readonly status: number;
  readonly error: string;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, error: string, reason: string, headers: Record<string, string> = {}) {
    super(reason.slice(0, REASON_LENGTH_MAX));
    this.status = status;
    this.error = error;
    this.reason = this.message;
    this.headers = headers;
  }
}

export const badRequest = (reason: string): Refusal => new Refusal(400, 'bad_request', reason);
export const notFound = (reason = 'missing'): Refusal => new Refusal(404, 'not_found', reason);
export const noDatabase = (): Refusal => notFound('Database does not exist.');
/** Not "does not exist": a phone would believe that its database was deleted. */
export const closed = (): Refusal =>
  new Refusal(503, 'service_unavailable', 'The database is closed at the moment. Ask again later.');
export const conflict = (): Refusal => new Refusal(409, 'conflict', 'Document update conflict.');
export const unauthorized = (reason: string): Refusal => new Refusal(401, 'unauthorized', reason);
export const forbidden = (reason: string): Refusal => new Refusal(403, 'forbidden', reason);
export const docValidation = (reason: string): Refusal => new Refusal(400, 'doc_validation', reason);
export const tooLarge = (reason: string): Refusal => new Refusal(413, 'document_too_large', reason);
export const notImplemented = (what: string): Refusal =>
  new Refusal(501, 'not_implemented', `${what} is not offered by this endpoint. Apache CouchDB has it.`);
export const wrongMethod = (allowed: readonly string[]): Refusal =>
  new Refusal(405, 'method_not_allowed', `Only ${allowed.join(',')} allowed`, { allow: allowed.join(', ') });

interface PouchTrouble {
  status?: unknown;
  name?: unknown;
  reason?: unknown;
  message?: unknown;
}

const CODES: Readonly<Record<string, Refusal>> = {
  conflict: conflict(),
  storage_failed: new Refusal(
    503,
    'service_unavailable',
    'The disk of this server is full or failing. Nothing is taken until it can be written again.',
  ),
  missing_stub: new Refusal(412, 'missing_stub', 'Invalid attachment stub.'),
};

/** Whether a document could not be answered because the disk cannot read it. */
export const isDamage = (trouble: unknown): boolean =>
  (trouble instanceof Refusal ? trouble.cause : trouble) instanceof Damaged;

function damaged(trouble: Damaged): Refusal {
  const reason = 'The disk of this server cannot read this document. Its log says why.';
  const refusal = new Refusal(500, 'internal_server_error', reason);
  refusal.cause = trouble;
  return refusal;
}

/** PouchDB's errors carry stack traces and paths; only status and name of the known ones get out. `cause` is for the log. */
export function fromPouch(trouble: unknown): Refusal {
  if (trouble instanceof Refusal) return trouble;
  if (trouble instanceof Damaged) return damaged(trouble);
  const { status, name, reason, message } = (trouble ?? {}) as PouchTrouble;
  const known = typeof name === 'string' ? CODES[name] : undefined;
  if (known) return known;
  if (message === 'database is closed') return closed();
  if (status === 404) return notFound(reason === 'deleted' ? 'deleted' : 'missing');
  if (typeof status === 'number' && status >= 400 && status < 500 && typeof name === 'string') {
    return new Refusal(status, name, typeof message === 'string' ? message : name);
  }
  const refusal = new Refusal(
    500,
    'internal_server_error',
    'The endpoint could not do this. Its log says why.',
  );
  refusal.cause = trouble;
  return refusal;
}

/** What was found; undefined where it is not there, and only there. */
export const ifThere = <T>(found: Promise<T>): Promise<T | undefined> =>
  found.catch((trouble: unknown) => {
    if (fromPouch(trouble).status === 404) return undefined;
    throw trouble;
  });
