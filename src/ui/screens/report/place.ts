import type { Fix } from '../../../app/index.ts';
import type { Answer, Geopoint } from '../../../domain/answer.ts';
import { distanceMetres, type Point } from '../../../domain/mobility/distance.ts';
import { accuracyWord } from '../../questions/position.ts';

/** From 20 m on she is told that it is rough (CoMapeo does so from 10 m, which in a narrow street is always). */
export const isRough = (place: Geopoint | undefined): boolean =>
  place?.method === 'gps' && accuracyWord(place.accuracyMetres ?? 0) === 'poor';

/** A place known less well than this tells the block at best: any better fix may replace it. */
const BLOCK_METRES = 30;

export const isGeopoint = (answer: Answer | undefined): answer is Geopoint =>
  typeof answer === 'object' && 'lat' in answer;

/** Seven decimals are a centimetre: more would only look exact. */
const rounded = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;

export const placeOfFix = (fix: Fix): Geopoint => ({
  lat: fix.lat,
  lon: fix.lon,
  accuracyMetres: fix.accuracyMetres,
  ...(fix.altitudeMetres === undefined ? {} : { altitudeMetres: fix.altitudeMetres }),
  method: 'gps',
  fixedAt: fix.fixedAt,
});

/** A pin set by hand: what the phone measured is kept beside it, with how far it was moved. */
export function placeOfPin({ lat, lon }: Point, fix: Fix | null): Geopoint {
  const pin: Geopoint = { lat: rounded(lat), lon: rounded(lon), method: 'pin' };
  if (fix === null) return pin;
  const { accuracyMetres, fixedAt } = fix;
  return {
    ...pin,
    raw: { lat: fix.lat, lon: fix.lon, accuracyMetres, fixedAt },
    movedMetres: Math.round(distanceMetres(pin, fix) * 10) / 10,
  };
}

/**
 * The place of a report that was begun, after another fix. A fix that may be of the same spot makes it better; one
 * that cannot be means that she walked on while she was choosing, or resumes at home: the report stays where it was
 * begun. Only a place that was hardly known gives way to any better fix.
 */
export function settled(kept: Geopoint | undefined, fix: Fix | null): Geopoint | undefined {
  if (fix === null) return kept;
  if (kept === undefined) return placeOfFix(fix);
  const known = kept.accuracyMetres ?? BLOCK_METRES;
  if (fix.accuracyMetres >= known) return kept;
  const isSameSpot = distanceMetres(kept, fix) <= Math.hypot(known, fix.accuracyMetres);
  return isSameSpot || known > BLOCK_METRES ? placeOfFix(fix) : kept;
}

export const isSamePlace = (one: Geopoint | undefined, other: Geopoint | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
