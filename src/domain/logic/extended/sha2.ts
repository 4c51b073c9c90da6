import { at, padded } from '../../blocks.ts';
import { hex } from '../../hex.ts';
import { primes } from '../../primes.ts';

/** The whole part of a root of a number below 2^240, by Newton's steps from above. */
function root(value: bigint, power: bigint): bigint {
  let best = 1n << 80n;
  for (;;) {
    const next = ((power - 1n) * best + value / best ** (power - 1n)) / power;
    if (next >= best) return best;
    best = next;
  }
}

/** By how many bits words are turned in a function of FIPS 180-4, 4.1.2 and 4.1.3. */
type Turns = readonly [bigint, bigint, bigint];

/**
 * SHA-2 (FIPS 180-4) with BigInt, whatever the length of its words: a calculation hashes a name. A film goes through
 * `domain/sha256.ts`, which is longer and far quicker.
 * @param bits of a word
 * @param turns Sigma0, Sigma1, sigma0 and sigma1; the last number of the small ones is not turned, but shifted
 */
function sha2(bits: number, rounds: number, turns: readonly [Turns, Turns, Turns, Turns]) {
  const [big0, big1, small0, small1] = turns;
  const cut = (word: bigint): bigint => BigInt.asUintN(bits, word);
  // What stands above the word is cut off where the word is kept.
  const turn = (word: bigint, by: bigint): bigint => (word >> by) | (word << (BigInt(bits) - by));
  const big = (word: bigint, [a, b, c]: Turns): bigint => turn(word, a) ^ turn(word, b) ^ turn(word, c);
  const small = (word: bigint, [a, b, c]: Turns): bigint => turn(word, a) ^ turn(word, b) ^ (word >> c);
  /** First bits of the fractional parts of the roots of primes. */
  const fractions = (from: number, to: number, power: bigint): bigint[] =>
    primes.slice(from, to).map((prime) => cut(root(BigInt(prime) << (BigInt(bits) * power), power)));
  let constants: readonly bigint[] = [];

  function compress(hash: readonly bigint[], words: bigint[]): bigint[] {
    for (let index = 16; index < rounds; index++) {
      const grown = small(at(words, index - 2), small1) + small(at(words, index - 15), small0);
      words.push(cut(grown + at(words, index - 7) + at(words, index - 16)));
    }
    let [a = 0n, b = 0n, c = 0n, d = 0n, e = 0n, f = 0n, g = 0n, h = 0n] = hash;
    words.forEach((word, index) => {
      const choose = (e & f) ^ (~e & g);
      const majority = (a & b) ^ (a & c) ^ (b & c);
      const one = h + big(e, big1) + choose + at(constants, index) + word;
      [h, g, f, e, d, c, b, a] = [g, f, e, cut(d + one), c, b, a, cut(one + big(a, big0) + majority)];
    });
    return [a, b, c, d, e, f, g, h].map((word, index) => cut(word + at(hash, index)));
  }

  /** @param first of the primes that the hash begins with @param length of the digest, in bytes */
  return (first: number, length: number) =>
    (message: Uint8Array): Uint8Array => {
      if (constants.length === 0) constants = fractions(0, rounds, 3n);
      const digits = hex(new Uint8Array(padded(message, bits * 2).buffer));
      const words = Array.from(digits.matchAll(new RegExp(`.{${bits / 4}}`, 'g')), ([word]) =>
        BigInt(`0x${word}`),
      );
      let hash = fractions(first, first + 8, 2n);
      while (words.length > 0) hash = compress(hash, words.splice(0, 16));
      const view = new DataView(new ArrayBuffer(64));
      hash.forEach((word, index) => {
        view.setBigUint64((index * bits) / 8, word << BigInt(64 - bits));
      });
      return new Uint8Array(view.buffer, 0, length);
    };
}

const of32 = sha2(32, 64, [
  [2n, 13n, 22n],
  [6n, 11n, 25n],
  [7n, 18n, 3n],
  [17n, 19n, 10n],
]);
const of64 = sha2(64, 80, [
  [28n, 34n, 39n],
  [14n, 18n, 41n],
  [1n, 8n, 7n],
  [19n, 61n, 6n],
]);

export const sha256 = of32(0, 32);
export const sha384 = of64(8, 48);
export const sha512 = of64(0, 64);
