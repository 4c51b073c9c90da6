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
  readonly world: Pick<World, 'fetch' | 'now' | 'sleep' | 'gzip' | 'locks'>;
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
  /** Until when nobody else may sign in: who only reads lets others at once. */
  readonly over?: Promise<unknown> | undefined;
  /** Nobody else signs in with this browser until then. */
  hasTurn?: boolean;
  /** Being asked for; requests side by side share it. */
  renewal?: Promise<Outcome<CookieOwner>> | undefined;
}

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'PUT';
  /** Below the database, with its query: `/_changes?limit=1`. */
  readonly path: string;
  readonly body?: unknown;
  /** Makes JSON of what came of an answer that broke off; absent: such an answer is none. */
  readonly mend?: (text: string) => string;
  /** Patience instead of the usual, and a way to give up before. */
  readonly wait?: { readonly ms: number; readonly signal: AbortSignal } | undefined;
}

/** Patience: a slow first sign-in takes CouchDB seconds; a dead link should not hold the session for ever. */
const PATIENCE_MS = 120_000;
/** A body may crawl at 4 bytes a millisecond (32 kbit/s) before it counts as dead. */
const BYTES_PER_MS_MIN = 4;
/** How much later than promised an answer may come: a slow way there and back. */
const GRACE_MS = 15_000;

export interface Answer {
  readonly status: number;
  readonly isOk: boolean;
  readonly isHtml: boolean;
  readonly retryAfterMs: number | undefined;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export const encoder = new TextEncoder();

export const textOf = ({ bytes }: Answer): string => new TextDecoder().decode(bytes);

/** One request, and its answer whole, or what came of it for one who can mend it; trouble when there is none. */
export async function once(
  wire: Wire,
  ask: Ask,
  body: Uint8Array<ArrayBuffer> | undefined,
  isGzip: boolean,
): Promise<Outcome<Answer>> {
  const over = new AbortController();
  const end = (): void => over.abort();
  const { wait } = ask;
  const waitMs = wait ? wait.ms + GRACE_MS : PATIENCE_MS + (body?.length ?? 0) / BYTES_PER_MS_MIN;
  wait?.signal.addEventListener('abort', end, over);
  void wire.world.sleep(waitMs, over.signal).then(end);
  try {
    wire.count?.(body?.length ?? 0, 0);
    const response = await wire.world.fetch(wire.url + ask.path, {
      method: ask.method ?? 'GET',
      headers: headersOf(wire, !!body, isGzip),
      ...(body && { body }),
      signal: over.signal,
      // Signed in by header: a cookie of the same origin, left by another tool, must not decide who we are.
      credentials: wire.isCookie ? 'include' : 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    return await answerOf(wire, ask, response);
  } catch {
    return troubleOf('unreachable', 0);
  } finally {
    end();
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

async function answerOf(wire: Wire, { mend }: Ask, response: Response): Promise<Outcome<Answer>> {
  const { status, headers } = response;
  const receivedMs = wire.world.now();
  const date = Date.parse(headers.get('date') ?? '');
  if (!Number.isNaN(date)) wire.clockAheadMs = receivedMs - date;
  const { bytes, isWhole } = await bytesOf(response);
  // A compressed answer is smaller than what is read of it; its length says by how much, where it is told.
  wire.count?.(0, Number(headers.get('content-length') ?? bytes.length));
  if (!isWhole && !(mend && bytes.length)) return troubleOf('unreachable', status);
  return ok({
    status,
    isOk: response.ok,
    isHtml: /html/i.test(headers.get('content-type') ?? ''),
    // A time of day is the endpoint's: our clock may be days off.
    retryAfterMs: retryAfterMs(headers.get('retry-after'), Number.isNaN(date) ? receivedMs : date),
    bytes,
  });
}

/** Read part by part, so that what came before a connection broke is not lost with it. */
async function bytesOf({ body }: Response): Promise<{ bytes: Uint8Array<ArrayBuffer>; isWhole: boolean }> {
  const reader = body?.getReader();
  const parts: Uint8Array[] = [];
  let isWhole = true;
  try {
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) parts.push(part.value);
  } catch {
    isWhole = false;
  }
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return { bytes, isWhole };
}

/** Undefined: no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
