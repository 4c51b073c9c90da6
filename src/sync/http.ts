import { ok } from '../domain/result.ts';
import type { CookieOwner } from './cookie.ts';
import type { Outcome } from './endpoint.ts';
import { retryAfterMs, troubleOf } from './httpTrouble.ts';
import type { World } from './world.ts';

/** What HTTP needs to know of one database. */
export interface Wire {
  /** The database's URL, without a slash at its end. */
  readonly url: string;
  readonly name: string;
  readonly password: string;
  readonly world: Pick<World, 'fetch' | 'now' | 'sleep' | 'gzip'>;
  /** What is known of compressed bodies; `learn` keeps it beyond this session. */
  gzip: 'works' | 'refused' | undefined;
  learn(more: { gzip: 'works' | 'refused' } | { signIn: 'cookie' }): Promise<void>;
  /** Told of the bodies of each request and its answer, as they travel. */
  readonly count?: ((sentBytes: number, receivedBytes: number) => void) | undefined;
  clockAheadMs?: number;
  /** The endpoint takes no name and password with a request, only in `_session`, and then its cookie. */
  isCookie?: boolean;
  /** The cookie is this person's. */
  hasCookie?: boolean;
  /** Being asked for; requests side by side share it. */
  renewal?: Promise<Outcome<CookieOwner>> | undefined;
}

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'PUT';
  /** Below the database, with its query: `/_changes?limit=1`. */
  readonly path: string;
  readonly body?: unknown;
  /** Patience instead of the usual, and a way to give up before. */
  readonly wait?: { readonly ms: number; readonly signal: AbortSignal } | undefined;
}

/** Patience: a slow first sign-in takes CouchDB seconds; a dead link should not hold the session for ever. */
const PATIENCE_MS = 120_000;
/** A body may crawl at 4 bytes a millisecond (32 kbit/s) before it counts as dead. */
const BYTES_PER_MS_MIN = 4;
/** How much later than promised an answer may come: a slow way there and back. */
const GRACE_MS = 15_000;

export interface Answer<Body> {
  readonly status: number;
  readonly isOk: boolean;
  readonly isHtml: boolean;
  readonly retryAfterMs: number | undefined;
  readonly body: Body;
}

export type Read<Body> = (response: Response) => Promise<Body>;
export const readText: Read<string> = (response) => response.text();
export const readBytes: Read<ArrayBuffer> = (response) => response.arrayBuffer();

export const encoder = new TextEncoder();

/** One request, and its answer whole; trouble when there is none. */
export async function once<Body>(
  wire: Wire,
  ask: Ask,
  body: Uint8Array<ArrayBuffer> | undefined,
  isGzip: boolean,
  read: Read<Body>,
): Promise<Outcome<Answer<Body>>> {
  const patience = new AbortController();
  const over = new AbortController();
  const { wait } = ask;
  const waitMs =
    wait === undefined ? PATIENCE_MS + (body?.length ?? 0) / BYTES_PER_MS_MIN : wait.ms + GRACE_MS;
  const giveUp = (): void => patience.abort();
  wait?.signal.addEventListener('abort', giveUp);
  void wire.world.sleep(waitMs, over.signal).then(() => patience.abort());
  try {
    wire.count?.(body?.length ?? 0, 0);
    const response = await wire.world.fetch(wire.url + ask.path, {
      method: ask.method ?? 'GET',
      headers: headersOf(wire, body !== undefined, isGzip),
      ...(body && { body }),
      signal: patience.signal,
      // Signed in by header: a cookie of the same origin, left by another tool, must not decide who we are.
      credentials: wire.isCookie ? 'include' : 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    return ok(await answerOf(wire, response, read));
  } catch {
    return troubleOf('unreachable', 0);
  } finally {
    over.abort();
    wait?.signal.removeEventListener('abort', giveUp);
  }
}

function headersOf(wire: Wire, hasBody: boolean, isGzip: boolean): Record<string, string> {
  return {
    accept: 'application/json',
    ...(!wire.isCookie && { authorization: authorization(wire.name, wire.password) }),
    ...(hasBody && { 'content-type': 'application/json' }),
    ...(isGzip && { 'content-encoding': 'gzip' }),
  };
}

/** RFC 7519: three parts in base64url, the first of which is a JSON object. */
export const TOKEN = /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/;

/** A JSON Web Token in place of a password is sent as what it is (CouchDB's `jwt_authentication_handler`). */
const authorization = (name: string, password: string): string =>
  TOKEN.test(password) ? `Bearer ${password}` : basicAuth(name, password);

/** RFC 7617 with UTF-8, which is how CouchDB reads it. */
export function basicAuth(name: string, password: string): string {
  const bytes = encoder.encode(`${name}:${password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

async function answerOf<Body>(wire: Wire, response: Response, read: Read<Body>): Promise<Answer<Body>> {
  const receivedMs = wire.world.now();
  const date = Date.parse(response.headers.get('date') ?? '');
  if (!Number.isNaN(date)) wire.clockAheadMs = receivedMs - date;
  const answer = await read(response);
  // A compressed answer is smaller than what is read of it; its length says by how much, where it is told.
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  wire.count?.(0, Number.isNaN(length) ? sizeOf(answer) : length);
  return {
    status: response.status,
    isOk: response.ok,
    isHtml: /html/i.test(response.headers.get('content-type') ?? ''),
    retryAfterMs: retryAfterMs(response.headers.get('retry-after'), receivedMs),
    body: answer,
  };
}

const sizeOf = (answer: unknown): number =>
  answer instanceof ArrayBuffer ? answer.byteLength : String(answer).length;

/** Undefined: no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
