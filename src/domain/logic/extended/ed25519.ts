import { sha512 } from './sha512.ts';

/** The field, the order of the base point, and the curve's constant (RFC 8032, 5.1). */
const P = (1n << 255n) - 19n;
const ORDER = (1n << 252n) + 27742317777372353535851937790883648493n;
const mod = (value: bigint, by = P): bigint => ((value % by) + by) % by;

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let [square, left] = [base, exponent]; left > 0n; left >>= 1n) {
    if (left & 1n) result = mod(result * square);
    square = mod(square * square);
  }
  return result;
}

const inverse = (value: bigint): bigint => power(mod(value), P - 2n);
const D = mod(-121665n * inverse(121666n));

/** Extended homogeneous coordinates. */
type Point = readonly [x: bigint, y: bigint, z: bigint, t: bigint];

/** Holds for equal points, too (RFC 8032, 5.1.4). */
function add([x, y, z, t]: Point, [u, v, w, s]: Point): Point {
  const a = (y - x) * (v - u);
  const b = (y + x) * (v + u);
  const c = 2n * t * s * D;
  const d = 2n * z * w;
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}

function times(point: Point, count: bigint): Point {
  let result: Point = [0n, 1n, 1n, 0n];
  for (let [double, left] = [point, count]; left > 0n; left >>= 1n) {
    if (left & 1n) result = add(result, double);
    double = add(double, double);
  }
  return result;
}

/** The point with a `y` and the lowest bit of its `x`; undefined if the curve has none (RFC 8032, 5.1.3). */
function pointAt(y: bigint, lowest: bigint): Point | undefined {
  const square = mod((y * y - 1n) * inverse(D * y * y + 1n));
  let x = power(square, (P + 3n) / 8n);
  if (mod(x * x - square) !== 0n) x = mod(x * power(2n, (P - 1n) / 4n));
  if (y >= P || mod(x * x - square) !== 0n || (x === 0n && lowest === 1n)) return undefined;
  if ((x & 1n) !== lowest) x = P - x;
  return [x, y, 1n, mod(x * y)];
}

const numberOf = (bytes: Uint8Array): bigint =>
  bytes.reduceRight((all, byte) => (all << 8n) + BigInt(byte), 0n);

function pointOf(bytes: Uint8Array): Point | undefined {
  const number = numberOf(bytes);
  return pointAt(number & ((1n << 255n) - 1n), number >> 255n);
}

/**
 * Whether a message was signed with the secret half of a key (Ed25519, RFC 8032, 5.1.7), with BigInt: a code is
 * scanned once. No secret is handled here, so that the time it takes may tell everything.
 * @param key 32 bytes
 * @param signature 64 bytes
 */
export function isSigned(message: Uint8Array, signature: Uint8Array, key: Uint8Array): boolean {
  if (key.length !== 32 || signature.length !== 64) return false;
  const [own, committed] = [pointOf(key), pointOf(signature.subarray(0, 32))];
  const base = pointAt(mod(4n * inverse(5n)), 0n);
  const scalar = numberOf(signature.subarray(32));
  if (own === undefined || committed === undefined || base === undefined || scalar >= ORDER) return false;
  const hash = sha512(Uint8Array.from([...signature.subarray(0, 32), ...key, ...message]));
  const [x, y, z] = times(base, scalar);
  const [u, v, w] = add(committed, times(own, numberOf(hash) % ORDER));
  return mod(x * w - u * z) === 0n && mod(y * w - v * z) === 0n;
}
