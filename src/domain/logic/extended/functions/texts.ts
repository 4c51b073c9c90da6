import { trouble } from '../../../result.ts';
import { ANY, argument, define, texts, type XFunction } from '../../functions/define.ts';
import { namesIn, textsOf, toNumber, toText, type Value } from '../../values.ts';
import { matchesPattern } from '../patterns.ts';
import { textOfUtf8 } from '../utf8.ts';

/** Of its argument, or of the question itself. */
const ofOwn = (apply: (text: string) => Value): XFunction =>
  define(0, 1, (args, { own }) => apply(toText(args[0] ?? own)));

/** Where XPath rounds, -Infinity + Infinity must stay NaN (XPath 1.0, section 4.2). */
const rounded = (value: number): number => Math.floor(value + 0.5);

export const TEXT_FUNCTIONS: Record<string, XFunction> = {
  string: ofOwn((text) => text),
  concat: define(0, ANY, (args) => args.flatMap(textsOf).join('')),
  join: define(1, ANY, ([separator = '', ...rest]) => rest.flatMap(textsOf).join(toText(separator))),
  'string-length': ofOwn((text) => text.length),
  contains: texts(2, 2, (whole = '', part = '') => whole.includes(part)),
  'starts-with': texts(2, 2, (whole = '', part = '') => whole.startsWith(part)),
  'ends-with': texts(2, 2, (whole = '', part = '') => whole.endsWith(part)),
  'normalize-space': ofOwn((text) => namesIn(text).join(' ')),
  /** Offsets from 0; negative ones count from the end, as in `String.slice`. */
  substr: define(2, 3, (args, { zoneMs }) => {
    const from = toNumber(argument(args, 1), zoneMs);
    const to = args[2] === undefined ? undefined : toNumber(args[2], zoneMs);
    return toText(argument(args, 0)).slice(from, to);
  }),
  /** Offsets from 1, rounded (XPath 1.0, section 4.2). */
  substring: define(2, 3, (args, { zoneMs }) => {
    const whole = toText(argument(args, 0));
    const from = rounded(toNumber(argument(args, 1), zoneMs));
    const to = args[2] === undefined ? Number.POSITIVE_INFINITY : from + rounded(toNumber(args[2], zoneMs));
    return Number.isNaN(from) || Number.isNaN(to)
      ? ''
      : whole.slice(Math.max(from - 1, 0), Math.max(to - 1, 0));
  }),
  'substring-before': texts(2, 2, (whole = '', part = '') =>
    whole.slice(0, Math.max(whole.indexOf(part), 0)),
  ),
  'substring-after': texts(2, 2, (whole = '', part = '') =>
    whole.includes(part) ? whole.slice(whole.indexOf(part) + part.length) : '',
  ),
  translate: texts(3, 3, (whole = '', from = '', to = '') => {
    const [olds, news] = [[...from], [...to]];
    return [...whole]
      .map((letter) => (olds.includes(letter) ? (news[olds.indexOf(letter)] ?? '') : letter))
      .join('');
  }),
  regex: {
    ...texts(2, 2, (whole = '', pattern = '') => matchesPattern(pattern, whole) ?? false),
    check: ([, pattern]) =>
      pattern?.kind === 'text' && matchesPattern(pattern.text, '') === null
        ? trouble('bad-pattern', { found: pattern.text })
        : undefined,
  },
  'base64-decode': texts(1, 1, (encoded = '') => textOfUtf8(bytesOfBase64(encoded))),
};

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Numbers of so many bits each as numbers of so many others. */
const regrouped = (values: Iterable<number>, from: number, to: number): number[] => {
  const bits = Array.from(values, (value) => value.toString(2).padStart(from, '0')).join('');
  return (bits.match(new RegExp(`.{1,${to}}`, 'g')) ?? []).map((group) =>
    Number.parseInt(group.padEnd(to, '0'), 2),
  );
};

/** The bytes of a base64 text (RFC 4648); what is no base64 has none. */
export function bytesOfBase64(encoded: string): number[] {
  const sixes = [...encoded.replace(/\s|=+$/g, '')].map((letter) => BASE64.indexOf(letter));
  return sixes.includes(-1) ? [] : regrouped(sixes, 6, 8).slice(0, Math.floor(sixes.length * 0.75));
}

export function base64OfBytes(bytes: Iterable<number>): string {
  const letters = regrouped(bytes, 8, 6).map((six) => BASE64[six]);
  return letters.join('').padEnd(Math.ceil(letters.length / 4) * 4, '=');
}
