import type { SyncWhy } from './parts.ts';
import { didSomething } from './replicate.ts';
import type { SyncOutcome } from './session.ts';

/**
 * When to send and receive: a pure policy, state x event x now -> state + effect. The one who holds the state runs
 * the sessions and sets the timer (`loop.ts`).
 */
export interface ScheduleState {
  readonly mode: /** Nothing to do before `dueAt`, or before somebody wishes. */
    | 'resting'
    | 'running'
    /** After trouble: until `dueAt`. */
    | 'waiting'
    /** Stopped: her next sign-in starts a loop of its own. */
    | 'signed-out';
  /** Sessions in a row that met passing trouble, from the last one in which a link carried something before it broke. */
  readonly failures: number;
  readonly dueAt: number | null;
  /** Not even a person's tap starts before `dueAt`: the endpoint asked for that. */
  readonly isHard: boolean;
  /** Something was wished for while a session ran. */
  readonly isWished: boolean;
}

export type Wish = 'start' | 'save' | 'online' | 'visible' | 'timer' | 'button' | 'background' | 'news';

export type ScheduleEvent = { readonly kind: 'wish'; readonly wish: Wish } | Finished;

interface Finished extends SyncOutcome {
  readonly kind: 'finished';
  /** In [0, 1): spreads phones that met the same trouble at the same time. */
  readonly random: number;
}

export type ScheduleEffect =
  | { readonly do: 'run'; readonly reason: string }
  | { readonly do: 'wake'; readonly at: number }
  | { readonly do: 'ask-sign-in' };

export interface Scheduled {
  readonly state: ScheduleState;
  /** Undefined: there is nothing to do. */
  readonly effect?: ScheduleEffect | undefined;
}

export const SCHEDULE_START: ScheduleState = {
  mode: 'resting',
  failures: 0,
  dueAt: null,
  isHard: false,
  isWished: false,
};

/** First pause after passing trouble. Shorter would hammer a link that just broke; longer would waste a good minute. */
const PAUSE_MS_MIN = 5_000;
/** Longest pause. Longer would miss a short way through coverage; shorter would drain the battery all day. */
const PAUSE_MS_MAX = 10 * 60_000;
/** CouchDB's lockout lasts five minutes from the last failure. */
export const LOCKOUT_MS = 5 * 60_000;
/** Trouble that only a person can end (rights, a missing database, a full phone): look again now and then. */
const PERSON_MS = 15 * 60_000;
/** With nothing to send: news comes this late at most while the app is open. */
const REST_MS = 15 * 60_000;

export function schedule(state: ScheduleState, event: ScheduleEvent, now: number): Scheduled {
  switch (event.kind) {
    case 'wish':
      return wished(state, event.wish, now);
    case 'finished':
      return finished(state, event, now);
  }
}

function wished(state: ScheduleState, wish: Wish, now: number): Scheduled {
  switch (state.mode) {
    case 'running':
      return { state: { ...state, isWished: true } };
    case 'signed-out':
      // Asked once when it happened; again only when she herself wants to send.
      return { state, effect: wish === 'button' ? { do: 'ask-sign-in' } : undefined };
    case 'resting':
      return run(state, wish);
    case 'waiting':
      return mayStart(state, wish, now) ? run(state, wish) : { state };
  }
}

/**
 * A tap, or the network's return, is news about the link; a save or a glance at the page is not. The timer has counted
 * the pause itself: a clock that was set back meanwhile does not make it longer.
 */
function mayStart({ dueAt, isHard }: ScheduleState, wish: Wish, now: number): boolean {
  if (dueAt === null || now >= dueAt || wish === 'timer') return true;
  return !isHard && (wish === 'button' || wish === 'online');
}

const run = (state: ScheduleState, reason: string): Scheduled => ({
  state: { ...state, mode: 'running', dueAt: null, isHard: false, isWished: false },
  effect: { do: 'run', reason },
});

function finished(
  state: ScheduleState,
  { trouble, counts, random, settleInMs }: Finished,
  now: number,
): Scheduled {
  if (!trouble) {
    if (state.isWished) return run({ ...state, failures: 0 }, 'save');
    const restMs = Math.min(spread(REST_MS, random), settleInMs ?? Number.POSITIVE_INFINITY);
    return until({ ...SCHEDULE_START, mode: 'resting' }, now + restMs);
  }
  const { why, retryAfterMs } = trouble;
  if (why === 'wrong-password' || why === 'sign-in-needed') {
    return { state: { ...SCHEDULE_START, mode: 'signed-out' }, effect: { do: 'ask-sign-in' } };
  }
  // A link that broke after it had carried something is worth another try soon; an endpoint in trouble is spared.
  const failures = didSomething(counts) && why === 'unreachable' ? 1 : state.failures + 1;
  const pauseMs = Math.max(pauseAfter(why, failures, random), retryAfterMs ?? 0);
  const isHard = why === 'locked-out' || !!retryAfterMs;
  return until({ ...SCHEDULE_START, mode: 'waiting', failures, isHard }, now + pauseMs);
}

const until = (state: ScheduleState, at: number): Scheduled => ({
  state: { ...state, dueAt: at },
  effect: { do: 'wake', at },
});

/** Between half and one and a half of `ms`. */
const spread = (ms: number, random: number): number => Math.round(ms * (0.5 + random));

/** @returns milliseconds */
function pauseAfter(why: SyncWhy, failures: number, random: number): number {
  switch (why) {
    case 'locked-out':
      // Never earlier: each try with any password prolongs it.
      return LOCKOUT_MS + Math.round(random * PAUSE_MS_MIN);
    case 'not-allowed':
    case 'no-database':
    case 'storage-full':
    case 'storage-refused':
    case 'newer-tab':
      return spread(PERSON_MS, random);
    default:
      return Math.min(PAUSE_MS_MAX, spread(PAUSE_MS_MIN * 2 ** Math.min(failures - 1, 10), random));
  }
}
