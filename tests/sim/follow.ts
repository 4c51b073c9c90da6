import type { SyncLoop, SyncOutcome, SyncSession } from '../../src/sync/index.ts';
import type { Device } from './device.ts';
import type { TabWatch } from './watch.ts';

/** A slow disk between two sessions takes seconds; the next timer, which may not be waited for, most of a minute. */
const FOLLOWS_MS_MAX = 20_000;

/** Of a session that ended without an outcome. */
const THROWN = { why: 'storage-failed' } as const;

/**
 * What is wished for while a session runs is done right after it, and what is wished for while none runs at once, in one
 * tab from a sign-in to its end.
 */
export class FollowWatch {
  private isRunning = false;
  private isWished = false;
  private owedSinceMs: number | undefined;
  private isOver = false;
  private last: SyncOutcome['trouble'] = null;
  /** The event in which a session ended: the loop hears of it later in the same one. */
  private endedIn = -1;

  constructor(
    private readonly device: Device,
    private readonly name: string,
    private readonly watch: Pick<TabWatch, 'violation'>,
  ) {}

  under(session: SyncSession): SyncSession {
    return {
      ...session,
      run: async (reason) => {
        const { nowMs } = this.device.around.scheduler;
        if (this.owedSinceMs !== undefined && nowMs - this.owedSinceMs > FOLLOWS_MS_MAX)
          this.watch.violation(`${this.name} lets wait what was saved while it sent`);
        this.owedSinceMs = undefined;
        this.isWished = false;
        this.isRunning = true;
        try {
          this.last = THROWN;
          const outcome = await session.run(reason);
          this.last = outcome.trouble;
          if (outcome.trouble === null && this.isWished)
            this.owedSinceMs = this.device.around.scheduler.nowMs;
          return outcome;
        } finally {
          this.isRunning = false;
          this.endedIn = this.device.around.scheduler.events;
        }
      },
    };
  }

  over(loop: SyncLoop): SyncLoop {
    return {
      ...loop,
      wish: (wish) => {
        this.isWished ||= this.isRunning;
        loop.wish(wish);
        if (this.mustRun(wish) && !this.isRunning) this.watch.violation(`${this.name} does not heed ${wish}`);
      },
      runNow: async () => {
        const told = loop.runNow();
        const { isRunning } = this;
        const outcome = await told;
        if (isRunning && outcome === undefined)
          this.watch.violation(`${this.name} does not tell what came of a tap`);
        return outcome;
      },
      stop: () => {
        this.isOver = true;
        loop.stop();
      },
    };
  }

  /** After trouble a tap and the network's return are news of the link, where nobody asked for a pause. */
  private mustRun(wish: Parameters<SyncLoop['wish']>[0]): boolean {
    const { events } = this.device.around.scheduler;
    if (this.isOver || this.endedIn === events) return false;
    if (this.last === null) return true;
    const { why, retryAfterMs } = this.last;
    const isHard =
      retryAfterMs !== undefined || ['locked-out', 'wrong-password', 'sign-in-needed'].includes(why);
    return !isHard && (wish === 'online' || wish === 'button');
  }
}
