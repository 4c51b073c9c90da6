import { DAY_MS, epochMs, isoText, wallClock } from '../time.ts';
import { toNumber, toText, type Value } from '../values.ts';
import { argument, define, type XFunction } from './define.ts';

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

export const DATE_FUNCTIONS = {
  today: define(0, 0, (_args, scene) => scene.today),
  now: define(0, 0, (_args, scene) => scene.now),
  /** A date (or a time stamp, when it is no midnight) from an ISO text or a number of days; empty from anything else. */
  date: define(1, 1, (args, { zoneMs }) => isoText(instantMs(argument(args, 0), zoneMs), zoneMs)),
  'decimal-date-time': define(1, 1, (args, { zoneMs }) => instantMs(argument(args, 0), zoneMs) / DAY_MS),
  'format-date': formatted,
  'format-date-time': formatted,
} satisfies Record<string, XFunction>;
