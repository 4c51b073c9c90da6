import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fix, PlaceSummary } from '../../../src/app/index.ts';
import type { Choice } from '../../../src/domain/form/definition.ts';
import { distanceMetres } from '../../../src/domain/mobility/distance.ts';
import { iconOf, recentFirst, sameNearby } from '../../../src/ui/screens/report/kinds.ts';
import { isRough, placeOfFix, placeOfPin, settled } from '../../../src/ui/screens/report/place.ts';

const LEON = { lat: 21.122, lon: -101.684 };
const DEGREES_A_METRE = 1 / 111_195;
const AT = '2026-03-14T09:00:00.000-06:00';

/** A fix so many metres north of the corner in León. */
const fix = (north: number, accuracyMetres: number): Fix => ({
  lat: LEON.lat + north * DEGREES_A_METRE,
  lon: LEON.lon,
  accuracyMetres,
  fixedAt: AT,
});

test('a pin by hand keeps what the phone had measured, and how far it was moved', () => {
  const diego = fix(0, 12);
  expect(placeOfPin({ lat: LEON.lat + 20 * DEGREES_A_METRE, lon: LEON.lon }, diego)).toMatchObject({
    method: 'pin',
    raw: { lat: LEON.lat, lon: LEON.lon, accuracyMetres: 12, fixedAt: AT },
    movedMetres: 20,
  });
});

test('a pin placed without any fix claims no measurement', () => {
  expect(placeOfPin(LEON, null)).toEqual({ ...LEON, method: 'pin' });
});

test('from 20 metres on she is told that the place is rough, but never of a pin she set herself', () => {
  expect(isRough(placeOfFix(fix(0, 20)))).toBe(false);
  expect(isRough(placeOfFix(fix(0, 21)))).toBe(true);
  expect(isRough(placeOfPin(LEON, fix(0, 400)))).toBe(false);
});

test('until a report is begun its place is where the phone is', () => {
  expect(settled(undefined, fix(7, 5))).toEqual(placeOfFix(fix(7, 5)));
  expect(settled(undefined, null)).toBeUndefined();
});

test('a better fix of the same spot makes a begun report better', () => {
  const begun = placeOfFix(fix(0, 25));
  expect(settled(begun, fix(10, 6))).toEqual(placeOfFix(fix(10, 6)));
  expect(settled(begun, fix(3, 40))).toEqual(begun);
});

test('a report that diego resumes at home stays on the street where he began it', () => {
  const begun = placeOfFix(fix(0, 8));
  expect(settled(begun, fix(3000, 4))).toEqual(begun);
});

test('a place that was hardly known gives way to the first good fix', () => {
  expect(settled(placeOfFix(fix(0, 900)), fix(1500, 6))).toEqual(placeOfFix(fix(1500, 6)));
});

test('no later fix ever makes the kept place less accurate', () => {
  const metres = fc.double({ min: -2000, max: 2000, noNaN: true });
  const accuracy = fc.double({ min: 1, max: 2000, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(metres, accuracy), { minLength: 1 }), (readings) => {
      let known = Number.POSITIVE_INFINITY;
      let place: ReturnType<typeof settled>;
      for (const [north, metresAround] of readings) {
        place = settled(place, fix(north, metresAround));
        expect(place?.accuracyMetres).toBeLessThanOrEqual(known);
        known = place?.accuracyMetres ?? 0;
      }
    }),
  );
});

const choice = (name: string): Choice => ({ name, label: { en: name } });
const report = (id: string, kind: string, at: string, more: Partial<PlaceSummary> = {}): PlaceSummary => ({
  id,
  kind,
  mode: 'pedestrian',
  valence: 'problem',
  ...LEON,
  collector: 'diego',
  isOwn: true,
  isReceived: true,
  at,
  ...more,
});

test('the three kinds she used last come first, others keep the order of the form', () => {
  const choices = ['a', 'b', 'c', 'd', 'e', 'f'].map(choice);
  const places = [
    report('1', 'e', '2026-03-01'),
    report('2', 'c', '2026-03-04'),
    report('3', 'c', '2026-03-02'),
    report('4', 'f', '2026-03-03'),
    report('5', 'd', '2026-02-01'),
    report('6', 'b', '2026-03-09', { isOwn: false }),
    report('7', 'elsewhere', '2026-03-10'),
  ];
  expect(recentFirst(choices, places).map(({ name }) => name)).toEqual(['c', 'f', 'e', 'a', 'b', 'd']);
});

test('asks about the same kind within 30 metres, nearest first, and never about itself', () => {
  const away = (north: number) => ({ lat: LEON.lat + north * DEGREES_A_METRE });
  const places = [
    report('mine', 'pothole', AT),
    report('far', 'pothole', AT, away(31)),
    report('near', 'pothole', AT, away(29)),
    report('nearer', 'pothole', AT, away(-5)),
    report('other', 'no_light', AT),
  ];
  expect(sameNearby(places, 'pothole', LEON, 'mine').map(({ point }) => point.id)).toEqual([
    'nearer',
    'near',
  ]);
  expect(sameNearby(places, undefined, LEON, 'mine')).toEqual([]);
  expect(sameNearby(places, 'pothole', undefined, 'mine')).toEqual([]);
  expect(distanceMetres(LEON, { ...LEON, ...away(29) })).toBeLessThan(30);
});

test('a choice without a picture of a kind still has a picture', () => {
  expect(iconOf({ ...choice('a'), icon: 'kind-pothole' })).toBe('kind-pothole');
  expect(iconOf(choice('a'))).toBe('map-pin');
  expect(iconOf(undefined)).toBe('map-pin');
});
