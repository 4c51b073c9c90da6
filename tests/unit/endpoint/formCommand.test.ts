import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dastak } from './inProcess.ts';
import { freshFolder } from './process.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dastak-form-'));
});
afterEach(() => vi.restoreAllMocks());

async function fileWith(tables: string, name = 'school.md'): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, tables);
  return path;
}

const GOOD = `
  | survey |
  | | type          | name | label              | relevant |
  | | select_one yn | open | Is it open?        |          |
  | | text          | why  | Why is it not open? | \${open} = 'never' |
  | choices |
  | | list_name | name | label |
  | | yn        | yes  | Yes   |`;

test('check says that a form runs, and what could be better', async () => {
  const { code, said } = await dastak('form', 'check', await fileWith(GOOD));
  expect(code).toBe(0);
  expect(said).toContain('is a form that runs: school');
  expect(said).toContain('Sheet “survey”, row 3, column “relevant”: “never” is none of the choices');
});

test('check tells every problem with its place, and fails', async () => {
  const { code, said } = await dastak(
    'form',
    'check',
    await fileWith('| survey |\n| | type | name |\n| | text | 1a |\n| | what | b |'),
  );
  expect(code).toBe(1);
  expect(said).toContain('3 problems:');
  expect(said).toContain('Sheet “survey”, row 2, column “name”: “1a” cannot be a name.');
  expect(said).toContain('Sheet “survey”, row 3, column “type”: There is no question type “what”.');
});

test('an old workbook is refused with the way to save it anew', async () => {
  const path = join(folder, 'old.xlsx');
  await writeFile(path, Buffer.from('d0cf11e0a1b11ae1', 'hex'));
  expect((await dastak('form', 'check', path)).said).toContain(
    'choose “Save as”, and save it as an Excel workbook (.xlsx)',
  );
});

test('convert writes a workbook that is the same form, and an XForm', async () => {
  const file = await fileWith(GOOD);
  const workbook = join(folder, 'school.xlsx');
  expect((await dastak('form', 'convert', file, workbook)).code).toBe(0);
  expect((await dastak('form', 'check', workbook)).said).toContain('is a form that runs: school');
  const xform = join(folder, 'school.xml');
  expect((await dastak('form', 'convert', workbook, xform)).code).toBe(0);
  expect(await readFile(xform, 'utf8')).toContain('<select1 ref="/data/open">');
});

test('import makes a form the current version of its campaign, once', async () => {
  const data = await freshFolder();
  await dastak('demo', '--data', data);
  const file = await fileWith(GOOD);
  const first = await dastak('form', 'import', file, '--data', data);
  expect(first).toMatchObject({ code: 0, said: expect.stringContaining('school is now in demo') });
  expect((await dastak('form', 'import', file, '--data', data)).said).toContain('already, word for word');
});

const WITH_FILES = `
  | survey |
  | | type                           | name | label | audio   |
  | | select_one_from_file towns.csv | town | Town? | ask.wav |`;

test('import publishes the files that a form names, once, and says which are missing before anything is written', async () => {
  const data = await freshFolder();
  await dastak('demo', '--data', data);
  const file = await fileWith(WITH_FILES);
  await writeFile(join(folder, 'towns.csv'), 'name,label\nlhr,Lahore\n');
  const lacking = await dastak('form', 'import', file, '--data', data, '--files', folder);
  expect(lacking.code).toBe(1);
  expect(lacking.said).toContain('Sheet “survey”, row 2, column “audio”: The file “ask.wav”');
  expect(lacking.said).not.toContain('towns.csv');
  expect((await dastak('form', 'check', file, '--files', folder)).code).toBe(1);
  expect((await dastak('form', 'check', file)).said).toContain('It comes with files: towns.csv, ask.wav.');

  await writeFile(join(folder, 'ask.wav'), 'RIFF');
  const first = await dastak('form', 'import', file, '--data', data, '--files', folder);
  expect(first.said).toContain('It comes with 2 files: ask.wav, towns.csv (2 documents new).');
  // Without a folder, what the version before brought stays.
  const again = await dastak('form', 'import', file, '--data', data);
  expect(again.said).toContain('already, word for word');
  expect(again.said).toContain('It comes with 2 files: ask.wav, towns.csv (0 documents new).');
});

test('what is true of every photo is said once, with their rows', async () => {
  const photos = await fileWith(
    '| survey | type | name | label |\n| | image | a | A |\n| | image | b | B |\n',
  );
  const { said } = await dastak('form', 'check', photos);
  expect(said.match(/max-pixels/g)).toHaveLength(1);
  expect(said).toContain('Rows: 2, 3.');
});

test('a name that leads out of the folder of files finds nothing there', async () => {
  const beside = `${folder}-private`;
  await mkdir(beside);
  await writeFile(join(beside, 'towns.csv'), 'name,label\na,A\n');
  const form = GOOD.replace('select_one yn', `select_one_from_file ../${basename(beside)}/towns.csv`);
  const file = await fileWith(form);
  const { code, said } = await dastak('form', 'check', file, '--files', folder);
  expect(code).toBe(1);
  expect(said).toContain(`Looked for in ${folder}`);
});
