import type { SyncState } from '../storage/index.ts';

/** A password until the endpoint refuses it: five uses of a wrong one lock her name out for minutes. */
export interface Secret {
  /** Undefined: not here, or refused; she must sign in again. */
  password(): Promise<string | undefined>;
  refuse(): void;
}

export function untilRefused(open: () => Promise<string | undefined>): Secret {
  let isRefused = false;
  return {
    password: async () => (isRefused ? undefined : open()),
    refuse() {
      isRefused = true;
    },
  };
}

const KEEPS_OUT = new Set(['wrong-password', 'sign-in-needed', 'locked-out']);

/**
 * Replication's state once she has signed in anew: what kept her name out is over, for the service worker too. What the
 * session that met it left open at the endpoint is still open.
 */
export function withoutRefusal(state: SyncState): SyncState {
  if (!KEEPS_OUT.has(state.lastTrouble?.why ?? '')) return state;
  const { lastTrouble: _over, nextAttemptAt: _now, ...rest } = state;
  return { ...rest, isOwed: true };
}
