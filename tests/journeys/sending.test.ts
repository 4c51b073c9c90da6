import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type BadRoad, badRoad } from '../support/badRoad.ts';
import { type BrowserPhone, launchBrowser } from '../support/browserPhone.ts';
import { publish, say, visitAsking } from '../support/campaign.ts';
import { couch } from '../support/couch.ts';
import { photoBytes } from '../support/examples.ts';
import { signsIn } from '../support/people.ts';
import { aPhoto } from '../support/photo.ts';
import { startTestServer, type TestServer } from '../support/servers.ts';

let browser: Browser;
let server: TestServer;
let road: BadRoad;
let inHand: BrowserPhone | undefined;

const VISIT = visitAsking(
  { type: 'image', name: 'photo', label: say('Take a photo', 'تصویر لیں', 'Tome una foto') },
  { type: 'audio', name: 'said', label: say('What she said', 'اُنہوں نے کیا کہا', 'Lo que dijo') },
);

beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), startTestServer()]);
  road = await badRoad(server);
  await publish(server, VISIT);
});

afterEach(async ({ task }) => {
  road.fault = undefined;
  if (task.result?.state === 'fail') await inHand?.shot('failed-sending').catch(() => undefined);
});

afterAll(async () => {
  await browser?.close();
  await road?.end();
  await server?.end();
});

const next = ({ page }: BrowserPhone): Promise<void> => page.locator('.bottom-bar .button-primary').click();

interface Visit {
  photo?: boolean;
  /** Bytes of a recording. */
  saidBytes?: number;
}

async function visits(phone: BrowserPhone, code: string, { photo, saidBytes }: Visit = {}): Promise<void> {
  const { page, t, button } = phone;
  await page.goto('/');
  await page.getByText(t('collector:home.start')).click();
  await page.locator('#q-code').fill(code);
  await next(phone);
  await page.locator('#q-photo').waitFor({ state: 'attached' });
  const input = page.locator('main input[type=file]').first();
  if (photo) {
    await input.setInputFiles(await aPhoto(page));
    await page.locator('.question-photo').waitFor();
  }
  await next(phone);
  await page.locator('#q-said').waitFor({ state: 'attached' });
  if (saidBytes !== undefined) {
    const buffer = Buffer.from(photoBytes(saidBytes));
    await input.setInputFiles({ name: 'said.webm', mimeType: 'audio/webm', buffer });
    await page.locator('.question-photo').waitFor();
    await phone.shot('recording-kept');
  }
  await next(phone);
  await button('more:review.finish').click();
  await page.getByRole('heading', { name: t('more:done.title') }).waitFor();
}

/** Ids of that visit's documents at the endpoint: one, if all is well. */
async function idsOf(code: string): Promise<string[]> {
  const responses = (await couch(server).documents('response:')).filter(
    ({ answers }) => (answers as Record<string, unknown>)['code'] === code,
  );
  return responses.map(({ _id }) => _id);
}

/** What the endpoint holds of that visit, by the kind of document. */
async function heldOf(code: string): Promise<{ responses: number; media: number }> {
  const ids = await idsOf(code);
  const media = await couch(server).documents('media:');
  return {
    responses: ids.length,
    media: media.filter(({ response }) => ids.includes(String(response))).length,
  };
}

const expectHeld = (code: string, held: { responses: number; media: number }): Promise<void> =>
  expect.poll(() => heldOf(code), { timeout: 60_000 }).toEqual(held);

/** The browser's own list of what it will wake the worker for. */
const asksToBeWoken = ({ page }: BrowserPhone): Promise<string[]> =>
  page.evaluate(async () => {
    const { sync } = (await navigator.serviceWorker.ready) as unknown as {
      sync: { getTags(): Promise<string[]> };
    };
    return sync.getTags();
  });

/** As Chromium does when it finds a network: no tab of the app need be open. */
async function wakesTheWorker({ context }: BrowserPhone, origin: string): Promise<void> {
  const elsewhere = await context.newPage();
  const devtools = await context.newCDPSession(elsewhere);
  const registered = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL, isDeleted }) => scopeURL.startsWith(origin) && !isDeleted);
      if (ours !== undefined) resolve(ours.registrationId);
    });
  });
  await devtools.send('ServiceWorker.enable');
  const registrationId = await registered;
  await devtools.send('ServiceWorker.dispatchSyncEvent', {
    origin,
    registrationId,
    tag: 'dastak-send',
    lastChance: false,
  });
}

