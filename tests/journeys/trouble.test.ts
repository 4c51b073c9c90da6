import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Row } from '../../src/domain/form/definition.ts';
import type { Key } from '../../src/language/index.ts';
import {
  type BadRoad,
  badRoad,
  captivePortal,
  newerVersion,
  otherServer,
  refuses,
  vanishesAfterTheFirstWrite,
} from '../support/badRoad.ts';
import { type BrowserPhone, launchBrowser, newPhone } from '../support/browserPhone.ts';
import { publish, rules, say, visitAsking } from '../support/campaign.ts';
import { couch } from '../support/couch.ts';
import { isLocated, sheetIsPassed, signsIn } from '../support/people.ts';
import { aPhoto } from '../support/photo.ts';
import { startTestServer, type TestServer } from '../support/servers.ts';

let browser: Browser;
let server: TestServer;
let road: BadRoad;
let amina: BrowserPhone;
let diego: BrowserPhone;
let inHand: BrowserPhone | undefined;

/** A short visit: a code, and the two questions that a phone may fail. */
const VISIT = visitAsking(
  { type: 'geopoint', name: 'place', label: say('Where is it?', 'یہ کہاں ہے؟', '¿Dónde está?') },
  { type: 'image', name: 'photo', label: say('Take a photo', 'تصویر لیں', 'Tome una foto') },
);

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), startTestServer()]);
  road = await badRoad(server);
  await publish(server, VISIT);
});

afterEach(async ({ task }) => {
  road.fault = undefined;
  if (task.result?.state === 'fail') await inHand?.shot('failed-trouble').catch(() => undefined);
});

afterAll(async () => {
  await browser?.close();
  await road?.end();
  await server?.end();
});

/** The sentence of a trouble, as the locale file has it. */
const sentence = ({ page, t }: BrowserPhone, key: Key): Locator => page.getByText(t(key)).first();

/** Whether the whole of it is on the screen. */
const isInSight = (words: Locator): Promise<boolean> =>
  words.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });

const next = ({ page }: BrowserPhone): Promise<void> => page.locator('.bottom-bar .button-primary').click();

async function begins(phone: BrowserPhone): Promise<Locator> {
  await phone.page.goto('/');
  await phone.page.getByText(phone.t('collector:home.start')).click();
  const code = phone.page.locator('#q-code');
  await code.waitFor();
  return code;
}

/** A whole visit, with a photo if one is given. */
async function visits(phone: BrowserPhone, words: string, photo = false): Promise<void> {
  const { page, t, button } = phone;
  await (await begins(phone)).fill(words);
  await next(phone);
  await page.locator('#q-place').waitFor();
  await next(phone);
  await page.locator('#q-photo').waitFor({ state: 'attached' });
  if (photo) {
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles(await aPhoto(page));
    await page.locator('.question-photo').waitFor();
  }
  await next(phone);
  await button('more:review.finish').click();
  await page.getByRole('heading', { name: t('more:done.title') }).waitFor();
}

/** How many of her records are in that state, as her list shows them. */
const expectRecords = async ({ page }: BrowserPhone, state: string, count: number): Promise<void> => {
  await page.goto(`/list/${state}`);
  await expect.poll(() => page.locator('a[href^="/record/"]').count(), { timeout: 30_000 }).toBe(count);
};

interface Typed {
  name?: string;
  password?: string;
  address?: string;
}

async function typesIn({ page, t, button }: BrowserPhone, { name, password, address }: Typed): Promise<void> {
  const field = (key: Key): Locator => page.getByLabel(t(key), { exact: true });
  if (name !== undefined) await field('collector:signIn.name').fill(name);
  if (password !== undefined) await field('collector:signIn.password').fill(password);
  if (address !== undefined) {
    if (!(await field('collector:signIn.address').isVisible())) {
      await page.getByText(t('collector:signIn.otherAddress')).click();
    }
    await field('collector:signIn.address').fill(address);
  }
  await button('collector:signIn.submit').click();
}

