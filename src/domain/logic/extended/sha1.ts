import { at, digest32 } from '../../blocks.ts';

const turn = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

const parity = (b: number, c: number, d: number): number => b ^ c ^ d;

/** FIPS 180-4, 4.1.1 and 4.2.1: the function of each twenty rounds, and of what number their constant is a root. */
const ROUNDS: readonly [(b: number, c: number, d: number) => number, number][] = [
  [(b, c, d) => (b & c) ^ (~b & d), 2],
  [parity, 3],
  [(b, c, d) => (b & c) ^ (b & d) ^ (c & d), 5],
  [parity, 10],
];

/**
 * SHA-1 (FIPS 180-4): forms ask for it by name; nothing of ours rests on it.
 * @returns 20 bytes
 */
export const sha1 = (message: Uint8Array): Uint8Array =>
  digest32(message, [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0], mix);

function mix(hash: Int32Array, padded: DataView, from: number): number[] {
  const words = new Int32Array(80);
  const mixed = (index: number): number =>
    at(words, index - 3) ^ at(words, index - 8) ^ at(words, index - 14) ^ at(words, index - 16);
  for (let index = 0; index < 80; index++)
    words[index] = index < 16 ? padded.getInt32(from + index * 4) : turn(mixed(index), 1);
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = hash;
  words.forEach((word, index) => {
    const [mix, number] = ROUNDS[Math.floor(index / 20)] ?? [() => 0, 0];
    [e, d, c, b, a] = [
      d,
      c,
      turn(b, 30),
      a,
      (turn(a, 5) + mix(b, c, d) + e + Math.floor(Math.sqrt(number) * 2 ** 30) + word) | 0,
    ];
  });
  return [a, b, c, d, e];
}
