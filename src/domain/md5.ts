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
const BLOCK_BYTES = 64;

/** @returns 16 bytes */
export function md5(message: Uint8Array): Uint8Array {
  const padded = paddedCopy(message);
  const blocks = new DataView(padded.buffer);
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  for (let at = 0; at < padded.length; at += BLOCK_BYTES) addBlock(state, blocks, at);
  state.forEach((word, index) => {
    blocks.setInt32(index * 4, word, true);
  });
  return padded.slice(0, 16);
}

/** @returns 32 hex digits of the MD5 of the text's UTF-8 */
export const md5Hex = (text: string): string =>
  Array.from(md5(utf8(text)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The message, a one bit, zeros, and its length in bits: whole blocks. */
function paddedCopy(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const { length } = message;
  const padded = new Uint8Array(Math.ceil((length + 9) / BLOCK_BYTES) * BLOCK_BYTES);
  padded.set(message);
  padded[length] = 0x80;
  const end = new DataView(padded.buffer, padded.length - 8);
  end.setUint32(0, (length * 8) >>> 0, true);
  end.setUint32(4, Math.floor(length / 2 ** 29), true);
  return padded;
}

function addBlock(state: Int32Array, blocks: DataView, at: number): void {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  for (let step = 0; step < 64; step++) {
    const round = step >> 4;
    const word = blocks.getInt32(at + 4 * wordOf(round, step), true);
    const sum = (a + mixed(round, b, c, d) + word + (SINES[step] ?? 0)) | 0;
    const bits = SHIFTS[(round << 2) | (step & 3)] ?? 0;
    const next = (b + ((sum << bits) | (sum >>> (32 - bits)))) | 0;
    a = d;
    d = c;
    c = b;
    b = next;
  }
  state.set([a, b, c, d].map((word, index) => word + (state[index] ?? 0)));
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
