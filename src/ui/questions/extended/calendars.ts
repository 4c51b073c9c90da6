import { dayOfNepali, nepaliDay, nepaliMonthLength, nepaliMonths } from './nepali.ts';

/** No browser has the calendar of Nepal. */
const NEPALI = 'nepali';

/** Calendars that XLSForm's appearances name, as `Intl` knows them. What `Intl` has not is shown as Gregorian. */
const CALENDARS: Readonly<Record<string, string>> = {
  ethiopian: 'ethiopic',
  coptic: 'coptic',
  islamic: 'islamic-umalqura',
  hijri: 'islamic-umalqura',
  persian: 'persian',
  buddhist: 'buddhist',
  nepali: NEPALI,
  'bikram-sambat': NEPALI,
};
/** In no browser, and without a table that sources agree on. */
const UNKNOWN = /myanmar/;

export type CalendarChoice = { calendar: string } | 'gregorian' | 'unknown';

export function calendarOf(appearance = ''): CalendarChoice {
  const word = appearance.split(/\s+/).find((one) => Object.hasOwn(CALENDARS, one));
  if (word !== undefined) return { calendar: CALENDARS[word] ?? 'gregory' };
  return UNKNOWN.test(appearance) ? 'unknown' : 'gregorian';
}

/** A day of some calendar; months from 1. */
export interface CalendarDay {
  year: number;
  month: number;
  day: number;
}

const DAY_MS = 86_400_000;
const dayNumber = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / DAY_MS;
const isoOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

export interface CalendarDays {
  /** Undefined for a day that the calendar has no table for. */
  from(iso: string): CalendarDay | undefined;
  /** Undefined for a day that there is not. */
  toIso(day: CalendarDay): string | undefined;
}

const NEPALI_DAYS: CalendarDays = {
  from: (iso) => nepaliDay(dayNumber(iso)),
  toIso(wanted) {
    const day = dayOfNepali(wanted);
    return day === undefined ? undefined : isoOf(day);
  },
};

/** Reads days of one calendar; it asks `Intl` for each, which knows the months that the moon makes. */
export function calendarDays(calendar: string): CalendarDays {
  if (calendar === NEPALI) return NEPALI_DAYS;
  const format = new Intl.DateTimeFormat(`en-u-ca-${calendar}-nu-latn`, {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  const read = (day: number): CalendarDay => {
    const parts = format.formatToParts(new Date(day * DAY_MS));
    const part = (type: string) => Number.parseInt(parts.find((one) => one.type === type)?.value ?? '', 10);
    return { year: part('year'), month: part('month'), day: part('day') };
  };
  return {
    from: (iso) => read(dayNumber(iso)),
    toIso(wanted) {
      // Days follow each other in every calendar, so that halving finds the one: between the years 1700 and 2300.
      let [low, high] = [dayNumber('1700-01-01'), dayNumber('2300-01-01')];
      while (low < high) {
        const middle = Math.floor((low + high) / 2);
        if (isBefore(read(middle), wanted)) low = middle + 1;
        else high = middle;
      }
      const found = read(low);
      const isFound = found.year === wanted.year && found.month === wanted.month && found.day === wanted.day;
      return isFound ? isoOf(low) : undefined;
    },
  };
}

function isBefore(one: CalendarDay, other: CalendarDay): boolean {
  if (one.year !== other.year) return one.year < other.year;
  return one.month === other.month ? one.day < other.day : one.month < other.month;
}

/** Names of the months of a year, by their numbers, in a language. */
export function monthNames(
  calendar: string,
  year: number,
  locale: string,
): { month: number; name: string }[] {
  if (calendar === NEPALI) return nepaliMonths(locale).map((name, at) => ({ month: at + 1, name }));
  const days = calendarDays(calendar);
  const format = new Intl.DateTimeFormat(`${locale}-u-ca-${calendar}`, { timeZone: 'UTC', month: 'long' });
  return Array.from({ length: 13 }, (_, at) => at + 1).flatMap((month) => {
    const first = days.toIso({ year, month, day: 1 });
    return first === undefined ? [] : [{ month, name: format.format(new Date(`${first}T00:00:00Z`)) }];
  });
}

/** How many days a month has: a month of the moon has 29 or 30, the last of the Ethiopian year 5 or 6. */
export function monthLength(calendar: string, { year, month }: Pick<CalendarDay, 'year' | 'month'>): number {
  if (calendar === NEPALI) return nepaliMonthLength(year, month);
  const days = calendarDays(calendar);
  for (let day = 31; day > 1; day--) if (days.toIso({ year, month, day }) !== undefined) return day;
  return 1;
}

/** A day as that calendar says it, in a language: `4 Rajab 1447 AH`; undefined where it has no table. */
export function calendarText(iso: string, calendar: string, locale: string): string | undefined {
  if (calendar === NEPALI) {
    const found = NEPALI_DAYS.from(iso);
    const number = new Intl.NumberFormat(locale, { useGrouping: false });
    return (
      found &&
      [number.format(found.day), nepaliMonths(locale)[found.month - 1], number.format(found.year)].join(' ')
    );
  }
  return new Intl.DateTimeFormat(`${locale}-u-ca-${calendar}`, { timeZone: 'UTC', dateStyle: 'long' }).format(
    new Date(`${iso}T00:00:00Z`),
  );
}
