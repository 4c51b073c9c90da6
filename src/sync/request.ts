import { ok } from '../domain/result.ts';
import type { CookieOwner } from './cookie.ts';
import type { EndpointTrouble, Outcome } from './endpoint.ts';
import {
  type Answer,
  type Ask,
  encoder,
  once,
  parsedJson,
  type Read,
  readBytes,
  readText,
  type Wire,
} from './http.ts';
import { troubleOf, whyOf } from './httpTrouble.ts';
import { later } from './loadLater.ts';

/** Below this, a compressed body saves less than the preflight that it may cost. */
const GZIP_BYTES_MIN = 1024;

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

/**
 * Sends, and once more with a new cookie where the endpoint turns name and password down unread, or the cookie has run
 * out. A wrong password is never tried twice: five times lock the name out.
 */
async function send<Body>(wire: Wire, ask: Ask, read: Read<Body>): Promise<Outcome<Answer<Body>>> {
  const cookie = wire.isCookie && !wire.hasCookie ? await renewCookie(wire) : ok(undefined);
  if (!cookie.ok) return cookie;
  const first = await sendEncoded(wire, ask, read);
  if (!first.ok || first.value.status !== 401 || isWrongPassword(first.value)) return first;
  const renewed = await renewCookie(wire);
  return renewed.ok ? sendEncoded(wire, ask, read) : first;
}

/** Once for requests side by side. */
export function renewCookie(wire: Wire): Promise<Outcome<CookieOwner>> {
  wire.renewal ??= later(({ signInForCookie }) => signInForCookie(wire)).finally(() => {
    wire.renewal = undefined;
  });
  return wire.renewal;
}

const isWrongPassword = ({ body }: Answer<unknown>): boolean =>
  /incorrect/i.test(body instanceof ArrayBuffer ? new TextDecoder().decode(body) : String(body));

/** Sends, compressed unless the endpoint is known to refuse that. */
async function sendEncoded<Body>(wire: Wire, ask: Ask, read: Read<Body>): Promise<Outcome<Answer<Body>>> {
  const plain = ask.body === undefined ? undefined : encoder.encode(JSON.stringify(ask.body));
  const { gzip } = wire.world;
  const mayGzip = gzip !== undefined && wire.gzip !== 'refused';
  if (plain === undefined || !mayGzip || plain.length < GZIP_BYTES_MIN)
    return once(wire, ask, plain, false, read);
  const packed = await once(wire, ask, await gzip(plain), true, read);
  return settleGzip(wire, packed, () => once(wire, ask, plain, false, read));
}

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

function reasonIn(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null || !('reason' in json)) return undefined;
  const { reason } = json;
  return typeof reason === 'string' ? reason : JSON.stringify(reason);
}
