import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { FormDefinition } from '../../src/domain/form/definition.ts';
import { type BrowserPhone, launchBrowser } from '../support/browserPhone.ts';
import { say } from '../support/campaign.ts';
import { overflow } from '../support/looks.ts';
import { asksInstead } from '../support/ownForm.ts';
import { isLocated, sheetIsPassed, signsIn } from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/servers.ts';

const story: FormDefinition = {
  form_id: 'story',
  version: '1',
  title: say('A story', 'ایک قصہ', 'Una historia'),
  subject: 'survey',
  default_language: 'en',
  languages: ['en', 'ur', 'es'],
  choices: {},
  survey: [
    {
      type: 'text',
      name: 'words',
      appearance: 'multiline',
      label: say('What happened?', 'کیا ہوا؟', '¿Qué pasó?'),
    },
    { type: 'text', name: 'code', label: say('Which code?', 'کون سا کوڈ؟', '¿Qué código?') },
  ],
};

let browser: Browser;
let server: TestServer;
let amina: BrowserPhone;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), startTestServer()]);
  await asksInstead(server, story);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await amina?.shot('failed').catch(() => undefined);
});
afterAll(async () => {
  await browser?.close();
  await server?.end();
});

const heading = (name: string) => amina.page.getByRole('heading', { level: 1, name }).waitFor();
const next = () => amina.page.locator('.bottom-bar .button-primary').click();
const sheet = () => amina.page.getByRole('dialog');
/** Home says so much only when it has read her drafts and found none. */
const nothingIsBegun = () => amina.page.getByText(amina.t('collector:home.readyText')).waitFor();
const LINES = Array.from({ length: 12 }, (_, at) => `line ${at + 1}`);

test('Back closes an open sheet and stays at the question; what is chosen there stays a step of its own', async () => {
  amina = await signsIn(browser, server, 'amina');
  const { page, t } = amina;
  await page.getByText(t('collector:home.start')).click();
  await heading('What happened?');
  await page.getByRole('textbox').fill(LINES.join('\n'));
  await next();
  await heading('Which code?');
  for (const opener of ['collector:survey.jump', 'collector:survey.menu', 'common:parts.language'] as const) {
    await amina.button(opener).click();
    await sheet().waitFor();
    await page.goBack();
    await sheet().waitFor({ state: 'hidden' });
    await sheetIsPassed(page);
    await heading('Which code?');
    await amina.button(opener).click();
    await sheet().waitFor();
    await page.keyboard.press('Escape');
    await sheet().waitFor({ state: 'hidden' });
    await sheetIsPassed(page);
  }
  await amina.button('collector:survey.jump').click();
  await sheet()
    .getByRole('button', { name: /What happened/ })
    .click();
  await heading('What happened?');
  await page.goBack();
  await heading('Which code?');
  await page.goBack();
  await heading('What happened?');
});

test('a survey that was discarded in a sheet is not behind her any more', async () => {
  const { page, t } = amina;
  await page.goto('/settings');
  await heading(t('more:settings.title'));
  await page.goto('/');
  await page.getByText(t('collector:home.start')).click();
  await heading('What happened?');
  await amina.button('collector:survey.menu').click();
  await sheet()
    .getByRole('button', { name: t('more:survey.discard') })
    .click();
  await sheet().locator('.button-danger').click();
  await heading(t('collector:home.title'));
  await page.goBack();
  await heading(t('collector:home.title'));
  await page.goBack();
  await heading(t('more:settings.title'));
});

test('a long answer is read whole before it is finished, line by line and whatever its words', async () => {
  const { page, t } = amina;
  await page.goto('/');
  await page.getByRole('link', { name: /A story/ }).click();
  // The tab was left as soon as Back had drawn the first question: that she was there may not have been kept.
  const first = page.getByRole('heading', { name: 'What happened?' });
  await first.or(page.getByRole('heading', { name: 'Which code?' })).waitFor();
  if (await first.isVisible()) await next();
  await heading('Which code?');
  await page.getByRole('textbox').fill('x'.repeat(400));
  await next();
  await heading(t('more:review.title'));
  expect(await overflow(page)).toEqual([]);
  const answer = page.locator('.review-answer').first();
  expect((await answer.textContent())?.split('\n')).toEqual(LINES);
  expect(await answer.locator('bdi').evaluate((words) => getComputedStyle(words).whiteSpace)).toBe(
    'pre-line',
  );
  expect((await answer.boundingBox())?.height).toBeGreaterThan(LINES.length * 16);
  const [words, change] = await Promise.all([
    answer.boundingBox(),
    page.locator('.review-change').first().boundingBox(),
  ]);
  expect((words?.x ?? 0) + (words?.width ?? 0)).toBeLessThanOrEqual(change?.x ?? 0);
  await amina.shot('review-long');
  await next();
  await heading(t('more:done.title'));
});

test('a correction that she only looked at is nothing that waits for her', async () => {
  const { page, t } = amina;
  await page.goto('/list/phone');
  await page
    .locator('.record-list a')
    .first()
    .or(page.getByText(t('more:list.emptyPhone')))
    .first()
    .waitFor();
  if ((await page.locator('.record-list').count()) === 0) await page.goto('/list/received');
  // It moves to the other list when it is sent, perhaps under a click.
  const record = await page.locator('.record-list a').first().getAttribute('href');
  await page.goto(record ?? '');
  await amina.button('more:record.correct').click();
  await heading(t('more:review.title'));
  await page.goto('/');
  await nothingIsBegun();
  expect(await page.locator('a[href^="/survey/"]').count()).toBe(0);
});

test('reports that were only opened lie nowhere, and Back from a saved one leads where she was before', async () => {
  const { page, t } = amina;
  await page.goto('/report');
  const kind = page.locator('.choices-grid input').first();
  await kind.waitFor({ state: 'attached' });
  await page.goto('/');
  await nothingIsBegun();
  await page.locator('a[href="/report"]').click();
  await kind.check({ force: true });
  await isLocated(page);
  await next();
  await heading(t('report:saved.title'));
  await page.goBack();
  await heading(t('collector:home.title'));
  await nothingIsBegun();
  expect(await page.locator('a[href^="/report/"]').count()).toBe(0);
  await page.goBack();
  await heading(t('collector:home.title'));
  expect(amina.complaints).toEqual([]);
  await amina.end();
});
