import { askBackgroundSync } from './backgroundSync.ts';
import type { CameraDoor } from './camera.ts';
import { browserClock, type ClockDoor } from './clock.ts';
import { browserConnectivity, type ConnectivityDoor } from './connectivity.ts';
import { browserDigest, type DigestDoor } from './digest.ts';
import { browserDrawn, type Drawn } from './drawn.ts';
import { browserGzip, type Gzip } from './gzip.ts';
import { browserInstall, type InstallDoor } from './install.ts';
import type { LocationDoor } from './location.ts';
import { browserLocks, type LocksDoor } from './locks.ts';
import { browserPersistence, type PersistenceDoor } from './persistence.ts';
import type { PhotoDoor } from './photo.ts';
import { browserRandom, type RandomDoor } from './random.ts';
import type { ShareDoor } from './share.ts';
import { browserSleep, type Sleep } from './sleep.ts';
import { browserTabMemory, type TabMemoryDoor } from './tabMemory.ts';

export type { CameraAccess, CameraDoor } from './camera.ts';
export type { ConnectivityDoor, ConnectivityHint } from './connectivity.ts';
export type { InstallState } from './install.ts';
export type { Fix, LocationDoor, PositionSight } from './location.ts';
export type { Protection } from './persistence.ts';
export type { Photo, PhotoWhy } from './photo.ts';
export type { ShareDoor, Shared, SharedLink } from './share.ts';

/** Every door to the phone; a test gives its own. */
export interface Device {
  readonly clock: ClockDoor;
  readonly random: RandomDoor;
  readonly digest: DigestDoor;
  readonly location: LocationDoor;
  readonly photo: PhotoDoor;
  readonly camera: CameraDoor;
  readonly persistence: PersistenceDoor;
  readonly installation: InstallDoor;
  readonly connectivity: ConnectivityDoor;
  readonly share: ShareDoor;
  readonly locks: LocksDoor;
  readonly sleep: Sleep;
  readonly drawn: Drawn;
  readonly tabMemory: TabMemoryDoor;
  /** Asks to be woken when there is a network, also without a page; where that is not to be had, nothing happens. */
  askBackgroundSync(): Promise<void>;
  /** Undefined where the browser cannot compress. */
  readonly gzip: Gzip | undefined;
  fetch(url: string, init?: RequestInit): Promise<Response>;
}

/** No first question needs a picture. */
const lazyPhoto: PhotoDoor = {
  shrink: async (...asked) => (await import('./photo.ts')).browserPhoto().shrink(...asked),
};

const lazyCamera: CameraDoor = {
  access: async () => (await import('./camera.ts')).browserCamera().access(),
};

/** Nor a place. A phone that cannot have the code now does not know where it is. */
const lazyLocation: LocationDoor = {
  watch(next) {
    let stop: (() => void) | undefined;
    let isWanted = true;
    next({ state: 'seeking' });
    import('./location.ts').then(
      ({ browserLocation }) => {
        if (isWanted) stop = browserLocation().watch(next);
      },
      () => isWanted && next({ state: 'unavailable' }),
    );
    return () => {
      isWanted = false;
      stop?.();
    };
  },
};

/** What cannot be shared for want of the code is told as what the browser will not share. */
const lazyShare: ShareDoor = {
  share: async (name, blob) => (await sharing())?.share(name, blob) ?? 'cancelled',
  shareLink: async (url) => (await sharing())?.shareLink(url) ?? 'refused',
};

const sharing = (): Promise<ShareDoor | undefined> =>
  import('./share.ts').then(
    ({ browserShare }) => browserShare(),
    () => undefined,
  );

/** Call it early: the browser's offer to install comes once, soon after the page has loaded. */
export function createBrowserDevice(): Device {
  const clock = browserClock();
  return {
    clock,
    random: browserRandom(clock.wallMs),
    digest: browserDigest(),
    location: lazyLocation,
    photo: lazyPhoto,
    camera: lazyCamera,
    persistence: browserPersistence(),
    installation: browserInstall(),
    connectivity: browserConnectivity(),
    share: lazyShare,
    locks: browserLocks(),
    sleep: browserSleep,
    drawn: browserDrawn,
    tabMemory: browserTabMemory(),
    askBackgroundSync,
    gzip: browserGzip(),
    fetch: (url, init) => globalThis.fetch(url, init),
  };
}
