import { trouble } from '../../result.ts';
import { tamePattern } from '../pattern.ts';
import { namesIn, toBoolean, toText } from '../values.ts';
import { argument, define, nothing, special, type XFunction } from './define.ts';

/**
 * What most surveys ask with: these functions are there before the first question. All others come with
 * `extended/functions` when a form names one.
 */
export const CORE_FUNCTIONS: ReadonlyMap<string, XFunction> = new Map<string, XFunction>([
  ['true', define(0, 0, () => true)],
  ['false', define(0, 0, () => false)],
  ['not', define(1, 1, (args) => !toBoolean(argument(args, 0)))],
  [
    'if',
    special(3, 3, ([condition = nothing, then = nothing, otherwise = nothing]) => {
      return (scene) => (toBoolean(condition(scene)) ? then : otherwise)(scene);
    }),
  ],
  [
    'selected',
    define(2, 2, (args) => {
      const name = toText(argument(args, 1)).trim();
      const names = namesIn(argument(args, 0));
      return name === '' ? names.length === 0 : names.includes(name);
    }),
  ],
  ['count-selected', define(1, 1, (args) => namesIn(argument(args, 0)).length)],
  ['today', define(0, 0, (_args, scene) => scene.today)],
  [
    'regex',
    {
      ...define(
        2,
        2,
        (args) => tamePattern(toText(argument(args, 1)))?.test(toText(argument(args, 0))) ?? false,
      ),
      // A pattern that is itself an answer may be any: the extension takes it.
      check: ([, pattern]) =>
        pattern?.kind === 'text' && tamePattern(pattern.text) !== null
          ? undefined
          : trouble('bad-pattern', { found: '' }),
    },
  ],
]);
