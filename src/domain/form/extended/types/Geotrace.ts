import { PLAIN, type QuestionKind } from '../../types/kind.ts';

/** Latitude, longitude, altitude and accuracy of one point, in degrees and metres. */
export interface TracePoint {
  readonly lat: number;
  readonly lon: number;
  readonly altitudeMetres: number;
  readonly accuracyMetres: number;
}

/** The points of a geotrace or geoshape, `lat lon altitude accuracy` between semicolons; undefined if one is none. */
export function pointsIn(text: string): TracePoint[] | undefined {
  const points = text
    .split(';')
    .map((one) => one.trim())
    .filter(Boolean)
    .map((one) => {
      const [lat = Number.NaN, lon = Number.NaN, altitudeMetres = 0, accuracyMetres = 0] = one
        .split(/\s+/)
        .map(Number);
      return { lat, lon, altitudeMetres, accuracyMetres };
    });
  const isAll = points.every(
    (point) =>
      Math.abs(point.lat) <= 90 && Math.abs(point.lon) <= 180 && Object.values(point).every(Number.isFinite),
  );
  return isAll ? points : undefined;
}

/** Points as they are stored. */
export const traceText = (points: readonly TracePoint[]): string =>
  points
    .map((point) => `${point.lat} ${point.lon} ${point.altitudeMetres} ${point.accuracyMetres}`)
    .join(';');

/** A line on the map, of two points or more. */
export const geotrace: QuestionKind = {
  ...PLAIN,
  accepts: (value) => typeof value === 'string' && (pointsIn(value)?.length ?? 0) >= 2,
  words: (answer) => String(pointsIn(String(answer))?.length ?? 0),
};