test('a sign-in whose network goes away on the first visit ends with a word, and can be tried again', async () => {
  inHand = await newPhone(browser, road.origin);
  const { page, t, button, context } = inHand;
  await page.goto('/');
  await button('common:action.continue').click();
  await page.getByLabel(t('collector:signIn.name'), { exact: true }).waitFor();
  await context.setOffline(true);
  await typesIn(inHand, { name: 'diego', password: 'anything' });
  await page.getByRole('alert').waitFor();
  await expect.poll(() => button('collector:signIn.submit').getAttribute('aria-disabled')).toBe('false');
  await inHand.end();
});

test('whatever is wrong at the sign-in is said in Spanish, at its field, and what was typed stays', async () => {
  diego = await newPhone(browser, road.origin, { language: 'es' });
  inHand = diego;
  const { page, t, button } = diego;
  // The message cut his link in two.
  await page.goto(`/#join=${encodeURIComponent('http://')}`);
  await button('common:action.continue').click();
  await page.getByText(t('collector:signIn.linkDamaged')).waitFor();
  await diego.shot('trouble-link-damaged');
  await page.goto(`/#join=${encodeURIComponent('http://stranger.invalid/db/demo')}`);
  await page.reload();
  await button('common:action.continue').click();
  // Nobody gives a password away to an address that a link brought and the screen does not show.
  const address = page.getByLabel(t('collector:signIn.address'), { exact: true });
  await address.waitFor({ state: 'visible' });
  await expect.poll(() => address.inputValue()).toBe('http://stranger.invalid/db/demo');

  await typesIn(diego, { name: 'diego', password: 'not-his', address: road.database });
  await sentence(diego, 'trouble:wrong-password').waitFor();
  // Said once: which of the two it was nobody knows, and the fields stay in sight.
  expect(await page.locator('.field-error').count()).toBe(0);
  // Though she typed the address at the end of the page, and a tap that seems to do nothing is tapped again.
  await expect.poll(() => isInSight(sentence(diego, 'trouble:wrong-password'))).toBe(true);
  await diego.shot('trouble-wrong-password');

  const wrong = [
    ['demo', 'url-invalid'],
    [`${road.database}_of_last_year`, 'no-database'],
    [`${road.origin}/nowhere`, 'not-couchdb'],
    ['http://no-such-host.invalid/demo', 'unreachable'],
  ] as const;
  for (const [address, why] of wrong) {
    await typesIn(diego, { password: road.logins.diego, address });
    await sentence(diego, `trouble:${why}`).waitFor();
    await diego.shot(`trouble-${why}`);
  }

  road.fault = otherServer;
  await typesIn(diego, { address: road.database });
  await sentence(diego, 'trouble:not-couchdb').waitFor();
  road.fault = refuses(403);
  await typesIn(diego, {});
  await sentence(diego, 'trouble:not-allowed').waitFor();
  road.fault = captivePortal;
  await typesIn(diego, {});
  await sentence(diego, 'trouble:not-couchdb').waitFor();
  expect(await page.getByLabel(t('collector:signIn.name'), { exact: true }).inputValue()).toBe('diego');

  road.fault = undefined;
  await typesIn(diego, {});
  await page.getByText(t('collector:home.ready')).waitFor();
});

test('a captive portal, 403 and 401 in the middle of the work are said in Urdu; the work waits and then arrives', async () => {
  amina = await signsIn(browser, road, 'amina', { language: 'ur' });
  inHand = amina;
  const { page, button } = amina;
  road.fault = captivePortal;
  await visits(amina, 'portal');
  await page.goto('/send');
  await sentence(amina, 'trouble:not-couchdb').waitFor();
  await amina.shot('trouble-portal');

  road.fault = refuses(403);
  await button('more:send.now').click();
  await sentence(amina, 'trouble:not-allowed').waitFor();
  await amina.shot('trouble-403');

  road.fault = refuses(401);
  await button('more:send.now').click();
  await sentence(amina, 'trouble:sign-in-needed').waitFor();
  await amina.shot('trouble-401');
  await expectRecords(amina, 'phone', 1);

  // The first page asks, and what she types there signs nobody out: with no network she could not come back in.
  await page.goto('/');
  await button('more:send.signInAgain').click();
  const asked = page.getByRole('dialog');
  // Whoever opens it may type at once.
  await page.waitForFunction(() => document.activeElement?.tagName === 'INPUT');
  const types = async (password: string): Promise<void> => {
    await asked.locator('input').fill(password);
    await asked.getByRole('button', { name: amina.t('collector:signIn.submit') }).click();
  };
  await amina.networkOff();
  await types(road.logins.amina);
  await asked.getByText(amina.t('trouble:unreachable')).waitFor();
  await amina.shot('trouble-sign-in-again');
  expect(await amina.axe()).toEqual([]);
  await page.keyboard.press('Escape');
  await sheetIsPassed(page);
  await page.getByText(amina.t('collector:home.start')).waitFor();
  await amina.networkOn();
  await button('more:send.signInAgain').click();
  await expect.poll(() => asked.locator('input').inputValue()).toBe('');
  await types('not-hers');
  await asked.getByText(amina.t('trouble:wrong-password')).waitFor();
  road.fault = undefined;
  await types(road.logins.amina);
  await asked.waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  await page.goto('/send');
  await sentence(amina, 'more:send.allReceivedText').waitFor();
  await expectRecords(amina, 'received', 1);
});

