import { at, digest32 } from './blocks.ts';
import { primes } from './primes.ts';

/** First 32 bits of the fractional parts of a root of the first primes (FIPS 180-4, 4.2.2 and 5.3.3). */
const fraction = (root: number): number => ((root - Math.floor(root)) * 2 ** 32) | 0;
const ROUND = Int32Array.from(primes.slice(0, 64), (prime) => fraction(Math.cbrt(prime)));
const START = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

const turn = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits));

/**
 * SHA-256 (FIPS 180-4) where the browser keeps its own from us: it has no `crypto.subtle` on plain http.
 * @returns 32 bytes
 */
export const sha256 = (message: Uint8Array): Uint8Array => digest32(message, START, mix);

function schedule(padded: DataView, from: number): Int32Array {
  const words = new Int32Array(64);
  for (let index = 0; index < 16; index++) words[index] = padded.getInt32(from + index * 4);
  for (let index = 16; index < 64; index++) {
    const near = at(words, index - 2);
    const far = at(words, index - 15);
    const s1 = turn(near, 17) ^ turn(near, 19) ^ (near >>> 10);
    const s0 = turn(far, 7) ^ turn(far, 18) ^ (far >>> 3);
    words[index] = (s1 + at(words, index - 7) + s0 + at(words, index - 16)) | 0;
  }
  return words;
}

function mix(hash: Int32Array, padded: DataView, from: number): number[] {
  const words = schedule(padded, from);
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = hash;
  for (let index = 0; index < 64; index++) {
    const choose = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const one = (h + s1 + choose + at(ROUND, index) + at(words, index)) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + s0 + majority) | 0];
  }
  return [a, b, c, d, e, f, g, h];
}
