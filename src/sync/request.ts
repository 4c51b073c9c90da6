import { ok } from '../domain/result.ts';
import type { EndpointTrouble, Outcome } from './endpoint.ts';
import { retryAfterMs, troubleOf, whyOf } from './httpTrouble.ts';
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
  learn(more: { gzip: 'works' | 'refused' }): Promise<void>;
  clockAheadMs?: number;
}

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'PUT';
  /** Below the database, with its query: `/_changes?limit=1`. */
  readonly path: string;
  readonly body?: unknown;
}

/** Below this, a compressed body saves less than the preflight that it may cost. */
const GZIP_BYTES_MIN = 1024;
/** Patience: a slow first sign-in takes CouchDB seconds; a dead link should not hold the session for ever. */
const PATIENCE_MS = 120_000;
/** A body may crawl at 4 bytes a millisecond (32 kbit/s) before it counts as dead. */
const BYTES_PER_MS_MIN = 4;

/** Asks for JSON. An answer that is no JSON is trouble, whatever its status. */
export async function askJson(wire: Wire, ask: Ask): Promise<Outcome<unknown>> {
  const outcome = await send(wire, ask, readText);
  if (!outcome.ok) return outcome;
  return jsonOutcome(outcome.value);
}

/** Asks for bytes. */
export async function askBytes(wire: Wire, ask: Ask): Promise<Outcome<ArrayBuffer>> {
  const outcome = await send(wire, ask, readBytes);
  if (!outcome.ok) return outcome;
  const { status, isOk, isHtml, body, retryAfterMs } = outcome.value;
  if (!isOk) {
    return jsonOutcome({
      status,
      isOk,
      isHtml,
      retryAfterMs,
      body: new TextDecoder().decode(body),
    }) as EndpointTrouble;
  }
  return isHtml ? troubleOf('not-couchdb', status) : ok(body);
}

interface Answer<Body> {
  readonly status: number;
  readonly isOk: boolean;
  readonly isHtml: boolean;
  readonly retryAfterMs: number | undefined;
  readonly body: Body;
}

type Read<Body> = (response: Response) => Promise<Body>;
const readText: Read<string> = (response) => response.text();
const readBytes: Read<ArrayBuffer> = (response) => response.arrayBuffer();

/** Sends, compressed unless the endpoint is known to refuse that. */
async function send<Body>(wire: Wire, ask: Ask, read: Read<Body>): Promise<Outcome<Answer<Body>>> {
  const plain = ask.body === undefined ? undefined : encoder.encode(JSON.stringify(ask.body));
  const { gzip } = wire.world;
  const mayGzip = gzip !== undefined && wire.gzip !== 'refused';
  if (plain === undefined || !mayGzip || plain.length < GZIP_BYTES_MIN)
    return once(wire, ask, plain, false, read);
  const packed = await once(wire, ask, await gzip(plain), true, read);
  return settleGzip(wire, packed, () => once(wire, ask, plain, false, read));
}

const encoder = new TextEncoder();

/**
 * An endpoint without gzip says 415 or 400; a CORS rule without `content-encoding` says nothing at all, like a dead
 * link. The first time, the plain body decides which it was; once compression worked, trouble is trouble.
 */
async function settleGzip<Body>(
  wire: Wire,
  packed: Outcome<Answer<Body>>,
  sendPlain: () => Promise<Outcome<Answer<Body>>>,
): Promise<Outcome<Answer<Body>>> {
  const status = packed.ok ? packed.value.status : packed.status;
  if (packed.ok && packed.value.isOk) {
    await learnGzip(wire, 'works');
    return packed;
  }
  const isSuspect = status === 415 || (wire.gzip === undefined && (status === 400 || status === 0));
  if (!isSuspect) return packed;
  const plain = await sendPlain();
  if (plain.ok && plain.value.isOk) await learnGzip(wire, 'refused');
  return plain;
}

async function learnGzip(wire: Wire, gzip: 'works' | 'refused'): Promise<void> {
  if (wire.gzip === gzip) return;
  wire.gzip = gzip;
  await wire.learn({ gzip });
}

async function once<Body>(
  wire: Wire,
  ask: Ask,
  body: Uint8Array<ArrayBuffer> | undefined,
  isGzip: boolean,
  read: Read<Body>,
): Promise<Outcome<Answer<Body>>> {
  const patience = new AbortController();
  const over = new AbortController();
  const waitMs = PATIENCE_MS + (body?.length ?? 0) / BYTES_PER_MS_MIN;
  void wire.world.sleep(waitMs, over.signal).then(() => patience.abort());
  try {
    const response = await wire.world.fetch(wire.url + ask.path, {
      method: ask.method ?? 'GET',
      headers: headersOf(wire, body !== undefined, isGzip),
      ...(body && { body }),
      signal: patience.signal,
      // Signed in by header: a cookie of the same origin, left by another tool, must not decide who we are.
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
    return ok(await answerOf(wire, response, read));
  } catch {
    return troubleOf('unreachable', 0);
  } finally {
    over.abort();
  }
}

function headersOf(wire: Wire, hasBody: boolean, isGzip: boolean): Record<string, string> {
  return {
    accept: 'application/json',
    authorization: basicAuth(wire.name, wire.password),
    ...(hasBody && { 'content-type': 'application/json' }),
    ...(isGzip && { 'content-encoding': 'gzip' }),
  };
}

/** RFC 7617 with UTF-8, which is how CouchDB reads it. */
export function basicAuth(name: string, password: string): string {
  const bytes = encoder.encode(`${name}:${password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

async function answerOf<Body>(wire: Wire, response: Response, read: Read<Body>): Promise<Answer<Body>> {
  const receivedMs = wire.world.now();
  const date = Date.parse(response.headers.get('date') ?? '');
  if (!Number.isNaN(date)) wire.clockAheadMs = receivedMs - date;
  return {
    status: response.status,
    isOk: response.ok,
    isHtml: /html/i.test(response.headers.get('content-type') ?? ''),
    retryAfterMs: retryAfterMs(response.headers.get('retry-after'), receivedMs),
    body: await read(response),
  };
}

function jsonOutcome(answer: Answer<string>): Outcome<unknown> {
  const { status, isOk, retryAfterMs } = answer;
  const json = parsedJson(answer.body);
  if (isOk) {
    if (json !== undefined) return ok(json);
    // JSON that breaks off was cut on the way; anything else was never an endpoint's.
    const isCut = !answer.isHtml && /^\s*[[{]/.test(answer.body);
    return troubleOf(isCut ? 'unreachable' : 'not-couchdb', status);
  }
  const reason = reasonIn(json);
  return troubleOf(whyOf(status, reason, json !== undefined), status, reason, retryAfterMs);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonIn(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null || !('reason' in json)) return undefined;
  const { reason } = json;
  return typeof reason === 'string' ? reason : JSON.stringify(reason);
}
