import { sha256 } from './sha256.ts';
import { utf8 } from './utf8.ts';

/** A uuid (RFC 9562, version 8) that says the same of the same text everywhere. */
export function madeUuid(text: string): string {
  const bytes = sha256(utf8(text.replace(/\p{Surrogate}/gu, '\ufffd'))).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
