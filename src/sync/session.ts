import type { Result } from '../domain/result.ts';
import { type SessionEnd, storageTrouble } from '../storage/index.ts';
import { noCounts, type SyncCounts } from './context.ts';
import type { EndpointTrouble } from './endpoint.ts';
import type { FetchMediaWhy, Photo } from './fetchMedia.ts';
import type { Heard } from './listen.ts';
import { later } from './loadLater.ts';
import type { SessionParts, SyncTrouble } from './parts.ts';
import { beginReplicating, type Replicating, replicate } from './replicate.ts';

export interface SyncSession {
  /**
   * Sends and receives, once: text, then what is new, then photos. While one runs, further calls share one more that
   * follows it, so that nothing saved meanwhile is missed. Expected trouble is in the outcome, never thrown.
   */
  run(reason: string): Promise<SyncOutcome>;
  /** Waits for something new at the endpoint, for some time; `run` then fetches it. */
  listen(signal: AbortSignal): Promise<Heard | EndpointTrouble>;
  /** A photo from this phone, or fetched now, verified and kept in the cache. */
  fetchMedia(id: string): Promise<Result<Photo, FetchMediaWhy>>;
}

export interface SyncOutcome {
  readonly counts: SyncCounts;
  readonly trouble: SyncTrouble | null;
  /** A session after this time ends what this one began; undefined: nothing is owed. */
  readonly settleInMs?: number | undefined;
}

export function createSession(parts: SessionParts): SyncSession {
  const replicating = beginReplicating(parts);
  let running: Promise<SyncOutcome> | undefined;
  let following: Promise<SyncOutcome> | undefined;
  const start = (reason: string): Promise<SyncOutcome> => {
    running = oneAtATime(replicating, reason).finally(() => {
      running = undefined;
    });
    replicating.over = running;
    return running;
  };
  return {
    run(reason) {
      if (!running) return start(reason);
      following ??= running
        .catch(() => undefined)
        .then(() => {
          following = undefined;
          return start(reason);
        });
      return following;
    },
    listen: (signal) => later(({ listenOnce }) => listenOnce(parts, signal)),
    fetchMedia: (id) => later(({ fetchMedia }) => fetchMedia(parts, id)),
  };
}

/**
 * Web Locks hold across tabs and end with a tab that dies. Another tab's session is waited for, not trusted to have
 * seen what was saved here a moment ago.
 */
function oneAtATime(replicating: Replicating, reason: string): Promise<SyncOutcome> {
  const { store, world } = replicating.parts;
  return world.locks.request(`dastak-sync-${store.replica}`, () => recorded(replicating, reason));
}

/** A session and its traces: the state that the screen shows, and a line in the journal. */
async function recorded(replicating: Replicating, reason: string): Promise<SyncOutcome> {
  const { store, account, world } = replicating.parts;
  const at = new Date(world.now()).toISOString();
  const counts = noCounts();
  const tell = (end: SessionEnd) => store.syncState.end(account.name, at, end);
  let met: Awaited<ReturnType<typeof replicate>> | undefined;
  try {
    replicating.heard = null;
    const { session, openSince } = await store.syncState.begin(account.name, at);
    replicating.session = session;
    // Another tab's session, or one that broke, left something open: what it sent, the endpoint may have no note of.
    if (openSince && openSince !== replicating.attemptedAt) replicating.comparedAtMs = undefined;
    met = await replicate(replicating, counts, reason);
    replicating.attemptedAt = at;
    await tell({ ...met, reason, counts: { ...counts } });
    return { counts, trouble: met.trouble, settleInMs: met.settleInMs };
  } catch (error) {
    // A newer version's tab closed the database: the read that met it knows only that it is closed.
    const known = store.trouble.get() ?? storageTrouble(error);
    // What the endpoint said (a pause, a refused password) is not forgotten because it could not be written down.
    const trouble: SyncTrouble = met?.trouble ?? replicating.heard ?? { why: known?.why ?? 'storage-failed' };
    // A session that broke off must not be shown as sending for ever. The storage that failed may fail here as well.
    await tell({ trouble }).catch(() => undefined);
    if (!known) throw error;
    return { counts, trouble };
  }
}
