import { sha512 } from './sha2.ts';

/** The field, the order of the base point, and the curve's constant (RFC 8032, 5.1). */
const P = (1n << 255n) - 19n;
const ORDER = (1n << 252n) + 27742317777372353535851937790883648493n;
const mod = (value: bigint): bigint => ((value % P) + P) % P;

/** So many of the same, put together by doubling: a power of a number, a multiple of a point. */
const many =
  <T>(together: (one: T, other: T) => T, none: T) =>
  (value: T, count: bigint): T => {
    let result = none;
    for (let [double, left] = [value, count]; left > 0n; left >>= 1n) {
      if (left & 1n) result = together(result, double);
      double = together(double, double);
    }
    return result;
  };

const power = many((one, other) => mod(one * other), 1n);
const inverse = (value: bigint): bigint => power(value, P - 2n);
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

const times = many<Point>(add, [0n, 1n, 1n, 0n]);

/** The bit of an encoded point that tells its `x` from the other one. */
const SIGN = 1n << 255n;

/** The point that a number encodes (RFC 8032, 5.1.3); undefined where the curve has none, and for the two that sign nothing. */
function pointOf(encoded: bigint): Point | undefined {
  const y = encoded % SIGN;
  const square = mod((y * y - 1n) * inverse(D * y * y + 1n));
  let x = power(square, (P + 3n) / 8n);
  if (mod(x * x - square)) x = mod(x * power(2n, (P - 1n) / 4n));
  if (y >= P || mod(x * x - square) || x === 0n) return undefined;
  if ((x & 1n) !== encoded / SIGN) x = P - x;
  return [x, y, 1n, mod(x * y)];
}

const numberOf = (bytes: Uint8Array): bigint =>
  bytes.reduceRight((all, byte) => (all << 8n) + BigInt(byte), 0n);

/**
 * Whether a message was signed with the secret half of a key (Ed25519, RFC 8032, 5.1.7), with BigInt: a code is
 * scanned once. No secret is handled here, so that the time it takes may tell everything.
 * @param key 32 bytes
 * @param signature 64 bytes
 */
export function isSigned(message: Uint8Array, signature: Uint8Array, key: Uint8Array): boolean {
  const committed = signature.slice(0, 32);
  const scalar = numberOf(signature.slice(32));
  // The point opposite to the key's has the other sign: adding it takes the key's away.
  const [base, opposite] = [pointOf(mod(4n * inverse(5n))), pointOf(numberOf(key) ^ SIGN)];
  if (key.length !== 32 || scalar >= ORDER || base === undefined || opposite === undefined) return false;
  const hash = sha512(Uint8Array.from([...committed, ...key, ...message]));
  const [x, y, z] = add(times(base, scalar), times(opposite, numberOf(hash) % ORDER));
  const per = inverse(z);
  return numberOf(committed) === mod(y * per) + (mod(x * per) & 1n) * SIGN;
}