test('what was saved without a network is at the endpoint although every tab was closed before it returned', async () => {
  const amina = await signsIn(browser, server, 'amina', { backgroundSync: true });
  inHand = amina;
  await amina.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await server.kill();
  await visits(amina, 'H-1', { photo: true });
  await expect.poll(() => asksToBeWoken(amina)).toContain('dastak-send');
  await amina.page.close();
  await server.start();
  // A server that starts puts the demo's own campaign there.
  await publish(server, VISIT);
  expect(await heldOf('H-1')).toEqual({ responses: 0, media: 0 });

  await wakesTheWorker(amina, server.origin);

  await expectHeld('H-1', { responses: 1, media: 1 });
  expect(amina.complaints).toEqual([]);
  await amina.end();
});

test('an endpoint that takes only cookies is signed in to again when its cookie has run out', async () => {
  const asked: string[] = [];
  // As an endpoint behind a proxy that lets no name and password through.
  road.fault = (request) => {
    if (request.url?.startsWith('/db') === true) {
      delete request.headers.authorization;
      asked.push(`${request.method} ${new URL(request.url, road.origin).pathname}`);
    }
    return 'passed';
  };
  const diego = await signsIn(browser, road, 'diego', { language: 'es' });
  inHand = diego;
  const signIns = (): number => asked.filter((one) => one === 'POST /db/_session').length;
  expect(signIns()).toBeGreaterThan(0);
  await visits(diego, 'C-1');
  await expectHeld('C-1', { responses: 1, media: 0 });

  await diego.context.clearCookies();
  const before = signIns();
  await visits(diego, 'C-2', { photo: true });
  await expectHeld('C-2', { responses: 1, media: 1 });
  expect(signIns()).toBeGreaterThan(before);
  await diego.page.goto('/send');
  await diego.page.getByText(diego.t('more:send.allReceivedText')).waitFor();
  expect(diego.complaints).toEqual([]);
  await diego.end();
});

/** A browser that tells its network, as Chromium on a phone does; `goesOn` changes it. */
async function tellsItsNetwork({ context, page }: BrowserPhone, first: string) {
  await context.addInitScript((type) => {
    const connection = Object.assign(new EventTarget(), { type });
    Object.defineProperty(navigator, 'connection', { value: connection });
  }, first);
  return (type: string): Promise<void> =>
    page.evaluate((next) => {
      const { connection } = navigator as unknown as { connection: EventTarget & { type: string } };
      connection.type = next;
      connection.dispatchEvent(new Event('change'));
    }, type);
}

test('with “photos on Wi-Fi” the answers go over mobile data, and the photo as soon as there is Wi-Fi', async () => {
  const amina = await signsIn(browser, server, 'amina', { language: 'ur' });
  inHand = amina;
  const goesOn = await tellsItsNetwork(amina, 'cellular');
  await amina.page.goto('/settings');
  await amina.page.getByRole('radio', { name: amina.t('more:settings.photosWifi') }).check({ force: true });
  await amina.page.getByText(amina.t('more:settings.photosWait')).waitFor();
  await amina.shot('photos-on-wifi');
  await visits(amina, 'W-1', { photo: true });
  await expectHeld('W-1', { responses: 1, media: 0 });
  await amina.page.goto('/send');
  await amina.page.getByText(amina.t('more:settings.photosWait')).waitFor();
  await amina.page.goto('/settings');
  await amina.button('more:settings.photosNow').waitFor();
  await amina.shot('photo-waits-for-wifi');

  await goesOn('wifi');

  await expectHeld('W-1', { responses: 1, media: 1 });
  // Where no photo waits, nothing asks her to send one.
  await amina.button('more:settings.photosNow').waitFor({ state: 'detached' });
  await amina.page.goto('/send');
  await amina.page.getByText(amina.t('more:send.allReceivedText')).waitFor();
  expect(amina.complaints).toEqual([]);
  await amina.end();
});

