import { type Inputs, useEffect, useState } from 'preact/hooks';
import type { Live } from '../app/index.ts';

/**
 * The latest value of a live query; `undefined` until the phone's storage has answered the first time.
 * @param deps as of `useEffect`: the query is asked anew when one changes
 */
export function useLive<T>(query: () => Live<T>, deps: Inputs): T | undefined {
  const [value, setValue] = useState<T | undefined>(undefined);
  const [broken, setBroken] = useState<unknown>(undefined);
  useEffect(() => {
    const subscription = query().subscribe((next) => setValue(() => next), setBroken);
    return () => subscription.unsubscribe();
    // The caller names what its query depends on.
  }, deps);
  // A live query that fails is a bug of ours: the error boundary shows it in words.
  if (broken !== undefined) throw broken;
  return value;
}
