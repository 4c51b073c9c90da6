/** The part of Web Locks that is used: one holder of a name at a time. */
export interface LocksDoor {
  /** Those who come later wait for their turn. */
  request<T>(name: string, work: () => Promise<T>): Promise<T>;
  /**
   * Holds a name until it is let go or the tab dies; nobody waits.
   * @returns how to let go; undefined when somebody else holds it
   */
  hold(name: string): Promise<(() => void) | undefined>;
}

export function browserLocks(): LocksDoor {
  const { locks } = globalThis.navigator as { locks?: LockManager };
  if (locks === undefined) return pageLocks();
  return {
    request: async (name, work) => await locks.request(name, work),
    hold: (name) =>
      new Promise((resolve, reject) => {
        const held = (lock: Lock | null): Promise<void> | undefined => {
          if (lock !== null) return new Promise((letGo) => resolve(letGo));
          resolve(undefined);
          return undefined;
        };
        locks.request(name, { ifAvailable: true }, held).catch(reject);
      }),
  };
}

/**
 * On plain http there are no Web Locks: then only this page knows its own. Two tabs may replicate at once, which
 * costs double work and loses nothing, since every step of replication can be repeated; and two may open one draft,
 * of which the storage refuses the second writer.
 */
export function pageLocks(): LocksDoor {
  const tails = new Map<string, Promise<void>>();
  const held = new Set<string>();
  return {
    async request(name, work) {
      const run = (tails.get(name) ?? Promise.resolve()).then(work);
      const over = (): void => undefined;
      const tail = run.then(over, over);
      tails.set(name, tail);
      return await run;
    },
    async hold(name) {
      if (held.has(name)) return undefined;
      held.add(name);
      return () => void held.delete(name);
    },
  };
}
