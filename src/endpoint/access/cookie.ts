import { createHmac, timingSafeEqual } from 'node:crypto';

/** Seconds that a session lives; renewed by use. CouchDB's default. */
export const SESSION_SECONDS = 600;

/** CouchDB's `AuthSession`: `name:time in hex:HMAC`, in base64url. `secret` is the server's with the person's salt. */
export function makeSession(name: string, secret: string, nowMs: number): string {
  const head = `${name}:${Math.floor(nowMs / 1000)
    .toString(16)
    .toUpperCase()}`;
  const bytes = Buffer.concat([Buffer.from(`${head}:`), sign(head, secret)]);
  return bytes.toString('base64url');
}

export interface SessionClaim {
  readonly name: string;
  readonly madeAt: number;
  readonly head: string;
  readonly signature: Buffer;
}

/** What a cookie claims, before anything is checked; undefined when it is not even shaped like one. */
export function readSession(cookie: string): SessionClaim | undefined {
  const bytes = Buffer.from(cookie, 'base64url');
  const text = bytes.toString('latin1');
  const second = text.indexOf(':', text.indexOf(':') + 1);
  const head = bytes.subarray(0, Math.max(second, 0)).toString('utf8');
  const cut = head.lastIndexOf(':');
  const seconds = head.slice(cut + 1);
  if (second < 0 || cut < 1 || !/^[0-9A-F]{1,12}$/.test(seconds)) return undefined;
  return {
    name: head.slice(0, cut),
    madeAt: Number.parseInt(seconds, 16) * 1000,
    head,
    signature: bytes.subarray(second + 1),
  };
}

/** Seconds this session still has; 0 when it is over, forged, or from the future. */
export function secondsLeft(claim: SessionClaim, secret: string, nowMs: number): number {
  const expected = sign(claim.head, secret);
  if (claim.signature.length !== expected.length || !timingSafeEqual(claim.signature, expected)) return 0;
  const age = Math.floor((nowMs - claim.madeAt) / 1000);
  return age < -1 ? 0 : Math.max(0, SESSION_SECONDS - age);
}

const sign = (head: string, secret: string): Buffer => createHmac('sha256', secret).update(head).digest();

export function cookieValue(header: string | null, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [key, ...rest] = part.trim().split('=');
    if (key === name) return rest.join('=').replace(/^"|"$/g, '');
  }
  return undefined;
}
