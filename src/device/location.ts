import { isoWithOffset } from './clock.ts';
import { type Fix, type Reading, type Standing, stand } from './standing.ts';

export type { Fix } from './standing.ts';

/** Where the phone believes it is. A refusal or a loss after a fix is not told: the last fix still is the best there is. */
export type PositionSight =
  | { readonly state: 'seeking' }
  | { readonly state: 'fixed'; readonly fix: Fix; readonly best: Fix; readonly readings: number }
  | { readonly state: 'refused' }
  | { readonly state: 'unavailable' };

export interface LocationDoor {
  /**
   * Asks the receiver until the returned function is called; each watcher has a search of its own.
   * @param isExact false spares the battery: from masts and networks, where the phone knows those
   */
  watch(next: (sight: PositionSight) => void, isExact?: boolean): () => void;
}

/** The part of `navigator.geolocation` that is used. */
export type Receiver = Pick<Geolocation, 'watchPosition' | 'clearWatch'>;

/**
 * `maximumAge` 0: a fix kept from another street would be taken for this one. The timeout only makes the receiver
 * say so every 30 s; the search goes on.
 */
const OPTIONS: PositionOptions = { maximumAge: 0, timeout: 30_000 };
const PERMISSION_DENIED = 1;
const TIMEOUT = 3;

export function locationDoor(receiver: Receiver | undefined): LocationDoor {
  return { watch: (next, isExact = true) => search(receiver, next, isExact) };
}

/** Chromium keeps a `navigator.geolocation` on plain http and refuses there; so does every engine. */
export const browserLocation = (): LocationDoor => locationDoor(globalThis.navigator?.geolocation);

function search(
  receiver: Receiver | undefined,
  next: (sight: PositionSight) => void,
  enableHighAccuracy: boolean,
): () => void {
  if (receiver === undefined) {
    next({ state: 'unavailable' });
    return () => undefined;
  }
  let standing: Standing | null = null;
  let isWanted = true;
  next({ state: 'seeking' });
  const watch = receiver.watchPosition(
    (reading) => {
      if (!isWanted) return;
      standing = stand(standing, readingOf(reading));
      next({ state: 'fixed', fix: standing.fix, best: standing.best, readings: standing.readings });
    },
    ({ code }) => {
      if (!isWanted || standing !== null || code === TIMEOUT) return;
      next({ state: code === PERMISSION_DENIED ? 'refused' : 'unavailable' });
    },
    { ...OPTIONS, enableHighAccuracy },
  );
  return () => {
    isWanted = false;
    receiver.clearWatch(watch);
  };
}

function readingOf({ coords, timestamp }: GeolocationPosition): Reading {
  const { latitude, longitude, accuracy, altitude, speed } = coords;
  return {
    lat: latitude,
    lon: longitude,
    accuracyMetres: Math.round(accuracy * 10) / 10,
    fixedAt: isoWithOffset(new Date(timestamp)),
    ...(altitude === null ? {} : { altitudeMetres: Math.round(altitude) }),
    ...(speed === null || Number.isNaN(speed) ? {} : { metresPerSecond: speed }),
  };
}
