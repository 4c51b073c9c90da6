// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how XLSForm writes a reference
import { expect, test } from 'vitest';
import { compileExpression } from '../../../src/domain/logic/compile.ts';
import { WHOLE_LANGUAGE } from '../../../src/domain/logic/extended/language.ts';
import { zoneMsOf } from '../../../src/domain/logic/time.ts';
import { ABSENT, type Scene, toBoolean, toText } from '../../../src/domain/logic/values.ts';

const ANSWERS: Record<string, readonly string[]> = {
  empty: [''],
  n: ['5'],
  d: ['1.50'],
  s: ['abc'],
  many: ['a b cc'],
  born: ['2024-02-29'],
  hidden: ABSENT,
  visits: ['1', '', '3'],
  none: [],
};

const scene = (own = '', offset = '-07:00'): Scene => ({
  answer: (path) => ANSWERS[path] ?? [''],
  own: [own],
  from: '',
  column: (name) => [name === 'district' ? 'leon' : ''],
  today: '2024-03-01',
  now: `2024-03-01T09:30:00.000${offset}`,
  zoneMs: zoneMsOf(`2024-03-01T09:30:00.000${offset}`) ?? Number.NaN,
});

const names = {
  pathOf: (name: string) => (name in ANSWERS ? name : undefined),
  ambiguous: new Set(['twice']),
  columns: new Set(['district']),
};

function valueFor(source: string, at: Scene = scene()) {
  const compiled = compileExpression(source, names, WHOLE_LANGUAGE);
  if (!compiled.ok) throw new Error(`${source}: ${JSON.stringify(compiled)}`);
  return compiled.value.evaluate(at);
}
const textOf = (source: string, at?: Scene): string => toText(valueFor(source, at));
const trouble = (source: string) => {
  const compiled = compileExpression(source, names, WHOLE_LANGUAGE);
  return compiled.ok ? 'none' : `${compiled.why} ${compiled.words?.['found'] ?? ''}`.trim();
};

test.each([
  ['1 + 2 * 3', '7'],
  ['(1 + 2) * 3', '9'],
  ['2 - 3 - 4', '-5'],
  ['-5 mod 2', '-1'],
  ['7 div 2', '3.5'],
  ['1 div 0', 'Infinity'],
  ['--1', '1'],
  ['5 -3', '2'],
  ['5-3', '2'],
  ['1div2', '0.5'],
  ['1 or2', 'true'],
  ['0.1 + 0.2', '0.30000000000000004'],
  ['-0', '0'],
])('reckons %s as %s', (source, expected) => expect(textOf(source)).toBe(expected));

test.each([
  ['${empty} + 1', ''],
  ['0 div 0', ''],
  ["'a' + 1", ''],
  ["number('')", ''],
  ["int('')", ''],
  ['coalesce(${empty}, 0) + 1', '1'],
  ['${empty} = 0', 'false'],
  ["${empty} = ''", 'true'],
  ['${empty} < 1', 'false'],
  ['not(${empty} > 0)', 'true'],
])('takes an open question for no number: %s is "%s"', (source, expected) =>
  expect(textOf(source)).toBe(expected),
);

test.each([
  ["${n} > '10'", 'false'],
  ["'10' > '9'", 'true'],
  ['${s} = 0', 'false'],
  ['${d} = 1.5', 'true'],
  ["${d} = '1.5'", 'false'],
  ['1 = true()', 'true'],
  ["'x' = true()", 'true'],
  ['${n} >= 5 and ${n} != 6', 'true'],
  ['1 = 1 = true()', 'true'],
  ['1 > 0 or 1 div 0', 'true'],
  ['${visits} > 2', 'true'],
  ['${visits} != 1', 'true'],
  ["${none} = ''", 'false'],
])('compares as XPath does: %s is %s', (source, expected) => expect(textOf(source)).toBe(expected));

