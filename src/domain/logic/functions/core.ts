import { trouble } from '../../result.ts';
import { tamePattern } from '../pattern.ts';
import { namesIn, toBoolean, toText } from '../values.ts';
import { define, special, texts, type XFunction } from './define.ts';

/**
 * What most surveys ask with: these functions are there before the first question. All others come with
 * `extended/functions` when a form names one.
 */
export const CORE_FUNCTIONS: ReadonlyMap<string, XFunction> = new Map<string, XFunction>([
  ['true', define(0, 0, () => true)],
  ['false', define(0, 0, () => false)],
  ['not', define(1, 1, ([value]) => !toBoolean(value))],
  [
    'if',
    special(
      3,
      3,
      ([condition, then, otherwise]) =>
        (scene) =>
          (toBoolean(condition(scene)) ? then : otherwise)(scene),
    ),
  ],
  [
    'selected',
    define(2, 2, ([list, one]) => {
      const name = toText(one).trim();
      const names = namesIn(list);
      return name === '' ? names.length === 0 : names.includes(name);
    }),
  ],
  ['count-selected', define(1, 1, ([list]) => namesIn(list).length)],
  ['today', define(0, 0, (_args, scene) => scene.today)],
  [
    'regex',
    {
      ...texts(2, 2, (whole, pattern) => tamePattern(pattern)?.test(whole) ?? false),
      // A pattern that is itself an answer may be any: the extension takes it.
      check: ([, pattern]) =>
        pattern?.kind === 'text' && tamePattern(pattern.text) !== null
          ? undefined
          : trouble('bad-pattern', { found: '' }),
    },
  ],
]);
