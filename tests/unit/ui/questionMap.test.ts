import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distanceMetres } from '../../../src/domain/mobility/distance.ts';
import { nearestOf, placedChoices } from '../../../src/ui/questions/extended/placed.ts';

const placed = (name: string, geometry: string) => ({ name, label: {}, columns: { geometry } });

test('a choice lies where its geometry says; a line or an area in the middle of its points', () => {
  const places = placedChoices([
    placed('point', '31.5 74.3 210 4'),
    placed('line', '31 74;33 76'),
    placed('words', 'near the mosque'),
    placed('nothing', ''),
    { name: 'none', label: {} },
  ]);
  expect(places.map(({ choice, lat, lon }) => [choice.name, lat, lon])).toEqual([
    ['point', 31.5, 74.3],
    ['line', 32, 75],
  ]);
});

test('the nearest come first, as on the sphere, also across the line where the day changes', () => {
  const offset = fc.integer({ min: -2000, max: 2000 }).map((n) => n / 100_000);
  const middle = fc.constantFrom(
    { lat: 31.5, lon: 74.3 },
    { lat: -16.8, lon: 179.999 },
    { lat: 64, lon: -180 },
  );
  fc.assert(
    fc.property(middle, fc.array(fc.tuple(offset, offset), { maxLength: 60 }), (from, offsets) => {
      const places = offsets.map(([north, east], at) => ({
        choice: { name: `c${at}`, label: {} },
        lat: from.lat + north,
        lon: ((from.lon + east + 540) % 360) - 180,
      }));
      const away = places.map((place) => distanceMetres(from, place)).sort((a, b) => a - b);
      const found = nearestOf(places, from, 6).map((place) => distanceMetres(from, place));
      expect(found).toHaveLength(Math.min(6, places.length));
      // Less than a metre in two kilometres is what the flat map errs by.
      for (const [at, metres] of found.entries()) expect(Math.abs(metres - (away[at] ?? 0))).toBeLessThan(3);
    }),
  );
});
