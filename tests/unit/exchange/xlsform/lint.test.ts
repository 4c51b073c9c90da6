import { expect, test } from 'vitest';
import { lint } from '../../../../src/exchange/xlsform/lint/lint.ts';
import { formOf } from './support.ts';

async function adviceOn(tables: string): Promise<string[]> {
  const { form, problems } = await formOf(tables);
  if (form === undefined) throw new Error(JSON.stringify(problems));
  return lint(form).map(({ sheet, row, column, key, found }) =>
    `${sheet} ${row} ${column}: ${key} ${found}`.trim(),
  );
}

test('a form without faults gets no advice', async () => {
  expect(
    await adviceOn(`
    | survey |
    | | type          | name | label::English | label::Urdu | relevant      | constraint             |
    | | select_one yn | a    | Is it open?    | کھلا ہے؟    |               |                        |
    | | text          | b    | Which?         | کون سا؟     | \${a} = 'yes' | regex(., '[0-9]{4}')   |
    | choices |
    | | list_name | name | label::English | label::Urdu |
    | | yn        | yes  | Yes            | ہاں         |`),
  ).toEqual([]);
});

test('names what is never shown, and why', async () => {
  expect(
    await adviceOn(`
    | survey |
    | | type           | name | label | relevant                       | choice_filter       |
    | | select_one yn  | a    | A     |                                |                     |
    | | text           | b    | B     | \${a} = 'yes' and \${a} = 'no' |                     |
    | | text           | c    | C     | \${a} = 'yse'                  |                     |
    | | select_one twn | d    | D     |                                | province = \${a}    |
    | choices |
    | | list_name | name | label | province |
    | | yn        | yes  | Yes   |          |
    | | yn        | no   | No    |          |
    | | twn       | t    | Town  | yes      |
    | | twn       | u    | Unit  | maybe    |
    | | other     | o    | O     |          |`),
  ).toEqual([
    'survey 3 relevant: unreachable',
    'survey 4 relevant: unknown-choice yse',
    'choices 5 province: choice-never-shown u',
    'choices 6 list_name: list-unused other',
  ]);
});

test('names long questions, double ones, and those without words or sound', async () => {
  expect(
    await adviceOn(`
    | survey |
    | | type | name | label::English | label::Urdu | audio::English |
    | | text | a | How many of the people who live in this house now were here when the year began? | کتنے؟ | a.mp3 |
    | | text | b | Do you have water and do you boil it? | پانی؟ | |
    | | note | c | Thank you | | |`),
  ).toEqual([
    'survey 2 label: long-text 17',
    'survey 3 label: two-questions Do you have water and do you boil it?',
    'survey 3 audio: missing-audio b',
    'survey 4 label: missing-text Urdu',
  ]);
});

test('names patterns that fit nothing useful, and questions asked about too early or without their sign', async () => {
  expect(
    await adviceOn(`
    | survey |
    | | type    | name | label         | relevant    | constraint           |
    | | text    | a    | A             | \${c} = 'x' | regex(., '[0-9')     |
    | | text    | b    | B             | a = 'x'     | regex(., '^[A-Z]$')  |
    | | text    | c    | C for \${a}   |             | regex(., '\\\\d+')   |`),
  ).toEqual([
    'survey 2 constraint: wrong-pattern [0-9',
    'survey 2 relevant: used-before c',
    'survey 3 constraint: pattern-one-sign ^[A-Z]$',
    'survey 3 relevant: bare-name a',
    'survey 4 constraint: wrong-pattern \\\\d+',
  ]);
});
