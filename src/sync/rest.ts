import type { SyncState } from '../storage/index.ts';
import { LOCKOUT_MS } from './schedule.ts';

/** Clocks are set: what seems longer is rather a wrong clock. */
const REST_MS_MAX = 3_600_000;

/** Why a person's sending rests: the endpoint asked everybody to wait, or keeps her out. */
export interface Rest {
  readonly why: 'asked' | 'kept out';
  /** Undefined: until she signs in again. */
  readonly leftMs?: number;
}

/** Whether sending must rest now, as the last session left word; a network that was away is no reason. */
export function restOf({ lastTrouble, nextAttemptAt }: SyncState, nowMs: number): Rest | undefined {
  if (lastTrouble === undefined) return undefined;
  const { why, retryAfterMs, at } = lastTrouble;
  if (why === 'wrong-password' || why === 'sign-in-needed') return { why: 'kept out' };
  const isLockedOut = why === 'locked-out';
  const pauseMs = isLockedOut ? LOCKOUT_MS : (retryAfterMs ?? 0);
  if (pauseMs === 0 && why !== 'too-many') return undefined;
  // A page says when it tries again; without one, the pause counts from the session that was asked for it.
  const leftMs = (nextAttemptAt ? Date.parse(nextAttemptAt) : Date.parse(at) + pauseMs) - nowMs;
  if (leftMs <= 0 || leftMs > REST_MS_MAX) return undefined;
  return { why: isLockedOut ? 'kept out' : 'asked', leftMs };
}
