import { existsSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FormDefinition } from '../../src/domain/form/definition.ts';
import { fromDefinition } from '../../src/exchange/xlsform/fromDefinition.ts';
import { importForm } from '../../src/exchange/xlsform/importForm.ts';
import { writeXForm } from '../../src/exchange/xlsform/xform/writeXForm.ts';
import { type BrowserPhone, launchBrowser } from '../support/browserPhone.ts';
import { asksInstead } from '../support/ownForm.ts';
import { signsIn } from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/servers.ts';
import { answersEnketo, type Enketo, mounts, mountsAny, startEnketo } from './enketo.ts';
import { blocksOf, longForm } from './longForm.ts';
import { type Act, actToPaint, heapMegabytes, isDrawn, isIdle, slowed } from './paint.ts';

/**
 * A survey of 500 questions, and the WHO verbal autopsy, in the running app, its service worker and storage included,
 * on a processor slowed six times; Enketo in the same browser between our own turns, where it is built.
 * `npm run bench -- tests/bench/form.bench.ts`, see `docs/benchmarks.md`.
 */
const QUESTIONS = 500;
const BLOCKS = blocksOf(QUESTIONS);
const SLOWED = Number(process.env['BENCH_SLOWED'] ?? 6);
const LOADS = Number(process.env['BENCH_LOADS'] ?? 5);
const ANSWERS = 20;
const ANSWERS_A_ROUND = 4;
/** Nobody answers sooner after an answer; less would count the saving of one answer with the showing of the next. */
const BETWEEN_MS = 300;
const CORPUS = `${process.env['FORMS_CORPUS'] ?? '../shared/corpus'}/workbooks`;
const WHO = 'sample-forms__whova_form.xlsx';
const FORM = longForm(QUESTIONS);

let browser: Browser;
let server: TestServer;
let enketo: Enketo | undefined;
/** What Enketo needed for what we are compared with, by name. */
const theirs = new Map<string, number[]>();
const rows: string[] = [];

beforeAll(async () => {
  [browser, server, enketo] = await Promise.all([
    launchBrowser('--js-flags=--expose-gc'),
    startTestServer(),
    startEnketo(),
  ]);
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await server?.end();
  await enketo?.end();
  const load = loadavg()[0]?.toFixed(1);
  const table = [
    `| processor ${SLOWED} times slower (load ${load}) | p50 | p95 | Enketo p50 | ours ÷ Enketo |`,
    '|---|---|---|---|---|',
    ...rows,
  ];
  console.log(table.join('\n'));
});

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(share * values.length) - 1)] ?? 0;

function note(what: string, ours: readonly number[], beside?: string, unit = 'ms'): void {
  const show = (value: number): string => `${unit === 'ms' ? Math.round(value) : value.toFixed(1)} ${unit}`;
  const other = theirs.get(beside ?? '') ?? [];
  const [mine, tail] = [percentile(ours, 0.5), ours.length > 1 ? show(percentile(ours, 0.95)) : ''];
  const compared =
    other.length === 0
      ? ' | '
      : `${show(percentile(other, 0.5))} | ${(mine / percentile(other, 0.5)).toFixed(3)}`;
  rows.push(`| ${what} | ${show(mine)} | ${tail} | ${compared} |`);
}

const keep = (what: string, value: number): unknown =>
  theirs.get(what)?.push(value) ?? theirs.set(what, [value]);

const FIRST = 'main input[value="yes"]:not(:disabled)';
const START: Act = { selector: '.card-primary' };

/** @param rests the app has been open for a while; else it is tapped as soon as its first page is drawn */
async function opens({ page }: BrowserPhone, rests: boolean, until = FIRST): Promise<number> {
  await page.goto('/');
  await isDrawn(page, '.card-primary');
  if (rests) await isIdle(page);
  return actToPaint(page, START, until);
}

async function timesOf(count: number, once: (turn: number) => Promise<number>): Promise<number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < count; turn++) times.push(await once(turn));
  return times;
}

/** One opening by Enketo, and with the last page its answers and its heap. */
async function enketoOpens(xform: string, isLast: boolean): Promise<void> {
  const beside = await enketo?.page(browser, SLOWED);
  if (beside === undefined) return;
  const { page, session } = beside;
  keep('opens', await mounts(page, xform, BLOCKS));
  if (isLast) {
    for (const which of ['local', 'fan'] as const) {
      for (let turn = 0; turn < ANSWERS; turn++) {
        await page.waitForTimeout(BETWEEN_MS);
        const { dom, paint } = await answersEnketo(page, which, BLOCKS, turn);
        keep(`${which} dom`, dom);
        keep(which, paint);
      }
    }
    keep('heap', await heapMegabytes(session));
  }
  await page.close();
}

/** A page that is seen again draws all of itself, and ours looks whether something is to be sent: no answer pays for that. */
async function comesToFront(page: Page): Promise<void> {
  await page.bringToFront();
  await isIdle(page);
}

