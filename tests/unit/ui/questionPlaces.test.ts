import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accuracyWord, pointOf, typedPoint } from '../../../src/ui/questions/position.ts';

test('a fix is called good, fair or poor by the metres it may be off', () => {
  expect([3, 10, 10.1, 20, 21, 900].map((metres) => accuracyWord(metres))).toEqual([
    'good',
    'good',
    'fair',
    'fair',
    'poor',
    'poor',
  ]);
});

test('a form may call less or more too poor', () => {
  expect([3, 8, 12].map((metres) => accuracyWord(metres, 8))).toEqual(['good', 'good', 'poor']);
  expect([12, 45, 51].map((metres) => accuracyWord(metres, 50))).toEqual(['fair', 'fair', 'poor']);
});

test('what the phone measured is kept with its accuracy and time', () => {
  const fix = { lat: 31.5, lon: 74.3, accuracyMetres: 4, fixedAt: '2025-02-03T10:42:00+05:00' };
  expect(pointOf(fix)).toEqual({ ...fix, method: 'gps' });
  expect(pointOf({ ...fix, altitudeMetres: 217 })).toEqual({ ...fix, altitudeMetres: 217, method: 'gps' });
});

test('any place on earth can be typed, in the digits of the person', () => {
  const latitude = fc.integer({ min: -9_000_000, max: 9_000_000 }).map((n) => n / 100_000);
  const longitude = fc.integer({ min: -18_000_000, max: 18_000_000 }).map((n) => n / 100_000);
  fc.assert(
    fc.property(latitude, longitude, (lat, lon) => {
      const point = typedPoint(lat.toFixed(5), lon.toFixed(5).replace('.', ','));
      expect(point?.lat).toBeCloseTo(lat, 5);
      expect(point?.lon).toBeCloseTo(lon, 5);
      expect(point?.method).toBe('manual');
    }),
  );
});

test.each([
  ['91', '0'],
  ['0', '181'],
  ['', '0'],
  ['north', '0'],
  ['21° 7′', '0'],
])('degrees %j, %j are no place', (latitude, longitude) => {
  expect(typedPoint(latitude, longitude)).toBeUndefined();
});
