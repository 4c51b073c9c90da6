/** CouchDB's own numbers: five wrong passwords for one name from one address close it for five minutes. */
export const FAILURES_MAX = 5;
export const WINDOW_MS = 5 * 60_000;
const REMEMBERED_MAX = 10_000;

/** Counts wrong passwords by name and address, so that guessing ends without locking the name out everywhere. */
export class Lockout {
  readonly #failures = new Map<string, { count: number; until: number }>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  isLocked(name: string, address: string): boolean {
    const entry = this.#failures.get(key(name, address));
    return entry !== undefined && entry.until > this.#now() && entry.count >= FAILURES_MAX;
  }

  failed(name: string, address: string): void {
    const entry = this.#failures.get(key(name, address));
    const count = entry && entry.until > this.#now() ? entry.count + 1 : 1;
    if (!entry && this.#failures.size >= REMEMBERED_MAX) this.#forgetOldest();
    this.#failures.set(key(name, address), { count, until: this.#now() + WINDOW_MS });
  }

  succeeded(name: string, address: string): void {
    this.#failures.delete(key(name, address));
  }

  #forgetOldest(): void {
    const oldest = this.#failures.keys().next();
    if (!oldest.done) this.#failures.delete(oldest.value);
  }
}

const key = (name: string, address: string): string => JSON.stringify([name, address]);
