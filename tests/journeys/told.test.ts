import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Draft } from '../../src/domain/response.ts';
import type { Key } from '../../src/language/index.ts';
import { type BadRoad, badRoad, type Fault, refuses } from '../support/badRoad.ts';
import { type BrowserPhone, launchBrowser } from '../support/browserPhone.ts';
import { publish, rules, say, visitAsking } from '../support/campaign.ts';
import { couch } from '../support/couch.ts';
import { aDraft, aResponse } from '../support/examples.ts';
import { hasFocus } from '../support/looks.ts';
import { isLocated, signsIn } from '../support/people.ts';
import { startTestServer, type TestServer } from '../support/servers.ts';

/** What people are told of sending and receiving, and whether it is in their sight. */
let browser: Browser;
let server: TestServer;
let road: BadRoad;
let inHand: BrowserPhone | undefined;

const LANGUAGES = ['en', 'ur', 'es'] as const;

/** Of many choices, the last ones lie below the end of a small screen. */
const ROOMS = Array.from({ length: 14 }, (_, index) => ({
  name: `room-${index}`,
  label: say(`Room ${index}`, `کمرہ ${index}`, `Cuarto ${index}`),
}));
const VISIT = visitAsking({
  type: 'select_one',
  list_name: 'rooms',
  name: 'room',
  label: say('Which room?', 'کون سا کمرہ؟', '¿Qué cuarto?'),
});

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), startTestServer()]);
  road = await badRoad(server);
  await publish(server, { ...VISIT, choices: { rooms: ROOMS } });
});

afterEach(async ({ task }) => {
  road.fault = undefined;
  if (task.result?.state === 'fail') await inHand?.shot('failed-told').catch(() => undefined);
});

afterAll(async () => {
  await browser?.close();
  await road?.end();
  await server?.end();
});

const next = ({ page }: BrowserPhone): Promise<void> => page.locator('.bottom-bar .button-primary').click();

async function begins(phone: BrowserPhone, code: string): Promise<void> {
  const { page, t } = phone;
  await page.goto('/');
  await page.getByText(t('collector:home.start')).click();
  await page.locator('#q-code').fill(code);
  await next(phone);
  await page.locator('input[value="room-0"]').waitFor({ state: 'attached' });
}

async function visits(phone: BrowserPhone, code: string): Promise<void> {
  await begins(phone, code);
  await next(phone);
  await phone.button('more:review.finish').click();
  await phone.page.getByRole('heading', { name: phone.t('more:done.title') }).waitFor();
}

/** Whether the whole of it is on the screen. */
const isInSight = (words: Locator): Promise<boolean> =>
  words.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });

async function bothCardsAreInSight({ page }: BrowserPhone): Promise<void> {
  const cards = page.locator('.card-large');
  await expect.poll(() => cards.count()).toBe(2);
  for (const card of await cards.all()) await expect.poll(() => isInSight(card)).toBe(true);
}

/** A sentence with any time of the day in it. */
const atSomeTime = ({ t }: BrowserPhone, key: Key): RegExp => {
  const plainly = t(key, { time: '\n' }).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(plainly.replace('\n', '\\S+'));
};

/** What a screen reader is given to say from now on: each new text of a place that is said when it changes. */
async function listens({ page }: BrowserPhone): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const heard: string[] = [];
    const listen = (): void => {
      for (const { textContent } of document.querySelectorAll('[role=status], [role=alert]'))
        if (textContent && heard.at(-1) !== textContent) heard.push(textContent);
    };
    listen();
    heard.length = 0;
    Object.assign(globalThis, { heard });
    new MutationObserver(listen).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
  return () => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
}

