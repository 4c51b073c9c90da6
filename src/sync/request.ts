import { ok } from '../domain/result.ts';
import type { CookieOwner } from './cookie.ts';
import type { EndpointTrouble, Outcome } from './endpoint.ts';
import { type Answer, type Ask, encoder, once, parsedJson, textOf, type Wire } from './http.ts';
import { troubleOf, whyOf, wordsOf } from './httpTrouble.ts';
import { later } from './loadLater.ts';

/** Below this, a compressed body saves less than the preflight that it may cost. */
const GZIP_BYTES_MIN = 1024;

/** Asks for JSON. An answer that is no JSON is trouble, whatever its status. */
export async function askJson(wire: Wire, ask: Ask): Promise<Outcome<unknown>> {
  const outcome = await send(wire, ask);
  return outcome.ok ? jsonOutcome(outcome.value, ask.mend) : outcome;
}

/** Asks for bytes. */
export async function askBytes(wire: Wire, ask: Ask): Promise<Outcome<ArrayBuffer>> {
  const outcome = await send(wire, ask);
  if (!outcome.ok) return outcome;
  const { status, isOk, isHtml, bytes } = outcome.value;
  if (!isOk) return refusal(outcome.value);
  return isHtml ? troubleOf('not-couchdb', status) : ok(bytes.buffer);
}

/**
 * Sends, and once more with a new cookie where the endpoint turns name and password down unread, or the cookie has run
 * out. A wrong password is never tried twice: five times lock the name out.
 */
async function send(wire: Wire, ask: Ask): Promise<Outcome<Answer>> {
  const cookie = wire.isCookie && !wire.hasCookie ? await renewCookie(wire) : ok(undefined);
  if (!cookie.ok) return cookie;
  const first = await sendEncoded(wire, ask);
  if (!first.ok || first.value.status !== 401 || isWrongPassword(first.value)) return first;
  const renewed = await renewCookie(wire);
  if (renewed.ok) return sendEncoded(wire, ask);
  // Where nobody signs in for cookies, the answer before it tells.
  return ['not-supported', 'not-found', 'refused'].includes(renewed.why) ? first : renewed;
}

/** Once for requests side by side. */
export function renewCookie(wire: Wire): Promise<Outcome<CookieOwner>> {
  wire.renewal ??= later(({ signInForCookie }) => signInForCookie(wire)).finally(() => {
    wire.renewal = undefined;
  });
  return wire.renewal;
}

const isWrongPassword = (answer: Answer): boolean => /incorrect/i.test(textOf(answer));

/** Sends, compressed unless the endpoint is known to refuse that. */
async function sendEncoded(wire: Wire, ask: Ask): Promise<Outcome<Answer>> {
  const plain = ask.body ? encoder.encode(JSON.stringify(ask.body)) : undefined;
  const { gzip } = wire.world;
  const mayGzip = gzip && wire.gzip !== 'refused';
  if (!plain || !mayGzip || plain.length < GZIP_BYTES_MIN) return once(wire, ask, plain, false);
  const packed = await once(wire, ask, await gzip(plain), true);
  return settleGzip(wire, packed, () => once(wire, ask, plain, false));
}

/**
 * An endpoint without gzip says 415 or 400; a CORS rule without `content-encoding` says nothing at all, like a dead
 * link. The plain body decides which it was: of silence the first time only, of a 400 always, since a proxy may have come
 * since. What was learnt is forgotten at each comparison (`memory.ts`).
 */
async function settleGzip(
  wire: Wire,
  packed: Outcome<Answer>,
  sendPlain: () => Promise<Outcome<Answer>>,
): Promise<Outcome<Answer>> {
  const status = packed.ok ? packed.value.status : packed.status;
  // A captive portal takes anything.
  if (packed.ok && packed.value.isOk && !packed.value.isHtml) {
    await learnGzip(wire, 'works');
    return packed;
  }
  if (![400, 415, wire.gzip ? 415 : 0].includes(status)) return packed;
  const plain = await sendPlain();
  if (plain.ok && plain.value.isOk) await learnGzip(wire, 'refused');
  return plain;
}

async function learnGzip(wire: Wire, gzip: 'works' | 'refused'): Promise<void> {
  if (wire.gzip === gzip) return;
  wire.gzip = gzip;
  await wire.learn({ gzip });
}

/** What an answer says, where it is JSON. */
export function jsonOutcome(answer: Answer, mend?: Ask['mend']): Outcome<unknown> {
  if (!answer.isOk) return refusal(answer);
  const text = textOf(answer);
  // JSON that breaks off was cut on the way; anything else was never an endpoint's.
  const isJson = !answer.isHtml && /^\s*[[{]/.test(text);
  const json = parsedJson(text) ?? (isJson && mend ? parsedJson(mend(text)) : undefined);
  return json === undefined ? troubleOf(isJson ? 'unreachable' : 'not-couchdb', answer.status) : ok(json);
}

function refusal(answer: Answer): EndpointTrouble {
  const json = parsedJson(textOf(answer));
  const reason = reasonIn(json);
  const { status, retryAfterMs } = answer;
  return troubleOf(whyOf(status, reason, json !== undefined), status, reason, retryAfterMs);
}

function reasonIn(json: unknown): string {
  if (typeof json !== 'object' || json === null || !('reason' in json)) return '';
  return wordsOf(json.reason);
}