test('what the server refuses is told wherever she looks, a decision at the desk too, and goes when it may', async () => {
  inHand = amina;
  const { page, t } = amina;
  const reason = 'This campaign is closed.';
  await rules(
    server,
    `function (doc) {
    if (doc.type === 'review' || (doc.answers && doc.answers.code === 'closed')) throw { forbidden: '${reason}' };
  }`,
  );
  await visits(amina, 'closed');
  await page.getByText(reason).waitFor();
  await amina.shot('trouble-refused-done');
  await page.goto('/send');
  await sentence(amina, 'more:send.refused').waitFor();
  await amina.shot('trouble-refused-send');

  const sana = await signsIn(browser, road, 'sana', { wide: true });
  inHand = sana;
  await sana.page.goto('/desk');
  await sana.page.locator('.response-table tbody tr a').first().click();
  await sana.button('desk:review.approve').click();
  await sana.link('more:send.why').waitFor();
  await sana.shot('trouble-refused-desk');
  expect(await sana.axe()).toEqual([]);
  await sana.link('more:send.why').click();
  await sana.page.getByText(sana.t('more:refused.review', { n: 1 })).waitFor();
  await sana.page.getByText(reason).waitFor();
  await sana.shot('trouble-refused-decision');
  // Her page has told it all the while.
  await sentence(amina, 'more:send.refused').waitFor();
  expect(await page.getByText(t('more:send.allReceivedText')).count()).toBe(0);

  await rules(server, undefined);
  await sana.button('more:record.retry').click();
  await sentence(sana, 'more:send.allReceivedText').waitFor();
  // The button went with what it was about, and took nobody's place on the page along.
  await sana.page.waitForFunction(() => document.activeElement?.tagName === 'H1');
  await sana.end();
  await amina.button('more:record.retry').click();
  await sentence(amina, 'more:send.allReceivedText').waitFor();
  await expectRecords(amina, 'received', 2);
});

test('the endpoint vanishes in the middle of a push: afterwards everything is there exactly once', async () => {
  inHand = amina;
  await amina.networkOff();
  await visits(amina, 'vanish-1', true);
  await visits(amina, 'vanish-2');
  const vanishing = vanishesAfterTheFirstWrite(server);
  road.fault = vanishing;
  await amina.networkOn();
  await amina.page.goto('/send');
  await expect.poll(vanishing.writes, { timeout: 30_000 }).toBe(1);
  await sentence(amina, 'more:send.offline').waitFor();
  await amina.shot('trouble-vanished');
  await expectRecords(amina, 'phone', 2);

  road.fault = undefined;
  await amina.page.goto('/send');
  await expectRecords(amina, 'received', 4);
  const { documents } = couch(server);
  await expect.poll(async () => (await documents('media:')).length, { timeout: 30_000 }).toBe(1);
  const sent = (await documents('response:')).filter((doc) => doc['collector'] === 'amina');
  const codes = sent.map((doc) => (doc['answers'] as Record<string, unknown>)['code']);
  expect(codes.toSorted()).toEqual(['closed', 'portal', 'vanish-1', 'vanish-2']);
  for (const doc of sent) {
    expect(doc._rev).toMatch(/^1-/);
    expect(doc['_conflicts']).toBeUndefined();
  }
});

