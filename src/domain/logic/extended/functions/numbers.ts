import { ANY, define, numbers, type XFunction } from '../../functions/define.ts';
import { manyIn, textsOf, toNumber } from '../../values.ts';
import { overNodes } from '../overNodes.ts';

/** Over all values of all arguments; one empty value makes the result empty, as in arithmetic. */
const over = (apply: (all: readonly number[]) => number, argsMax = ANY) =>
  define(1, argsMax, (args, scene) => apply(args.flatMap(manyIn).map((one) => toNumber(one, scene))));

/** The least or the greatest, by a loop: a list of 60,000 arguments is more than a stack of a phone holds. */
const best = (pick: (one: number, other: number) => number) =>
  over((all) => (all.length === 0 ? Number.NaN : all.reduce((one, other) => pick(one, other))));

/** Half away from zero (ODK), to a number of places that may be negative. */
function round(value: number, places: number): number {
  const scale = 10 ** Math.abs(places);
  const scaled = places < 0 ? Math.abs(value) / scale : Math.abs(value) * scale;
  const whole = Math.floor(scaled + 0.5);
  return Math.sign(value) * (places < 0 ? whole * scale : whole / scale);
}

/** Those that are called as JavaScript calls them. */
const ALIKE = [
  'abs',
  'floor',
  'log',
  'log10',
  'exp',
  'sqrt',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
] as const;

export const NUMBER_FUNCTIONS: Record<string, XFunction> = {
  ...Object.fromEntries(ALIKE.map((name) => [name, numbers(1, 1, Math[name])])),
  number: define(0, 1, ([value], scene) => toNumber(value ?? scene.own, scene)),
  int: numbers(1, 1, Math.trunc),
  ceiling: numbers(1, 1, Math.ceil),
  round: numbers(1, 2, (value, places = 0) => round(value, Math.trunc(places))),
  sum: over((all) => all.reduce((sum, one) => sum + one, 0), 1),
  min: best(Math.min),
  max: best(Math.max),
  count: overNodes(define(1, 1, (args) => args.flatMap(manyIn).length)),
  'count-non-empty': overNodes(define(1, ANY, (args) => args.flatMap(textsOf).filter(Boolean).length)),
  pow: numbers(2, 2, (base, power) => base ** power),
  exp10: numbers(1, 1, (power) => 10 ** power),
  atan2: numbers(2, 2, Math.atan2),
  pi: define(0, 0, () => Math.PI),
};
