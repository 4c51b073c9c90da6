import { at, padded } from '../../blocks.ts';
import { primes } from '../../sha256.ts';

/** What stands above the 64th bit is cut off wherever words are kept. */
const turn = (word: bigint, bits: bigint): bigint => (word >> bits) | (word << (64n - bits));

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

/** First 64 bits of the fractional parts of the roots of primes (FIPS 180-4, 4.2.3, 5.3.4 and 5.3.5). */
const fractions = (from: number, to: number, power: bigint): BigUint64Array =>
  BigUint64Array.from(primes.slice(from, to), (prime) => root(BigInt(prime) << (64n * power), power));

/**
 * SHA-512 and SHA-384 (FIPS 180-4) with BigInt: a calculation hashes a name, not a film.
 * @returns 64 bytes
 */
export const sha512 = (message: Uint8Array): Uint8Array => digest(message, 0);

/** @returns 48 bytes */
export const sha384 = (message: Uint8Array): Uint8Array => digest(message, 8).slice(0, 48);

/** @param first of the primes that it begins with */
function digest(message: Uint8Array, first: number): Uint8Array {
  const blocks = padded(message, 128);
  const [hash, constants] = [fractions(first, first + 8, 2n), fractions(0, 80, 3n)];
  for (let from = 0; from < blocks.byteLength; from += 128) compress(hash, schedule(blocks, from), constants);
  hash.forEach((word, index) => {
    blocks.setBigUint64(index * 8, word);
  });
  return new Uint8Array(blocks.buffer, 0, 64);
}

function schedule(blocks: DataView, from: number): BigUint64Array {
  const words = new BigUint64Array(80);
  for (let index = 0; index < 80; index++) {
    if (index < 16) {
      words[index] = blocks.getBigUint64(from + index * 8);
      continue;
    }
    const near = at(words, index - 2);
    const far = at(words, index - 15);
    const s1 = turn(near, 19n) ^ turn(near, 61n) ^ (near >> 6n);
    const s0 = turn(far, 1n) ^ turn(far, 8n) ^ (far >> 7n);
    words[index] = s1 + at(words, index - 7) + s0 + at(words, index - 16);
  }
  return words;
}

function compress(hash: BigUint64Array, words: BigUint64Array, constants: BigUint64Array): void {
  let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = hash;
  words.forEach((word, index) => {
    const choose = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const s1 = turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n);
    const s0 = turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n);
    const one = h + s1 + choose + at(constants, index) + word;
    [h, g, f, e, d, c, b, a] = [g, f, e, cut(d + one), c, b, a, cut(one + s0 + majority)];
  });
  [a, b, c, d, e, f, g, h].forEach((word, index) => {
    hash[index] = at(hash, index) + word;
  });
}

const cut = (word: bigint): bigint => BigInt.asUintN(64, word);
