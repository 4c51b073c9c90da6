import type { Point } from '../domain/mobility/distance.ts';

/** Of so many places one may lie elsewhere. With fewer, each of them is a good part of what there is to see. */
const PLACES_FOR_ONE_AWAY = 20;

/** South-west and north-east corner around some places, longitude first; undefined without any. */
export function boundsOf(points: readonly Point[]): [[number, number], [number, number]] | undefined {
  if (points.length === 0) return undefined;
  const lons = points.map((point) => point.lon);
  const lats = points.map((point) => point.lat);
  const least = (numbers: readonly number[]): number => numbers.reduce((one, other) => Math.min(one, other));
  const most = (numbers: readonly number[]): number => numbers.reduce((one, other) => Math.max(one, other));
  return [
    [least(lons), least(lats)],
    [most(lons), most(lats)],
  ];
}

/** Without the twentieth part that lies farthest from the middle: one pin in another country would show the world. */
export function lyingTogether<P extends Point>(points: readonly P[]): readonly P[] {
  const awayCount = Math.floor(points.length / PLACES_FOR_ONE_AWAY);
  if (awayCount === 0) return points;
  const lon = middle(points.map((point) => point.lon));
  const lat = middle(points.map((point) => point.lat));
  const away = (point: P): number => Math.hypot(point.lon - lon, point.lat - lat);
  return points.toSorted((one, other) => away(one) - away(other)).slice(0, -awayCount);
}

const middle = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
