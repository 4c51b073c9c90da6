import { SPACES, textsOf, toNumber, toText } from '../values.ts';
import { ANY, argument, define, type XFunction } from './define.ts';

const text = (argsMin: number, argsMax: number, apply: (...texts: string[]) => string | number | boolean) =>
  define(argsMin, argsMax, (args) => apply(...args.map(toText)));

/** Compiled patterns: the same few are matched at every keystroke. */
const patterns = new Map<string, RegExp | null>();

/** A pattern that must match the whole text (ODK's documentation); null when it is no pattern. */
export function fullPattern(source: string): RegExp | null {
  const known = patterns.get(source);
  if (known !== undefined) return known;
  const pattern = compilePattern(source);
  patterns.set(source, pattern);
  return pattern;
}

function compilePattern(source: string): RegExp | null {
  try {
    return new RegExp(`^(?:${source})$`);
  } catch {
    return null;
  }
}

export const TEXT_FUNCTIONS = {
  string: define(0, 1, (args, scene) => toText(args[0] ?? scene.own)),
  concat: define(0, ANY, (args) => args.flatMap(textsOf).join('')),
  join: define(1, ANY, ([separator = '', ...rest]) => rest.flatMap(textsOf).join(toText(separator))),
  'string-length': define(0, 1, (args, scene) => toText(args[0] ?? scene.own).length),
  contains: text(2, 2, (whole = '', part = '') => whole.includes(part)),
  'starts-with': text(2, 2, (whole = '', part = '') => whole.startsWith(part)),
  'ends-with': text(2, 2, (whole = '', part = '') => whole.endsWith(part)),
  'normalize-space': define(0, 1, (args, scene) =>
    toText(args[0] ?? scene.own)
      .split(SPACES)
      .filter(Boolean)
      .join(' '),
  ),
  /** Offsets from 0; negative ones count from the end, as in `String.slice`. */
  substr: define(2, 3, (args, { zoneMs }) => {
    const from = toNumber(argument(args, 1), zoneMs);
    const to = args[2] === undefined ? undefined : toNumber(args[2], zoneMs);
    return toText(argument(args, 0)).slice(from, to);
  }),
  regex: text(2, 2, (whole = '', source = '') => fullPattern(source)?.test(whole) ?? false),
} satisfies Record<string, XFunction>;
