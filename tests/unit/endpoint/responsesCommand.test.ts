import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, expect, test, vi } from 'vitest';
import { ofType } from '../../../src/endpoint/cli/campaignDocuments.ts';
import { clientOfEndpoint } from '../../../src/endpoint/cli/couchClient.ts';
import { createEndpoint } from '../../../src/endpoint/endpoint.ts';
import { dastak } from './inProcess.ts';
import { freshFolder } from './process.ts';

const FORM = 'vaccine_baseline';

afterEach(() => vi.restoreAllMocks());

const TABLE = [
  'vaccine-heard,KEY,SubmitterName',
  'yes,uuid:1,amina',
  'no,uuid:2,diego',
  'yes,uuid:3,"=amina"',
].join('\n');

test.each(['json', 'xml', 'csv'])(
  'responses go out as %s and come into another database once',
  async (format) => {
    const folder = await mkdtemp(join(tmpdir(), 'dastak-responses-'));
    const [from, to] = [await freshFolder(), await freshFolder()];
    for (const data of [from, to]) await dastak('demo', '--data', data);
    await writeFile(join(folder, `${FORM}.csv`), TABLE);
    expect((await dastak('responses', 'import', join(folder, `${FORM}.csv`), '--data', from)).said).toBe(
      '3 responses are new in demo; 0 were there already.',
    );
    const file = join(folder, 'out.zip');
    const out = await dastak('responses', 'export', FORM, file, '--as', format, '--data', from);
    expect(out.said).toContain('3 responses to');
    const first = await dastak('responses', 'import', file, '--data', to);
    expect(first).toEqual({ code: 0, said: '3 responses are new in demo; 0 were there already.' });
    const again = await dastak('responses', 'import', file, '--data', to);
    expect(again.said).toBe('0 responses are new in demo; 3 were there already.');
    const back = join(folder, 'back.zip');
    await dastak('responses', 'export', FORM, back, '--as', format, '--data', to);
    expect(textsIn(await readFile(back))).toEqual(textsIn(await readFile(file)));
  },
);

const textsIn = (zip: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(zip)).map(([path, bytes]) => [path, strFromU8(bytes)]));

test('says what cannot be read, and leaves those responses out until told otherwise', async () => {
  const data = await freshFolder();
  await dastak('demo', '--data', data);
  const file = join(await mkdtemp(join(tmpdir(), 'dastak-responses-')), 'vaccine_baseline.csv');
  await writeFile(file, 'colour,KEY\nred,uuid:1\n,uuid:2\n');
  const { code, said } = await dastak('responses', 'import', file, '--data', data);
  expect(code).toBe(0);
  expect(said).toContain('1 responses are new in demo');
  expect(said).toContain('uuid:1: The form has no question “colour”. Its answer: red');
  expect(said).toContain('--leave-out');
  expect((await dastak('responses', 'import', file, '--leave-out', '--data', data)).said).toContain(
    '1 responses are new',
  );
});

const TREES = `
  | survey |
  | | type    | name   | label        | save_to |
  | | text    | kind   | What is it?  | kind    |
  | settings |
  | | form_id | form_title |
  | | trees   | Trees      |
  | entities |
  | | list_name | label    |
  | | trees     | \${kind} |`;

test('things that imported responses make are in their list, each once', async () => {
  const data = await freshFolder();
  await dastak('demo', '--data', data);
  const folder = await mkdtemp(join(tmpdir(), 'dastak-responses-'));
  await writeFile(join(folder, 'trees.md'), TREES);
  expect((await dastak('form', 'import', join(folder, 'trees.md'), '--data', data)).code).toBe(0);
  await writeFile(join(folder, 'trees.csv'), 'kind,KEY\noak,uuid:1\nash,uuid:2\n');
  const first = await dastak('responses', 'import', join(folder, 'trees.csv'), '--data', data);
  expect(first.said).toContain('They made or changed things of lists 2 times.');
  const again = await dastak('responses', 'import', join(folder, 'trees.csv'), '--data', data);
  expect(again.said).toBe('0 responses are new in demo; 2 were there already.');
  const client = clientOfEndpoint(await createEndpoint({ dataFolder: data }));
  const events = await ofType(client, 'demo', 'entity');
  expect(events.map(({ body }) => body.label).toSorted()).toEqual(['ash', 'oak']);
  await client.close();
});

test('what a rule of the database refuses is never told as imported', async () => {
  const data = await freshFolder();
  await dastak('demo', '--data', data);
  const client = clientOfEndpoint(await createEndpoint({ dataFolder: data }));
  const rule =
    "function (doc) { if (doc.type === 'response') throw { forbidden: 'closed for the season' }; }";
  await client.request('PUT', '/demo/_design/season', { _id: '_design/season', validate_doc_update: rule });
  await client.close();
  const file = join(await mkdtemp(join(tmpdir(), 'dastak-responses-')), `${FORM}.csv`);
  await writeFile(file, TABLE);
  const { code, said } = await dastak('responses', 'import', file, '--data', data);
  expect(code).toBe(1);
  expect(said).toContain('was refused: closed for the season');
});

test('a form that is not there is refused with those that are', async () => {
  const data = await freshFolder();
  await dastak('demo', '--data', data);
  const { code, said } = await dastak('responses', 'export', 'nothing', 'x.zip', '--data', data);
  expect(code).toBe(1);
  expect(said).toContain('It has: place_report, vaccine_baseline');
});
