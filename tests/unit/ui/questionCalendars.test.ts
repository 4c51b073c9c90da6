import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  calendarDays,
  calendarOf,
  monthLength,
  monthNames,
} from '../../../src/ui/questions/extended/calendars.ts';

test.each([
  // Ethiopian New Year 2018; 1 Ramadan 1446 in Umm al-Qura; Nowruz 1404; Coptic New Year 1742.
  ['ethiopic', { year: 2018, month: 1, day: 1 }, '2025-09-11'],
  ['islamic-umalqura', { year: 1446, month: 9, day: 1 }, '2025-03-01'],
  ['persian', { year: 1404, month: 1, day: 1 }, '2025-03-21'],
  ['coptic', { year: 1742, month: 1, day: 1 }, '2025-09-11'],
] as const)('in the %s calendar %j is %s', (calendar, day, iso) => {
  const days = calendarDays(calendar);
  expect(days.toIso(day)).toBe(iso);
  expect(days.from(iso)).toEqual(day);
});

test('every day of two centuries goes to another calendar and comes back', () => {
  const CALENDARS = ['gregory', 'ethiopic', 'coptic', 'persian', 'islamic-umalqura', 'buddhist'];
  const first = Date.parse('1900-01-01T00:00:00Z') / 86_400_000;
  const day = fc.integer({ min: first, max: first + 73_000 });
  fc.assert(
    fc.property(fc.constantFrom(...CALENDARS), day, (calendar, at) => {
      const iso = new Date(at * 86_400_000).toISOString().slice(0, 10);
      const days = calendarDays(calendar);
      expect(days.toIso(days.from(iso))).toBe(iso);
    }),
    { numRuns: 200 },
  );
});

test('a day that a month does not have is no day', () => {
  expect(calendarDays('gregory').toIso({ year: 2025, month: 2, day: 29 })).toBeUndefined();
  expect(monthLength('gregory', { year: 2024, month: 2 })).toBe(29);
  expect(monthLength('ethiopic', { year: 2015, month: 13 })).toBe(6);
  expect(monthLength('ethiopic', { year: 2016, month: 13 })).toBe(5);
  expect(monthNames('ethiopic', 2016, 'en')).toHaveLength(13);
});

test('the look of a date names its calendar; what no browser knows is said', () => {
  expect(calendarOf('no-calendar ethiopian')).toEqual({ calendar: 'ethiopic' });
  expect(calendarOf('bikram-sambat')).toBe('unknown');
  expect(calendarOf('month-year')).toBe('gregorian');
});