/** Answers in one list, and Enketo's to the same question between them: other work on the machine meets both alike. */
async function answersBeside(
  which: 'local' | 'fan',
  page: Page,
  beside: Page | undefined,
  once: (turn: number) => Promise<number>,
): Promise<number[]> {
  const ours: number[] = [];
  for (let from = 0; from < ANSWERS; from += ANSWERS_A_ROUND) {
    await comesToFront(page);
    for (let turn = from; turn < from + ANSWERS_A_ROUND; turn++) {
      await page.waitForTimeout(BETWEEN_MS);
      ours.push(await once(turn));
    }
    if (beside !== undefined) await comesToFront(beside);
    for (let turn = from; beside !== undefined && turn < from + ANSWERS_A_ROUND; turn++) {
      await beside.waitForTimeout(BETWEEN_MS);
      keep(`list ${which}`, (await answersEnketo(beside, which, BLOCKS, turn)).paint);
    }
  }
  return ours;
}

async function withPerson(
  name: 'amina' | 'diego' | 'sana',
  wide: boolean,
  work: (phone: BrowserPhone, heap: () => Promise<number>) => Promise<void>,
): Promise<void> {
  const phone = await signsIn(browser, server, name, { wide });
  const session = await slowed(phone.page, SLOWED);
  await work(phone, () => heapMegabytes(session));
  expect(phone.complaints).toEqual([]);
  await phone.end();
}

test('page by page: opening, answering, and one answer that hides fifty questions', async () => {
  await asksInstead(server, FORM);
  const xform = writeXForm(fromDefinition(FORM));
  await withPerson('amina', false, async (phone, heap) => {
    const { page } = phone;
    const openings = await timesOf(LOADS, async (turn) => {
      await enketoOpens(xform, turn === LOADS - 1);
      return opens(phone, true);
    });
    note('500 questions: tap on the form → first question answerable', openings, 'opens');
    const fans = await timesOf(ANSWERS, async (turn) => {
      await page.waitForTimeout(BETWEEN_MS);
      const choice = `main input[value="${turn % 2 === 0 ? 'no' : 'yes'}"]`;
      return actToPaint(page, { selector: choice }, `${choice}:checked`);
    });
    note('one answer that hides or shows 50 questions → paint', fans, 'fan');
    await actToPaint(page, { selector: '.bottom-bar .button-primary' }, '#q-n0');
    const answers = await timesOf(ANSWERS, async (turn) => {
      await page.waitForTimeout(BETWEEN_MS);
      // What follows stands on other pages: to the next frame, in which the answer is on the screen.
      return actToPaint(page, { selector: '#q-n0', text: turn % 2 === 0 ? '50' : '5' }, '#q-n0');
    });
    note('one number that two sums and a question follow from → paint', answers, 'local');
    rows.push(
      `| heap after that | ${(await heap()).toFixed(1)} MB | | ${theirs.get('heap')?.[0]?.toFixed(1) ?? ''} | |`,
    );
    note('tapped as soon as the app is drawn', await timesOf(LOADS, () => opens(phone, false)), 'opens');
    await phone.networkOff();
    const cold = await timesOf(LOADS, async () => {
      await page.goto('/');
      await isDrawn(page, '.card-primary');
      return page.evaluate(() => performance.now());
    });
    note('cold start without a network → first page', cold);
    await phone.networkOn();
  });
});

test('all in one list on a large screen', async () => {
  await asksInstead(server, FORM);
  await withPerson('diego', true, async (phone, heap) => {
    const { page } = phone;
    const openings = await timesOf(LOADS, () => opens(phone, true));
    note('in one list: tap on the form → first question answerable', openings, 'opens');
    // Its opening was timed above; here it may be quick.
    const beside = (await enketo?.page(browser, 1))?.page;
    if (beside !== undefined) {
      const size = page.viewportSize();
      if (size !== null) await beside.setViewportSize(size);
      await mounts(beside, writeXForm(fromDefinition(FORM)), BLOCKS);
      await slowed(beside, SLOWED);
    }
    const fans = await answersBeside('fan', page, beside, async (turn) => {
      const isOn = turn % 2 === 1;
      const act = { selector: `main input[value="${isOn ? 'yes' : 'no'}"]` };
      return actToPaint(page, act, isOn ? '#q-g0' : 'main:not(:has(#q-g0))');
    });
    note('in one list: one answer that hides or shows 50 questions → paint', fans, 'list fan');
    const answers = await answersBeside('local', page, beside, async (turn) => {
      const act = { selector: '#q-n0', text: turn % 2 === 0 ? '50' : '5' };
      const shown =
        turn % 2 === 0 ? '#q-s0 && main :: Sum 101.5' : 'main:not(:has(#q-s0)) && main :: Sum 11.5';
      return actToPaint(page, act, shown);
    });
    note('in one list: one number that shows a question and changes a sum → paint', answers, 'list local');
    await beside?.close();
    rows.push(`| in one list: heap after that | ${(await heap()).toFixed(1)} MB | | | |`);
  });
});

test.skipIf(!existsSync(`${CORPUS}/${WHO}`))('the verbal autopsy of the WHO', async () => {
  const { definition } = await importForm(new Uint8Array(readFileSync(`${CORPUS}/${WHO}`)), WHO);
  const xform = readFileSync(`${CORPUS}/expected/${WHO}.xml`, 'utf8');
  await asksInstead(server, definition as FormDefinition);
  await withPerson('amina', false, async (phone) => {
    const openings = await timesOf(LOADS, async () => {
      const beside = await enketo?.page(browser, SLOWED);
      if (beside !== undefined) keep('who', await mountsAny(beside.page, xform));
      await beside?.page.close();
      return opens(phone, true, 'main .question-text');
    });
    note('WHO verbal autopsy: tap on the form → first question', openings, 'who');
  });
});
