import { beforeEach, expect, test } from 'vitest';
import { browserClock } from '../../../src/device/clock.ts';
import {
  addTraffic,
  openCampaignStore,
  openDeviceStore,
  type SessionEnd,
  StorageTrouble,
  type SyncState,
  trafficOf,
  writeThrift,
} from '../../../src/storage/index.ts';
import { sendWhatWaits } from '../../../src/sw/background.ts';
import type { World } from '../../../src/sync/index.ts';
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
const wakes = (fetch = couch.fetch, startMs?: number) =>
  sendWhatWaits(testWorld(fetch, startMs), { ...phone, close: () => undefined });

test('what waits is sent when the browser says that a network is back', async () => {
  await reports('corner');
  await wakes();
  expect([...couch.database().documents.keys()].sort()).toEqual(['media:corner', 'response:corner']);
});

test('what the worker sends is in the day’s meter, beside what pages sent', async () => {
  await reports('corner');
  const day = browserClock().today();
  await addTraffic(phone.settings, day, { sentBytes: 1, receivedBytes: 2 });
  await wakes();
  const sentBytes = 1 + couch.requests.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(await trafficOf(phone.settings, day)).toMatchObject({ sentBytes });
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
  expect(couch.requests).toHaveLength(1);
  await wakes(couch.fetch, testWorld(couch.fetch).nowMs + 61_000);
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

test('once a page has met a lockout, the worker that stood in line before it asks nothing more', async () => {
  await reports('corner');
  const world = testWorld(couch.fetch);
  const store = openCampaignStore(replica);
  let askedBefore: number | undefined;
  const meetsLockout = async (): Promise<void> => {
    askedBefore = couch.requests.length;
    const at = new Date(world.now()).toISOString();
    await store.syncState.end('amina', at, { trouble: { why: 'locked-out' } });
  };
  let page: Promise<void> | undefined;
  const request: World['locks']['request'] = (name, work) => {
    const turn = world.locks.request(name, work);
    page ??= world.locks.request(name, meetsLockout);
    return turn;
  };
  await sendWhatWaits({ ...world, locks: { request } }, { ...phone, close: () => undefined });
  await page;
  store.close();
  expect(couch.requests).toHaveLength(askedBefore ?? -1);
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

type Met = NonNullable<SessionEnd['trouble']>;
const secondsAgo = (seconds: number): string =>
  new Date(testWorld(couch.fetch).nowMs - seconds * 1000).toISOString();

/** What her last session left in storage, and when a page says it tries again. */
async function lastMet(
  trouble: Met,
  secondsSince = 10,
  nextAttemptAt?: string,
  name = 'amina',
): Promise<void> {
  const store = openCampaignStore(replica);
  await store.syncState.end(name, secondsAgo(secondsSince), { trouble });
  if (nextAttemptAt) await store.syncState.update(name, (state: SyncState) => ({ ...state, nextAttemptAt }));
  store.close();
}

test.each([['wrong-password'], ['sign-in-needed']])(
  'after %s nothing is sent until she has signed in, however often she saves',
  async (why) => {
    await reports('corner');
    await lastMet({ why });
    for (let save = 0; save < 5; save++) await wakes();
    expect(couch.requests).toEqual([]);
  },
);

test.each([
  ['a lockout', { why: 'locked-out' }],
  ['a pause that the endpoint asked for', { why: 'server-trouble', retryAfterMs: 60_000 }],
])('%s that a page heard of is waited out', async (_what, trouble) => {
  await reports('corner');
  await lastMet(trouble, 90, secondsAgo(-30));
  await wakes();
  expect(couch.requests).toEqual([]);
  await lastMet(trouble, 90, secondsAgo(1));
  await wakes();
  expect(couch.database().documents.has('response:corner')).toBe(true);
});

test.each([
  ['a lockout', { why: 'locked-out' }, 301],
  ['a pause', { why: 'too-many', retryAfterMs: 60_000 }, 61],
])(
  '%s counts from its session where no page has said when it tries again',
  async (_what, trouble, seconds) => {
    await reports('corner');
    await lastMet(trouble, seconds - 2);
    await wakes();
    expect(couch.requests).toEqual([]);
    await lastMet(trouble, seconds);
    await wakes();
    expect(couch.database().documents.has('response:corner')).toBe(true);
  },
);

test('a pause that would last longer than an hour is a clock that was set, and no reason to wait', async () => {
  await reports('corner');
  await lastMet({ why: 'server-trouble', retryAfterMs: 60_000 }, 10, secondsAgo(-3_700));
  await wakes();
  expect(couch.database().documents.has('response:corner')).toBe(true);
});

test.each([['unreachable'], ['not-couchdb'], ['server-trouble']])(
  'after %s the worker tries at once, whenever the page would: it is called because the network is back',
  async (why) => {
    await reports('corner');
    await lastMet({ why }, 10, secondsAgo(-300));
    await wakes();
    expect(couch.database().documents.has('response:corner')).toBe(true);
  },
);

test.each([
  ['lockout', { why: 'locked-out' }, 2],
  ['pause', { why: 'too-many', retryAfterMs: 60_000 }, 0],
])(
  'the %s of one person: %j; a pause is for all, a lockout of her name alone',
  async (_what, trouble, sent) => {
    await signedIn('diego');
    await reports('corner');
    await reports('bridge', 'diego');
    await lastMet(trouble, 10, secondsAgo(-30));
    await wakes();
    expect(couch.database().documents.size).toBe(sent);
  },
);

test('a document of one person that makes a rule fail keeps nobody else from being sent for', async () => {
  await signedIn('diego');
  await reports('corner');
  await reports('bridge', 'diego');
  const hers = `Basic ${btoa(`amina:${PASSWORD}`)}`;
  const fetch: typeof couch.fetch = async (url, init) =>
    url.endsWith('_bulk_docs') && new Headers(init?.headers).get('authorization') === hers
      ? Response.json({ error: 'undefined', reason: 'boom' }, { status: 500 })
      : couch.fetch(url, init);
  await expect(wakes(fetch)).rejects.toThrow('no network');
  expect([...couch.database().documents.keys()].sort()).toEqual(['media:bridge', 'response:bridge']);
});

test('storage that fails for one person is told at the end, when the others are through', async () => {
  await signedIn('diego');
  await reports('bridge', 'diego');
  let opened = 0;
  const open = (name: string) => {
    const store = openCampaignStore(name);
    const failing = { ...store.syncState, get: () => Promise.reject(new StorageTrouble('storage-failed')) };
    return ++opened === 1 ? { ...store, syncState: failing } : store;
  };
  const woken = sendWhatWaits(testWorld(couch.fetch), { ...phone, close: () => undefined }, open);
  await expect(woken).rejects.toThrow('storage-failed');
  expect(couch.database().documents.has('response:bridge')).toBe(true);
});
