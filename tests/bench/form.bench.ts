import { loadavg } from 'node:os';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browserPhone.ts';
import { asksInstead } from '../support/ownForm.ts';
import { signsIn } from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/servers.ts';
import { longForm } from './longForm.ts';

/**
 * A survey of 500 questions in the running app, its service worker and storage included, on a processor slowed six
 * times: `npm run bench -- tests/bench/form.bench.ts`.
 */
const QUESTIONS = 500;
const SLOWED = 6;
const OPENINGS = 5;
const ANSWERS = 20;

let browser: Browser;
let server: TestServer;
const rows: string[] = [];

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser('--js-flags=--expose-gc'), startTestServer()]);
  await asksInstead(server, longForm(QUESTIONS));
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await server?.end();
  const load = loadavg()[0]?.toFixed(1);
  const table = [
    `| ${QUESTIONS} questions, processor ${SLOWED} times slower (load ${load}) | p50 | p95 |`,
    '|---|---|---|',
    ...rows,
  ];
  console.log(table.join('\n'));
});

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(share * values.length) - 1)] ?? 0;
const note = (what: string, ms: readonly number[]) =>
  rows.push(`| ${what} | ${Math.round(percentile(ms, 0.5))} ms | ${Math.round(percentile(ms, 0.95))} ms |`);

/** Clicks what a selector finds and waits until what another one finds is drawn; both within the page. */
const clickToPaint = (page: Page, click: string, until: string): Promise<number> =>
  page.evaluate(
    async ([click, until]) => {
      const painted = () =>
        new Promise<void>((resolve) => {
          requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => resolve();
            channel.port2.postMessage(0);
          });
        });
      const begun = performance.now();
      document.querySelector<HTMLElement>(click as string)?.click();
      while (document.querySelector(until as string) === null) {
        if (performance.now() - begun > 30_000) throw new Error(`${until} never came`);
        await new Promise((resolve) => setTimeout(resolve));
      }
      await painted();
      return performance.now() - begun;
    },
    [click, until],
  );

async function heapMegabytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0) / 1_048_576;
}

const FIRST = 'main input[value="yes"]';

async function opens(page: Page): Promise<number> {
  await page.goto('/');
  await page.locator('.card-primary').waitFor();
  return clickToPaint(page, '.card-primary', `${FIRST}:not(:disabled)`);
}

test('page by page: opening, answering, and one answer that hides fifty questions', async () => {
  const amina = await signsIn(browser, server, 'amina');
  const { page } = amina;
  const session = await amina.context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
  const openings: number[] = [];
  for (let turn = 0; turn < OPENINGS; turn++) openings.push(await opens(page));
  note('tap on the form → first question answerable', openings);
  const flips: number[] = [];
  for (let turn = 0; turn < ANSWERS; turn++) {
    const value = turn % 2 === 0 ? 'no' : 'yes';
    flips.push(
      await clickToPaint(page, `main input[value="${value}"]`, `main input[value="${value}"]:checked`),
    );
  }
  note('one answer that hides or shows 50 questions → paint', flips);
  rows.push(`| heap after that | ${(await heapMegabytes(session)).toFixed(1)} MB | |`);
  expect(amina.complaints).toEqual([]);
  await amina.end();
});

test('all on one page of a large screen', async () => {
  const diego = await signsIn(browser, server, 'diego', { wide: true });
  const { page } = diego;
  const session = await diego.context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
  const openings: number[] = [];
  for (let turn = 0; turn < OPENINGS; turn++) openings.push(await opens(page));
  note('in one list: tap on the form → first question answerable', openings);
  const flips: number[] = [];
  for (let turn = 0; turn < ANSWERS; turn++) {
    const isOn = turn % 2 === 1;
    const shown = isOn ? '#q-g0' : 'main:not(:has(#q-g0))';
    flips.push(await clickToPaint(page, `main input[value="${isOn ? 'yes' : 'no'}"]`, shown));
  }
  note('in one list: one answer that hides or shows 50 questions → paint', flips);
  const answers: number[] = [];
  for (let turn = 0; turn < ANSWERS; turn++) {
    const isOn = turn % 2 === 0;
    answers.push(
      await clickToPaint(page, `[name="q-m0"][value="d"]`, isOn ? '#q-o0' : 'main:not(:has(#q-o0))'),
    );
  }
  note('in one list: one answer that shows or hides the next question → paint', answers);
  rows.push(`| in one list: heap after that | ${(await heapMegabytes(session)).toFixed(1)} MB | |`);
  expect(diego.complaints).toEqual([]);
  await diego.end();
});
