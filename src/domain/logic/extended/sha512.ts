import { padded } from '../../blocks.ts';
import { primes } from '../../sha256.ts';

const MASK = (1n << 64n) - 1n;

const turn = (word: bigint, bits: bigint): bigint => ((word >> bits) | (word << (64n - bits))) & MASK;

/** The whole part of a root, by halving. */
function root(value: bigint, power: bigint): bigint {
  let [low, high] = [0n, 1n << 80n];
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** power <= value) low = middle;
    else high = middle - 1n;
  }
  return low;
}

/** First 64 bits of the fractional parts of the roots of the first primes (FIPS 180-4, 4.2.3, 5.3.4 and 5.3.5). */
const cubic = (): bigint[] => primes.slice(0, 80).map((prime) => root(BigInt(prime) << 192n, 3n) & MASK);
const square = (from: number): bigint[] =>
  primes.slice(from, from + 8).map((prime) => root(BigInt(prime) << 128n, 2n) & MASK);

/**
 * SHA-512 and SHA-384 (FIPS 180-4) with BigInt: a calculation hashes a name, not a film.
 * @returns 64 bytes
 */
export const sha512 = (message: Uint8Array): Uint8Array => digest(message, square(0));

/** @returns 48 bytes */
export const sha384 = (message: Uint8Array): Uint8Array => digest(message, square(8)).slice(0, 48);

function digest(message: Uint8Array, hash: bigint[]): Uint8Array {
  const view = padded(message, 128);
  const constants = cubic();
  for (let from = 0; from < view.byteLength; from += 128) compress(hash, schedule(view, from), constants);
  const bytes = new DataView(new ArrayBuffer(64));
  hash.forEach((word, index) => {
    bytes.setBigUint64(index * 8, word);
  });
  return new Uint8Array(bytes.buffer);
}

function schedule(view: DataView, from: number): bigint[] {
  const words = Array.from({ length: 16 }, (_, index) => view.getBigUint64(from + index * 8));
  for (let index = 16; index < 80; index++) {
    const [near = 0n, far = 0n] = [words[index - 2], words[index - 15]];
    const s1 = turn(near, 19n) ^ turn(near, 61n) ^ (near >> 6n);
    const s0 = turn(far, 1n) ^ turn(far, 8n) ^ (far >> 7n);
    words.push((s1 + (words[index - 7] ?? 0n) + s0 + (words[index - 16] ?? 0n)) & MASK);
  }
  return words;
}

function compress(hash: bigint[], words: readonly bigint[], constants: readonly bigint[]): void {
  let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = hash;
  words.forEach((word, index) => {
    const choose = (e & f) ^ (~e & MASK & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const s1 = turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n);
    const s0 = turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n);
    const one = h + s1 + choose + (constants[index] ?? 0n) + word;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) & MASK, c, b, a, (one + s0 + majority) & MASK];
  });
  [a, b, c, d, e, f, g, h].forEach((word, index) => {
    hash[index] = ((hash[index] ?? 0n) + word) & MASK;
  });
}
