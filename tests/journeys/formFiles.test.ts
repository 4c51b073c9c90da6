import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserPhone, type Language, launchBrowser, newPhone } from '../support/browserPhone.ts';
import { couch } from '../support/couch.ts';
import { signsIn } from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/servers.ts';

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: XLSForm's way to name an answer
const FORM = `
| survey |
| | type                           | name   | label::English (en)                  | audio::English (en) | default                 | calculation |
| | select_one_from_file towns.csv | town   | Which town?                          | ask.wav | \${last-saved#town}     |             |
| | calculate                      | people |                                      |         |                         | pulldata('towns', 'people', 'name', \${town}) |
| | note                           | said   | In \${town} live \${people} people.  |         |                         |             |
| | select_one animals             | animal | Which animal do you keep?            |         |                         |             |
| choices |
| | list_name | name | label::English (en) | audio::English (en) | video::English (en) |
| | animals   | goat | Goat                | goat.wav            |                     |
| | animals   | hen  | Hen                 | hen-1.wav           | hen.webm            |
| settings |
| | form_id     | form_title |
| | towns_visit | Towns      |
`;
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: see above

const TOWNS = [
  'name,label,people',
  ...Array.from({ length: 3000 }, (_, at) => `t${at},Town ${at},${at * 10}`),
];

/** Silence of a tenth of a second a letter of its name, 8 kHz, 8 bits, one channel (RIFF WAVE): no two are the same file. */
function wav(name: string): Buffer {
  const samples = 800 * name.length;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8000, 24);
  header.writeUInt32LE(8000, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples, 40);
  return Buffer.concat([header, Buffer.alloc(samples, 128)]);
}

let browser: Browser;
let server: TestServer;
let folder: string;
let amina: BrowserPhone;

async function publishes(): Promise<string> {
  const { name, password } = server.administrator;
  const run = promisify(execFile);
  const words = ['form', 'import', join(folder, 'towns.md'), server.database, '--files', folder];
  const { stdout } = await run(process.execPath, [
    'src/endpoint/bin/dastak.js',
    ...words,
    '--admin',
    `${name}:${password}`,
  ]);
  return stdout;
}

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), startTestServer()]);
  folder = await mkdtemp(join(tmpdir(), 'dastak-files-'));
  await writeFile(join(folder, 'towns.md'), FORM);
  await writeFile(join(folder, 'towns.csv'), TOWNS.join('\n'));
  for (const name of ['ask.wav', 'goat.wav', 'hen-1.wav']) await writeFile(join(folder, name), wav(name));
  // What is in it is not looked at: the player comes with its bytes.
  await writeFile(join(folder, 'hen.webm'), 'no film');
});
afterAll(async () => {
  await browser?.close();
  await server?.end();
  await rm(folder, { recursive: true, force: true });
});

const next = () => amina.page.locator('.bottom-bar .button-primary').click();
const heading = (name: string | RegExp) => amina.page.getByRole('heading', { level: 1, name }).waitFor();

/** The round of the demo campaign asks this form. */
async function asksTowns(): Promise<void> {
  const [campaign] = await couch(server).documents('campaign:');
  if (campaign === undefined) throw new Error('the endpoint has no campaign');
  const { _rev, _attachments, ...body } = campaign;
  const rounds = [{ name: 'baseline', title: { en: 'Towns' }, form: 'towns_visit' }];
  await couch(server).put([{ _id: campaign._id, body: { ...body, rounds, currentRound: 'baseline' } }]);
}

