import { liveQuery } from 'dexie';

/** A value that tells its changes; the first one comes without asking. */
export interface Live<T> {
  subscribe(next: (value: T) => void, error?: (error: unknown) => void): { unsubscribe(): void };
}

/** Runs the query again whenever a row that it read was changed, in this tab or another. */
export function live<T>(query: () => Promise<T> | T): Live<T> {
  // Dexie follows what is read after the first nested `await` only if its querier is itself an async function: with a
  // plain one that returns a promise, later reads went unnoticed and screens stayed as they were.
  const observable = liveQuery(async () => await query());
  return {
    subscribe(next, error) {
      const subscription = observable.subscribe(next, error);
      return { unsubscribe: () => subscription.unsubscribe() };
    },
  };
}

/** A live value that somebody sets. */
export interface Signal<T> extends Live<T> {
  set(value: T): void;
  get(): T;
}

export function signal<T>(first: T): Signal<T> {
  let value = first;
  const listeners = new Set<(value: T) => void>();
  return {
    get: () => value,
    set(next) {
      value = next;
      for (const listener of listeners) listener(next);
    },
    subscribe(next) {
      listeners.add(next);
      next(value);
      return { unsubscribe: () => listeners.delete(next) };
    },
  };
}
