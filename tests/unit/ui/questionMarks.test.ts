import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Mark, marksIn, plainWords } from '../../../src/ui/questions/extended/marks.ts';

const textOf = (marks: readonly Mark[]): string =>
  marks
    .map((mark) => {
      if (typeof mark === 'string') return mark;
      return mark.as === 'break' ? '\n' : textOf(mark.inner);
    })
    .join('');

test('what ODK documents for labels is set off: bold, italics, headings, links, breaks, colours', () => {
  expect(marksIn('a **b** *c* __d__ _e_')).toEqual([
    'a ',
    { as: 'bold', inner: ['b'] },
    ' ',
    { as: 'italic', inner: ['c'] },
    ' ',
    { as: 'bold', inner: ['d'] },
    ' ',
    { as: 'italic', inner: ['e'] },
  ]);
  expect(marksIn('## Part two\nHow many?')).toEqual([{ as: 'heading', inner: ['Part two'] }, 'How many?']);
  expect(marksIn('See [the *docs*](https://docs.getodk.org/x).')).toEqual([
    'See ',
    { as: 'link', address: 'https://docs.getodk.org/x', inner: ['the ', { as: 'italic', inner: ['docs'] }] },
    '.',
  ]);
  expect(marksIn('One<br/>two')).toEqual(['One', { as: 'break' }, 'two']);
  expect(marksIn('Going <span style="color:#008000">green</span>')).toEqual([
    'Going ',
    { as: 'coloured', colour: '#008000', inner: ['green'] },
  ]);
  expect(marksIn('# <span style="font-family:cursive;color:purple">Both</span>')).toEqual([
    { as: 'heading', inner: [{ as: 'coloured', colour: 'purple', inner: ['Both'] }] },
  ]);
  expect(marksIn('<p style="text-align:center">Centred</p>')).toEqual([{ as: 'block', inner: ['Centred'] }]);
  expect(marksIn('یہ **ضروری** ہے')).toEqual(['یہ ', { as: 'bold', inner: ['ضروری'] }, ' ہے']);
});

test.each([
  ['## Part *two*\nHow **many**?', 'Part two How many?'],
  ['See [the docs](https://docs.getodk.org).', 'See the docs.'],
  ['One<br/>two <span style="color:red">three</span>', 'One two three'],
  [String.raw`\*no\* snake_case`, '*no* snake_case'],
])('where nothing can be set off, %s is only words', (text, words) => {
  expect(plainWords(text)).toBe(words);
});

test('a backslash keeps a mark from being one', () => {
  expect(textOf(marksIn(String.raw`\# five \* and \_ and \\`))).toBe(
    String.raw`# five * and _ and \ `.trim(),
  );
  expect(marksIn(String.raw`\*no\*`).every((mark) => typeof mark === 'string')).toBe(true);
});

test.each([
  'snake_case_name and 2*3*4',
  'a * b * c',
  'less < more, <3',
  '<script>alert(1)</script>',
  '<img src=x onerror=y>',
  'House #5',
  '[brackets] (alone)',
  '** **',
])('what is no mark stays as it was written: %s', (text) => {
  expect(marksIn(text)).toEqual([text]);
});

test('any words come to an end, and those without marks are the same', () => {
  const pieces = fc.constantFrom(
    '*',
    '**',
    '_',
    '<b>',
    '</b>',
    '<p>',
    '\\',
    '#',
    '\n',
    '[a](b)',
    ' ',
    'x',
    'پ',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
      expect(textOf(marksIn(parts.join(''))).length).toBeLessThanOrEqual(parts.join('').length);
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zپ-ے0-9 .,?!()-]*$/), (text) => textOf(marksIn(text)) === text),
  );
});
