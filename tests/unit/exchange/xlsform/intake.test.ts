import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { columnLetters } from '../../../../src/exchange/xlsform/intake/cell.ts';
import { type GivenFile, sortFiles } from '../../../../src/exchange/xlsform/intake/given.ts';
import { type FormReport, readFormFiles } from '../../../../src/exchange/xlsform/intake/readFormFiles.ts';
import { xlsxOf } from '../../../support/forms.ts';

const given = (name: string, content: string | Uint8Array, batch = 1): GivenFile => ({
  name,
  bytes: new Uint8Array(typeof content === 'string' ? strToU8(content) : content),
  batch,
});

const FORM = `
  | survey   | type                           | name | label::English | label::Urdu | image::English | image::Urdu |
  |          | select_one_from_file towns.csv | town | Which town?    | کون سا قصبہ؟ | Town.png       | Town.png    |
  |          | integer                        | age  | How old?       | عمر؟         |                |             |
  | settings | form_id | version |
  |          | visit   | 1       |`;
const form = () => given('visit.xlsx', xlsxOf(FORM));
const towns = given('towns.csv', 'name,label\nlhr,Lahore\n');
const picture = given('town.PNG', 'picture');

const read = (files: readonly GivenFile[], published = {}): Promise<FormReport> =>
  readFormFiles({ given: files, published });

const told = ({ findings }: FormReport): string[] =>
  findings.map(
    ({ kind, key, sheet, cell, row, found }) => `${kind} ${key} ${sheet} ${cell ?? row}: ${found}`,
  );

test('a form and its files are told apart in whatever order they are given', async () => {
  for (const files of [
    [form(), towns, picture],
    [picture, towns, form()],
  ]) {
    const report = await read(files);
    expect(report.fileName).toBe('visit.xlsx');
    expect(report.definition?.form_id).toBe('visit');
    expect(report.questions).toBe(2);
    // Under the name that the form uses, whatever the letters of the file's own.
    expect(report.files.map(({ name }) => name)).toEqual(['towns.csv', 'Town.png']);
    expect(report.findings.filter(({ kind }) => kind === 'problem')).toEqual([]);
  }
});

test('an archive is taken for what lies in it, folders and what a Mac adds left aside', async () => {
  const archive = zipSync({
    'visit/visit.xlsx': xlsxOf(FORM),
    'visit/media/towns.csv': strToU8('name,label\nlhr,Lahore\n'),
    'visit/media/Town.png': strToU8('picture'),
    '__MACOSX/visit/._visit.xlsx': strToU8('x'),
    'visit/.DS_Store': strToU8('x'),
  });
  const report = await read([given('all.zip', archive)]);
  expect([report.fileName, ...report.files.map(({ name }) => name)]).toEqual([
    'visit.xlsx',
    'towns.csv',
    'Town.png',
  ]);
  expect(told(report)).toEqual([]);
});

test('a table of choices is no form, and a form written as CSV, Markdown or XForm is one', async () => {
  const forms = [
    given('a.csv', 'survey,type,name,label\n,text,code,Code\n'),
    given('b.csv', 'type,name,label\ntext,code,Code\n'),
    given('c.md', '| survey | type | name | label |\n| | text | code | Code |\n'),
    given('d.xml', '<?xml version="1.0"?><h:html xmlns:h="x"><h:head/></h:html>'),
  ];
  for (const one of forms) expect(await sortFiles([one, towns]), one.name).toMatchObject({ form: one });
  const roads = given('roads.xml', '<root><item><name>a</name></item></root>');
  expect(await sortFiles([towns, roads])).toEqual({ key: 'no-form-file', found: 'towns.csv, roads.xml' });
});

test('a form that is given later takes the place of the one before; two at once are refused', async () => {
  const mended = given('mended.xlsx', xlsxOf(FORM.replace('How old?', 'What age?')), 2);
  const sorted = await sortFiles([form(), towns, mended]);
  expect(sorted).toMatchObject({ form: { name: 'mended.xlsx' } });
  const both = await read([form(), given('other.xlsx', xlsxOf(FORM))]);
  expect(told(both)).toEqual(['problem several-form-files  0: visit.xlsx, other.xlsx']);
  expect(both.definition).toBeUndefined();
});

