/** The part of Web Locks that replication uses. */
export interface LocksDoor {
  /** With `ifAvailable`, `work` gets null when somebody else holds the lock; else it waits for its turn. */
  request<T>(
    name: string,
    options: { ifAvailable: boolean },
    work: (lock: object | null) => Promise<T>,
  ): Promise<T>;
}

export function browserLocks(): LocksDoor {
  const { locks } = globalThis.navigator as Partial<Pick<Navigator, 'locks'>>;
  return locks === undefined ? pageLocks() : shared(locks);
}

const shared = (locks: LockManager): LocksDoor => ({
  async request(name, options, work) {
    return await locks.request(name, { ifAvailable: options.ifAvailable }, work);
  },
});

/**
 * On plain http there are no Web Locks: then only this page knows its own. Two tabs may replicate at once, which
 * costs double work and loses nothing, since every step of replication can be repeated.
 */
export function pageLocks(): LocksDoor {
  const tails = new Map<string, Promise<unknown>>();
  return {
    async request(name, { ifAvailable }, work) {
      const before = tails.get(name);
      if (before !== undefined && ifAvailable) return await work(null);
      const run = Promise.resolve(before).then(() => work({ name }));
      const tail = run.then(
        () => undefined,
        () => undefined,
      );
      tails.set(name, tail);
      void tail.then(() => {
        if (tails.get(name) === tail) tails.delete(name);
      });
      return await run;
    },
  };
}
