import { hex } from '../domain/hex.ts';
import { sha256 } from '../domain/sha256.ts';

/** SHA-256 as 64 hex digits, also on plain http, where browsers keep theirs from a page. */
export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { subtle } = (globalThis.crypto ?? {}) as Partial<typeof globalThis.crypto>;
  const digest = subtle === undefined ? sha256(bytes) : new Uint8Array(await subtle.digest('SHA-256', bytes));
  return hex(digest);
}

/** Arguments of one call: more would overflow the stack of older engines. */
const CALL_ARGUMENTS_MAX = 0x8000;

export function toBase64(bytes: ArrayBuffer): string {
  const all = new Uint8Array(bytes);
  let binary = '';
  for (let from = 0; from < all.length; from += CALL_ARGUMENTS_MAX) {
    binary += String.fromCharCode(...all.subarray(from, from + CALL_ARGUMENTS_MAX));
  }
  return btoa(binary);
}

/** @returns null when the text is not base64 */
export function fromBase64(text: string): ArrayBuffer | null {
  try {
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
    return bytes.buffer;
  } catch {
    return null;
  }
}