test.each([
  ['an old workbook', given('old.xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1])), 'old-workbook'],
  [
    'an old workbook that is called a new one',
    given('old.xlsx', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0])),
    'misnamed-workbook',
  ],
  ['a picture', given('picture.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1])), 'not-a-workbook'],
  ['an empty file', given('empty.xlsx', ''), 'empty-file'],
  ['a broken archive', given('broken.xlsx', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0])), 'damaged-workbook'],
  ['a letter', given('letter.md', 'Dear Sana'), 'missing-column'],
])('%s alone is refused with its own sentence', async (_name, file, key) => {
  const { definition, findings } = await read([file]);
  expect(definition).toBeUndefined();
  expect(findings.map((one) => [one.kind, one.key])).toEqual([['problem', key]]);
});

test('a file that is missing, empty or of no use is told, and the form can still be tried out', async () => {
  const report = await read([form(), given('towns.csv', ''), given('song.mp3', 'x')]);
  expect(told(report).slice(0, 3)).toEqual([
    'problem empty-file survey A2: towns.csv',
    'problem missing-file survey E2: Town.png',
    'warning file-unused  0: song.mp3',
  ]);
  expect(report.definition?.form_id).toBe('visit');
});

test('a file of the version that phones have need not be given again', async () => {
  const report = await read([form(), picture], { visit: ['towns.csv', 'old.png'] });
  expect(told(report)).toEqual([]);
  expect([report.files.map(({ name }) => name), report.kept]).toEqual([['Town.png'], ['towns.csv']]);
});

test('everything that is wrong is told at once, files too, with the cell and the name of its row', async () => {
  const bad = FORM.replace('integer ', 'intger  ').replace('| Which town? ', `| In \${agge}? `);
  const { definition, findings } = await read([given('bad.xlsx', xlsxOf(bad)), picture]);
  expect(definition).toBeUndefined();
  expect(findings.map(({ kind, key, cell, name }) => [kind, key, cell, name])).toEqual([
    ['problem', 'unknown-type', 'A3', 'age'],
    ['problem', 'unknown-reference', 'C2', 'town'],
    ['problem', 'missing-file', 'A2', 'town'],
  ]);
});

test('advice on one language points at the column of that language', async () => {
  const report = await read([given('a.xlsx', xlsxOf(FORM.replace('عمر؟', ''))), towns, picture]);
  expect(told(report)).toEqual(['advice missing-text survey D3: Urdu']);
});

test('text files have rows and columns, but no cells that a person could look up', async () => {
  const [finding] = (await read([given('a.md', FORM.replace('integer ', 'intger  '))])).findings;
  expect(finding).toMatchObject({ key: 'unknown-type', row: 3, column: 'type', name: 'age' });
  expect(finding?.cell).toBeUndefined();
});

test('an archive that says it unpacks to more than any form needs is refused before it is unpacked', async () => {
  const bomb = zipSync({ 'a.csv': strToU8('x') });
  const view = new DataView(bomb.buffer);
  const directory = view.getUint32(bomb.length - 22 + 16, true);
  view.setUint32(directory + 24, 200 * 1024 * 1024, true);
  expect(await sortFiles([form(), given('bomb.zip', bomb)])).toEqual({
    key: 'workbook-too-large',
    found: 'bomb.zip',
  });
});

test('an archive of thousands of files is refused', async () => {
  const many = Object.fromEntries(Array.from({ length: 1200 }, (_, at) => [`${at}.png`, strToU8('x')]));
  expect(await sortFiles([form(), given('many.zip', zipSync(many))])).toMatchObject({
    key: 'too-many-files',
  });
});

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('column %i is %s', (index, letters) => expect(columnLetters(index)).toBe(letters));

test('a table that is none, or that has no values to choose, is told at the question that needs it', async () => {
  const none = await read([form(), given('towns.csv', 'name,label\n'), picture]);
  expect(told(none)).toEqual(['problem file-unreadable survey A2: towns.csv']);
  const unnamed = await read([form(), given('towns.csv', 'code,label\nlhr,Lahore\n'), picture]);
  expect(told(unnamed)).toEqual(['problem no-value-column survey A2: towns.csv: name']);
});

test('a form may be called as an object of JavaScript has its own words', async () => {
  const called = FORM.replace('| visit   |', '| constructor |');
  const report = await read([given('visit.xlsx', xlsxOf(called)), towns, picture]);
  expect(report.definition?.form_id).toBe('constructor');
});
