import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FormDefinition } from '../../src/domain/form/definition.ts';
import { launchBrowser } from '../support/browserPhone.ts';
import { say } from '../support/campaign.ts';
import { asksInstead } from '../support/ownForm.ts';
import { sheetIsPassed, signsIn } from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/servers.ts';

/** Three children, and a log that wants to know why something is changed later. */
const children: FormDefinition = {
  form_id: 'children',
  version: '1',
  title: say('Children', 'بچے', 'Niños'),
  subject: 'survey',
  default_language: 'en',
  languages: ['en', 'ur', 'es'],
  choices: {},
  survey: [
    {
      type: 'audit',
      name: 'audit',
      parameters: { 'track-changes': 'true', 'track-changes-reasons': 'on-form-edit' },
    },
    {
      type: 'repeat',
      name: 'child',
      repeat_count: '3',
      label: say('Child', 'بچہ', 'Niño'),
      children: [
        { type: 'text', name: 'name', label: say('What is its name?', 'نام کیا ہے؟', '¿Cómo se llama?') },
      ],
    },
  ],
};

let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), startTestServer()]);
  await asksInstead(server, children);
});
afterAll(async () => {
  await browser?.close();
  await server?.end();
});

const LANGUAGES =
  process.env['DASTAK_SHOTS'] === undefined ? (['ur'] as const) : (['en', 'ur', 'es'] as const);

test.each(LANGUAGES)(
  'Amina sees together what the form counts, and says why she corrects it (%s)',
  async (language) => {
    const amina = await signsIn(browser, server, 'amina', { language });
    const { page, t } = amina;
    const next = () => page.locator('.bottom-bar .button-primary').click();
    const looksWell = async (name: string) => {
      await amina.shot(name);
      expect(await amina.axe()).toEqual([]);
    };
    await page.getByText(t('collector:home.start')).click();
    for (const name of ['Zainab', 'Ali', 'Bilal']) {
      await page.getByRole('textbox').fill(name);
      await next();
      if (name !== 'Bilal') await page.waitForFunction(() => document.querySelector('input')?.value === '');
    }
    await page.getByText(t('more:repeat.counted')).waitFor();
    expect(await page.getByRole('button', { name: t('more:repeat.addAnother') }).count()).toBe(0);
    await looksWell('counted-cards');
    await amina.button('collector:survey.jump').click();
    await page.getByRole('dialog').waitFor();
    await looksWell('counted-jump');
    await page.keyboard.press('Escape');
    await sheetIsPassed(page);
    await page.getByText('Ali').click();
    await page.waitForFunction(() => document.querySelector('input')?.value === 'Ali');
    await next();
    await page.waitForFunction(() => document.querySelector('input')?.value === 'Bilal');
    await next();
    await page.getByText(t('more:repeat.counted')).waitFor();
    await next();
    await amina.button('more:review.finish').click();
    await page.getByRole('heading', { level: 1, name: t('more:done.title') }).waitFor();
    await looksWell('counted-done');
    await page.goto(page.url().replace(/survey\/(.+)\/done/, 'record/$1'));
    await amina.button('more:record.correct').click();
    await page.getByLabel(t('more:reason.label')).waitFor();
    await looksWell('reason');
    await amina.button('more:review.finish').click();
    await page.locator('.error-summary').waitFor();
    await looksWell('reason-missing');
    await page.getByLabel(t('more:reason.label')).fill('Misheard');
    await amina.button('more:review.finish').click();
    await page.getByRole('heading', { level: 1, name: t('more:done.title') }).waitFor();
    expect(amina.complaints).toEqual([]);
    await amina.end();
  },
);