test('a browser that may clear the storage is told about at home and in the settings', async () => {
  inHand = amina;
  expect(await amina.page.evaluate(() => navigator.storage.persisted())).toBe(false);
  await amina.page.goto('/settings');
  await sentence(amina, 'more:settings.unprotected').waitFor();
  await begins(amina);
  await amina.page.goto('/');
  await sentence(amina, 'more:safety.unprotected').waitFor();
  await amina.shot('trouble-unprotected');
});

/**
 * Every later write of a full phone ends as one that met the browser's quota. (Its devtools can set a quota, but this
 * Chromium does not hold IndexedDB to it.)
 */
async function mayBeFull({ context }: BrowserPhone): Promise<void> {
  await context.addInitScript(() => {
    for (const name of ['put', 'add'] as const) {
      const write = IDBObjectStore.prototype[name];
      IDBObjectStore.prototype[name] = function (...values) {
        if (localStorage.getItem('full') === null) return write.apply(this, values);
        throw new DOMException('The disk is full.', 'QuotaExceededError');
      };
    }
  });
}

const setFull = ({ page }: BrowserPhone, isFull: boolean): Promise<void> =>
  page.evaluate((is) => (is ? localStorage.setItem('full', '') : localStorage.removeItem('full')), isFull);

test('a full phone: the sentence, the answer on the screen, and with some space again it is saved', async () => {
  inHand = amina;
  const { page, t, button } = amina;
  await mayBeFull(amina);
  const code = await begins(amina);
  await code.fill('ful');
  await page.getByText(t('collector:survey.saved')).waitFor();
  await setFull(amina, true);
  await code.fill('full');
  await code.blur();
  await sentence(amina, 'trouble:storage-full').waitFor();
  await next(amina);
  await amina.shot('trouble-full');
  // It keeps her here: whatever is opened after that tap lies over this question.
  await button('collector:survey.jump').click();
  await page.getByRole('dialog').waitFor();
  expect(await code.inputValue()).toBe('full');

  await page.goto('/');
  await page.getByText(t('collector:home.start')).click();
  await sentence(amina, 'trouble:storage-full').waitFor();
  await amina.shot('trouble-full-home');

  await page.locator('a[href^="/survey/"]').first().click();
  await page.locator('#q-code').fill('full');
  await page.locator('#q-code').blur();
  await sentence(amina, 'trouble:storage-full').waitFor();
  await setFull(amina, false);
  await button('common:action.retry').click();
  await page.getByText(t('collector:survey.saved')).waitFor();
  await page.reload();
  await page.locator('#q-code').waitFor();
  await expect.poll(() => page.locator('#q-code').inputValue()).toBe('full');
});

/** What she said when the browser asked. */
async function refusesPosition({ context, page }: BrowserPhone): Promise<void> {
  const devtools = await context.newCDPSession(page);
  const { targetInfo } = await devtools.send('Target.getTargetInfo');
  const { browserContextId } = targetInfo;
  const permission = { name: 'geolocation' };
  await devtools.send('Browser.setPermission', {
    permission,
    setting: 'denied',
    origin: road.origin,
    ...(browserContextId !== undefined && { browserContextId }),
  });
  await devtools.detach();
}

