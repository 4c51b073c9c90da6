import { expect, test } from 'vitest';
import { importForm } from '../../../../src/exchange/xlsform/importForm.ts';
import { readFormFiles } from '../../../../src/exchange/xlsform/intake/readFormFiles.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const imported = (tables: string) => importForm(bytes(tables), 'form.md');
const keysOf = async (name: string, content: Uint8Array) =>
  (await importForm(content, name)).problems.map(({ key, found }) => [key, found]);

test('a column that a language lacks is called as its author writes it', async () => {
  const { warnings } = await imported(`
| survey | type | name | label::English (en) | label::Urdu (ur) | constraint_message::English (en) | required_message::English (en) |
| | text | a | A | ا | No | Yes |
`);
  const missing = warnings.filter(({ key }) => key === 'missing-translation');
  expect(missing).toMatchObject([{ column: 'constraint_message, required_message', found: 'Urdu (ur)' }]);
});

test('a text that is called a workbook is none, and a form as CSV is one by any name', async () => {
  expect(await keysOf('notes.xlsx', bytes('Buy milk\nand bread, too'))).toEqual([
    ['no-workbook-inside', 'notes.xlsx'],
  ]);
  expect(await keysOf('form.xlsx', bytes('survey,,\n,type,name\n,calculate,\n'))).not.toContainEqual([
    'no-workbook-inside',
    'form.xlsx',
  ]);
});

test('an old workbook whose name says that it is a new one is told so', async () => {
  const old = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0, 0, 0, 0]);
  expect(await keysOf('form.xlsx', old)).toEqual([['misnamed-workbook', 'form.xlsx']]);
  expect(await keysOf('form.xls', old)).toEqual([['old-workbook', 'form.xls']]);
});

test('a picture in a column without a language makes no language', async () => {
  const { definition } = await imported(`
| survey | type | name | label::English (en) | label::Urdu (ur) | image |
| | text | a | A | ا | cow.png |
`);
  expect(definition?.languages).toEqual(['en', 'ur']);
  expect(definition?.survey[0]?.media).toEqual({ image: { en: 'cow.png' } });
});

test('a label in a column without a language stays one of its own', async () => {
  const { definition } = await imported(`
| survey | type | name | label | label::Urdu (ur) |
| | text | a | A | ا |
`);
  expect(definition?.languages).toEqual(['default', 'ur']);
});

test('the size of photos is said once, with all their rows', async () => {
  const { findings } = await readFormFiles({
    given: [
      {
        name: 'form.md',
        bytes: bytes('| survey | type | name | label |\n| | image | a | A |\n| | image | b | B |\n'),
        batch: 1,
      },
    ],
    published: {},
  });
  expect(findings.filter(({ key }) => key === 'max-pixels')).toMatchObject([{ row: 2, found: '2, 3' }]);
});

test('a title in each language is the title', async () => {
  const { definition } = await imported(`
| survey | type | name | label::English (en) | label::Urdu (ur) |
| | text | a | A | ا |
| settings | form_id | form_title::English (en) | form_title::Urdu (ur) |
| | water | Water | پانی |
`);
  expect(definition?.title).toEqual({ en: 'Water', ur: 'پانی' });
  expect(definition?.settings).toBeUndefined();
});
