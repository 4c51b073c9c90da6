import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { launchBrowser } from '../support/browserPhone.ts';
import { couch } from '../support/couch.ts';
import { signsIn } from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/servers.ts';
import { type Act, actToPaint, isIdle, slowed } from './paint.ts';

/**
 * Choices from a file of 60,000 villages in the running app, on a processor slowed six times: how long each step takes,
 * and the longest that the page listens to nobody meanwhile. `npm run bench -- tests/bench/choices.bench.ts`.
 */
const VILLAGES = Number(process.env['BENCH_ROWS'] ?? 60_000);
const DISTRICTS = 120;
const SLOWED = Number(process.env['BENCH_SLOWED'] ?? 6);

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: XLSForm's way to name an answer
const FORM = `
| survey |
| | type                              | name     | label::English (en) | choice_filter          |
| | select_one_from_file villages.csv | village  | Which village?      |                        |
| | text                              | district | Which district?     |                        |
| | select_one_from_file villages.csv | other    | Which other one?    | district = \${district} |
| settings |
| | form_id       | form_title |
| | many_villages | Villages   |
`;
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: see above

const villages = (): string =>
  [
    'name,label,district,people',
    ...Array.from({ length: VILLAGES }, (_, at) => `v${at},Chak ${at} Gulpur Nãu,d${at % DISTRICTS},${at}`),
  ].join('\n');

/** The round of the demo campaign asks the form that is in a folder with its files. */
async function publishes(server: TestServer, folder: string): Promise<void> {
  const { name, password } = server.administrator;
  await promisify(execFile)(process.execPath, [
    'src/endpoint/bin/dastak.js',
    ...['form', 'import', join(folder, 'form.md'), server.database, '--files', folder],
    ...['--admin', `${name}:${password}`],
  ]);
  const [campaign] = await couch(server).documents('campaign:');
  const { _id = '', _rev, _attachments, ...body } = campaign ?? {};
  const rounds = [{ name: 'baseline', title: { en: 'Villages' }, form: 'many_villages' }];
  await couch(server).put([{ _id, body: { ...body, rounds, currentRound: 'baseline' } }]);
}

const listens = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(globalThis, { tasks });
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((one) => one.duration))).observe({
      entryTypes: ['longtask'],
    });
  });

const longest = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    // A task is told of after it has ended.
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { tasks } = globalThis as unknown as { tasks: number[] };
    return Math.max(0, ...tasks.splice(0));
  });

test('60,000 choices from a file', async () => {
  const [browser, server] = await Promise.all([launchBrowser(), startTestServer()]);
  const folder = await mkdtemp(join(tmpdir(), 'dastak-choices-'));
  await writeFile(join(folder, 'form.md'), FORM);
  await writeFile(join(folder, 'villages.csv'), villages());
  await publishes(server, folder);
  const phone = await signsIn(browser, server, 'amina');
  const { page } = phone;
  const rows: string[] = [];
  await isIdle(page);
  await page.reload();
  await slowed(page, SLOWED);
  await page.locator('.card-primary').waitFor();
  await isIdle(page);
  await listens(page);
  const step = async (what: string, act: Act, until: string): Promise<void> => {
    const paint = await actToPaint(page, act, until);
    rows.push(`| ${what} | ${Math.round(paint)} ms | ${Math.round(await longest(page))} ms |`);
  };
  const choose = '.chosen-open .button';
  const first = '.search-found input';
  const field = 'dialog input[type=search]';
  await step('tap on the form → first question answerable', { selector: '.card-primary' }, choose);
  await step('tap on Choose → its sheet', { selector: choose }, first);
  for (const typed of ['c', 'ch', 'chak 59', 'gul', 'nau 9', 'zz', '59999 nau']) {
    const last = VILLAGES - 1;
    const until =
      typed === 'zz'
        ? 'dialog .search-found > p'
        : typed.startsWith('59999')
          ? `${first}[value="v${last}"]`
          : first;
    await step(`type “${typed}” → what is found`, { selector: field, text: typed }, until);
  }
  await step('tap on a village', { selector: `${first}[value="v${VILLAGES - 1}"]` }, '.chosen li');
  await page.keyboard.press('Escape');
  await page.locator('dialog[open]').waitFor({ state: 'detached' });
  const next = '.bottom-bar .button-primary';
  await step('next question', { selector: next }, 'input#q-district');
  await step('type a district', { selector: 'input#q-district', text: 'd7' }, 'input#q-district');
  await step('next: its villages', { selector: next }, `${choose} && h1 :: Which other`);
  await step('tap on Choose → its sheet', { selector: choose }, first);
  await phone.page.goto('/');
  await isIdle(page);
  expect(phone.complaints).toEqual([]);
  console.log(
    [
      `| processor ${SLOWED} times slower, load ${loadavg()[0]?.toFixed(1)} | to paint | longest task |`,
      '|---|---|---|',
      ...rows,
    ].join('\n'),
  );
  await phone.end();
  await browser.close();
  await server.end();
  await rm(folder, { recursive: true, force: true });
});
