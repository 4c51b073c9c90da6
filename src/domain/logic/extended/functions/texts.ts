import { trouble } from '../../../result.ts';
import { ANY, define, texts, type XFunction } from '../../functions/define.ts';
import { namesIn, textsOf, toNumber, toText, type Value } from '../../values.ts';
import { bytesOfBase64 } from '../base64.ts';
import { matchesPattern } from '../patterns.ts';
import { textOfUtf8 } from '../utf8.ts';

/** Of its argument, or of the question itself. */
const ofOwn = (apply: (text: string) => Value): XFunction =>
  define(0, 1, ([text], { own }) => apply(toText(text ?? own)));

/** Where XPath rounds, -Infinity + Infinity must stay NaN (XPath 1.0, section 4.2). */
const rounded = (value: number): number => Math.floor(value + 0.5);

export const TEXT_FUNCTIONS: Record<string, XFunction> = {
  string: ofOwn((text) => text),
  concat: define(0, ANY, (args) => args.flatMap(textsOf).join('')),
  join: define(1, ANY, ([separator, ...rest]) => rest.flatMap(textsOf).join(toText(separator))),
  'string-length': ofOwn((text) => text.length),
  contains: texts(2, 2, (whole, part) => whole.includes(part)),
  'starts-with': texts(2, 2, (whole, part) => whole.startsWith(part)),
  'ends-with': texts(2, 2, (whole, part) => whole.endsWith(part)),
  'normalize-space': ofOwn((text) => namesIn(text).join(' ')),
  /** Offsets from 0; negative ones count from the end, as in `String.slice`. */
  substr: define(2, 3, ([whole, from, to], scene) =>
    toText(whole).slice(toNumber(from, scene), to === undefined ? to : toNumber(to, scene)),
  ),
  /** Offsets from 1, rounded (XPath 1.0, section 4.2). */
  substring: define(2, 3, ([whole, start, length], scene) => {
    const from = rounded(toNumber(start, scene)) - 1;
    const to = length === undefined ? ANY : from + rounded(toNumber(length, scene));
    return Number.isNaN(from) ? '' : toText(whole).slice(Math.max(from, 0), Math.max(to, 0));
  }),
  'substring-before': texts(2, 2, (whole, part) => whole.slice(0, Math.max(whole.indexOf(part), 0))),
  'substring-after': texts(2, 2, (whole, part) =>
    whole.includes(part) ? whole.slice(whole.indexOf(part) + part.length) : '',
  ),
  translate: texts(3, 3, (whole, from, to) => {
    const [olds, news] = [[...from], [...to]];
    return [...whole]
      .map((letter) => (olds.includes(letter) ? (news[olds.indexOf(letter)] ?? '') : letter))
      .join('');
  }),
  regex: {
    ...texts(2, 2, (whole, pattern) => matchesPattern(pattern, whole) ?? false),
    check: ([, pattern]) =>
      pattern?.kind === 'text' && matchesPattern(pattern.text, '') === null
        ? trouble('bad-pattern', { found: pattern.text })
        : undefined,
  },
  'base64-decode': texts(1, 1, (encoded) => textOfUtf8(bytesOfBase64(encoded))),
};