test.each([
  ["if('false', 'y', 'n')", 'y'],
  ["if(${empty}, 'y', 'n')", 'y'],
  ["if(${hidden}, 'y', 'n')", 'n'],
  ["if('', 'y', 'n')", 'n'],
  ['boolean(0)', 'false'],
  ["boolean('0')", 'true'],
  ["boolean-from-string('1')", 'true'],
  ["boolean-from-string('TRUE')", 'false'],
  ["coalesce('', '')", ''],
  ['coalesce(0, 5)', '0'],
  ['string(1.50)', '1.5'],
  ["number(' 12 ')", '12'],
  ['number(true())', '1'],
  ["number('1e-7')", '1e-7'],
])('converts values: %s is "%s"', (source, expected) => expect(textOf(source)).toBe(expected));

test.each([
  ["selected('a b cc', 'c')", 'false'],
  ["selected(${many}, 'cc')", 'true'],
  ["selected('', '')", 'true'],
  ["selected('a b', '')", 'false'],
  ["count-selected('')", '0'],
  ["count-selected('  a   b ')", '2'],
  ['selected-at(${many}, 1)', 'b'],
  ['selected-at(${many}, 9)', ''],
  ['selected-at(${many}, -1)', ''],
])('finds choices among those selected: %s is "%s"', (source, expected) =>
  expect(textOf(source)).toBe(expected),
);

test.each([
  ['string-length(${empty})', '0'],
  ["string-length('😀')", '2'],
  ["contains('rumour', 'mou')", 'true'],
  ["starts-with('rumour', 'mou')", 'false'],
  ["ends-with('abc', '')", 'true'],
  ["normalize-space(' a  b ')", 'a b'],
  ["substr('hello', 1, 3)", 'el'],
  ["substr('hello', -3)", 'llo'],
  ['concat(${visits})', '13'],
  ["concat('a', 1, true())", 'a1true'],
  ["join(', ', ${visits})", '1, , 3'],
  ["join('-', 'a', ${hidden}, 'b')", 'a-b'],
])('works with texts: %s is "%s"', (source, expected) => expect(textOf(source)).toBe(expected));

test.each([
  ['round(2.5)', '3'],
  ['round(-2.5)', '-3'],
  ['round(1.005, 2)', '1'],
  ['round(125, -1)', '130'],
  ['int(-1.9)', '-1'],
  ['abs(-3)', '3'],
  ['sum(${visits})', ''],
  ['sum(${n})', '5'],
  ['sum(${hidden})', '0'],
  ['sum(${none})', '0'],
  ['max(1, ${n}, 3)', '5'],
  ['min(2, ${hidden})', '2'],
  ['min(${hidden})', ''],
  ['count-non-empty(${visits})', '2'],
  ['count-non-empty(${n}, ${empty}, ${s})', '2'],
  ['count(${visits})', '3'],
  ['count(${hidden})', '0'],
])('works with numbers: %s is "%s"', (source, expected) => expect(textOf(source)).toBe(expected));

test.each([
  ['today()', '2024-03-01'],
  ['now()', '2024-03-01T09:30:00.000-07:00'],
  ["${born} = '2024-02-29'", 'true'],
  ["${born} < date('2024-03-01')", 'true'],
  ['date(${born} + 1)', '2024-03-01'],
  ["date('2024-2-9')", '2024-02-09'],
  ['date(0)', '1969-12-31T17:00:00.000-07:00'],
  ["date('junk')", 'Invalid Date'],
  ["date(concat('2024-02-', 30))", 'Invalid Date'],
  ["date('')", ''],
  ["boolean(date('junk'))", 'false'],
  ["decimal-date-time('1970-01-02')", '1.2916666666666667'],
  ["format-date('2024-02-09', '%e %b %Y')", '9 Feb 2024'],
  ["format-date('2024-02-09', '%n/%y %a')", '2/24 Fri'],
  ["format-date-time('2024-02-09T05:07:09.004-07:00', '%h:%M:%S.%3')", '5:07:09.004'],
  ["format-date-time('2024-02-09T12:07:09Z', '%H:%M')", '05:07'],
  ["format-date('junk', '%Y')", ''],
  ["format-date('', '%Y')", ''],
])('works with dates: %s is "%s"', (source, expected) => expect(textOf(source)).toBe(expected));

