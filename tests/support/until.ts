import { vi } from 'vitest';
import { PATIENCE_MS } from './patience.ts';

/** Looks again until it neither throws nor rejects; the last reason is thrown when patience ends. */
export const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: PATIENCE_MS });

/** What follows from promises that are settled already has followed. */
export const endOfTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
