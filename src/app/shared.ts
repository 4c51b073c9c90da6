import type { Live } from '../domain/signal.ts';

interface Watcher<T> {
  next(value: T): void;
  error: ((error: unknown) => void) | undefined;
}

/**
 * One live query for all who watch it at the same time: four parts of home ask for the same counts, and on a slow
 * phone each reading of them is as dear as drawing a page. Who comes later gets the last value at once; when nobody
 * watches any more, the query ends.
 */
export function shared<T>(source: Live<T>): Live<T> {
  const watchers = new Set<Watcher<T>>();
  let watch: { unsubscribe(): void } | undefined;
  let last: { value: T } | undefined;

  function begin(): void {
    watch = source.subscribe(
      (value) => {
        last = { value };
        for (const watcher of [...watchers]) if (watchers.has(watcher)) watcher.next(value);
      },
      (error) => {
        for (const watcher of [...watchers]) watcher.error?.(error);
      },
    );
  }

  return {
    subscribe(next, error) {
      const watcher = { next, error };
      watchers.add(watcher);
      if (watchers.size === 1) begin();
      else if (last !== undefined) next(last.value);
      return {
        unsubscribe() {
          if (!watchers.delete(watcher) || watchers.size > 0) return;
          watch?.unsubscribe();
          last = undefined;
        },
      };
    },
  };
}
