import type { Live } from '../domain/signal.ts';

/** A live query of a later screen: its code comes when it is first watched, so that no first question waits for it. */
export function lazyLive<T>(load: () => Promise<Live<T>>): Live<T> {
  return {
    subscribe(next, error) {
      let isOver = false;
      let watch: { unsubscribe(): void } | undefined;
      load().then((source) => {
        if (!isOver) watch = source.subscribe(next, error);
      }, error);
      return {
        unsubscribe() {
          isOver = true;
          watch?.unsubscribe();
        },
      };
    },
  };
}
