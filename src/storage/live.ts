import { liveQuery } from 'dexie';
import type { Live } from '../domain/signal.ts';

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
