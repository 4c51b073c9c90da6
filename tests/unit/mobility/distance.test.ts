import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distanceMetres, nearby } from '../../../src/domain/mobility/distance.ts';

const latitude = fc.double({ min: -90, max: 90, noNaN: true });
const longitude = fc.double({ min: -180, max: 180, noNaN: true });
const point = fc.record({ lat: latitude, lon: longitude });

test('one degree of the meridian is 111.195 km, half around the Earth 20,015 km', () => {
  expect(distanceMetres({ lat: 0, lon: 0 }, { lat: 1, lon: 0 })).toBeCloseTo(111_195.08, 1);
  expect(distanceMetres({ lat: 0, lon: 0 }, { lat: 0, lon: 180 })).toBeCloseTo(20_015_114.44, 1);
  expect(distanceMetres({ lat: 90, lon: 12 }, { lat: -90, lon: -77 })).toBeCloseTo(20_015_114.44, 1);
});

test('a step of a metre in León is a metre', () => {
  const leon = { lat: 21.122, lon: -101.684 };
  const east = 1 / (111_195.08 * Math.cos((21.122 * Math.PI) / 180));
  expect(distanceMetres(leon, { lat: leon.lat, lon: leon.lon + east })).toBeCloseTo(1, 5);
});

test('there and back is the same way, and a detour is never shorter', () => {
  fc.assert(
    fc.property(point, point, point, (a, b, c) => {
      const direct = distanceMetres(a, b);
      expect(distanceMetres(b, a)).toBeCloseTo(direct, 6);
      expect(distanceMetres(a, c) + distanceMetres(c, b)).toBeGreaterThan(direct - 1);
    }),
  );
});

test('nearby finds what a full search finds, nearest first, across the date line too', () => {
  const close = fc.record({
    lat: fc.double({ min: -0.001, max: 0.001, noNaN: true }),
    lon: fc.oneof(
      fc.double({ min: 179.999, max: 180, noNaN: true }),
      fc.double({ min: -180, max: -179.999, noNaN: true }),
    ),
  });
  fc.assert(
    fc.property(fc.array(close), fc.integer({ min: 0, max: 200 }), (points, metres) => {
      const here = { lat: 0, lon: 180 };
      const found = nearby(points, here.lat, here.lon, metres);
      const expected = points.filter((each) => distanceMetres(each, here) <= metres);
      expect(new Set(found.map((each) => each.point))).toEqual(new Set(expected));
      expect(found.map((each) => each.metres)).toEqual(
        found.map((each) => each.metres).sort((a, b) => a - b),
      );
    }),
  );
});
