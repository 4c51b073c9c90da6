import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type BrowserPhone, type Language, launchBrowser } from '../support/browserPhone.ts';
import { couch } from '../support/couch.ts';
import { overflow } from '../support/looks.ts';
import { asks, isLocated, signsIn } from '../support/people.ts';
import { aPhoto } from '../support/photo.ts';
import { startTestServer, type TestServer } from '../support/servers.ts';

// One day, told in order: each test goes on where the one before ended.
let browser: Browser;
let server: TestServer;
let amina: BrowserPhone;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), startTestServer()]);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await amina?.shot('failed').catch(() => undefined);
});
afterAll(async () => {
  await browser?.close();
  await server?.end();
});

const word = (phone: BrowserPhone, page = phone.page) =>
  page.getByRole('complementary', { name: phone.t('more:practice.title') });
const records = () => amina.page.locator('a[href^="/record/"]');

/** Runs in the page: whether it is as far down as it goes. */
function goesDown(): boolean {
  const { scrollHeight, clientHeight } = document.documentElement;
  scrollTo(0, scrollHeight);
  return scrollY >= scrollHeight - clientHeight - 1;
}

/** The word and the way out are in sight, as far down as the page goes; the title says it too, and axe finds nothing. */
async function isFramed(phone: BrowserPhone): Promise<void> {
  const { page, t } = phone;
  await expect.poll(() => page.evaluate(goesDown)).toBe(true);
  await expect.poll(async () => (await word(phone).boundingBox())?.y).toBe(0);
  await page.evaluate(() => scrollTo(0, 0));
  await expect.poll(() => page.title()).toContain(t('more:practice.title'));
  await page.locator('h1[aria-describedby=practice-word]').first().waitFor({ state: 'attached' });
  expect(await overflow(page)).toEqual([]);
  expect(await phone.axe()).toEqual([]);
}

async function beginsPractice(phone: BrowserPhone): Promise<void> {
  const { page, t, button, link } = phone;
  await button('collector:home.menu').click();
  await link('collector:home.goTo.practice').click();
  await page.getByRole('heading', { level: 1, name: t('more:practice.title') }).waitFor();
  expect(await phone.axe()).toEqual([]);
  await phone.shot('practice');
  await button('more:practice.begin').click();
  await page.getByText(t('more:practice.here')).waitFor();
}

test('without a network Amina begins to practise, and every page says so', async () => {
  amina = await signsIn(browser, server, 'amina');
  await amina.networkOff();
  await server.kill();
  await beginsPractice(amina);
  await isFramed(amina);
  await amina.shot('practice-home');
});

test('she practises a whole interview and a place with a photo, and reads that neither is sent', async () => {
  const { page, t, button } = amina;
  await page.getByText(t('collector:home.start')).click();
  await asks(amina, new Map(), (given) => given.size === 3);
  await isFramed(amina);
  await amina.shot('practice-question');
  await asks(amina, new Map());
  await button('more:review.finish').click();
  await page.getByText(t('more:practice.notSent')).waitFor();
  await isFramed(amina);
  await amina.shot('practice-done');
  await page.goto('/report');
  await page.locator('main input[name*=kind]').first().check({ force: true });
  await isLocated(page);
  await page.locator('.bottom-bar input[type=file]').setInputFiles(await aPhoto(page));
  await page.getByText(t('report:photo.kept')).first().waitFor({ state: 'attached' });
  await isFramed(amina);
  await amina.shot('practice-report');
  await button('report:done').click();
  await page.getByText(t('more:practice.notSent')).waitFor();
});

test('her practised records are listed, and the page for sending has nothing to send', async () => {
  const { page, t, button } = amina;
  await page.goto('/list/phone');
  await expect.poll(() => records().count()).toBe(2);
  await isFramed(amina);
  await page.goto('/send');
  await page.getByText(t('more:practice.never')).waitFor();
  expect(await button('more:send.now').count()).toBe(0);
  expect(await button('more:send.toFile').count()).toBe(0);
  await isFramed(amina);
  await amina.shot('practice-send');
});

