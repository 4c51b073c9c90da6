import { expect, test } from 'vitest';
import { importForm } from '../../../../src/exchange/xlsform/importForm.ts';
import { toDefinition } from '../../../../src/exchange/xlsform/toDefinition.ts';
import { formOf, problemsOf } from './support.ts';

const bytes = (tables: string): Uint8Array => new TextEncoder().encode(tables);

test('other spellings of columns and types, capitals and curly quotes mean the same', async () => {
  const plain = await formOf(`
    | survey |
    | | type          | name | label::English (en) | relevant   | read_only | required_message |
    | | select_one yn | a    | A                   |            |           |                  |
    | | image         | b    | B                   | \${a} = 'y' | yes       | Please           |
    | choices |
    | | list_name | name | label::English (en) |
    | | yn        | y    | Yes                 |`);
  const other = await formOf(`
    | SURVEY |
    | | Command             | Tag | Caption :: English (en) | Relevance   | readonly | requiredMsg |
    | | Select One from  yn | a   | A                       |             |          |             |
    | | photo               | b   | B                       | \${a} = ‘y’ | yes      | Please      |
    | Choices |
    | | List Name | value | caption::English (en) |
    | | yn        | y     | Yes                   |`);
  expect(other.problems).toEqual([]);
  expect(other.form?.survey).toEqual(plain.form?.survey);
  expect(other.form?.choices).toEqual(plain.form?.choices);
});

test('everything that is wrong is told at once with sheet, row and column, and nothing is imported', async () => {
  const tables = `
    | survey |
    | | type          | name | label | relevant | trigger |
    | | text          | a    | A     | \${nobody} |       |
    | | begin group   | 1st  | G     |          |         |
    | | select_one no | b    | B     |          | a       |
    | | astonishing   | c    | C     |          |         |
    | | text          |      | D     | \${ a }  |         |
    | choices |
    | | list_name | name | label |
    | | yn        | y    | Yes   |
    | | yn        | y    | No    |`;
  expect((await problemsOf(tables)).sort()).toEqual([
    'choices 3 name: duplicate-choice',
    'survey 2 relevant: unknown-reference',
    'survey 3 name: bad-name',
    'survey 3 type: begin-without-end',
    'survey 4 trigger: bad-trigger',
    'survey 4 type: unknown-list',
    'survey 5 type: unknown-type',
    'survey 6 name: missing-name',
    'survey 6 relevant: bad-reference',
  ]);
  const { definition } = await importForm(bytes(tables), 'form.md');
  expect(definition).toBeUndefined();
});

test('what our engine cannot run is refused with its place too', async () => {
  const { definition, problems } = await importForm(
    bytes(`
      | survey |
      | | type      | name | label | calculation |
      | | calculate | a    | A     | \${b} + 1   |
      | | calculate | b    | B     | \${a} + 1   |`),
    'circle.md',
  );
  expect(definition).toBeUndefined();
  expect(problems).toMatchObject([
    { sheet: 'survey', column: 'calculation', key: 'cannot-run', reason: 'circular' },
  ]);
});

test('every circle is told beside every other mistake, each at its cell', async () => {
  const mistaken = `
    | survey |
    | | type      | name | label | calculation | relevant    | constraint  |
    | | calculate | a    |       | \${b} + 1   |             |             |
    | | calculate | b    |       | \${a} + 1   |             |             |
    | | integer   | c    | C     |             | \${d} > 1   | . >         |
    | | integer   | d    | D     |             | \${c} > 1   | averge(.)   |
    | | integer   | e    | E     |             | . > 1       |             |
    | | integer   | f    | F     |             | \${nil} > 1 |             |`;
  const own = [
    'survey 2 calculation: circular a, b',
    'survey 4 constraint: expression-syntax …',
    'survey 4 relevant: circular c, d',
    'survey 5 constraint: unknown-function averge',
    'survey 6 relevant: circular .',
  ];
  const told = async (table: string): Promise<string[]> => {
    const { definition, problems } = await importForm(bytes(table), 'circles.md');
    expect(definition).toBeUndefined();
    return problems
      .map((one) => `${one.sheet} ${one.row} ${one.column}: ${one.reason ?? one.key} ${one.found}`)
      .sort();
  };
  expect(await told(mistaken)).toEqual([...own, 'survey 7 relevant: unknown-reference nil']);
  expect(await told(mistaken.replace('nil', 'e'))).toEqual(own);
});

