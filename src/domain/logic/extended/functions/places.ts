import { ANY, define, type XFunction } from '../../functions/define.ts';
import { textsOf, toText, type Value } from '../../values.ts';
import { isClosed, type Point, pointsIn } from '../points.ts';

/** Of the equator, in metres, as ODK's engines take it: results must agree with theirs to the centimetre. */
const EARTH_RADIUS_METRES = 6_378_100;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const centimetres = (metres: number): number => Math.round(metres * 100) / 100;

/** The points of geopoints, geotraces and geoshapes; undefined when one of them is none. */
function pointsOf(values: readonly Value[]): readonly Point[] | undefined {
  const points = pointsIn(values.flatMap(textsOf).join(';'));
  return points?.length === 0 ? undefined : points;
}

/** Great-circle distance (haversine), in metres. */
function metresBetween(from: Point, to: Point): number {
  const halfLat = Math.sin(radians(to.lat - from.lat) / 2);
  const halfLon = Math.sin(radians(to.lon - from.lon) / 2);
  const part = halfLat ** 2 + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * halfLon ** 2;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(part)));
}

const edges = (points: readonly Point[]): [Point, Point][] =>
  points.slice(1).map((to, at) => [points[at] ?? to, to]);

const closed = (points: readonly Point[]): Point[] => [...points, ...points.slice(0, 1)];

/**
 * Area on the sphere, in square metres, whichever way round the points go (R. G. Chamberlain and W. H. Duquette,
 * "Some Algorithms for Polygons on a Sphere", JPL Publication 07-03, 2007, formula 4).
 */
export function squareMetres(points: readonly Point[]): number {
  const sum = edges(closed(points)).reduce(
    (all, [from, to]) =>
      all + radians(to.lon - from.lon) * (2 + Math.sin(radians(from.lat)) + Math.sin(radians(to.lat))),
    0,
  );
  return Math.abs(sum * EARTH_RADIUS_METRES ** 2) / 2;
}

/** Whether a point lies in a closed shape, by the edges that a ray to the east crosses. */
function isInside({ lat, lon }: Point, shape: readonly Point[]): boolean {
  const crossed = edges(shape).filter(([from, to]) => {
    if (from.lat > lat === to.lat > lat) return false;
    return lon < from.lon + ((lat - from.lat) / (to.lat - from.lat)) * (to.lon - from.lon);
  });
  return crossed.length % 2 === 1;
}

/** On which side of a line a point lies: positive left, negative right, 0 on it. */
const side = (from: Point, to: Point, point: Point): number =>
  Math.sign((to.lon - from.lon) * (point.lat - from.lat) - (to.lat - from.lat) * (point.lon - from.lon));

const crosses = ([a, b]: [Point, Point], [c, d]: [Point, Point]): boolean =>
  side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;

/** Whether a trace or the outline of a shape crosses itself. */
function intersects(points: readonly Point[]): boolean {
  const lines = edges(points);
  return lines.some((one, at) => lines.slice(at + 2).some((other) => crosses(one, other)));
}

export const PLACE_FUNCTIONS: Record<string, XFunction> = {
  distance: define(1, ANY, (args) => {
    const points = pointsOf(args);
    if (!points) return Number.NaN;
    return centimetres(edges(points).reduce((sum, [from, to]) => sum + metresBetween(from, to), 0));
  }),
  area: define(1, ANY, (args) => {
    const points = pointsOf(args);
    return points ? centimetres(points.length < 3 ? 0 : squareMetres(points)) : Number.NaN;
  }),
  /** Whether a geopoint lies in a geoshape; never when the shape is not closed. */
  geofence: define(2, 2, ([where, area]) => {
    const [point] = pointsOf([toText(where)]) ?? [];
    const shape = pointsOf([area]) ?? [];
    return !!point && isClosed(shape) && isInside(point, shape);
  }),
  intersects: define(1, 1, (args) => intersects(pointsOf(args) ?? [])),
};
