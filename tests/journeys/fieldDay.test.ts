import { createHash } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { placeReport } from '../../src/endpoint/demo/forms/place.ts';
import { type BrowserPhone, launchBrowser } from '../support/browserPhone.ts';
import { couch } from '../support/couch.ts';
import { asks, type Given, isLocated, signsIn } from '../support/people.ts';
import { aPhoto } from '../support/photo.ts';
import { startTestServer, type TestServer } from '../support/servers.ts';

// One day, told in order: each test goes on where the one before ended.
let browser: Browser;
let server: TestServer;
let amina: BrowserPhone;
let diego: BrowserPhone;
const given: Given = new Map();

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), startTestServer()]);
});

// What was on the screen when a step failed.
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await amina?.shot('failed-amina').catch(() => undefined);
  await diego?.shot('failed-diego').catch(() => undefined);
});

afterAll(async () => {
  await browser?.close();
  await server?.end();
});

const labelOf = (kind: string, language: string): string =>
  placeReport.choices['kinds']?.find((choice) => choice.name === kind)?.label[language] ?? '';

/** Both at once: the phone's radio is off, and there is nobody at the other end. */
async function networkIsGone(...phones: BrowserPhone[]): Promise<void> {
  for (const phone of phones) await phone.networkOff();
  await server.kill();
}

test('Amina and Diego sign in at the office, in Urdu and in Spanish, and may leave', async () => {
  amina = await signsIn(browser, server, 'amina', { language: 'ur' });
  diego = await signsIn(browser, server, 'diego', { language: 'es' });
  await amina.shot('home');
});

test('every page of the app opens again with the network off and the server stopped', async () => {
  await networkIsGone(amina, diego);
  for (const route of [
    '/',
    '/list',
    '/send',
    '/settings',
    '/about',
    '/debug',
    '/install',
    '/map',
    '/report',
  ]) {
    await amina.page.goto(route);
    await amina.page.locator('h1').first().waitFor({ state: 'attached' });
    expect(await amina.page.locator('h1').first().textContent(), route).not.toBe(
      amina.t('collector:lost.title'),
    );
  }
  expect(amina.complaints).toEqual([]);
});

test('Amina interviews a household in Urdu; the tab is killed in the middle and every answer is there again', async () => {
  await amina.page.goto('/');
  await amina.page.getByText(amina.t('collector:home.start')).click();
  await asks(amina, given, (answers) => answers.size === 9);
  await amina.shot('question');

  await amina.tabIsKilled();
  await amina.page.goto('/');
  await amina.page.locator('a[href^="/survey/"]').first().click();
  await amina.page.locator('main input:checked').first().waitFor();
  await asks(amina, given);
  await amina.page.getByText(amina.t('more:review.title')).first().waitFor();
  await amina.shot('review');
  await amina.button('more:review.finish').click();
  await amina.page.getByRole('heading', { name: amina.t('more:done.title') }).waitFor();
  expect(given.size).toBeGreaterThan(20);
});

test('Diego reports a broken sidewalk in four taps, with photo and pin', async () => {
  await diego.page.goto('/');
  await diego.page.locator('a[href="/report"]').click();
  await isLocated(diego.page);
  await diego.page.getByRole('radio', { name: labelOf('broken_surface', 'es') }).check({ force: true });
  await diego.page.locator('.bottom-bar input[type=file]').setInputFiles(await aPhoto(diego.page));
  await diego.page.getByText(diego.t('report:photo.kept')).first().waitFor({ state: 'attached' });
  await diego.shot('report');
  await diego.button('report:done').click();
  await diego.page.getByRole('heading', { name: diego.t('report:saved.title') }).waitFor();
  await diego.shot('report-saved');
});

test('until there is a network both see their work on the phone, and that nothing is lost', async () => {
  await amina.page.goto('/send');
  await amina.page
    .getByText(amina.t('more:send.offline'))
    .or(amina.page.getByText(amina.t('more:send.waiting')))
    .first()
    .waitFor();
  await amina.shot('send');
  await diego.page.goto('/list/phone');
  await expect.poll(() => diego.page.locator('a[href^="/record/"]').count()).toBe(1);
});

test('when the network returns everything is sent by itself', async () => {
  await server.start();
  for (const phone of [amina, diego]) {
    await phone.networkOn();
    await phone.page.goto('/list/received');
    await phone.page.locator('a[href^="/record/"]').first().waitFor({ timeout: 60_000 });
  }
});

test('the endpoint holds every answer of the interview', async () => {
  const responses = await couch(server).documents('response:');
  const survey = responses.find((doc) => doc['subject'] === 'survey');
  expect(survey).toMatchObject({
    collector: 'amina',
    round: 'baseline',
    language: 'ur',
    respondent: '204815',
  });
  const answers = survey?.['answers'] as Record<string, unknown>;
  for (const [path, value] of given) {
    expect(Array.isArray(value) ? answers[path] : String(answers[path]), path).toEqual(value);
  }
});

test('the endpoint holds the photo byte for byte as the phone has it, small and without hidden data', async () => {
  const { documents, attachment } = couch(server);
  const report = (await documents('response:')).find((doc) => doc['subject'] === 'place');
  expect(report?.['answers']).toMatchObject({
    kind: 'broken_surface',
    mode: 'pedestrian',
    valence: 'problem',
  });
  const { photo } = (report?.['answers'] ?? {}) as {
    photo: { media: string; sha256: string; bytes: number };
  };
  await expect.poll(async () => (await documents('media:')).length, { timeout: 60_000 }).toBe(1);
  const bytes = await attachment(photo.media, 'photo');
  expect(bytes.length).toBe(photo.bytes);
  expect(bytes.length).toBeLessThanOrEqual(480 * 1024);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(photo.sha256);
  expect(bytes.includes('Exif')).toBe(false);
});

test('the coordinator sees both: the interview, and the report with its photo', async () => {
  const sana = await signsIn(browser, server, 'sana', { wide: true });
  await sana.page.goto('/desk');
  await expect.poll(() => sana.page.getByText('204815').count(), { timeout: 60_000 }).toBeGreaterThan(0);
  await sana.shot('desk');
  await sana.page.goto('/desk/places');
  await expect.poll(() => sana.page.getByText(labelOf('broken_surface', 'en')).count()).toBeGreaterThan(0);
  await sana.shot('desk-places');
  expect(sana.complaints).toEqual([]);
  await sana.end();
});

test('nobody met a script error or a broken policy all day', () => {
  expect(amina.complaints).toEqual([]);
  expect(diego.complaints).toEqual([]);
});
