import { expect, test } from 'vitest';
import { borders, graticule, land, lineOf } from '../../../src/map/world/world.ts';

test('differences of hundredths of a degree become degrees again', () => {
  expect(lineOf([100, -250, 5, 5, -10, 0])).toEqual([
    [1, -2.5],
    [1.05, -2.45],
    [0.95, -2.45],
  ]);
});

/** Whether a point lies in the outline, by counting the edges east of it. */
function isLand(lon: number, lat: number): boolean {
  const edges = land()
    .geometry.coordinates.flat()
    .flatMap((ring) => ring.map((end, index) => [ring[index - 1] ?? end, end]));
  const crossed = edges.filter(([from, to]) => {
    const [x1 = 0, y1 = 0] = from ?? [];
    const [x2 = 0, y2 = 0] = to ?? [];
    return y1 > lat !== y2 > lat && lon < x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1);
  });
  return crossed.length % 2 === 1;
}

test('León, Islamabad and Karachi’s hinterland are on land, and the Pacific is not', () => {
  expect(isLand(-101.684, 21.122)).toBe(true);
  expect(isLand(73.05, 33.69)).toBe(true);
  expect(isLand(67.5, 25.5)).toBe(true);
  expect(isLand(-140, 20)).toBe(false);
});

test('no outline runs across the whole map, the ones over the date line least of all', () => {
  const rings = land().geometry.coordinates.flat();
  const leaps = rings.flatMap((ring) =>
    ring.flatMap(([lon = 0, lat = 0], index) => {
      const [before = lon] = ring[index - 1] ?? [];
      // Along a pole, which Mercator never shows, Antarctica is closed.
      return Math.abs(lon - before) > 90 && Math.abs(lat) < 90 ? [[before, lon, lat]] : [];
    }),
  );
  expect(leaps).toEqual([]);
});

test('borders are lines within the world', () => {
  const lines = borders().geometry.coordinates;
  expect(lines.length).toBeGreaterThan(100);
  const [lons, lats] = [0, 1].map((axis) => lines.flat().map((point) => Math.abs(point[axis] ?? 999)));
  expect(Math.max(...(lons ?? []))).toBeLessThanOrEqual(180);
  expect(Math.max(...(lats ?? []))).toBeLessThanOrEqual(90);
});

test.each([
  { seen: 'the world', west: -180, south: -85, east: 180, north: 85 },
  { seen: 'a city', west: -101.75, south: 21.05, east: -101.6, north: 21.2 },
  { seen: 'a street', west: -101.6845, south: 21.1217, east: -101.6805, north: 21.1257 },
])('the graticule draws some lines over $seen and never a thicket', (bounds) => {
  const lines = graticule(bounds).geometry.coordinates;
  expect(lines.length).toBeGreaterThanOrEqual(5);
  expect(lines.length).toBeLessThan(60);
});