test('a position that is refused or cannot be found is said, and a place is given without it', async () => {
  inHand = diego;
  const { page, context, t, button } = diego;
  await begins(diego).then((code) => code.fill('no position'));
  await refusesPosition(diego);
  await next(diego);
  await sentence(diego, 'extended:geopoint.refused').waitFor();
  await diego.shot('trouble-geopoint-refused');
  await page.goto('/report');
  await sentence(diego, 'more:trouble.location-refused').waitFor();
  await diego.shot('trouble-report-refused');

  await context.grantPermissions(['geolocation'], { origin: road.origin });
  await context.setGeolocation(null);
  await page.reload();
  await sentence(diego, 'report:gps.notFound').waitFor();
  await diego.shot('trouble-report-unavailable');
  await page
    .locator('.notice')
    .getByRole('button', { name: t('report:pin.move') })
    .click();
  await button('report:pin.use').click();
  await sentence(diego, 'report:pin.nowhere').waitFor();
  await diego.shot('trouble-pin-nowhere');
  await button('report:pin.up').click();
  await button('report:pin.use').click();
  await page.getByText(t('report:gps.hand')).waitFor();

  await page.goto('/');
  await page.locator('a[href^="/survey/"]').first().click();
  // The report came when the place was drawn: that she was there may not have been kept.
  const unavailable = sentence(diego, 'extended:geopoint.unavailable');
  const code = page.locator('#q-code');
  await code.or(unavailable).waitFor();
  if (await code.isVisible()) await next(diego);
  await unavailable.waitFor();
  await diego.shot('trouble-geopoint-unavailable');
  await button('extended:geopoint.type').click();
  await page.getByLabel(t('extended:geopoint.latitude')).fill('21.1');
  await page.getByLabel(t('extended:geopoint.longitude')).fill('-101.7');
  await button('extended:geopoint.use').click();
  await page.getByText(t('extended:geopoint.kept')).waitFor();
});

const noPicture = {
  name: 'IMG_0002.jpg',
  mimeType: 'image/jpeg',
  buffer: Buffer.from('these are only words'),
};

test('a file that is no picture is refused in words, in the survey and in the report', async () => {
  inHand = diego;
  const { page, button } = diego;
  await next(diego);
  await page.locator('#q-photo').waitFor({ state: 'attached' });
  await page.locator('input[type=file]').last().setInputFiles(noPicture);
  await sentence(diego, 'trouble:photo-unreadable').waitFor();
  await diego.shot('trouble-photo-survey');
  await next(diego);
  await page.getByText(diego.t('more:review.title')).first().waitFor();

  await page.goto('/report');
  await page.locator('.map-pill').waitFor();
  await page.locator('.bottom-bar input[type=file]').setInputFiles(noPicture);
  await sentence(diego, 'trouble:photo-unreadable').waitFor();
  await diego.shot('trouble-photo-report');
  await button('common:action.close').first().click();
});

test('a phone without WebGL reports a place by GPS, by arrows and from a list', async () => {
  const plain = await launchBrowser('--disable-3d-apis');
  const phone = await signsIn(plain, road, 'diego', { language: 'es' });
  inHand = phone;
  const { page, t, button } = phone;
  const isDrawn = () => document.createElement('canvas').getContext('webgl2') !== null;
  expect(await page.evaluate(isDrawn)).toBe(false);

  const begin = async (): Promise<void> => {
    await page.goto('/report');
    await isLocated(page);
    await page.locator('input[name="q-kind"]').first().check({ force: true });
  };
  const end = async (): Promise<void> => {
    await button('report:done').click();
    await page.getByRole('heading', { name: t('report:saved.title') }).waitFor();
  };
  await begin();
  await end();
  await begin();
  await button('report:pin.move').first().click();
  await button('report:pin.left').click();
  await button('report:pin.use').click();
  const [moved = ''] = t('report:gps.moved', { metres: '\n' }).split('\n');
  await page.locator('.map-pill').getByText(moved).waitFor();
  await end();
  await begin();
  await button('report:pin.move').first().click();
  await button('report:pin.earlier').click();
  await page.locator('main .card-acts').first().click();
  await button('report:pin.use').click();
  await end();

  await page.goto('/map');
  await sentence(phone, 'report:trouble.no-webgl').waitFor();
  await expect.poll(() => page.locator('.place-line').count()).toBe(3);
  await phone.shot('trouble-no-webgl');
  expect(phone.complaints).toEqual([]);
  await plain.close();
});

