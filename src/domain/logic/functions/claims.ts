import { namesIn, toBoolean, toNumber, toText } from '../values.ts';
import { argument, define, type XFunction } from './define.ts';

/** Truth, choice between values, and the names in a select_multiple. */
export const CLAIM_FUNCTIONS = {
  true: define(0, 0, () => true),
  false: define(0, 0, () => false),
  not: define(1, 1, (args) => !toBoolean(argument(args, 0))),
  boolean: define(1, 1, (args) => toBoolean(argument(args, 0))),
  'boolean-from-string': define(1, 1, (args) => ['1', 'true'].includes(toText(argument(args, 0)))),
  if: define(3, 3, (args) => (toBoolean(argument(args, 0)) ? argument(args, 1) : argument(args, 2))),
  coalesce: define(2, 2, (args) => args.find((arg) => toText(arg) !== '') ?? ''),
  /** The first value that the calculation ever had. */
  once: define(1, 1, (args, scene) => (toText(scene.own) === '' ? argument(args, 0) : toText(scene.own))),
  selected: define(2, 2, (args) => {
    const name = toText(argument(args, 1)).trim();
    const names = namesIn(argument(args, 0));
    return name === '' ? names.length === 0 : names.includes(name);
  }),
  'selected-at': define(2, 2, (args, { zoneMs }) => {
    const names = namesIn(argument(args, 0));
    return names[Math.trunc(toNumber(argument(args, 1), zoneMs))] ?? '';
  }),
  'count-selected': define(1, 1, (args) => namesIn(argument(args, 0)).length),
} satisfies Record<string, XFunction>;
