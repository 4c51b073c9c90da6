import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  calendarDays,
  calendarOf,
  calendarText,
  monthLength,
  monthNames,
} from '../../../src/ui/questions/extended/calendars.ts';

test.each([
  // Ethiopian New Year 2018; 1 Ramadan 1446 in Umm al-Qura; Nowruz 1404; Coptic New Year 1742.
  ['ethiopic', { year: 2018, month: 1, day: 1 }, '2025-09-11'],
  ['islamic-umalqura', { year: 1446, month: 9, day: 1 }, '2025-03-01'],
  ['persian', { year: 1404, month: 1, day: 1 }, '2025-03-21'],
  ['coptic', { year: 1742, month: 1, day: 1 }, '2025-09-11'],
  // New Year 2081 of Nepal; the peace accord, the earthquake and the constitution, as the papers dated them.
  ['nepali', { year: 2081, month: 1, day: 1 }, '2024-04-13'],
  ['nepali', { year: 2063, month: 8, day: 5 }, '2006-11-21'],
  ['nepali', { year: 2072, month: 1, day: 12 }, '2015-04-25'],
  ['nepali', { year: 2072, month: 6, day: 3 }, '2015-09-20'],
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
      const own = days.from(iso);
      expect(own && days.toIso(own)).toBe(iso);
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
  expect(calendarOf('bikram-sambat')).toEqual({ calendar: 'nepali' });
  expect(calendarOf('myanmar')).toBe('unknown');
  expect(calendarOf('month-year')).toBe('gregorian');
});

test('every day from 1970 to 2086 of Nepal goes there and comes back; what no table has is no day', () => {
  const [first, last] = ['1913-04-13', '2030-04-13'].map(
    (iso) => Date.parse(`${iso}T00:00:00Z`) / 86_400_000,
  );
  const days = calendarDays('nepali');
  const lost: string[] = [];
  for (let at = first ?? 0; at <= (last ?? 0); at++) {
    const iso = new Date(at * 86_400_000).toISOString().slice(0, 10);
    const own = days.from(iso);
    if (own === undefined || days.toIso(own) !== iso) lost.push(iso);
  }
  expect(lost).toEqual([]);
  expect(days.from('1913-04-12')).toBeUndefined();
  expect(days.from('2030-04-14')).toBeUndefined();
  expect(days.toIso({ year: 2081, month: 1, day: 32 })).toBeUndefined();
  expect(monthLength('nepali', { year: 2081, month: 2 })).toBe(32);
});

test('a day of Nepal is named in the language of the form', () => {
  expect(calendarText('2024-04-13', 'nepali', 'en')).toBe('1 Baisakh 2081');
  expect(calendarText('2024-04-13', 'nepali', 'ne')).toBe('१ बैशाख २०८१');
  expect(calendarText('2031-01-01', 'nepali', 'en')).toBeUndefined();
});
