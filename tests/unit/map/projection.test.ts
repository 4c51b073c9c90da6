import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distanceMetres } from '../../../src/domain/mobility/distance.ts';
import {
  gridLines,
  METRES_PER_PIXEL,
  pointAt,
  pulled,
  roundMetres,
  spotOf,
  type View,
  walked,
  zoomed,
} from '../../../src/map/mini/projection.ts';

const SIZE = { width: 360, height: 200 };
const LEON: View = { lat: 21.122, lon: -101.684, metresPerPixel: 0.4 };

const view = fc.record({
  lat: fc.double({ min: -80, max: 80, noNaN: true }),
  lon: fc.double({ min: -180, max: 179.9, noNaN: true }),
  metresPerPixel: fc.double({ min: 0.1, max: 25, noNaN: true }),
});
const inside = fc.record({
  x: fc.double({ min: 0, max: SIZE.width, noNaN: true }),
  y: fc.double({ min: 0, max: SIZE.height, noNaN: true }),
});
const pixels = fc.double({ min: -300, max: 300, noNaN: true });

test('the centre of the view is under the crosshair', () => {
  fc.assert(
    fc.property(view, (seen) => {
      const spot = spotOf(seen, SIZE, seen);
      expect(spot.x).toBeCloseTo(180, 6);
      expect(spot.y).toBeCloseTo(100, 6);
    }),
  );
});

test('a spot and the point under it are each other’s answer, across the date line too', () => {
  fc.assert(
    fc.property(view, inside, (seen, spot) => {
      const back = spotOf(seen, SIZE, pointAt(seen, SIZE, spot));
      expect(back.x).toBeCloseTo(spot.x, 3);
      expect(back.y).toBeCloseTo(spot.y, 3);
    }),
  );
});

test('a pixel is as many metres as the view says, to half a percent', () => {
  const hundred = pointAt(LEON, SIZE, { x: 280, y: 100 });
  expect(distanceMetres(LEON, hundred)).toBeGreaterThan(39.8);
  expect(distanceMetres(LEON, hundred)).toBeLessThan(40.2);
});

test('pulling the map to the right takes the crosshair west, and pulling it back undoes it', () => {
  expect(pulled(LEON, 50, 0).lon).toBeLessThan(LEON.lon);
  expect(pulled(LEON, 0, 50).lat).toBeGreaterThan(LEON.lat);
  fc.assert(
    fc.property(pixels, pixels, (dx, dy) => {
      const back = pulled(pulled(LEON, dx, dy), -dx, -dy);
      expect(distanceMetres(LEON, back)).toBeLessThan(0.05);
    }),
  );
});

test('a step of ten metres to the north is ten metres to the north', () => {
  const north = walked(LEON, 0, 10);
  expect(north.lon).toBeCloseTo(LEON.lon, 9);
  expect(distanceMetres(LEON, north)).toBeCloseTo(10, 0);
  expect(north.lat).toBeGreaterThan(LEON.lat);
});

test('zooming ends where nothing more is to be seen', () => {
  const close = Array.from({ length: 20 }).reduce<View>((seen) => zoomed(seen, 2), LEON);
  const wide = Array.from({ length: 20 }).reduce<View>((seen) => zoomed(seen, 0.5), LEON);
  expect(close.metresPerPixel).toBe(METRES_PER_PIXEL.min);
  expect(wide.metresPerPixel).toBe(METRES_PER_PIXEL.max);
});

test('a scale bar is a round number that is long enough and not ten times too long', () => {
  expect(roundMetres(0.4, 52)).toBe(50);
  expect(roundMetres(0.1, 50)).toBe(5);
  fc.assert(
    fc.property(fc.double({ min: 0.05, max: 50, noNaN: true }), (metresPerPixel) => {
      const metres = roundMetres(metresPerPixel, 52);
      expect(['1', '2', '5']).toContain(metres.toExponential().slice(0, 1));
      expect(metres / metresPerPixel).toBeGreaterThanOrEqual(51.9);
      expect(metres / metresPerPixel).toBeLessThanOrEqual(131);
    }),
  );
});

test('the grid lies on the ground: it moves with the map', () => {
  const before = gridLines(LEON, SIZE, 20, LEON);
  const after = gridLines(pulled(LEON, 7, 3), SIZE, 20, LEON);
  // 20 m are 50 pixels: the line through the anchor stands at 180, the first one at 30.
  expect(before.x[0]).toBeCloseTo(30, 6);
  expect(after.x[0]).toBeCloseTo(37, 3);
  expect(before.x).toHaveLength(7);
  expect(after.y[0]).toBeCloseTo(3, 3);
});
