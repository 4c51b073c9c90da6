import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchesPattern } from '../../../src/domain/logic/extended/patterns.ts';
import { tamePattern } from '../../../src/domain/logic/pattern.ts';

const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', '\\w', '\\b', '\\B', '^', '$', '\\.', 'ب');
const repetition = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,2}', '{0,}', '*?', '+?');

/** A pattern, and how many ways a matcher that goes back may try on a text of seven letters: at most these. */
type Drawn = readonly [source: string, ways: number];
const WAYS_MAX = 2e7;
const LETTERS_MAX = 7;

const timesOf = (repetition: string): number =>
  ({ '': 1, '?': 2, '{2}': 2, '{1,2}': 3 })[repetition] ?? LETTERS_MAX + 1;
const product = (all: readonly Drawn[]): number => all.reduce((ways, [, one]) => ways * one, 1);
const sum = (all: readonly Drawn[]): number => all.reduce((ways, [, one]) => ways + one, 0);
const joined = (all: readonly Drawn[], mark: string): string => all.map(([source]) => source).join(mark);

/** Patterns of a few parts. */
const { pattern: anyPattern } = fc.letrec<{ pattern: Drawn; option: Drawn; part: Drawn }>((tie) => ({
  pattern: fc
    .array(tie('option'), { minLength: 1, maxLength: 2 })
    .map((options) => [joined(options, '|'), sum(options)] as const),
  option: fc
    .array(tie('part'), { maxLength: 3 })
    .map((parts) => [joined(parts, ''), product(parts)] as const),
  part: fc.oneof(
    { depthSize: 'small' },
    fc
      .tuple(atom, repetition)
      .map(([one, times]) =>
        /^(\\[bB]|[\^$])$/.test(one) ? ([one, 1] as const) : ([one + times, timesOf(times)] as const),
      ),
    fc
      .tuple(fc.constantFrom('(', '(?:', '(?=', '(?!', '(?<n1>'), tie('pattern'), repetition)
      .map(([opening, [inner, ways], times]) => {
        const own = /[=!]$/.test(opening) ? '' : times;
        return [`${opening}${inner})${own}`, Math.max(ways, 2) ** timesOf(own)] as const;
      }),
  ),
}));
/** Those that the browser's matcher, which goes back, is done with before anybody waits. */
const pattern = anyPattern.filter(([, ways]) => ways <= WAYS_MAX).map(([source]) => source);
const text = fc.string({ unit: fc.constantFrom('a', 'b', '1', '.', ' ', 'ب'), maxLength: LETTERS_MAX });

test('a pattern matches what the browser says it matches', () => {
  fc.assert(
    fc.property(pattern, text, (source, words) => {
      // One name twice is no pattern in a browser; here names mean nothing.
      const plain = source.replaceAll('(?<n1>', '(?:');
      expect(matchesPattern(source, words)).toBe(new RegExp(`^(?:${plain})$`, 'u').test(words));
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ['(a+)+$', `${'a'.repeat(200)}!`],
  ['(a|a)*', `${'a'.repeat(200)}!`],
  ['(a*)*b', 'a'.repeat(200)],
  ['(.*a){12}', 'a'.repeat(200).concat('b')],
  ['(([a-z])+.)+[A-Z]([a-z])+', 'a'.repeat(200)],
  [`${'a?'.repeat(100)}${'a'.repeat(100)}`, 'a'.repeat(99)],
  ['(?=(a+)+b)a*', 'a'.repeat(100)],
  ['((((a{1,9000}){1,9000}){1,9000}){1,9000})b', 'a'.repeat(200)],
])('%s, for which a browser may search for years, is answered at once', (source, words) => {
  expect(matchesPattern(source, words)).toBe(false);
  expect(tamePattern(source)).toBe(null);
});

test('an answer longer than anybody writes is not searched to its end', () => {
  expect(matchesPattern('(a?){9000}(a?){9000}', 'a'.repeat(20_000))).toBe(false);
});

test.each([
  ['[0-9]{5}-[0-9]{7}-[0-9]', '35202-1234567-1', true],
  ['^(\\+92|0)3[0-9]{9}$', '03001234567', true],
  ['^(\\+92|0)3[0-9]{9}$', '030012345678', false],
  ['([A-Z]{2})+', 'ABCD', true],
  ['([A-Z]{2})+', 'ABC', false],
  ['(?i)(yes|no)', 'YES', true],
  ['\\p{L}+( \\p{L}+)*', 'امینہ بی بی', true],
  ['(.{1,3})?', '😀😀😀', true],
  ['[\\-a]+', '-a-', true],
  ['(?=.*[0-9])(?=.*[a-z]).{6,}', 'abc123', true],
  ['(?=.*[0-9])(?=.*[a-z]).{6,}', 'abcdef', false],
  ['a{,2}', 'a{,2}', true],
  ['(a)\\)', 'a)', true],
])('%s and «%s»: %s', (source, words, isMatch) => {
  expect(matchesPattern(source, words)).toBe(isMatch);
});

test.each(['(', ')', '[', '*', 'a**', '(?<=a)b', '(a)\\1', '\\', 'a{2,1}', '('.repeat(5000), 'a{99999}'])(
  '%s is no pattern that can be matched',
  (source) => {
    expect(matchesPattern(source, 'a')).toBe(null);
  },
);
