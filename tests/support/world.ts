import { browserGzip } from '../../src/device/gzip.ts';
import type { Locks, World } from '../../src/sync/index.ts';
import { endOfTurn, until } from './until.ts';

/** A world without surprises: time stands still until it is moved, chance is a fixed number. */
export interface TestWorld extends World {
  nowMs: number;
  /** Pauses that were asked for and not cut short. */
  readonly pauses: { ms: number; wake: () => void }[];
}

export function testWorld(fetch: World['fetch'], startMs = Date.parse('2026-03-01T04:00:00Z')): TestWorld {
  const pauses: TestWorld['pauses'] = [];
  const world: TestWorld = {
    nowMs: startMs,
    pauses,
    fetch,
    now: () => world.nowMs,
    random: () => 0.5,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const pause = { ms, wake: resolve };
        pauses.push(pause);
        signal?.addEventListener('abort', () => {
          pauses.splice(pauses.indexOf(pause), 1);
          resolve();
        });
      }),
    locks: queueLocks(),
    gzip: browserGzip(),
  };
  return world;
}

/** Within a request: until all others under way are over, and what they brought has been taken in. */
export async function othersOver({ pauses }: TestWorld): Promise<void> {
  // Each request has its watchdog.
  await until(() => {
    if (pauses.length > 1) throw new Error('other requests are under way');
  });
  await endOfTurn();
}

/** Web Locks of one phone: one holder at a time, the others in order. */
export function queueLocks(): Locks {
  const tails = new Map<string, Promise<unknown>>();
  return {
    request(name, work) {
      const before = tails.get(name) ?? Promise.resolve();
      const done = before.catch(() => undefined).then(work);
      tails.set(name, done);
      return done;
    },
  };
}
