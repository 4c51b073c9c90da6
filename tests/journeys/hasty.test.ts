import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BrowserPhone, launchBrowser, slows } from '../support/browserPhone.ts';
import { publish, say, visitAsking } from '../support/campaign.ts';
import { isLocated, signsIn } from '../support/people.ts';
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

test('quick arrows take the pin as many steps', async () => {
  const page = await amina.newTab();
  await slows(page, 300);
  await page.goto('/report');
  await isLocated(page);
  await page.getByRole('button', { name: amina.t('report:pin.move') }).click();
  await page.getByRole('application').locator('canvas').waitFor();
  await page.getByRole('application').focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('Shift+ArrowRight');
  // Twenty metres each.
  const metres = async () => Number(/\d+/.exec((await page.locator('.map-pill').textContent()) ?? '')?.[0]);
  await expect.poll(metres).toBeGreaterThanOrEqual(60);
  expect(amina.complaints).toEqual([]);
});

/** She types on, and the busy phone hears of it when the pause after her first letter is over. */
const typesOnMeanwhile = (field: HTMLInputElement, letters: string[]): void => {
  const type = (text: string): void => {
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  };
  const { setTimeout: later } = window;
  const typeOn = (): void => {
    type(letters.join(''));
    for (const since = performance.now(); performance.now() < since + 400; );
  };
  window.setTimeout = ((act: TimerHandler, delay = 0) => {
    if (delay > 200 && delay < 300) {
      window.setTimeout = later;
      later(typeOn);
    }
    return later(act, delay);
  }) as typeof window.setTimeout;
  type(letters[0] ?? '');
};

test('a letter that is typed while the desk begins to search is not lost', async () => {
  const sana = await signsIn(browser, server, 'sana', { wide: true });
  const { page, t } = sana;
  await slows(page, 300);
  await page.goto('/desk');
  const field = page.getByLabel(t('desk:responses.search'));
  await field.evaluate(typesOnMeanwhile, ['z', 'q']);
  await page.getByText(t('desk:responses.none')).waitFor();
  expect(await field.inputValue()).toBe('zq');
  expect(sana.complaints).toEqual([]);
});
