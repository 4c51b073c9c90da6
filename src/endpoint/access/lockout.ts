/** CouchDB's own numbers: five wrong passwords for one name from one address close it for five minutes. */
export const FAILURES_MAX = 5;
export const WINDOW_MS = 5 * 60_000;
const REMEMBERED_MAX = 10_000;
/** Characters. Nobody has a longer name; remembering what strangers send would fill the memory. */
export const NAME_LENGTH_MAX = 200;

/** Counts wrong passwords by name and address, so that guessing ends without locking the name out everywhere. */
export class Lockout {
  readonly #failures = new Map<string, { count: number; until: number }>();
  readonly #checking = new Map<string, number>();
  readonly #waiting = new Map<string, (() => void)[]>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Counts an attempt before its password is looked at; `leave` takes it back. No more are let in at once than may still
   * fail, so that a burst gets no more guesses than one after another. The others wait instead of being refused: a phone
   * with the right password may ask often at once.
   * @returns false when locked; then there is nothing to leave
   */
  async enter(name: string, address: string): Promise<boolean> {
    const id = key(name, address);
    while (this.#failuresOf(id) < FAILURES_MAX) {
      const checking = this.#checking.get(id) ?? 0;
      if (this.#failuresOf(id) + checking < FAILURES_MAX) {
        this.#checking.set(id, checking + 1);
        return true;
      }
      await this.#aTurn(id);
    }
    return false;
  }

  /** After `failed` or `succeeded`, and when the attempt came to nothing. */
  leave(name: string, address: string): void {
    const id = key(name, address);
    const checking = (this.#checking.get(id) ?? 1) - 1;
    if (checking === 0) this.#checking.delete(id);
    else this.#checking.set(id, checking);
    const waiting = this.#waiting.get(id) ?? [];
    this.#waiting.delete(id);
    for (const go of waiting) go();
  }

  failed(name: string, address: string): void {
    const id = key(name, address);
    const count = this.#failuresOf(id) + 1;
    this.#forgetExpired();
    // Set anew, so that the order is that of their ends.
    this.#failures.delete(id);
    if (this.#failures.size >= REMEMBERED_MAX) this.#forgetOldest();
    this.#failures.set(id, { count, until: this.#now() + WINDOW_MS });
  }

  /** Names whose failures are remembered. */
  get size(): number {
    return this.#failures.size;
  }

  succeeded(name: string, address: string): void {
    this.#failures.delete(key(name, address));
  }

  #failuresOf(id: string): number {
    const entry = this.#failures.get(id);
    return entry !== undefined && entry.until > this.#now() ? entry.count : 0;
  }

  #aTurn(id: string): Promise<void> {
    return new Promise((go) => this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), go]));
  }

  #forgetExpired(): void {
    for (const [id, { until }] of this.#failures) {
      if (until > this.#now()) return;
      this.#failures.delete(id);
    }
  }

  #forgetOldest(): void {
    const oldest = this.#failures.keys().next();
    if (!oldest.done) this.#failures.delete(oldest.value);
  }
}

const key = (name: string, address: string): string => JSON.stringify([name, address]);
