import type { Live } from '../domain/signal.ts';

interface Watcher<T> {
  next(value: T): void;
  error: ((error: unknown) => void) | undefined;
}

/**
 * One live query for all who watch it at the same time: four parts of home ask for the same counts, and on a slow
 * phone each reading of them is as dear as drawing a page. Who comes later hears the last value, or what went wrong,
 * at once; when nobody watches any more, the query ends.
 */
export function shared<T>(source: Live<T>): Live<T> {
  const watchers = new Set<Watcher<T>>();
  let watch: { unsubscribe(): void } | undefined;
  /** Tells a watcher what was heard last. */
  let last: ((watcher: Watcher<T>) => void) | undefined;

  function tell(told: (watcher: Watcher<T>) => void): void {
    last = told;
    for (const watcher of [...watchers]) if (watchers.has(watcher)) told(watcher);
  }

  function begin(): void {
    watch = source.subscribe(
      (value) => tell((watcher) => watcher.next(value)),
      (error) => tell((watcher) => watcher.error?.(error)),
    );
  }

  return {
    subscribe(next, error) {
      const watcher = { next, error };
      watchers.add(watcher);
      if (watchers.size === 1) begin();
      else last?.(watcher);
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