test('counts whole days between any two dates, east and west of Greenwich', () => {
  // As fractions of a day, 17,082 birthdays before 2026-03-04 lack a day at +05:30.
  for (const offset of ['+05:30', '-08:00', '+05:00']) {
    for (let day = 0; day < 20_516; day += 37) {
      const born = new Date(day * 86_400_000).toISOString().slice(0, 10);
      const days = valueFor(`int(date('2026-03-04') - date('${born}'))`, scene('', offset));
      expect(days, `${born} ${offset}`).toBe(20_516 - day);
    }
  }
});

test('matches a pattern against the whole text only', () => {
  expect(textOf("regex('abc', 'b')")).toBe('false');
  expect(textOf("regex('abc', 'a.c')")).toBe('true');
  expect(textOf("regex('', '')")).toBe('true');
  expect(textOf("regex('b', 'a|b')")).toBe('true');
});

test('keeps the first value of a once()', () => {
  expect(textOf("once('new')", scene('old'))).toBe('old');
  expect(textOf("once('new')", scene(''))).toBe('new');
});

test('reads its own value as a dot and a column by its name', () => {
  expect(textOf('. > 17 and . <= 120', scene('18'))).toBe('true');
  expect(textOf("district = 'leon'")).toBe('true');
});

test('names what is wrong with an expression', () => {
  expect(trouble('1 +')).toBe('expression-syntax …');
  expect(trouble('(1')).toBe('expression-syntax …');
  expect(trouble('1 2')).toBe('expression-syntax 2');
  expect(trouble("'open")).toBe("expression-syntax 'open");
  expect(trouble('1,000 + 1')).toBe('expression-syntax ,000 + 1');
  expect(trouble("'it''s'")).toBe("expression-syntax 's'");
  expect(trouble('${nobody} = 1')).toBe('unknown-question nobody');
  expect(trouble('${twice} = 1')).toBe('ambiguous-question twice');
  expect(trouble('province')).toBe('unknown-column province');
  expect(trouble('explode(1)')).toBe('unknown-function explode');
  expect(trouble('constructor(1)')).toBe('unknown-function constructor');
  expect(trouble('if(1, 2)')).toBe('wrong-argument-count if');
  expect(trouble("regex(., '(')")).toBe('bad-pattern (');
  expect(trouble("date('2024-02-30')")).toBe('bad-date 2024-02-30');
  expect(trouble('')).toBe('expression-syntax …');
});

test('refuses an expression that would exhaust the stack of a phone', () => {
  expect(trouble(`${'('.repeat(50_000)}1${')'.repeat(50_000)}`)).toBe('expression-too-long 4000');
  expect(trouble(`${'('.repeat(1500)}1${')'.repeat(1500)}`)).toMatch(/^expression-syntax/);
  expect(textOf(Array.from({ length: 1999 }, () => '1').join(' + '))).toBe('1999');
  expect(textOf(`${'-'.repeat(3000)}1`)).toBe('1');
});

test('tells once which questions an expression depends on, and whether on its own', () => {
  const compiled = compileExpression('${n} + ${d} > ${n} and . != 1', names, WHOLE_LANGUAGE);
  expect(compiled).toMatchObject({ ok: true, value: { dependsOn: ['n', 'd'], usesOwn: true } });
});

test('is true where a question applies, even without an answer', () => {
  expect(toBoolean(valueFor('${empty}'))).toBe(true);
  expect(toBoolean(valueFor('${hidden}'))).toBe(false);
  expect(toBoolean(valueFor('${none}'))).toBe(false);
});