test.each(LANGUAGES)(
  'each tap on “Send now” is seen and heard, also when nothing came of it (%s)',
  async (language) => {
    const amina = await signsIn(browser, road, 'amina', { language });
    inHand = amina;
    const { page, button } = amina;
    await amina.networkOff();
    await visits(amina, `told-${language}`);
    await page.goto('/send');
    await page.getByText(amina.t('more:send.offline')).waitFor();
    // A try of the phone's own may be under way when she taps: then it is said that it sends.
    const underWay = [amina.t('more:send.asking'), amina.t('more:send.sending')];
    const told = (words: string[]): boolean => {
      const asked = words.findIndex((one) => underWay.some((said) => one.includes(said)));
      const last = words.findLastIndex((one) => atSomeTime(amina, 'more:send.triedOffline').test(one));
      return asked >= 0 && last > asked;
    };
    for (const _tap of [1, 2]) {
      const heard = await listens(amina);
      await button('more:send.now').click();
      await expect.poll(heard).toSatisfy(told);
    }
    await page.getByText(atSomeTime(amina, 'more:send.triedOffline')).waitFor();
    await amina.shot('told-tried');
    expect(await amina.axe()).toEqual([]);
    await amina.networkOn();
    await page.getByText(amina.t('more:send.allReceivedText')).waitFor();
    await button('more:send.receiveNow').click();
    await page.getByText(atSomeTime(amina, 'more:send.asked')).waitFor();
    await amina.shot('told-asked');
    expect(amina.complaints).toEqual([]);
    await amina.end();
  },
);

test.each(LANGUAGES)(
  'what is refused once more says so where she tapped, and then goes when it may (%s)',
  async (language) => {
    const amina = await signsIn(browser, road, 'amina', { language });
    inHand = amina;
    const { page, t, button } = amina;
    await rules(server, `function (doc) { if (doc.type === 'response') throw { forbidden: 'closed' }; }`);
    await visits(amina, `refused-${language}`);
    await page.goto('/list/attention');
    const again = button('more:record.retry');
    await again.waitFor();
    const heard = await listens(amina);
    await again.click();
    const refused = page.getByText(atSomeTime(amina, 'more:record.refusedAgain'));
    await refused.waitFor();
    await expect.poll(heard).toContain(t('more:send.asking'));
    // The card stood still meanwhile, and so did her place on the page.
    await hasFocus(again);
    await amina.shot('told-refused-again');
    expect(await amina.axe()).toEqual([]);

    await rules(server, undefined);
    await again.click();
    await page.getByText(t('more:done.receivedText')).waitFor();
    await again.waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
    await amina.shot('told-taken');
    expect(amina.complaints).toEqual([]);
    await amina.end();
  },
);

/** The road stays open until that many pages of changes have come; the next ones wait without an answer. */
function holdsChangesAfter(pages: number): Fault {
  let seen = 0;
  return ({ url }) => {
    if (url?.includes('_changes') === true) seen += 1;
    return seen > pages && url?.includes('_changes') === true ? 'met' : 'passed';
  };
}

test('a long first receiving is told at home, of all that comes to a coordinator and at most to a collector', async () => {
  const draft = (index: number): Draft =>
    aDraft(`0199${String(index).padStart(4, '0')}-0000-7000-8000-000000000000`, { heard: 'yes' });
  await couch(server).put(
    Array.from({ length: 900 }, (_, index) => {
      const one = draft(index);
      return { _id: one.id, body: aResponse(one) };
    }),
  );
  for (const [name, language] of [
    ['sana', 'en'],
    ['amina', 'ur'],
    ['amina', 'es'],
  ] as const) {
    road.fault = holdsChangesAfter(1);
    const phone = await signsIn(browser, road, name, { language });
    inHand = phone;
    const arriving = phone.page.locator('.notice progress');
    await arriving.waitFor();
    const words = (await arriving.getAttribute('aria-label')) ?? '';
    const key = name === 'sana' ? 'collector:first.progress' : 'collector:first.atMost';
    const counted = phone.t(key, { done: '\n', total: '\n', left: '\n' }).split('\n');
    for (const part of counted) expect(words).toContain(part);
    await bothCardsAreInSight(phone);
    expect(await phone.axe()).toEqual([]);
    await phone.shot(`told-first-${name}`);
    if (name === 'sana') {
      await phone.page.setViewportSize({ width: 1280, height: 800 });
      await phone.shot('told-first-wide');
    }
    expect(phone.complaints).toEqual([]);
    await phone.end();
  }
});

