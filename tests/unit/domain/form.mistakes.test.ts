// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how XLSForm writes a reference
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileForm } from '../../../src/domain/form/compile.ts';
import type { FormDefinition, Row } from '../../../src/domain/form/definition.ts';
import { EXTENSION } from '../../../src/domain/form/extended/index.ts';
import { readForm } from '../../../src/domain/form/read.ts';
import { choice, formOf } from './form.scenario.ts';

const sentences: Record<string, string> = JSON.parse(readFileSync('locales/en/more.json', 'utf8')).problem;

/** `row column problem found`, of a form that cannot be used. */
function mistake(definition: FormDefinition): string {
  const form = compileForm(definition, EXTENSION);
  if (form.ok) return 'none';
  const { row, column, problem, found } = form.words ?? {};
  expect(sentences, `a sentence for ${problem}`).toHaveProperty(String(problem));
  return `${row} ${column} ${problem} ${found}`.trim();
}
const LISTS = { l: [choice('a b')], twice: [choice('a'), choice('a')] };
const inRows = (...rows: Row[]): string =>
  mistake(
    formOf(
      rows,
      Object.fromEntries(
        Object.entries(LISTS).filter(([list]) => rows.some((row) => row.list_name === list)),
      ),
    ),
  );
const age: Row = { type: 'integer', name: 'age' };

test.each<[string, Row]>([
  ['age relevant unknown-question aeg', { ...age, relevant: '${aeg} > 1' }],
  ['age constraint expression-syntax …', { ...age, constraint: '. >' }],
  ['age calculation unknown-function average', { ...age, calculation: 'average(1, 2)' }],
  ['age required unknown-column maybe', { ...age, required: 'maybe' }],
  ['age read_only wrong-argument-count not', { ...age, read_only: 'not()' }],
  ['age default unknown-question x', { ...age, default: '${x}' }],
  ['age constraint bad-pattern [', { ...age, constraint: "regex(., '[')" }],
  ['age constraint unknown-column district', { ...age, constraint: 'district = 1' }],
  ['age relevant circular .', { ...age, relevant: '. > 1' }],
  ['age calculation circular age', { ...age, calculation: '${age} + 1' }],
  ['age type not-a-group integer', { ...age, children: [] }],
  ['age type wrong-value slider', { ...age, type: 'slider' as Row['type'] }],
  ['age list_name unknown-list', { ...age, type: 'select_one' }],
  ['age list_name unknown-list constructor', { ...age, type: 'select_one', list_name: 'constructor' }],
  ['choices/l name choice-with-space a b', { ...age, type: 'select_multiple', list_name: 'l' }],
  ['choices/twice name duplicate-choice a', { ...age, type: 'select_one', list_name: 'twice' }],
  ['age calculation missing-value', { ...age, type: 'calculate' }],
  ['__proto__ name wrong-value __proto__', { ...age, name: '__proto__' }],
])('tells "%s"', (expected, row) => expect(inRows(row)).toBe(expected));

test('tells that a name is used twice, and that a reference to it could mean either', () => {
  expect(inRows(age, age)).toBe('age name duplicate-name age');
  const both: Row[] = [age, { type: 'group', name: 'g', children: [age] }];
  expect(inRows(...both)).toBe('none');
  expect(inRows(...both, { type: 'note', name: 'n', relevant: '${age} > 1' })).toBe(
    'n relevant ambiguous-question age',
  );
});

test('tells a circle of calculations, of relevance, and of a group and what it holds', () => {
  expect(
    inRows(
      { type: 'calculate', name: 'a', calculation: '${b}' },
      { type: 'calculate', name: 'b', calculation: '${c} + 1' },
      { type: 'integer', name: 'c', relevant: '${a} > 1' },
    ),
  ).toBe('a calculation circular a, b, c');
  expect(
    inRows({
      type: 'group',
      name: 'g',
      relevant: "${inside} = 'x'",
      children: [{ type: 'text', name: 'inside' }],
    }),
  ).toBe('g relevant circular g, inside');
});

test('tells that the default language is none of the form', () => {
  expect(mistake(formOf([age], {}, { default_language: 'fr' }))).toBe(
    'settings default_language unknown-language fr',
  );
});

test('a constraint may look at its own question by name', () => {
  expect(inRows({ ...age, constraint: '${age} > 1' })).toBe('none');
});

const told = (raw: unknown): string => {
  const form = readForm(raw);
  if (form.ok) return 'none';
  const { row, column, problem, found } = form.words ?? {};
  expect(sentences).toHaveProperty(String(problem));
  return `${form.why} ${row} ${column} ${problem} ${found}`.trim();
};

test('a form from outside that fails its schema is told by row and column', () => {
  const good = formOf([age], { l: [choice('a')] });
  expect(told(good)).toBe('none');
  expect(told({ ...good, survey: [age, { type: 'integer' }] })).toBe('form-invalid #2 name missing-value');
  expect(told({ ...good, survey: [{ ...age, type: 3 }] })).toBe('form-invalid age type wrong-value 3');
  const nested = { type: 'group', name: 'g', children: [{ ...age, label: 'Age' }] };
  expect(told({ ...good, survey: [nested] })).toBe('form-invalid age label wrong-value "Age"');
  expect(told({ ...good, choices: { l: [{ name: 'a' }] } })).toBe(
    'form-invalid choices/l/a label missing-value',
  );
  expect(told({ ...good, survey: 'rows' })).toBe('form-invalid survey survey wrong-value "rows"');
  expect(told({ ...good, version: 3 })).toBe('form-invalid settings version wrong-value 3');
  expect(told(null)).toBe('form-invalid settings form_id missing-value');
  expect(told([])).toMatch(/^form-invalid settings/);
});
