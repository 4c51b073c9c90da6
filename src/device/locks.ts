/** The part of Web Locks that replication uses: one holder of a name at a time, the others wait for their turn. */
export interface LocksDoor {
  request<T>(name: string, work: () => Promise<T>): Promise<T>;
}

export function browserLocks(): LocksDoor {
  const { locks } = globalThis.navigator as Partial<Pick<Navigator, 'locks'>>;
  if (locks === undefined) return pageLocks();
  return { request: async (name, work) => await locks.request(name, work) };
}

/**
 * On plain http there are no Web Locks: then only this page knows its own. Two tabs may replicate at once, which
 * costs double work and loses nothing, since every step of replication can be repeated.
 */
export function pageLocks(): LocksDoor {
  const tails = new Map<string, Promise<void>>();
  return {
    async request(name, work) {
      const run = (tails.get(name) ?? Promise.resolve()).then(work);
      const over = (): void => undefined;
      const tail = run.then(over, over);
      tails.set(name, tail);
      return await run;
    },
  };
}