test.each(LANGUAGES)(
  'with drafts and a warning both big cards are whole on a small screen (%s)',
  async (language) => {
    const diego = await signsIn(browser, road, 'diego', { language });
    inHand = diego;
    const { page, t } = diego;
    for (const drafts of [1, 2]) {
      await begins(diego, `small-${drafts}`);
      await page.goto('/');
      await page.getByText(t('more:safety.unprotected')).waitFor();
      await expect.poll(() => page.locator('a[href^="/survey/"]').count()).toBe(drafts);
      await diego.shot(`told-small-${drafts}`);
      await bothCardsAreInSight(diego);
    }
    // The warning is one target, and leads where it says.
    await page.getByRole('link', { name: t('more:safety.unprotected') }).click();
    await page.waitForURL('**/install');
    await diego.end();
  },
);

test.each(LANGUAGES)(
  '“Saved on this phone” is in sight wherever she taps on a long page (%s)',
  async (language) => {
    const amina = await signsIn(browser, road, 'amina', { language });
    inHand = amina;
    const { page, t } = amina;
    await begins(amina, 'long');
    const saved = page.getByText(t('collector:survey.saved'), { exact: true });
    expect(await saved.count()).toBe(0);
    const last = page.locator('input[value="room-13"]');
    await last.scrollIntoViewIfNeeded();
    await last.check({ force: true });
    await saved.waitFor();
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(100);
    await expect.poll(() => isInSight(saved)).toBe(true);
    await amina.shot('told-saved-long');

    // The details that may follow a report are answers as well.
    await page.goto('/report');
    await isLocated(page);
    await page.locator('main input[name=q-kind]').first().check({ force: true });
    await amina.button('report:done').click();
    await page.getByRole('heading', { name: t('report:saved.title') }).waitFor();
    const savedToo = page.locator('main section').getByText(t('collector:survey.saved'), { exact: true });
    const detail = page.locator('main section input').last();
    await detail.scrollIntoViewIfNeeded();
    expect(await savedToo.count()).toBe(0);
    await detail.check({ force: true });
    await savedToo.waitFor();
    await expect.poll(() => isInSight(savedToo)).toBe(true);
    expect(await amina.axe()).toEqual([]);
    await amina.shot('told-saved-details');
    expect(amina.complaints).toEqual([]);
    await amina.end();
  },
);

test.each(LANGUAGES)(
  'a record that is not on the phone says why it may be so, and where to look (%s)',
  async (language) => {
    const amina = await signsIn(browser, road, 'amina', { language });
    inHand = amina;
    const { page, t, link } = amina;
    await page.goto('/record/response:of-another-phone');
    await page.getByText(t('more:record.goneText')).waitFor();
    await amina.shot('told-gone');
    expect(await amina.axe()).toEqual([]);
    await link('collector:home.goTo.list').click();
    await page.getByRole('heading', { name: t('more:list.title') }).waitFor();
    await page.goBack();
    await link('collector:home.goTo.send').click();
    await page.getByRole('heading', { name: t('more:send.title') }).waitFor();
    await amina.end();
  },
);

test.each(LANGUAGES)(
  'with a changed password “Send now” asks for it, however often the app is opened (%s)',
  async (language) => {
    const amina = await signsIn(browser, road, 'amina', { language });
    inHand = amina;
    const { page, t, button } = amina;
    await amina.networkOff();
    await visits(amina, `password-${language}`);
    const refusing = refuses(401);
    let refused = 0;
    road.fault = (request, answer) => {
      const met = refusing(request, answer);
      if (met === 'met') refused += 1;
      return met;
    };
    await amina.networkOn();
    await page.goto('/send');
    await page.getByText(t('trouble:sign-in-needed')).waitFor();
    // What was under way until now may have met its refusal as well; it ends with the page.
    await page.reload();
    await page.getByText(t('more:send.passwordText')).waitFor();
    const before = refused;
    expect(before).toBeGreaterThan(0);
    // Five wrong passwords would lock her name out, and she has typed none.
    for (let opened = 0; opened < 6; opened++) {
      await page.reload();
      await page.getByText(t('more:send.passwordText')).waitFor();
    }
    expect(refused).toBe(before);
    await amina.shot('told-password');
    expect(await amina.axe()).toEqual([]);

    road.fault = undefined;
    await button('more:send.now').click();
    const asked = page.getByRole('dialog');
    await asked.locator('input').fill(road.logins.amina);
    await page.keyboard.press('Enter');
    await page.getByText(t('more:send.allReceivedText')).waitFor();
    expect(amina.complaints).toEqual([]);
    await amina.end();
  },
);
