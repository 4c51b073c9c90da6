import type { SyncSession, World } from '../../src/sync/index.ts';
import type { Device } from './device.ts';
import type { TabWatch } from './watch.ts';

/** In words of its own what `sync/schedule.ts` promises: the first pause after trouble, and how far they grow. */
const FIRST_MS = 5_000;
const LONGEST_MS = 10 * 60_000;
/** After trouble that only a person can end: half of it to one and a half. */
const PERSON_MS = 15 * 60_000;
/** Half of it to one and a half. */
const SHARE_MIN = 0.49;
const SHARE_MAX = 1.51;
const PERSONS_WHY = new Set(['not-allowed', 'no-database', 'storage-full', 'storage-refused', 'newer-tab']);

/** Looks at how long one tab waits after a session that met trouble, from a sign-in to its end. */
export class PauseWatch {
  private failures = 0;
  /** The event that ended a session in trouble: the loop's pause begins in it, while requests begin in later ones. */
  private dueIn: number | undefined;
  private isPersons = false;

  constructor(
    private readonly device: Device,
    private readonly name: string,
    private readonly watch: Pick<TabWatch, 'violation' | 'saw' | 'isAskedToWait'>,
  ) {}

  /** Whether this tab's last session met trouble: until its pause is over it does not send, also where another tab could. */
  get isAfterTrouble(): boolean {
    return this.failures > 0;
  }

  under(session: SyncSession): SyncSession {
    return {
      ...session,
      run: async (reason) => {
        if (this.watch.isAskedToWait())
          this.watch.violation(`${this.name} begins a session (${reason}) though it was asked to wait`);
        const outcome = await session.run(reason);
        const { trouble } = outcome;
        // Whoever writes a note meanwhile is no trouble, and nobody need hear of it.
        if (trouble?.words?.['status'] === 409)
          this.watch.violation(`${this.name} ends a session with a conflict`);
        const { sent, photosSent, reports, received } = outcome.counts;
        const isOnward = trouble?.why === 'unreachable' && sent + photosSent + reports + received > 0;
        this.failures = trouble === null ? 0 : isOnward ? 1 : this.failures + 1;
        this.isPersons = trouble !== null && PERSONS_WHY.has(trouble.why);
        // What the endpoint put a time to, `watch.ts` looks at.
        const isOwn = trouble?.retryAfterMs === undefined && trouble?.why !== 'locked-out';
        this.dueIn = trouble !== null && isOwn ? this.events() : undefined;
        return outcome;
      },
    };
  }

  over(world: World): World {
    return {
      ...world,
      sleep: (ms, signal) => {
        if (this.dueIn === this.events()) this.take(ms);
        return world.sleep(ms, signal);
      },
    };
  }

  private events(): number {
    return this.device.around.scheduler.events;
  }

  private take(ms: number): void {
    this.dueIn = undefined;
    const usualMs = this.isPersons ? PERSON_MS : FIRST_MS * 2 ** Math.min(this.failures - 1, 10);
    const longestMs = this.isPersons ? Number.POSITIVE_INFINITY : LONGEST_MS;
    this.watch.saw('pauses');
    if (ms < Math.min(longestMs, usualMs * SHARE_MIN) || ms > Math.min(longestMs, usualMs * SHARE_MAX))
      this.watch.violation(`${this.name} waits ${ms} ms after ${this.failures} failures`);
    if (usualMs * SHARE_MAX < longestMs) this.device.around.jitters.add(Math.round((100 * ms) / usualMs));
  }
}
