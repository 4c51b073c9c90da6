import type { SyncView } from '../../src/app/index.ts';

/** Nothing waits, nothing was refused, and nothing is under way. */
export const idle: SyncView = {
  phase: 'idle',
  waiting: 0,
  waitingFiles: 0,
  waitingBytes: 0,
  refused: 0,
  mustPause: false,
};
