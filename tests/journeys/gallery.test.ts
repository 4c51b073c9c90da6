import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, newPhone, say } from '../support/browserPhone.ts';
import { hasFocus, overflow, smallTargets } from '../support/looks.ts';
import { startTestServer, type TestServer } from '../support/servers.ts';

let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), startTestServer()]);
});
afterAll(async () => {
  await browser.close();
  await server.end();
});

const LANGUAGES = ['en', 'ur', 'es'] as const;

/** Each language and each theme once: what a theme's colours do is counted pair by pair in the unit tests. */
const PAIRS = [
  ['en', 'day'],
  ['ur', 'sunlight'],
  ['es', 'night'],
] as const;

test.each(PAIRS)(
  'every part and question can be read, reached and hit in %s by %s',
  async (language, theme) => {
    const phone = await newPhone(browser, server.origin, { language });
    const { page } = phone;
    await page.goto('/gallery');
    await page.getByRole('heading', { level: 1, name: say(language, 'gallery:title') }).waitFor();
    await page.locator(`html[dir=${language === 'ur' ? 'rtl' : 'ltr'}]`).waitFor();
    await page.getByRole('radio', { name: say(language, `gallery:theme.${theme}`) }).check();
    await page.locator(`html[data-theme=${theme}]`).waitFor();
    expect(await phone.axe()).toEqual([]);
    expect(await smallTargets(page)).toEqual([]);
    expect(await overflow(page)).toEqual([]);
    await phone.shot(`gallery-${theme}`);
    expect(phone.complaints).toEqual([]);
    await phone.end();
  },
);

test.each(LANGUAGES)('letters of twice the size still fit a screen of 320 pixels in %s', async (language) => {
  const phone = await newPhone(browser, server.origin, { language });
  const { page } = phone;
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto('/gallery');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '200%';
  });
  expect(await overflow(page)).toEqual([]);
  await phone.end();
});

test('amina types her age in Urdu digits, and what is no number is refused in words', async () => {
  const phone = await newPhone(browser, server.origin, { language: 'ur' });
  const { page, t } = phone;
  await page.goto('/gallery');
  const age = page.locator('#q-age-open');
  await age.fill('۳۴ سال');
  await age.blur();
  const sample = page.locator('[data-sample=open]').filter({ has: age });
  await sample.getByText(t('question:number.notNumber')).waitFor();
  expect(await age.inputValue()).toBe('۳۴ سال');
  await expect.poll(() => age.getAttribute('aria-invalid')).toBe('true');
  await age.fill('۳۴');
  await sample.getByText(t('question:number.notNumber')).waitFor({ state: 'detached' });
  expect(await age.inputValue()).toBe('۳۴');
  await phone.end();
});

test('a dialog keeps the focus and gives it back, by keyboard alone', async () => {
  const phone = await newPhone(browser, server.origin);
  const { page } = phone;
  await page.goto('/gallery');
  const opener = page.locator('#open-dialog');
  await opener.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: phone.t('gallery:notice.title') });
  await dialog.waitFor();
  for (let presses = 0; presses < 5; presses++) {
    await page.keyboard.press('Tab');
    // From its last control the focus goes to the browser's own, which the page sees as its body.
    expect(await page.evaluate(() => document.activeElement?.matches('body, dialog[open] *'))).toBe(true);
  }
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await hasFocus(opener);
  await phone.end();
});
