import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserPhone, launchBrowser, slows } from '../support/browserPhone.ts';
import { publish, say, visitAsking } from '../support/campaign.ts';
import { signsIn } from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/servers.ts';

/** More than a small screen shows. */
const THINGS = Array.from({ length: 24 }, (_, at) => ({
  name: `thing${at}`,
  label: say(`Thing ${at}`, `چیز ${at}`, `Cosa ${at}`),
}));

// A slow phone in quick hands: what is tapped before it has finished drawing counts.
let browser: Browser;
let server: TestServer;
let amina: BrowserPhone;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), startTestServer()]);
  await publish(server, {
    ...visitAsking(
      {
        type: 'integer',
        name: 'rooms',
        label: say('How many rooms?', 'کتنے کمرے؟', '¿Cuántos cuartos?'),
      },
      {
        type: 'select_multiple',
        list_name: 'things',
        name: 'things',
        label: say('What is in it?', 'اس میں کیا ہے؟', '¿Qué hay?'),
      },
      { type: 'text', name: 'end', label: say('What else?', 'اور کیا؟', '¿Qué más?') },
    ),
    choices: { things: THINGS },
  });
  amina = await signsIn(browser, server, 'amina');
  await slows(amina.page, 300);
  await amina.page.reload();
});
afterAll(async () => {
  await browser?.close();
  await server?.end();
});

const next = () => amina.page.locator('.bottom-bar .button-primary').click();

test('a survey that has just opened stays at the page that she taps on to', async () => {
  const { page, t } = amina;
  await page.getByText(t('collector:home.start')).click();
  await page.locator('#q-code').waitFor();
  await next();
  // The title is told last: by then nothing else is under way.
  await expect.poll(() => page.title()).toContain('How many rooms?');
  expect(new URL(page.url()).searchParams.get('page')).toBe('rooms');
});

test('Back to a long page, also with the key of the phone, shows where it begins', async () => {
  const { page } = amina;
  const isAt = (title: string) => expect.poll(() => page.title()).toContain(title);
  await next();
  await isAt('What is in it?');
  for (const goBack of [() => amina.button('common:action.back').click(), () => page.goBack()]) {
    await page.getByText('Thing 23').scrollIntoViewIfNeeded();
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(0);
    await next();
    await isAt('What else?');
    await goBack();
    await isAt('What is in it?');
    expect(await page.evaluate(() => scrollY)).toBe(0);
  }
});

/** The phone knows where it is a moment after she has tapped Done, and not before. */
const isFoundWithHerTap = (): void => {
  Object.getPrototypeOf(navigator.geolocation).watchPosition = (tell: PositionCallback): number => {
    addEventListener('click', ({ target }) => {
      const coords = { latitude: 21.1221, longitude: -101.6826, accuracy: 6, altitude: null };
      const found = { coords, timestamp: Date.now() } as GeolocationPosition;
      if ((target as Element).closest('.bottom-bar .button-primary')) setTimeout(() => tell(found));
    });
    document.documentElement.dataset['isSought'] = '';
    return 1;
  };
};

test('a place that the phone finds while a report is being finished belongs to it', async () => {
  const page = await amina.newTab();
  await page.addInitScript(isFoundWithHerTap);
  await page.goto('/report');
  await page.locator('main input[name=q-kind]').first().check({ force: true });
  await page.locator('html[data-is-sought]').waitFor();
  await page.locator('.bottom-bar .button-primary').click();
  await page.getByRole('heading', { name: amina.t('report:saved.title') }).waitFor();
  expect(amina.complaints).toEqual([]);
});
