import { distanceMetres, type Point } from '../domain/mobility/distance.ts';

/** What the phone measured once. Accuracy: radius in metres that holds the true place in 95 of 100 cases (W3C). */
export interface Fix extends Point {
  readonly accuracyMetres: number;
  readonly altitudeMetres?: number;
  /** ISO 8601. */
  readonly fixedAt: string;
}

export interface Reading extends Fix {
  readonly metresPerSecond?: number;
}

/** All readings since she stopped walking, put into one. */
export interface Standing {
  /** The inverse-variance weighted mean of the place, with the accuracy of the best reading. */
  readonly fix: Fix;
  readonly best: Fix;
  readonly readings: number;
  readonly weight: number;
}

/**
 * Below this a phone's Doppler speed is noise of a phone held still; a slow walk is 0.8 m/s. Higher would let the
 * pin drag behind a walker, lower would never average.
 */
const STILL_METRES_PER_SECOND_MAX = 0.7;
/** No phone knows its place better; a claimed 0 would outweigh every other reading for ever. */
const ACCURACY_METRES_MIN = 1;
/** Seven decimals are a centimetre: more would only look exact. */
const DECIMALS = 1e7;

/**
 * Takes one more reading. While she stands still the readings are averaged, each weighted by 1/accuracy²
 * (inverse-variance weighting; the accuracies are 95 % radii, which scale with the standard deviation). A reading
 * farther from the mean than the 95 % radius of their difference (the root of both squares) means that she moved.
 *
 * The mean keeps the best reading's accuracy instead of the smaller one that the formula would give: a phone's
 * errors (reflections, the sky it sees) last for minutes, so that a hundred readings are not a hundred witnesses.
 */
export function stand(before: Standing | null, reading: Reading): Standing {
  const fix = fixOf(reading);
  const weight = 1 / accuracyOf(fix) ** 2;
  if (before === null || hasMoved(before, reading)) return { fix, best: fix, readings: 1, weight };
  const sum = before.weight + weight;
  const share = weight / sum;
  const best = fix.accuracyMetres <= before.best.accuracyMetres ? fix : before.best;
  const mean = {
    ...best,
    lat: rounded(before.fix.lat + (fix.lat - before.fix.lat) * share),
    lon: rounded(before.fix.lon + (fix.lon - before.fix.lon) * share),
    fixedAt: fix.fixedAt,
  };
  return { fix: mean, best, readings: before.readings + 1, weight: sum };
}

function hasMoved({ fix }: Standing, reading: Reading): boolean {
  if ((reading.metresPerSecond ?? 0) > STILL_METRES_PER_SECOND_MAX) return true;
  return distanceMetres(fix, reading) > Math.hypot(accuracyOf(fix), accuracyOf(reading));
}

const accuracyOf = (fix: Fix): number => Math.max(fix.accuracyMetres, ACCURACY_METRES_MIN);
const rounded = (degrees: number): number => Math.round(degrees * DECIMALS) / DECIMALS;

function fixOf({ metresPerSecond: _speed, ...fix }: Reading): Fix {
  return { ...fix, lat: rounded(fix.lat), lon: rounded(fix.lon) };
}
