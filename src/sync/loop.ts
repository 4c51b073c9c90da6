import { noCounts } from './context.ts';
import type { EndpointTrouble } from './endpoint.ts';
import type { Heard } from './listen.ts';
import type { SessionParts } from './parts.ts';
import { SCHEDULE_START, type ScheduleEvent, type ScheduleState, schedule, type Wish } from './schedule.ts';
import type { SyncOutcome, SyncSession } from './session.ts';

/** Runs sessions as the schedule says. */
export interface SyncLoop {
  /** Something happened that may be a reason to send and receive. */
  wish(wish: Wish): void;
  /** A person's tap: the session that follows, or what is known if it may not start yet. */
  runNow(): Promise<SyncOutcome | undefined>;
  /** No timer is left behind; a running session ends by itself. */
  stop(): void;
}

interface LoopParts {
  readonly session: SyncSession;
  readonly parts: Pick<SessionParts, 'store' | 'account' | 'world'>;
  /** The endpoint refused the password: asked once. */
  askSignIn(): void;
  /**
   * Whether somebody looks at what may come: then a question stays open at the endpoint between two sessions. Absent:
   * never.
   */
  isWatched?(): boolean;
}

export function startLoop({ session, parts, askSignIn, isWatched = () => false }: LoopParts): SyncLoop {
  const { world } = parts;
  let state: ScheduleState = SCHEDULE_START;
  let current: Promise<SyncOutcome> | undefined;
  let timer = new AbortController();
  let ear = new AbortController();
  let isStopped = false;

  const take = (event: ScheduleEvent): void => {
    if (isStopped) return;
    const { effect, state: next } = schedule(state, event, world.now());
    state = next;
    if (effect?.do === 'ask-sign-in') askSignIn();
    else if (effect?.do === 'run') current = run(effect.reason);
    else if (effect) wake(effect.at);
  };

  const run = async (reason: string): Promise<SyncOutcome> => {
    timer.abort();
    ear.abort();
    const outcome = await session.run(reason).catch(brokenOff);
    take({ kind: 'finished', ...outcome, random: world.random() });
    if (state.mode === 'resting') void listen();
    return outcome;
  };

  /** Until there are news, or trouble: then the timer and other wishes are left. */
  const listen = async (): Promise<void> => {
    ear = new AbortController();
    const { signal } = ear;
    for (
      let heard: Heard | EndpointTrouble = 'quiet';
      heard === 'quiet' && !signal.aborted && !isStopped && isWatched();
    ) {
      heard = await session.listen(signal).catch(() => 'unreachable' as const);
      if (heard === 'news' && !signal.aborted) take({ kind: 'wish', wish: 'news' });
    }
  };

  const wake = (at: number): void => {
    timer = new AbortController();
    const { signal } = timer;
    if (state.mode === 'waiting') void tellNext(parts, at).catch(() => undefined);
    void world.sleep(Math.max(0, at - world.now()), signal).then(() => {
      if (!signal.aborted) take({ kind: 'wish', wish: 'timer' });
    });
  };

  return {
    wish: (wish) => take({ kind: 'wish', wish }),
    async runNow() {
      take({ kind: 'wish', wish: 'button' });
      return state.mode === 'running' ? current : undefined;
    },
    stop() {
      isStopped = true;
      timer.abort();
      ear.abort();
    },
  };
}

/** A session that throws is our bug; a loop that stayed `running` for it would never send again. */
const brokenOff = (error: unknown): SyncOutcome => ({
  counts: noCounts(),
  trouble: { why: 'storage-failed', words: { problem: String(error) } },
});

/** When the phone will try again by itself, for the screen; a store that cannot be written leaves it untold. */
async function tellNext({ store, account }: LoopParts['parts'], at: number): Promise<void> {
  const nextAttemptAt = new Date(at).toISOString();
  await store.syncState.update(account.name, (state) => ({ ...state, nextAttemptAt }));
}
