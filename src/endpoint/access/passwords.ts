import { createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(pbkdf2);
const KEY_BYTES = 32;

/** CouchDB 3.5's fields of a hashed password, so that user documents can move to and from it. */
export interface PasswordHash {
  readonly password_scheme: 'pbkdf2';
  readonly pbkdf2_prf: 'sha256' | 'sha1' | 'sha512';
  readonly salt: string;
  readonly iterations: number;
  readonly derived_key: string;
}

/** OWASP's number for PBKDF2-HMAC-SHA256 (Password Storage Cheat Sheet) and CouchDB 3.5's own. */
export const ITERATIONS = 600_000;

export async function hashPassword(password: string, iterations = ITERATIONS): Promise<PasswordHash> {
  const salt = randomBytes(16).toString('hex');
  const key = await derive(password, salt, iterations, KEY_BYTES, 'sha256');
  const derived_key = key.toString('hex');
  return { password_scheme: 'pbkdf2', pbkdf2_prf: 'sha256', salt, iterations, derived_key };
}

/** Derivations at one time: they share libuv's four threads with the disk. */
const AT_ONCE_MAX = 2;
/** A right password is not derived again for this long. Longer keeps a fingerprint in memory for longer. */
const REMEMBERED_MS = 10 * 60_000;
const REMEMBERED_MAX = 2000;

/**
 * Checks passwords. A password that was right is remembered for ten minutes as an HMAC under a key of this process:
 * Basic authentication brings it with every request, and deriving it costs half a second.
 */
export class PasswordCheck {
  readonly #key = randomBytes(32);
  readonly #right = new Map<string, number>();
  readonly #now: () => number;
  #running = 0;
  readonly #queue: (() => void)[] = [];

  constructor(now: () => number) {
    this.#now = now;
  }

  async isRight(password: string, hash: PasswordHash): Promise<boolean> {
    const mark = createHmac('sha256', this.#key).update(`${hash.salt}:${hash.derived_key}:${password}`);
    const fingerprint = mark.digest('base64');
    const until = this.#right.get(fingerprint);
    if (until !== undefined && until > this.#now()) return true;
    const right = await this.#derives(password, hash);
    if (right) this.#remember(fingerprint);
    return right;
  }

  async #derives(password: string, hash: PasswordHash): Promise<boolean> {
    const expected = Buffer.from(hash.derived_key, 'hex');
    if (expected.length === 0) return false;
    await this.#turn();
    try {
      const key = await derive(password, hash.salt, hash.iterations, expected.length, hash.pbkdf2_prf);
      return timingSafeEqual(key, expected);
    } finally {
      this.#running -= 1;
      this.#queue.shift()?.();
    }
  }

  async #turn(): Promise<void> {
    while (this.#running >= AT_ONCE_MAX) await new Promise<void>((go) => this.#queue.push(go));
    this.#running += 1;
  }

  #remember(fingerprint: string): void {
    if (this.#right.size >= REMEMBERED_MAX) this.#right.clear();
    this.#right.set(fingerprint, this.#now() + REMEMBERED_MS);
  }
}

/** Easily told apart when read aloud or copied from a screen: no 0/o, 1/l/i. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Twelve letters in three groups, 59 bits: typed once on a phone, safe behind the lockout. */
export function makePassword(): string {
  const letter = (): string => {
    for (;;) {
      const byte = randomBytes(1)[0] ?? 255;
      if (byte < 248) return LETTERS[byte % LETTERS.length] ?? 'a';
    }
  };
  const group = () => letter() + letter() + letter() + letter();
  return `${group()}-${group()}-${group()}`;
}
