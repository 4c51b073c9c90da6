import { ANY, argument, define, type XFunction } from '../../functions/define.ts';
import { textsOf, toNumber, type Value } from '../../values.ts';
import { overNodes } from '../overNodes.ts';

const number = (apply: (one: number) => number) =>
  define(1, 1, (args, { zoneMs }) => apply(toNumber(argument(args, 0), zoneMs)));

const pair = (apply: (one: number, other: number) => number) =>
  define(2, 2, (args, { zoneMs }) =>
    apply(toNumber(argument(args, 0), zoneMs), toNumber(argument(args, 1), zoneMs)),
  );

/** Over all values of all arguments; one empty value makes the result empty, as in arithmetic. */
const over = (apply: (numbers: readonly number[]) => number) =>
  define(1, ANY, (args, { zoneMs }) => apply(args.flatMap((arg) => numbersOf(arg, zoneMs))));

const numbersOf = (value: Value, zoneMs: number): number[] =>
  textsOf(value).map((text) => toNumber(text, zoneMs));

/** By a loop: a list of 60,000 arguments is more than a stack of a phone holds. */
const best = (numbers: readonly number[], isBetter: (one: number, other: number) => boolean): number =>
  numbers.some(Number.isNaN)
    ? Number.NaN
    : numbers.reduce((found, one) => (Number.isNaN(found) || isBetter(one, found) ? one : found), Number.NaN);

/** Half away from zero (ODK), to a number of places that may be negative. */
function round(value: number, places: number): number {
  const scale = 10 ** Math.abs(places);
  const scaled = places < 0 ? Math.abs(value) / scale : Math.abs(value) * scale;
  const whole = Math.floor(scaled + 0.5);
  return Math.sign(value) * (places < 0 ? whole * scale : whole / scale);
}

export const NUMBER_FUNCTIONS: Record<string, XFunction> = {
  number: define(0, 1, (args, { own, zoneMs }) => toNumber(args[0] ?? own, zoneMs)),
  int: number(Math.trunc),
  abs: number(Math.abs),
  floor: number(Math.floor),
  ceiling: number(Math.ceil),
  round: define(1, 2, (args, { zoneMs }) =>
    round(toNumber(argument(args, 0), zoneMs), Math.trunc(toNumber(args[1] ?? 0, zoneMs))),
  ),
  sum: over((numbers) => numbers.reduce((sum, one) => sum + one, 0)),
  min: over((numbers) => best(numbers, (one, other) => one < other)),
  max: over((numbers) => best(numbers, (one, other) => one > other)),
  count: overNodes(
    'count',
    define(1, 1, (args) => args.flatMap(textsOf).length),
  ),
  'count-non-empty': overNodes(
    'count-non-empty',
    define(1, ANY, (args) => args.flatMap(textsOf).filter(Boolean).length),
  ),
  pow: pair((base, power) => base ** power),
  log: number(Math.log),
  log10: number(Math.log10),
  exp: number(Math.exp),
  exp10: number((power) => 10 ** power),
  sqrt: number(Math.sqrt),
  sin: number(Math.sin),
  cos: number(Math.cos),
  tan: number(Math.tan),
  asin: number(Math.asin),
  acos: number(Math.acos),
  atan: number(Math.atan),
  atan2: pair(Math.atan2),
  pi: define(0, 0, () => Math.PI),
};
