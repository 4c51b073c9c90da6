import { at, digest32 } from './blocks.ts';
import { hex } from './hex.ts';
import { utf8 } from './utf8.ts';

/**
 * MD5 (RFC 1321): CouchDB names attachments and revisions by it, and WebCrypto does not have it. It protects nothing
 * here: it is a checksum and a name.
 */

const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21] as const;
/** floor(2^32 x abs(sin(i + 1))), RFC 1321, 3.4 */
const SINES = Int32Array.from(
  { length: 64 },
  (_, index) => Math.floor(2 ** 32 * Math.abs(Math.sin(index + 1))) | 0,
);

/** @returns 16 bytes */
export const md5 = (message: Uint8Array): Uint8Array =>
  digest32(message, [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476], mix, true);

/** @returns 32 hex digits of the MD5 of the text's UTF-8 */
export const md5Hex = (text: string): string => hex(md5(utf8(text)));

function mix(state: Int32Array, blocks: DataView, from: number): number[] {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  for (let step = 0; step < 64; step++) {
    const round = step >> 4;
    const word = blocks.getInt32(from + 4 * wordOf(round, step), true);
    const sum = (a + mixed(round, b, c, d) + word + at(SINES, step)) | 0;
    const bits = SHIFTS[(round << 2) | (step & 3)] ?? 0;
    const next = (b + ((sum << bits) | (sum >>> (32 - bits)))) | 0;
    a = d;
    d = c;
    c = b;
    b = next;
  }
  return [a, b, c, d];
}

/** RFC 1321's F, G, H and I. */
function mixed(round: number, b: number, c: number, d: number): number {
  if (round === 0) return (b & c) | (~b & d);
  if (round === 1) return (b & d) | (c & ~d);
  return round === 2 ? b ^ c ^ d : c ^ (b | ~d);
}

function wordOf(round: number, step: number): number {
  if (round === 0) return step;
  if (round === 1) return (5 * step + 1) & 15;
  return round === 2 ? (3 * step + 5) & 15 : (7 * step) & 15;
}
