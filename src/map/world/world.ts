import type { Feature, MultiLineString, MultiPolygon, Position } from 'geojson';
import world from './world.json';

const SCALE = 100;

/** Differences of hundredths of a degree, back to degrees. */
export function lineOf(deltas: readonly number[]): Position[] {
  const line: Position[] = [];
  let x = 0;
  let y = 0;
  for (let index = 0; index + 1 < deltas.length; index += 2) {
    x += deltas[index] ?? 0;
    y += deltas[index + 1] ?? 0;
    line.push([x / SCALE, y / SCALE]);
  }
  return line;
}

export const land = (): Feature<MultiPolygon> => ({
  type: 'Feature',
  properties: {},
  geometry: { type: 'MultiPolygon', coordinates: world.land.map((rings) => rings.map(lineOf)) },
});

export const borders = (): Feature<MultiLineString> => ({
  type: 'Feature',
  properties: {},
  geometry: { type: 'MultiLineString', coordinates: world.borders.map(lineOf) },
});

/** Degrees. */
export interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Mercator ends at 85°. */
const LATITUDE_MAX = 85;

/** Steps that people read: fractions of a degree in 1, 2, 5. */
const STEPS = [30, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001] as const;
/** Fewer lines would leave a street's screen empty, more would be a thicket. */
const LINES_ACROSS_MIN = 3;

/** Meridians and parallels of what is seen; straight in Mercator, so that each needs its two ends only. */
export function graticule({ west, south, east, north }: Bounds): Feature<MultiLineString> {
  const step =
    STEPS.find((degrees) => (east - west) / degrees >= LINES_ACROSS_MIN) ?? STEPS[STEPS.length - 1] ?? 1;
  const low = Math.max(south, -LATITUDE_MAX);
  const high = Math.min(north, LATITUDE_MAX);
  const meridians = multiples(west, east, step).map((lon) => [
    [lon, low],
    [lon, high],
  ]);
  const parallels = multiples(low, high, step).map((lat) => [
    [west, lat],
    [east, lat],
  ]);
  const coordinates = [...meridians, ...parallels];
  return { type: 'Feature', properties: {}, geometry: { type: 'MultiLineString', coordinates } };
}

function multiples(from: number, to: number, step: number): number[] {
  const first = Math.ceil(from / step);
  const count = Math.max(0, Math.floor(to / step) - first + 1);
  return Array.from({ length: count }, (_, index) => (first + index) * step);
}
