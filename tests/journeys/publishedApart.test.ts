import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserPhone, launchBrowser } from '../support/browserPhone.ts';
import { couch } from '../support/couch.ts';
import { signsIn } from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/servers.ts';

let browser: Browser;
let server: TestServer;
let sana: BrowserPhone;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), startTestServer()]);
  const [campaign] = await couch(server).documents('campaign:');
  const { _id = '', _rev, ...body } = campaign ?? {};
  await couch(server).putApart(_id, `1-${'0'.repeat(32)}`, { ...body, currentRound: null });
  sana = await signsIn(browser, server, 'sana', { wide: true });
});
afterAll(async () => {
  await browser?.close();
  await server?.end();
});

const conflicts = async () => (await couch(server).documents('campaign:'))[0]?.['_conflicts'];

test('Sana sees what another coordinator published apart, and makes one campaign of it', async () => {
  const { page, t } = sana;
  expect(await conflicts()).toHaveLength(1);
  await page.goto('/desk/forms');
  await page.getByRole('radiogroup').waitFor();
  expect(await sana.axe()).toEqual([]);
  await page.getByRole('radio').nth(1).check();
  await page.getByRole('button', { name: t('xlsform:apart.join'), exact: true }).click();
  await page.getByText(t('xlsform:apart.done')).waitFor();
  await expect.poll(conflicts).toBeUndefined();
});