test('a new version waits: it is offered at home, never in a form, and taken there with every draft kept', async () => {
  inHand = amina;
  const { page, t, button } = amina;
  road.fault = newerVersion(server);
  const code = await begins(amina);
  await code.fill('during the update');
  await page.getByText(t('collector:survey.saved')).waitFor();
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).waiting !== null);
  await button('collector:survey.leave').click();
  await sentence(amina, 'more:update.title').waitFor();
  // By now the app knows of it, and still no form offers it.
  await page.locator('a[href^="/survey/"]').first().click();
  await code.waitFor();
  expect(await page.getByText(t('more:update.title')).count()).toBe(0);
  expect(await page.locator('meta[name=journey]').count()).toBe(0);
  await button('collector:survey.leave').click();
  await sentence(amina, 'more:update.title').waitFor();
  await amina.shot('trouble-update');
  await Promise.all([page.waitForEvent('load'), button('more:update.now').click()]);
  await page.locator('meta[name=journey]').waitFor({ state: 'attached' });
  await page.locator('a[href^="/survey/"]').first().click();
  await page.locator('#q-code').waitFor();
  await expect.poll(() => page.locator('#q-code').inputValue()).toBe('during the update');
});

const hers = { type: 'response', schema: 1, campaign: 'demo', collector: 'amina' };

test('what this version cannot read is kept and told, once a kind; the screens go on', async () => {
  inHand = amina;
  const { page, t } = amina;
  await couch(server).put([
    { _id: 'response:from-the-future', body: { ...hers, schema: 99 } },
    { _id: 'response:from-the-future-too', body: { ...hers, schema: 99 } },
    { _id: 'response:torn', body: { ...hers, form: 7 } },
  ]);
  await page.goto('/send');
  await amina.button('more:send.receiveNow').click();
  await page.goto('/');
  await sentence(amina, 'more:trouble.document-newer').waitFor();
  await page.getByText(t('more:trouble.document-unreadable', { place: 'form' })).waitFor();
  await page.getByText(t('collector:home.start')).waitFor();
  await amina.shot('trouble-unread');
  await expectRecords(amina, 'received', 4);
});

test('a form with a mistake is refused with its row and column, whichever way it is wrong', async () => {
  inHand = diego;
  const { page, t, button } = diego;
  const broken = structuredClone(VISIT);
  const [first] = broken.survey;
  await publish(server, { ...broken, survey: [{ ...first, relevant: `$\{nobody} = 1` } as Row] });
  await page.goto('/send');
  await button('more:send.receiveNow').click();
  await sentence(diego, 'more:send.allReceivedText').waitFor();
  await page.goto('/');
  await page.getByText(t('collector:home.start')).click();
  await page.getByText(/«code».*«relevant»/).waitFor();
  await page.getByText(t('more:problem.unknown-question', { found: 'nobody' })).waitFor();
  await diego.shot('trouble-form-logic');

  await publish(server, { ...broken, survey: [{ ...first, type: 'selct_one' } as unknown as Row] });
  await page.goto('/send');
  await button('more:send.receiveNow').click();
  await sentence(diego, 'more:send.allReceivedText').waitFor();
  await page.goto('/');
  await page.getByText(t('collector:home.start')).click();
  await page.getByText(/«code».*«type»/).waitFor();

  await publish(server, { ...broken, survey: [{ ...first, label: 5 } as unknown as Row] });
  await page.goto('/send');
  await button('more:send.receiveNow').click();
  await page.goto('/');
  await page.getByText(/«code».*«label»/).waitFor();
  await diego.shot('trouble-form-schema');
});

test('an older tab beside a newer version says so, closes its database and loses nothing', async () => {
  inHand = amina;
  const { page, context } = amina;
  await page.goto('/settings');
  const newer = await context.newPage();
  await newer.goto('/licence-of-the-newer-version.txt');
  const answers = await newer.evaluate(async () => {
    const found = await indexedDB.databases();
    const { name = '', version = 1 } = found.find((one) => /^dastak-[0-9a-f]+$/.test(one.name ?? '')) ?? {};
    return new Promise<number>((resolve, reject) => {
      const opening = indexedDB.open(name, version + 10);
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const drafts = opening.result.transaction('drafts').objectStore('drafts').count();
        drafts.onsuccess = () => resolve(drafts.result);
      };
    });
  });
  expect(answers).toBeGreaterThan(0);
  await sentence(amina, 'trouble:newer-tab').waitFor();
  await amina.shot('trouble-newer-tab');
  await newer.close();
  await page.reload();
  await sentence(amina, 'trouble:newer-tab').waitFor();
});

test('nobody met a script error or a broken policy in all that trouble', () => {
  expect(amina.complaints).toEqual([]);
  expect(diego.complaints).toEqual([]);
});
