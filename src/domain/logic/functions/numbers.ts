import { textsOf, toNumber, type Value } from '../values.ts';
import { ANY, argument, define, type XFunction } from './define.ts';

const number = (apply: (one: number) => number) =>
  define(1, 1, (args, { zoneMs }) => apply(toNumber(argument(args, 0), zoneMs)));

/** Over all values of all arguments; one empty value makes the result empty, as in arithmetic. */
const over = (apply: (numbers: readonly number[]) => number) =>
  define(1, ANY, (args, { zoneMs }) => apply(args.flatMap((arg) => numbersOf(arg, zoneMs))));

const numbersOf = (value: Value, zoneMs: number): number[] =>
  textsOf(value).map((text) => toNumber(text, zoneMs));

/** Half away from zero (ODK), to a number of places that may be negative. */
function round(value: number, places: number): number {
  const scale = 10 ** Math.abs(places);
  const scaled = places < 0 ? Math.abs(value) / scale : Math.abs(value) * scale;
  const whole = Math.floor(scaled + 0.5);
  return Math.sign(value) * (places < 0 ? whole * scale : whole / scale);
}

export const NUMBER_FUNCTIONS = {
  number: define(0, 1, (args, { own, zoneMs }) => toNumber(args[0] ?? own, zoneMs)),
  int: number(Math.trunc),
  abs: number(Math.abs),
  round: define(1, 2, (args, { zoneMs }) =>
    round(toNumber(argument(args, 0), zoneMs), Math.trunc(toNumber(args[1] ?? 0, zoneMs))),
  ),
  sum: over((numbers) => numbers.reduce((sum, one) => sum + one, 0)),
  min: over((numbers) => (numbers.length === 0 ? Number.NaN : Math.min(...numbers))),
  max: over((numbers) => (numbers.length === 0 ? Number.NaN : Math.max(...numbers))),
  count: define(1, 1, (args) => args.flatMap(textsOf).length),
  'count-non-empty': define(1, ANY, (args) => args.flatMap(textsOf).filter((text) => text !== '').length),
} satisfies Record<string, XFunction>;
