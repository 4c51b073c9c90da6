import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Reading, type Standing, stand } from '../../../src/device/standing.ts';
import { distanceMetres } from '../../../src/domain/mobility/distance.ts';

const LEON = { lat: 21.122, lon: -101.684 };
const DEGREES_A_METRE = 1 / 111_195;

/** A reading so many metres north and east of the door in León. */
const reading = (
  north: number,
  east: number,
  accuracyMetres: number,
  more: Partial<Reading> = {},
): Reading => ({
  lat: LEON.lat + north * DEGREES_A_METRE,
  lon: LEON.lon + (east * DEGREES_A_METRE) / Math.cos((LEON.lat * Math.PI) / 180),
  accuracyMetres,
  fixedAt: '2026-03-14T09:00:00.000-06:00',
  ...more,
});

const after = (readings: readonly Reading[]): Standing => {
  const [first, ...rest] = readings;
  if (first === undefined) throw new Error('no reading');
  return rest.reduce<Standing>((before, next) => stand(before, next), stand(null, first));
};

test('a precise reading counts more than a poor one', () => {
  const { fix } = after([reading(0, 0, 5), reading(8, 0, 10)]);
  // Weights 1/25 and 1/100: a fifth of the way.
  expect(distanceMetres(LEON, fix)).toBeCloseTo(1.6, 1);
});

test('the accuracy shown is that of the best reading and never better', () => {
  const { fix, best, readings } = after([reading(0, 0, 12), reading(1, 0, 4), reading(0, 1, 9)]);
  expect(fix.accuracyMetres).toBe(4);
  expect(best.accuracyMetres).toBe(4);
  expect(readings).toBe(3);
});

test('walking on begins anew, so that the pin does not drag behind', () => {
  const walked = after([reading(0, 0, 5), reading(0, 0, 5), reading(30, 0, 5)]);
  expect(walked.readings).toBe(1);
  expect(distanceMetres(reading(30, 0, 5), walked.fix)).toBeLessThan(0.1);
  const rolling = after([reading(0, 0, 5), reading(2, 0, 5, { metresPerSecond: 1.4 })]);
  expect(rolling.readings).toBe(1);
});

test('a claimed accuracy of nothing does not outweigh every later reading', () => {
  const { fix } = after([reading(0, 0, 0), ...Array.from({ length: 20 }, () => reading(1, 0, 1))]);
  expect(distanceMetres(LEON, fix)).toBeGreaterThan(0.9);
});

test('the mean of many noisy readings is nearer than a reading usually is', () => {
  const metres = fc.double({ min: -4, max: 4, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(metres, metres), { minLength: 30, maxLength: 60 }), (errors) => {
      // Errors that come in opposite pairs have the true place as their mean.
      const both = errors.flatMap(([north, east]) => [reading(north, east, 12), reading(-north, -east, 12)]);
      expect(distanceMetres(LEON, after(both).fix)).toBeLessThan(0.2);
    }),
  );
});
