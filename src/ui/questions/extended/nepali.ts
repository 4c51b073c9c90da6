import type { CalendarDay } from './calendars.ts';

/**
 * Bikram Sambat, the calendar of Nepal. Its months follow no rule: a committee publishes their lengths. The table is
 * that of medic/bikram-sambat (Apache-2.0) for 1970 to 2083, with which other published tables agree from 1999 on; for
 * 2084 to 2086, which are not settled, two of three others agree on these.
 */
const FIRST_YEAR = 1970;
/** 1 Baisakh 1970. */
const FIRST_DAY = Date.UTC(1913, 3, 13) / 86_400_000;
/** Each kind of year: days of its twelve months beyond 29. */
const KINDS = (
  '223222101011 223231101011 232321110012 132321110102 223312101011 223321101011 222322011011 ' +
  '232321101011 222322101011 232321110102 232321110011 222322011002 132322011002 132322010102'
).split(' ');
/** The kind of each year, by letter. */
const YEARS =
  'abcdaecdafcgafcgahciahjiakjaacdafcdafclafcgafcgahjiakjiacdabcdafcmafcgafcgahciakjiakjabcdafcnafclafcgahciakjiakjaacda';

const NAMES = 'Baisakh Jestha Asar Shrawan Bhadra Aswin Kartik Mangsir Poush Magh Falgun Chaitra'.split(' ');
const NEPALI = 'बैशाख जेठ असार साउन भदौ असोज कार्तिक मंसिर पुष माघ फागुन चैत'.split(' ');

function lengthsOf(year: number): number[] | undefined {
  const kind = YEARS.charCodeAt(year - FIRST_YEAR) - 'a'.charCodeAt(0);
  const beyond = KINDS[kind];
  return beyond === undefined ? undefined : Array.from(beyond, (days) => 29 + Number(days));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** @param day since 1970-01-01; @returns undefined before 1970 and after 2086 of that calendar */
export function nepaliDay(day: number): CalendarDay | undefined {
  let left = day - FIRST_DAY;
  for (let year = FIRST_YEAR; left >= 0; year++) {
    const lengths = lengthsOf(year);
    if (lengths === undefined) return undefined;
    for (const [at, length] of lengths.entries()) {
      if (left < length) return { year, month: at + 1, day: left + 1 };
      left -= length;
    }
  }
  return undefined;
}

/** Days since 1970-01-01; undefined for a day that the table does not have. */
export function dayOfNepali({ year, month, day }: CalendarDay): number | undefined {
  const lengths = lengthsOf(year);
  if (day < 1 || day > (lengths?.[month - 1] ?? 0)) return undefined;
  let before = sum(lengths?.slice(0, month - 1) ?? []);
  for (let past = FIRST_YEAR; past < year; past++) before += sum(lengthsOf(past) ?? []);
  return FIRST_DAY + before + day - 1;
}

/** 32 where the year is not known: no month is longer. */
export const nepaliMonthLength = (year: number, month: number): number => lengthsOf(year)?.[month - 1] ?? 32;

export const nepaliMonths = (language: string): readonly string[] =>
  language.startsWith('ne') ? NEPALI : NAMES;