/** The address of each sound that has been played to its end from now on, also of one that is gone since. */
async function hears(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    const hear = ({ target }: Event): void => void heard.push((target as HTMLAudioElement).currentSrc);
    document.addEventListener('ended', hear, { capture: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
}

/** Each choice is heard, and one is seen, before any of them is chosen: with the keyboard, and without a network. */
async function hearsEachAnimal(): Promise<void> {
  const { page, t } = amina;
  const button = (kind: 'listen' | 'stop' | 'watch', name: string) =>
    page.getByRole('button', { name: t(`extended:choice.${kind}`, { name }) });
  const heard = await hears(page);
  await button('listen', 'Goat').focus();
  await page.keyboard.press('Enter');
  await expect.poll(heard).toEqual([expect.stringMatching(/^blob:/)]);
  await button('listen', 'Goat').waitFor();
  await button('watch', 'Hen').focus();
  await page.keyboard.press('Space');
  await page.locator('dialog video[src^="blob:"]').waitFor();
  expect(await amina.axe()).toEqual([]);
  await page.keyboard.press('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
  await amina.shot('heard-choices');
  expect(await amina.axe()).toEqual([]);
  await page.getByRole('radio', { name: 'Goat', exact: true }).check({ force: true });
}

test('a form with a table and a spoken question is published from the command line', async () => {
  expect(await publishes()).toContain(
    'It comes with 5 files: ask.wav, goat.wav, hen-1.wav, hen.webm, towns.csv (5 documents new).',
  );
  expect(await publishes()).toContain('already, word for word');
  await asksTowns();
});

test('signed in, offline and reloaded, Amina hears the question and answers from the table', async () => {
  amina = await signsIn(browser, server, 'amina');
  const { page, t } = amina;
  await amina.networkOff();
  await page.reload();
  await page.getByText(t('collector:home.start')).click();
  await heading('Which town?');
  const audio = page.locator('audio');
  await audio.waitFor();
  await expect.poll(() => audio.getAttribute('src')).toMatch(/^blob:/);
  await expect.poll(() => audio.evaluate((one: HTMLAudioElement) => one.duration)).toBeGreaterThan(0.05);
  await amina.shot('spoken-question');
  await page.getByRole('button', { name: t('extended:search.choose') }).click();
  await page.getByRole('searchbox').fill('town 2718');
  await page.getByRole('radio', { name: 'Town 2718', exact: true }).click({ force: true });
  await page.getByText('Town 2718').waitFor();
  await next();
  await heading('In Town 2718 live 27180 people.');
  expect(await amina.axe()).toEqual([]);
  await next();
  await heading('Which animal do you keep?');
  await hearsEachAnimal();
  await next();
  await heading(t('more:review.title'));
  await amina.button('more:review.finish').click();
  await heading(t('more:done.title'));
});

test('the second time her last answer stands there already', async () => {
  const { page, t } = amina;
  await page.goto('/');
  await page.getByText(t('collector:home.start')).click();
  await heading('Which town?');
  await page.getByText('Town 2718').waitFor();
  await amina.shot('last-saved');
  expect(amina.complaints).toEqual([]);
});

test.each(['en', 'ur', 'es'] as const)(
  'a file that is not on the phone is said with what to do, in %s',
  async (language: Language) => {
    const form = (await couch(server).documents('form:towns_visit')).at(-1) as unknown as {
      definition: { files: { sha256: string }[] };
    };
    for (const { sha256 } of form.definition.files) {
      const document = (await couch(server).documents('file:')).find(({ _id }) => _id === `file:${sha256}`);
      if (document === undefined) continue;
      const url = `${server.couchRoot}/demo/${encodeURIComponent(document._id)}?rev=${document['_rev']}`;
      const { name, password } = server.administrator;
      const authorization = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
      await fetch(url, { method: 'DELETE', headers: { authorization } });
    }
    const phone = await newPhone(browser, server.origin, { language });
    const { page, t } = phone;
    await page.goto(`/#join=${encodeURIComponent(server.database)}`);
    await phone.button('common:action.continue').click();
    await page.getByLabel(t('collector:signIn.name'), { exact: true }).fill('diego');
    await page.getByLabel(t('collector:signIn.password'), { exact: true }).fill(server.logins.diego);
    await phone.button('collector:signIn.submit').click();
    await page.getByText(t('collector:home.missing.files')).waitFor();
    await page.getByText('towns.csv').waitFor();
    await page.getByText('towns.csv').scrollIntoViewIfNeeded();
    await phone.shot('missing-card');
    expect(await phone.axe()).toEqual([]);
    await page.getByText(t('collector:home.start')).click();
    await page.getByText(t('extended:attached.missingHow')).first().waitFor();
    await phone.shot('missing-question');
    expect(await phone.axe()).toEqual([]);
    await phone.end();
  },
);
