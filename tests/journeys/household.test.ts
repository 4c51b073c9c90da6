import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FormDefinition } from '../../src/domain/form/definition.ts';
import { type BrowserPhone, launchBrowser } from '../support/browserPhone.ts';
import { say } from '../support/campaign.ts';
import { couch } from '../support/couch.ts';
import { hasFocus } from '../support/looks.ts';
import { asksInstead } from '../support/ownForm.ts';
import { signsIn } from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/servers.ts';

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: XLSForm's way to name an answer
const household: FormDefinition = {
  form_id: 'household_members',
  version: '1',
  title: say('Household', 'گھرانہ', 'Hogar'),
  subject: 'survey',
  default_language: 'en',
  languages: ['en', 'ur', 'es'],
  choices: {
    towns: Array.from({ length: 3000 }, (_, at) => ({
      name: `t${at}`,
      label: say(`Town ${at}`, `قصبہ ${at}`, `Pueblo ${at}`),
    })),
    needs: [
      { name: 'water', label: say('Water', 'پانی', 'Agua') },
      { name: 'clinic', label: say('Clinic', 'کلینک', 'Clínica') },
      { name: 'street', label: say('Street', 'گلی', 'Calle') },
    ],
  },
  survey: [
    {
      type: 'select_one',
      list_name: 'towns',
      name: 'town',
      label: say('Which town?', 'کون سا قصبہ؟', '¿Qué pueblo?'),
    },
    {
      type: 'repeat',
      name: 'members',
      label: say('Member', 'فرد', 'Integrante'),
      children: [
        {
          type: 'text',
          name: 'name',
          label: say('What is the name?', 'نام کیا ہے؟', '¿Cómo se llama?'),
          required: 'yes',
        },
        {
          type: 'integer',
          name: 'age',
          label: say('How old is ${name}?', '${name} کی عمر کیا ہے؟', '¿Cuántos años tiene ${name}?'),
        },
      ],
    },
    {
      type: 'rank',
      list_name: 'needs',
      name: 'needs',
      label: say('What matters most?', 'سب سے اہم کیا ہے؟', '¿Qué importa más?'),
    },
    {
      type: 'range',
      name: 'pain',
      parameters: { start: '0', end: '10', step: '1' },
      label: say('How strong?', 'کتنا تیز؟', '¿Qué tan fuerte?'),
    },
  ],
};

// biome-ignore-end lint/suspicious/noTemplateCurlyInString: see above

let browser: Browser;
let server: TestServer;
let amina: BrowserPhone;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), startTestServer()]);
  await asksInstead(server, household);
});
afterAll(async () => {
  await browser?.close();
  await server?.end();
});

const next = () => amina.page.locator('.bottom-bar .button-primary').click();
const heading = (name: string | RegExp) => amina.page.getByRole('heading', { level: 1, name }).waitFor();
const looksWell = async (name: string) => {
  await amina.shot(name);
  expect(await amina.axe()).toEqual([]);
};

/** Without the answer that this page needs. */
async function triesToGoOn(): Promise<void> {
  await next();
  const summary = amina.page.locator('.error-summary');
  await hasFocus(summary);
}

test('Amina asks about a household member by member, takes one away, and searches thousands of towns', async () => {
  amina = await signsIn(browser, server, 'amina');
  const { page, t } = amina;
  await page.getByText(t('collector:home.start')).click();

  await page.getByRole('button', { name: t('extended:search.choose') }).click();
  await page.getByRole('searchbox').fill('town 2718');
  await looksWell('search');
  await page.getByRole('radio', { name: 'Town 2718', exact: true }).click({ force: true });
  await page.getByText('Town 2718').waitFor();
  await next();

  for (const [at, name] of ['Zainab', 'Ali', 'Bilal'].entries()) {
    await heading('What is the name?');
    await triesToGoOn();
    // Letter by letter, as a keyboard does: nothing may move the focus while she types.
    await page.getByRole('textbox').pressSequentially(name);
    await next();
    await heading(`How old is ${name}?`);
    await page.getByRole('textbox').fill(String(30 + at));
    await next();
    await heading('Member');
    if (at < 2) await page.getByRole('button', { name: t('more:repeat.addAnother') }).click();
  }
  await looksWell('repeat');
  await page.getByRole('button', { name: /Remove .*Member 2/ }).click();
  await page.getByRole('dialog').getByText('Ali · 31').waitFor();
  await page.getByRole('dialog').locator('.button-danger').click();
  await page.getByText('Ali · 31').first().waitFor({ state: 'detached' });
  await page.getByText('Bilal · 32').waitFor();
  await next();

  await heading('What matters most?');
  await page.getByRole('button', { name: /Move up: .*Street/ }).click();
  await page.getByRole('button', { name: /Move up: .*Street/ }).click();
  await looksWell('rank');
  await next();
  await heading('How strong?');
  await page.getByRole('slider').fill('7');
  await next();
  await heading(t('more:review.title'));
  await page.getByRole('heading', { name: 'Member 2' }).waitFor();
  await looksWell('review-repeat');
});

test('any page is one tap away, and says how it stands', async () => {
  const { page, t } = amina;
  await page.getByRole('button', { name: t('collector:survey.jump') }).click();
  await page.getByRole('dialog').waitFor();
  await looksWell('jump');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /How old is Bilal/ })
    .click();
  await heading('How old is Bilal?');
  await expect.poll(() => page.getByRole('textbox').inputValue()).toBe('32');
});

test('what she finished reaches the endpoint instance by instance', async () => {
  const { page, t } = amina;
  for (let steps = 0; steps < 6 && !page.url().includes('/review'); steps++) {
    const before = page.url();
    await next();
    await page.waitForFunction((last) => location.href !== last, before);
  }
  await amina.button('more:review.finish').click();
  await heading(t('more:done.title'));
  await expect
    .poll(async () => (await couch(server).documents('response:')).length, { timeout: 60_000 })
    .toBe(1);
  const [response] = await couch(server).documents('response:');
  expect(response?.['answers']).toEqual({
    town: 't2718',
    members: 2,
    'members[1]': expect.stringMatching(/^[0-9a-z]{8}$/),
    'members[2]': expect.stringMatching(/^[0-9a-z]{8}$/),
    'members[1]/name': 'Zainab',
    'members[1]/age': 30,
    'members[2]/name': 'Bilal',
    'members[2]/age': 32,
    needs: ['street', 'water', 'clinic'],
    pain: 7,
  });
  expect(amina.complaints).toEqual([]);
});
