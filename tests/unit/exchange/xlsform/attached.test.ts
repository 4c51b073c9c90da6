import { expect, test } from 'vitest';
import { fileProblems, filesNamedBy } from '../../../../src/exchange/xlsform/attached.ts';
import type { XlsForm } from '../../../../src/exchange/xlsform/form.ts';
import { formOf } from './support.ts';

const FORM = `
  | survey |
  | | type                           | name    | label | audio::Urdu (ur) | image  | calculation |
  | | select_one_from_file towns.csv | town    | Town? | town.mp3         | a.jpg  |             |
  | | calculate                      | people  |       |                  |        | pulldata('census', 'people', 'name', \${town}) |
  | | csv-external                   | schools |       |                  |        |             |
  | | xml-external                   | roads   |       |                  |        |             |
  | | select_one_from_file towns.csv | other   | Else? | -                | a.jpg  |             |
  | | select_one yn                  | sure    | Sure? |                  |        |             |
  | choices |
  | | list_name | name | label | media::image |
  | | yn        | yes  | Yes   | yes.png      |`;

async function read(tables: string): Promise<XlsForm> {
  const { form, problems } = await formOf(tables);
  if (form === undefined) throw new Error(JSON.stringify(problems));
  return form;
}

test('every file that a form names is named once, with the place where it first stands', async () => {
  const named = filesNamedBy(await read(FORM)).map(({ name, place }) => [
    name,
    `${place.sheet} ${place.row} ${place.column}`,
  ]);
  expect(Object.fromEntries(named)).toEqual({
    'towns.csv': 'survey 2 type',
    'town.mp3': 'survey 2 audio::Urdu (ur)',
    'a.jpg': 'survey 2 image',
    'census.csv': 'survey 3 calculation',
    'schools.csv': 'survey 4 type',
    'roads.xml': 'survey 5 type',
    'yes.png': 'choices 2 image',
  });
  expect(named).toHaveLength(7);
});

test('a file that is not there is a problem with sheet, row and column; all at once', async () => {
  const here = new Set(['towns.csv', 'schools.csv', 'roads.xml', 'yes.png', 'town.mp3']);
  expect(fileProblems(await read(FORM), here)).toEqual([
    { sheet: 'survey', row: 3, column: 'calculation', key: 'missing-file', found: 'census.csv' },
    { sheet: 'survey', row: 2, column: 'image', key: 'missing-file', found: 'a.jpg' },
  ]);
});

test('a form that names no file has none missing, and last answers are no file', async () => {
  const form = await read(`
    | survey |
    | | type | name | label | default |
    | | text | q    | Q     | \${last-saved#q} |`);
  expect(filesNamedBy(form)).toEqual([]);
});
