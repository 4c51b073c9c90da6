import { trouble } from '../../../result.ts';
import type { Expression } from '../../ast.ts';
import { define, type XFunction } from '../../functions/define.ts';
import { DAY_MS, epochMs, isInstant } from '../../time.ts';
import { INVALID_DATE, isNodes, type Scene, toNumber, toText, type Value } from '../../values.ts';
import { isoText, wallClock } from '../calendar.ts';

/** English, whatever the interface's language: a stored value must not depend on who looks at it. */
const named =
  (part: 'month' | 'weekday') =>
  (date: Date): string =>
    date.toLocaleDateString('en', { [part]: 'short', timeZone: 'UTC' });
const NAMED: Readonly<Record<string, (date: Date) => string>> = { a: named('weekday'), b: named('month') };

/** An instant from an ISO text or a number of days; NaN from anything else. */
function instantMs(value: Value, scene: Scene): number {
  if (typeof value === 'boolean') return Number.NaN;
  const ms = epochMs(toText(value), scene.zoneMs);
  return Number.isNaN(ms) ? Math.round(toNumber(value, scene) * DAY_MS) : ms;
}

const formatted = define(2, 2, ([value, format], scene) => {
  const wall = wallClock(instantMs(value, scene), scene.zoneMs);
  if (Number.isNaN(wall.getTime())) return '';
  const [Y = '', m = '', d = '', H = '', M = '', S = '', ms = ''] = wall.toISOString().match(/\d+/g) ?? [];
  const formats: Readonly<Record<string, string | number>> = {
    Y,
    y: Y.slice(-2),
    m,
    n: Number(m),
    d,
    e: Number(d),
    H,
    h: Number(H),
    M,
    S,
    3: ms,
  };
  return toText(format).replace(/%([A-Za-z0-9])/g, (whole, key: string) =>
    String(NAMED[key]?.(wall) ?? formats[key] ?? whole),
  );
});

/** A date (or a time stamp, when it is no midnight) from an ISO text or a number of days; no answer stays none. */
function dated([value]: readonly [Value, ...Value[]], scene: Scene): Value {
  if (value === '' || (isNodes(value) && toText(value) === '')) return '';
  return isoText(instantMs(value, scene), scene.zoneMs) || INVALID_DATE;
}

/** The part of the local day that has passed at a time; NaN from anything that is none. */
const dayPart = (time: string, zoneMs: number): number =>
  ((((epochMs(`1970-01-01T${time}`, zoneMs) + zoneMs + DAY_MS) % DAY_MS) + DAY_MS) % DAY_MS) / DAY_MS;

const LIKE_A_DATE = /^\d{4}-\d\d?-\d\d?/;

/** A literal day that no calendar has. */
function badDate([day]: readonly Expression[]): ReturnType<NonNullable<XFunction['check']>> {
  if (day?.kind !== 'text' || !LIKE_A_DATE.test(day.text) || isInstant(day.text)) return undefined;
  return trouble('bad-date', { found: day.text });
}

export const DATE_FUNCTIONS: Record<string, XFunction> = {
  now: define(0, 0, (_args, scene) => scene.now),
  date: { ...define(1, 1, dated), check: badDate },
  'date-time': define(1, 1, dated),
  'decimal-date-time': define(1, 1, ([value], scene) => instantMs(value, scene) / DAY_MS),
  'decimal-time': define(1, 1, ([time], { zoneMs }) => dayPart(toText(time), zoneMs)),
  'format-date': formatted,
  'format-date-time': formatted,
};
