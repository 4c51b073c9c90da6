/** WGS 84, degrees. */
export interface Point {
  readonly lat: number;
  readonly lon: number;
}

/** A point with its altitude and accuracy, in metres. */
export interface TracePoint extends Point {
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

/** Whether points go round an area: three or more, and the first one again at the end. */
export function isClosed(points: readonly Point[]): boolean {
  const [first, last] = [points[0], points.at(-1)];
  return points.length > 3 && first?.lat === last?.lat && first?.lon === last?.lon;
}
