import { trouble } from '../../../result.ts';
import type { Expression } from '../../ast.ts';
import { argument, define, type XFunction } from '../../functions/define.ts';
import { DAY_MS, epochMs, zoneMsOf } from '../../time.ts';
import { INVALID_DATE, type Scene, toNumber, toText, type Value } from '../../values.ts';
import { isoText, wallClock } from '../calendar.ts';

/** English, whatever the interface's language: a stored value must not depend on who looks at it. */
const named = (part: 'month' | 'weekday', date: Date): string =>
  date.toLocaleDateString('en', { [part]: 'short', timeZone: 'UTC' });

const digits = (value: number, width: number): string => String(value).padStart(width, '0');

const FORMATS: Readonly<Record<string, (date: Date) => string>> = {
  Y: (date) => digits(date.getUTCFullYear(), 4),
  y: (date) => digits(date.getUTCFullYear() % 100, 2),
  m: (date) => digits(date.getUTCMonth() + 1, 2),
  n: (date) => String(date.getUTCMonth() + 1),
  b: (date) => named('month', date),
  d: (date) => digits(date.getUTCDate(), 2),
  e: (date) => String(date.getUTCDate()),
  a: (date) => named('weekday', date),
  H: (date) => digits(date.getUTCHours(), 2),
  h: (date) => String(date.getUTCHours()),
  M: (date) => digits(date.getUTCMinutes(), 2),
  S: (date) => digits(date.getUTCSeconds(), 2),
  3: (date) => digits(date.getUTCMilliseconds(), 3),
};

/** An instant from an ISO text or a number of days; NaN from anything else. */
function instantMs(value: Value, zoneMs: number): number {
  if (typeof value === 'boolean') return Number.NaN;
  const ms = epochMs(toText(value), zoneMs);
  return Number.isNaN(ms) ? Math.round(toNumber(value, zoneMs) * DAY_MS) : ms;
}

const formatted = define(2, 2, (args, { zoneMs }) => {
  const wall = wallClock(instantMs(argument(args, 0), zoneMs), zoneMs);
  if (Number.isNaN(wall.getTime())) return '';
  return toText(argument(args, 1)).replace(
    /%([A-Za-z0-9])/g,
    (whole, key: string) => FORMATS[key]?.(wall) ?? whole,
  );
});

/** A date (or a time stamp, when it is no midnight) from an ISO text or a number of days; no answer stays none. */
function dated(args: readonly Value[], { zoneMs }: Scene): Value {
  const value = argument(args, 0);
  if (value === '' || (typeof value === 'object' && toText(value) === '')) return '';
  return isoText(instantMs(value, zoneMs), zoneMs) || INVALID_DATE;
}

const TIME = /^(\d\d):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3})\d*)?)?(Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?$/;

/** The part of the local day that has passed at a time; NaN from anything that is none. */
function dayPart(text: string, zoneMs: number): number {
  const match = TIME.exec(text);
  const [, hours = '', minutes = '', seconds = '0', fraction = '', zone] = match ?? [];
  if (match === null || Number(hours) > 23) return Number.NaN;
  const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  const offsetMs =
    zone === undefined ? zoneMs : (zoneMsOf(`T${zone.length === 3 ? `${zone}:00` : zone}`) ?? 0);
  const localMs = ms + Number(fraction.padEnd(3, '0')) - offsetMs + zoneMs;
  return (((localMs % DAY_MS) + DAY_MS) % DAY_MS) / DAY_MS;
}

const LIKE_A_DATE = /^\d{4}-\d\d?-\d\d?/;

/** A literal day that no calendar has. */
function badDate([day]: readonly Expression[]): ReturnType<NonNullable<XFunction['check']>> {
  if (day?.kind !== 'text' || !LIKE_A_DATE.test(day.text) || !Number.isNaN(epochMs(day.text, 0)))
    return undefined;
  return trouble('bad-date', { found: day.text });
}

export const DATE_FUNCTIONS: Record<string, XFunction> = {
  now: define(0, 0, (_args, scene) => scene.now),
  date: { ...define(1, 1, dated), check: badDate },
  'date-time': define(1, 1, dated),
  'decimal-date-time': define(1, 1, (args, { zoneMs }) => instantMs(argument(args, 0), zoneMs) / DAY_MS),
  'decimal-time': define(1, 1, (args, { zoneMs }) => dayPart(toText(argument(args, 0)), zoneMs)),
  'format-date': formatted,
  'format-date-time': formatted,
};
