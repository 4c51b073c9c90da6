import type { Device } from '../device/index.ts';
import { type Result, trouble } from '../domain/result.ts';
import { openCacheStore, type SyncState } from '../storage/index.ts';
import type { FetchMediaWhy, Photo, SyncLoop, SyncSession, SyncTrouble, Wish, World } from '../sync/index.ts';
import { loaded } from './loaded.ts';
import { untilRefused } from './refusal.ts';
import type { ThriftRule } from './thrift.ts';
import type { WorkParts } from './work.ts';

/** Sending and receiving in the background; what comes of it is in storage, where the screen reads. */
export interface Replication {
  /** A reason to send or receive; nobody waits. */
  wish(wish: Wish): void;
  /** A person's tap; resolves when that session has ended, however it ended. */
  now(withPhotos?: boolean): Promise<void>;
  fetchMedia(id: string): Promise<Result<Photo, FetchMediaWhy>>;
  /** She typed a password in another tab: what was refused here, and its pauses, are forgotten. */
  beginAnew(): Promise<void>;
  /** Resolves when nothing of it touches the store any more. */
  stop(): Promise<void>;
}

interface Running {
  session: SyncSession;
  loop: SyncLoop;
  thrift: ThriftRule;
  /** Heard outside of sessions. */
  refused(): void;
}

/** Of a piece of work: what it brings along, or the usual one. */
export const replicationOf = (parts: WorkParts): Replication => parts.replication ?? startReplication(parts);

/** How long an endpoint counts a wrong password. */
const COUNTED_MS = 5 * 60_000;

type SyncRoom = Pick<typeof import('../sync/index.ts'), 'connect' | 'createSession' | 'restOf' | 'startLoop'>;

/**
 * Loads the sync room after the page has drawn and lets its loop run until `stop`. Where it cannot be loaded (the
 * network went before the app was kept), the next wish tries again.
 * @param load of tests only
 */
