import type { SyncLoop, SyncSession } from '../../src/sync/index.ts';
import type { Device } from './device.ts';
import type { TabWatch } from './watch.ts';

/** A slow disk between two sessions takes seconds; the next timer, which may not be waited for, most of a minute. */
const FOLLOWS_MS_MAX = 20_000;

/** What is wished for while a session runs is done right after it, in one tab from a sign-in to its end. */
export class FollowWatch {
  private isRunning = false;
  private isWished = false;
  private owedSinceMs: number | undefined;

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
          const outcome = await session.run(reason);
          if (outcome.trouble === null && this.isWished)
            this.owedSinceMs = this.device.around.scheduler.nowMs;
          return outcome;
        } finally {
          this.isRunning = false;
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
      },
    };
  }
}
