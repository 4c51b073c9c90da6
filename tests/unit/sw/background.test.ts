import { beforeEach, expect, test } from 'vitest';
import { openCampaignStore, openDeviceStore, writeThrift } from '../../../src/storage/index.ts';
import { sendWhatWaits } from '../../../src/sw/background.ts';
import { aDraft, aPhoto, aResponse, photoAnswer, photoBytes } from '../../support/examples.ts';
import { type FakeEndpoint, fakeEndpoint } from '../../support/fakeEndpoint.ts';
import { newDisk } from '../../support/phone.ts';
import { PASSWORD } from '../../support/syncingPerson.ts';
import { testWorld } from '../../support/world.ts';

let couch: FakeEndpoint;
let phone: ReturnType<typeof openDeviceStore>;
let replica: string;
let made = 0;

beforeEach(async () => {
  couch = fakeEndpoint();
  phone = openDeviceStore(newDisk());
  // The worker opens the phone's own databases: a name for each test keeps them apart.
  replica = `00000000ba${String(made++).padStart(2, '0')}`;
  await signedIn('amina');
  await phone.settings.set('device', 'phone-1');
});

async function signedIn(name: string, url = couch.url): Promise<void> {
  const id = `${name}@${replica}`;
  couch.addUser(name, PASSWORD, ['collector']);
  await phone.accounts.put({ id, name, url, replica, roles: ['collector'], addedAt: '' });
  await phone.vault.sealPassword(id, PASSWORD);
}

async function reports(place: string, author = 'amina'): Promise<void> {
  const store = openCampaignStore(replica);
  const photo = photoBytes(3000);
  const draft = aDraft(place, { photo: photoAnswer(place, 3000) }, { subject: 'place', round: null });
  await store.media.add(aPhoto(place, draft.id, photo));
  await store.write.finalize(draft, aResponse(draft), author);
  store.close();
}

/** The worker closes the store that it was given, as its own. */
const wakes = (fetch = couch.fetch) => sendWhatWaits(testWorld(fetch), { ...phone, close: () => undefined });

test('what waits is sent when the browser says that a network is back', async () => {
  await reports('corner');
  await wakes();
  expect([...couch.database().documents.keys()].sort()).toEqual(['media:corner', 'response:corner']);
});

test('without anything to send, nothing is asked of the endpoint', async () => {
  await wakes();
  expect(couch.requests).toEqual([]);
});

test('where there is no network after all, the browser is told to call again', async () => {
  await reports('corner');
  couch.fail(/./, { kind: 'lose-request' }, 9);
  await expect(wakes()).rejects.toThrow('no network');
});

test.each([
  ['a captive portal answers', { kind: 'portal' }],
  ['a proxy says that the endpoint is away', { kind: 'answer', status: 502 }],
] as const)('where %s, the browser is told to call again', async (_what, fault) => {
  await reports('corner');
  couch.fail(/./, fault, 9);
  await expect(wakes()).rejects.toThrow('no network');
});

test('an endpoint out of reach is asked once for everybody on the phone, and another one is asked all the same', async () => {
  const OTHER = 'https://elsewhere.example';
  const { origin } = new URL(couch.url);
  await signedIn('bibi');
  await signedIn('diego', couch.url.replace(origin, OTHER));
  for (const author of ['amina', 'bibi', 'diego']) await reports(`${author}-corner`, author);
  let lost = 0;
  const fetch: typeof couch.fetch = async (url, init) => {
    if (url.startsWith(OTHER)) return couch.fetch(url.replace(OTHER, origin), init);
    lost += 1;
    throw new TypeError('Failed to fetch');
  };
  await expect(wakes(fetch)).rejects.toThrow('no network');
  expect(lost).toBeLessThanOrEqual(2);
  expect(couch.database().documents.has('response:diego-corner')).toBe(true);
});

test('an endpoint that asks for a pause is left in peace by everybody on the phone', async () => {
  await signedIn('diego');
  await reports('corner');
  await reports('bridge', 'diego');
  couch.fail(/./, { kind: 'answer', status: 429, headers: { 'retry-after': '60' } });
  await wakes();
  expect(couch.requests).toHaveLength(1);
  await wakes();
  expect(couch.database().documents.size).toBe(4);
});

test('photos that she wants to go over Wi-Fi only are left to the page', async () => {
  await writeThrift(phone.settings, { photosOnWifiOnly: true });
  await reports('corner');
  await wakes();
  expect([...couch.database().documents.keys()]).toEqual(['response:corner']);
});

test('what the page is sending already is left to it, at the cost of no request', async () => {
  await reports('corner');
  const world = testWorld(couch.fetch);
  let ends: () => void = () => undefined;
  const pages = world.locks.request(
    `dastak-sync-${replica}`,
    () => new Promise<void>((done) => (ends = done)),
  );
  const woken = sendWhatWaits(world, { ...phone, close: () => undefined });
  const store = openCampaignStore(replica);
  await store.replicated.received(await store.outbox.list(), 1);
  store.close();
  ends();
  await Promise.all([pages, woken]);
  expect(couch.requests).toEqual([]);
});

test('when only photos wait that she wants to go over Wi-Fi, nothing is asked of the endpoint', async () => {
  await writeThrift(phone.settings, { photosOnWifiOnly: true });
  await reports('corner');
  await wakes();
  const asked = couch.requests.length;
  await wakes();
  expect(couch.requests).toHaveLength(asked);
});

test('of somebody who signed out nothing is sent', async () => {
  await reports('corner');
  await phone.vault.erase(`amina@${replica}`);
  await wakes();
  expect(couch.requests).toEqual([]);
});