test('a form in languages becomes a definition by their codes and keeps what its author calls them', async () => {
  const { form } = await formOf(`
    | survey |
    | | type | name | label::English (en) | label::اردو (ur) | hint::English (en) | image::English (en) |
    | | text | a    | Name                | نام              | Whole name         | a.png               |
    | settings |
    | | form_title | form_id  | version | default_language |
    | | My form    | my form! | 7       | اردو (ur)        |`);
  const definition = form && toDefinition(form);
  expect(definition).toMatchObject({
    form_id: 'my-form',
    version: '7',
    title: { ur: 'My form' },
    default_language: 'ur',
    language_names: { en: 'English (en)', ur: 'اردو (ur)' },
    settings: { id_string: 'my form!' },
    survey: [
      { label: { en: 'Name', ur: 'نام' }, hint: { en: 'Whole name' }, media: { image: { en: 'a.png' } } },
    ],
  });
  expect([...(definition?.languages ?? [])].sort()).toEqual(['en', 'ur']);
});

test('an "other" brings its choice and the question that asks which', async () => {
  const { form } = await formOf(`
    | survey |
    | | type                    | name | label |
    | | select_one who or_other | who  | Who?  |
    | choices |
    | | list_name | name | label |
    | | who       | me   | Me    |`);
  expect(form?.choices.get('who')?.map(({ name }) => name)).toEqual(['me', 'other']);
  expect(form?.survey[1]).toMatchObject({
    name: 'who_other',
    bind: { relevant: "selected(../who, 'other')" },
  });
});

test('no question is called as one that the form gets besides: what an "other" is, how often something is repeated', async () => {
  const repeated = (count: string): Promise<string[]> =>
    problemsOf(`
    | survey |
    | | type                    | name      | label | repeat_count |
    | | integer                 | who       | Who?  |              |
    | | begin_repeat            | child     | Child | ${count}     |
    | | select_one who or_other | kin       | Kin?  |              |
    | | text                    | kin_other | Kin   |              |
    | | end_repeat              |           |       |              |
    | | integer                 | child_count | How many? |            |
    | choices |
    | | list_name | name | label |
    | | who       | me   | Me    |`);
  const other = 'survey 4 name: duplicate-name';
  expect(await repeated('2')).toEqual([other, 'survey 3 name: duplicate-name']);
  expect(await repeated(`\${who} + 1`)).toEqual([other, 'survey 3 name: duplicate-name']);
  expect(await repeated(`\${who}`)).toEqual([other]);
  expect(await repeated('')).toEqual([other]);
});

test('the app that takes a picture is looked at only where one may take it, as by pyxform', async () => {
  const found = (app: string, appearance: string): Promise<string[]> =>
    problemsOf(`
    | survey |
    | | type  | name | label | parameters               | appearance     |
    | | image | a    | A     | max-pixels=640 app=${app} | ${appearance} |`);
  const refused = ['survey 2 parameters: bad-parameter'];
  expect(await found('camera', '')).toEqual(refused);
  expect(await found('camera', 'annotate')).toEqual(refused);
  expect(await found('camera', 'signature')).toEqual([]);
  expect(await found('org.example.camera', 'annotate')).toEqual([]);
});

test('rows that are no questions are left out with a word about it', async () => {
  const { form, warnings } = await formOf(`
    | survey |
    | | type | name | label | disabled | notes       |
    | |      |      |       |          | to be asked |
    | | text | a    | A     | yes      |             |
    | | text | b    | B     |          |             |`);
  expect(form?.survey.map(({ name }) => name)).toEqual(['b']);
  expect(warnings.map(({ row, key }) => [row, key])).toEqual([
    [2, 'skipped-row'],
    [3, 'disabled-row'],
  ]);
});

test('an expression of the entities sheet that cannot be worked out is refused with its row and column', async () => {
  const { definition, problems } = await importForm(
    bytes(`
    | survey |
    | | type | name | label | save_to |
    | | text | a    | A     | kind    |
    | entities |
    | | list_name | label     | create_if  | update_if     | entity_id    |
    | | trees     | nosuch(1) | \${a} = 1 + | \${a} = 'y'   | uuid(1, 2)   |`),
    'form.md',
  );
  expect(definition).toBeUndefined();
  expect(problems).toMatchObject([
    { sheet: 'entities', row: 2, column: 'label', key: 'cannot-run', reason: 'unknown-function' },
    { sheet: 'entities', row: 2, column: 'entity_id', key: 'cannot-run', reason: 'wrong-argument-count' },
    { sheet: 'entities', row: 2, column: 'create_if', key: 'cannot-run', reason: 'expression-syntax' },
  ]);
});
