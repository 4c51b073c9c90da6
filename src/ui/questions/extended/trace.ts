import { pointsIn, type TracePoint, traceText } from '../../../domain/logic/extended/points.ts';
import { distanceMetres, type Point } from '../../../domain/mobility/distance.ts';
import type { PositionFix } from '../types.ts';

/** Points of an answer; of a shape without the last one, which is the first again. */
export function tracePoints(value: unknown, isClosed: boolean): TracePoint[] {
  const points = typeof value === 'string' ? (pointsIn(value) ?? []) : [];
  const [first, last] = [points[0], points.at(-1)];
  const isRound = points.length > 1 && first?.lat === last?.lat && first?.lon === last?.lon;
  return isClosed && isRound ? points.slice(0, -1) : points;
}

/** The answer of these points; a shape ends where it began. Undefined without any. */
export function traceAnswer(points: readonly TracePoint[], isClosed: boolean): string | undefined {
  const [first] = points;
  if (first === undefined) return undefined;
  return traceText(isClosed && points.length > 2 ? [...points, first] : points);
}

export const pointOfFix = ({ lat, lon, altitudeMetres = 0, accuracyMetres }: PositionFix): TracePoint => ({
  lat,
  lon,
  altitudeMetres,
  accuracyMetres,
});

/** A place that was pointed at or typed: nobody measured its accuracy. */
export const pointOfPlace = ({ lat, lon }: Point): TracePoint => ({
  lat,
  lon,
  altitudeMetres: 0,
  accuracyMetres: 0,
});

/**
 * Whether a walker is far enough from the last point for another one. Less than the fix may be off would draw the
 * phone's doubt; less than 5 m would fill a day's path with points that no map shows.
 */
export function isNextPoint(last: Point | undefined, fix: PositionFix): boolean {
  if (fix.accuracyMetres > ACCURACY_METRES_MAX) return false;
  return last === undefined || distanceMetres(last, fix) >= Math.max(STEP_METRES_MIN, fix.accuracyMetres);
}
const STEP_METRES_MIN = 5;
/** A worse fix does not tell one side of a field from the other. */
const ACCURACY_METRES_MAX = 30;

/** Of the line; of a shape with its last side. */
export function lengthMetres(points: readonly Point[], isClosed: boolean): number {
  const [first] = points;
  const line = isClosed && first !== undefined ? [...points, first] : points;
  return line.slice(1).reduce((sum, to, at) => sum + distanceMetres(line[at] ?? to, to), 0);
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Points as a drawing of 100 by 100, north up, with a margin. */
export function sketchOf(points: readonly Point[]): { x: number; y: number }[] {
  const lats = points.map(({ lat }) => lat);
  const lons = points.map(({ lon }) => lon);
  const narrow = Math.cos(radians((Math.max(...lats) + Math.min(...lats)) / 2));
  const width = (Math.max(...lons) - Math.min(...lons)) * narrow;
  const height = Math.max(...lats) - Math.min(...lats);
  const scale = 84 / Math.max(width, height, 1e-9);
  return points.map(({ lat, lon }) => ({
    x: 50 + ((lon - Math.min(...lons)) * narrow - width / 2) * scale,
    y: 50 - (lat - Math.min(...lats) - height / 2) * scale,
  }));
}
