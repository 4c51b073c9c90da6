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
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  const whole = message.length - (message.length % BLOCK_BYTES);
  digest(state, new DataView(message.buffer, message.byteOffset, whole));
  digest(state, padded(message.subarray(whole), message.length));
  const result = new DataView(new ArrayBuffer(16));
  state.forEach((word, index) => {
    result.setInt32(index * 4, word, true);
  });
  return new Uint8Array(result.buffer);
}

/** @returns 32 hex digits of the MD5 of the text's UTF-8 */
export const md5Hex = (text: string): string =>
  Array.from(md5(utf8(text)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The tail with a one bit, zeros, and the length of all in bits. */
function padded(tail: Uint8Array, messageBytes: number): DataView {
  const size = tail.length + 9 > BLOCK_BYTES ? 2 * BLOCK_BYTES : BLOCK_BYTES;
  const bytes = new Uint8Array(size);
  bytes.set(tail);
  bytes[tail.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(size - 8, (messageBytes * 8) >>> 0, true);
  view.setUint32(size - 4, Math.floor(messageBytes / 2 ** 29), true);
  return view;
}

function digest(state: Int32Array, blocks: DataView): void {
  const words = new Int32Array(16);
  for (let at = 0; at < blocks.byteLength; at += BLOCK_BYTES) {
    for (let index = 0; index < 16; index++) words[index] = blocks.getInt32(at + index * 4, true);
    addBlock(state, words);
  }
}

function addBlock(state: Int32Array, words: Int32Array): void {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  for (let step = 0; step < 64; step++) {
    const round = step >> 4;
    const word = words[wordOf(round, step)] ?? 0;
    const sum = (a + mixed(round, b, c, d) + word + (SINES[step] ?? 0)) | 0;
    const bits = SHIFTS[(round << 2) | (step & 3)] ?? 0;
    [a, d, c, b] = [d, c, b, (b + ((sum << bits) | (sum >>> (32 - bits)))) | 0];
  }
  [a, b, c, d].forEach((word, index) => {
    state[index] = (state[index] ?? 0) + word;
  });
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
