import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserPhone, launchBrowser } from '../support/browserPhone.ts';
import { violations } from '../support/looks.ts';
import { answersThisPage, signsIn } from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/servers.ts';

// One phone with two tabs: each test goes on where the one before ended.
let browser: Browser;
let server: TestServer;
let amina: BrowserPhone;
let second: Page;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), startTestServer()]);
  amina = await signsIn(browser, server, 'amina');
});

afterAll(async () => {
  await browser?.close();
  await server?.end();
});

const isOpenElsewhere = (page: Page) =>
  page.getByText(amina.t('trouble:open-elsewhere')).first().waitFor({ state: 'visible' });
const again = (page: Page) => page.getByRole('button', { name: amina.t('common:action.retry') });
const question = (page: Page) => page.locator('main .question-text').first();
/** Whoever left it lets go a moment after the screen has changed: until then she is told once more. */
async function opensAgain(page: Page): Promise<void> {
  do {
    await again(page).click();
    await question(page).or(again(page)).waitFor();
  } while (await again(page).isVisible());
}

test('an interview that is open in one tab is not opened in another, until it is left there', async () => {
  await amina.button('collector:home.start').click();
  await answersThisPage(amina, new Map());
  second = await amina.newTab();
  await second.goto(amina.page.url());
  await isOpenElsewhere(second);
  expect(await violations(second)).toEqual([]);
  await again(second).click();
  await isOpenElsewhere(second);
  await amina.page.getByRole('button', { name: amina.t('collector:survey.leave') }).click();
  await amina.page.getByText(amina.t('collector:home.ready')).waitFor();
  await opensAgain(second);
  await expect.poll(() => second.locator('main input').first().inputValue()).toBe('204815');
});

test('a tab that dies lets go of its interview', async () => {
  await second.goto('/');
  await amina.page.goto(second.url());
  const resume = amina.page.locator('a[href^="/survey/"]').first();
  await resume.click();
  await question(amina.page).waitFor();
  const address = amina.page.url();
  await second.goto(address);
  await isOpenElsewhere(second);
  await amina.tabIsKilled();
  await opensAgain(second);
  expect(amina.complaints).toEqual([]);
});