const PART_BYTES = 480 * 1024;

test('a recording stops at the limit of the day, and goes on the next day with the parts that are missing', async () => {
  const amina = await signsIn(browser, server, 'amina');
  inHand = amina;
  await amina.page.goto('/settings');
  const limitIn = (page: Page) => page.getByLabel(amina.t('more:settings.dailyLimit'));
  const beside = await amina.newTab();
  await beside.goto('/settings');
  await limitIn(amina.page).selectOption('5000000');
  // Another tab shows what is stored.
  await expect.poll(() => limitIn(beside).inputValue()).toBe('5000000');
  await beside.close();
  await visits(amina, 'L-1', { saidBytes: 14 * PART_BYTES });
  await amina.page.goto('/send');
  await amina.page.getByText(amina.t('more:send.heldTomorrow')).waitFor({ timeout: 60_000 });
  await amina.shot('limit-of-the-day');
  // The limit is looked at before each body: the last one may go over it.
  const { responses, media } = await heldOf('L-1');
  expect(responses).toBe(1);
  expect(media).toBeGreaterThan(5);
  expect(media).toBeLessThanOrEqual(11);

  await amina.context.clock.setSystemTime(Date.now() + 24 * 3_600_000);
  await amina.page.goto('/send');
  await expectHeld('L-1', { responses: 1, media: 14 });
  expect(amina.complaints).toEqual([]);
  await amina.end();
});

/** How far a control keeps from the words before it, beside or under them. */
const distancePx = (control: Locator): Promise<number> =>
  control.evaluate((button) => {
    const words = document.createRange();
    words.selectNodeContents(button.parentElement ?? button);
    words.setEndBefore(button);
    const box = button.getBoundingClientRect();
    const distances = [...words.getClientRects()].map((line) =>
      Math.max(box.left - line.right, line.left - box.right, box.top - line.bottom, line.top - box.bottom),
    );
    return Math.min(...distances);
  });

test.each(['en', 'ur', 'es'] as const)(
  'the desk sees a preview before the photo, and hears a recording when it asks for it (%s)',
  async (language) => {
    const code = `D-${language}`;
    const diego = await signsIn(browser, server, 'diego', { language });
    inHand = diego;
    await visits(diego, code, { photo: true, saidBytes: PART_BYTES + 10 });
    await expectHeld(code, { responses: 1, media: 3 });
    await diego.page.goto('/list/received');
    await diego.page.locator('a[href^="/record/"]').first().click();
    await diego.page.locator('img.photo').waitFor();
    await diego.shot('record');

    const sana = await signsIn(browser, server, 'sana', { wide: true, language });
    inHand = sana;
    await sana.page.goto('/desk');
    const [id = ''] = await idsOf(code);
    const row = sana.page.locator(`.response-table a[href="/desk/record/${encodeURIComponent(id)}"]`);
    await expect(row.locator('img.photo-preview').getAttribute('alt')).resolves.toBe(
      sana.t('desk:responses.photo'),
    );
    await sana.shot('desk-previews');
    // The network goes before she opens it: what she has is the preview, and the words that say why.
    await sana.networkOff();
    await row.click();
    const preview = sana.page.locator('img.photo');
    await preview.waitFor();
    await expect.poll(() => preview.getAttribute('src')).toMatch(/^data:image\/(webp|jpeg);base64,/);
    await expect.poll(() => preview.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(64);
    await sana.page.locator('.photo-missing').waitFor();
    await sana.shot('desk-preview');
    expect(await sana.axe()).toEqual([]);

    await sana.networkOn();
    await sana.page.reload();
    await sana.page.locator('img.photo[src^="blob:"]').waitFor();
    const listen = sana.page.getByRole('button', { name: sana.t('more:record.audio') });
    await expect.poll(() => distancePx(listen)).toBeGreaterThanOrEqual(4);
    await listen.click();
    await sana.page.locator('audio.recorded').waitFor();
    await sana.shot('desk-recording');
    expect(await sana.axe()).toEqual([]);
    expect([...diego.complaints, ...sana.complaints]).toEqual([]);
    await Promise.all([diego.end(), sana.end()]);
  },
);