test('the page loads again and is practice still; another tab does real work meanwhile', async () => {
  await amina.page.reload();
  await word(amina).waitFor();
  const other = await amina.newTab();
  await other.goto('/list/phone');
  await other.getByText(amina.t('more:list.emptyPhone')).waitFor();
  expect(await word(amina, other).count()).toBe(0);
  await other.close();
});

test('practice ends with one tap: nothing of it is in her work, and nothing reaches the server with the network', async () => {
  const { page, t, button } = amina;
  await button('more:practice.end').click();
  await page.getByText(t('collector:home.ready')).waitFor();
  await word(amina).waitFor({ state: 'detached' });
  await expect.poll(() => page.title()).not.toContain(t('more:practice.title'));
  await server.start();
  await amina.networkOn();
  await page.getByText(t('collector:home.start')).click();
  await asks(amina, new Map());
  await button('more:review.finish').click();
  await page.getByRole('heading', { name: t('more:done.title') }).waitFor();
  await page.goto('/list/received');
  await expect.poll(() => records().count(), { timeout: 60_000 }).toBe(1);
  const there = await couch(server).documents('response:');
  expect(there.filter((document) => document['collector'] === 'amina')).toHaveLength(1);
  expect(JSON.stringify(there)).not.toContain('"mode"');
});

test('what was practised is there the next time, until one tap and a question delete it', async () => {
  const { page, t, button } = amina;
  await page.goto('/');
  await beginsPractice(amina);
  await page.goto('/list/phone');
  await expect.poll(() => records().count()).toBe(2);
  await page.goto('/practice');
  await button('more:practice.wipe').click();
  await page.getByText(t('more:practice.wipeText')).waitFor();
  expect(await amina.axe()).toEqual([]);
  await amina.shot('practice-delete');
  await page.locator('dialog .button-danger').click();
  await page.getByText(t('more:practice.wiped')).waitFor();
  await isFramed(amina);
  await page.goto('/list/phone');
  await page.getByText(t('more:list.emptyPhone')).waitFor();
  await word(amina).getByRole('button').click();
  await page.getByText(t('collector:home.ready')).waitFor();
  await page.goto('/list/received');
  await records().first().waitFor();
});

test('a tab that practises goes on when real work deletes what was practised, and finds its forms', async () => {
  const { page, t, button } = amina;
  const other = await amina.newTab();
  await other.goto('/practice');
  await other.getByRole('button', { name: t('more:practice.begin') }).click();
  await other.getByText(t('more:practice.here')).waitFor();
  await other.goto('/report');
  await other.locator('main input[name*=kind]').first().check({ force: true });
  await isLocated(other);
  await other.locator('.bottom-bar .button-primary').click();
  await other.getByText(t('more:practice.notSent')).waitFor();
  await other.goto('/list/phone');
  await other.locator('a[href^="/record/"]').waitFor();
  await page.goto('/practice');
  await button('more:practice.wipe').click();
  await page.locator('dialog .button-danger').click();
  await page.getByText(t('more:practice.wiped')).waitFor();
  expect(await word(amina).count()).toBe(0);
  await other.getByText(t('more:list.emptyPhone')).waitFor();
  await other.getByRole('link', { name: t('common:action.back') }).click();
  await other.getByText(t('collector:home.start')).waitFor();
  await word(amina, other).waitFor();
  await other.close();
  expect(amina.complaints).toEqual([]);
  await amina.end();
});

test.each<Language>(['ur', 'es'])('practice says what it is in %s, too', async (language) => {
  const phone = await signsIn(browser, server, 'diego', { language });
  await beginsPractice(phone);
  await isFramed(phone);
  await phone.shot('practice-home');
  await phone.page.getByText(phone.t('collector:home.start')).click();
  await phone.page.locator('.question-text').first().waitFor();
  await isFramed(phone);
  await phone.shot('practice-question');
  await phone.page.goto('/send');
  await phone.page.getByText(phone.t('more:practice.never')).waitFor();
  await isFramed(phone);
  await phone.shot('practice-send');
  await phone.page.goto('/practice');
  await phone.page.getByText(phone.t('more:practice.endText')).waitFor();
  await isFramed(phone);
  await phone.shot('practice-within');
  expect(phone.complaints).toEqual([]);
  await phone.end();
});