export function startReplication(
  parts: WorkParts,
  load: () => Promise<SyncRoom> = () => import('../sync/index.ts'),
): Replication {
  const cache = openCacheStore();
  let isStopped = false;
  let active: Promise<unknown> = Promise.resolve();
  let running: Promise<Running> | null = null;
  let filing: Promise<void> | undefined;
  let hasTyped = false;
  /** The request of a photo that goes ahead of others. */
  let ahead: Promise<unknown> | undefined;

  const begin = async (): Promise<Running> => {
    const [{ connect, createSession, restOf, startLoop }, { thriftRule }] = await Promise.all([
      load(),
      import('./thrift.ts'),
    ]);
    const thrift = thriftRule(parts.phone, parts.device);
    // A session that died with its tab left its last words in storage.
    const last = await parts.store.syncState.get(parts.account.name);
    if (last.phase !== 'idle') await parts.store.syncState.update(parts.account.name, restingAgain);
    const world = worldOf(parts.device);
    const account = { ...parts.account, device: parts.deviceId, appVersion: parts.version };
    const { password, refuse } = untilRefused(() => parts.phone.vault.openPassword(account.id));
    const sessionParts = { store: parts.store, cache, account, password, world, thrift };
    const session = createSession(sessionParts);
    const run: SyncSession['run'] = (reason) => {
      const outcome = session.run(reason).finally(() => thrift.keep());
      active = outcome.then(
        // A page may be closed before the network returns.
        ({ trouble: met }) => {
          if (met) return endsOtherwise(met) ? undefined : void parts.device.askBackgroundSync();
          // Files of forms come beside everything else: no answer waits for them.
          const around = { connect, isOver: () => isStopped, again: () => wish('save'), refused };
          filing = loaded(import('./keepFiles.ts')).then(async (code) => {
            if (code.ok) await code.value.keepFiles(parts, sessionParts, around);
          });
        },
        () => undefined,
      );
      return outcome;
    };
    const begun = startLoop({
      session: { ...session, run },
      parts: { store: parts.store, account, world },
      // The trouble is in storage, where the screens read it and offer the sign-in, after which all begins anew.
      askSignIn: refuse,
      // The desk is looked at while answers arrive; a collector's phone saves its battery.
      isWatched: () => isDeskOf(parts) && parts.device.connectivity.isSeen(),
    });
    // A page that is opened anew has not forgotten that the endpoint asked for a pause, or keeps her out for now.
    const { why, leftMs } = restOf(last, world.now()) ?? {};
    const loop = leftMs === undefined ? begun : rested(begun, (signal) => world.sleep(leftMs, signal));
    // Nor that it refused her password: one use with each opening would lock her name out. After a while it is tried
    // once more, for a gateway may have said so.
    const saidAgoMs = Math.abs(world.now() - Date.parse(last.lastTrouble?.at ?? ''));
    if (why === 'kept out' && leftMs === undefined && saidAgoMs < COUNTED_MS && !hasTyped) refuse();
    const refused = (): void => {
      refuse();
      // A session without a password asks nothing, and leaves word for the screens and the service worker.
      loop.wish('save');
    };
    return { session, loop, thrift, refused };
  };

  /** Undefined: not to be had now. */
  const ready = (): Promise<Running | undefined> => {
    running ??= begin().catch((error: unknown) => {
      running = null;
      throw error;
    });
    return running.catch(() => undefined);
  };

  const wish = (reason: Wish): void => {
    void ready().then((found) => {
      if (!isStopped) found?.loop.wish(reason);
    });
  };

  const stopHints = parts.device.connectivity.onHint(wish);
  wish('start');

  return {
    wish,
    async now(withPhotos = false) {
      const found = await ready();
      if (withPhotos) found?.thrift.allowOnce();
      await found?.loop.runNow();
    },
    async fetchMedia(id) {
      const found = await ready();
      if (found === undefined) return trouble('photo-not-here');
      const fetched = async (): Promise<Result<Photo, FetchMediaWhy>> => {
        const photo = await found.session.fetchMedia(id);
        if (!photo.ok && photo.why === 'wrong-password') found.refused();
        return photo;
      };
      // Of a page full of photos one goes first: were the password wrong by now, five of them would lock her name out.
      const asked = ahead === undefined ? fetched() : ahead.then(fetched);
      ahead ??= asked
        .catch(() => undefined)
        .finally(() => {
          ahead = undefined;
        });
      return asked;
    },
    async beginAnew() {
      hasTyped = true;
      const former = running;
      running = null;
      const found = await former?.catch(() => undefined);
      found?.loop.stop();
      if (!isStopped) wish('start');
    },
    async stop() {
      isStopped = true;
      stopHints();
      const found = await running?.catch(() => undefined);
      found?.loop.stop();
      await active;
      await filing?.catch(() => undefined);
      cache.close();
    },
  };
}

/** A loop that hears of no wish until then. */
function rested(loop: SyncLoop, until: (signal: AbortSignal) => Promise<void>): SyncLoop {
  const ended = new AbortController();
  let isOver = false;
  void until(ended.signal).then(() => {
    isOver = true;
    loop.wish('timer');
  });
  return {
    wish: (wish) => (isOver ? loop.wish(wish) : undefined),
    runNow: async () => (isOver ? loop.runNow() : undefined),
    stop() {
      loop.stop();
      ended.abort();
    },
  };
}

/** Trouble that only a person ends, or a time that the endpoint gave: Chromium calls its worker at once while online. */
const endsOtherwise = ({ why, retryAfterMs }: SyncTrouble): boolean =>
  retryAfterMs !== undefined || ['wrong-password', 'sign-in-needed', 'locked-out', 'too-many'].includes(why);

const isDeskOf = ({ account }: WorkParts): boolean => account.roles.includes('coordinator');

const restingAgain = ({ progress: _progress, ...last }: SyncState): SyncState => ({
  ...last,
  phase: 'idle',
});

export const worldOf = (device: Device): World => ({
  fetch: (url, init) => device.fetch(url, init),
  now: () => device.clock.wallMs(),
  random: () => device.random.share(),
  sleep: device.sleep,
  locks: device.locks,
  gzip: device.gzip,
});
