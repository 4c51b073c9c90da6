import { beforeEach, expect, test, vi } from 'vitest';
import { startReplication } from '../../../src/app/replication.ts';
import { live, openCampaignStore, openDeviceStore, type SyncState } from '../../../src/storage/index.ts';
import * as sync from '../../../src/sync/index.ts';
import { deadZoneDevice, until } from '../../support/collector.ts';
import { type FakeEndpoint, fakeEndpoint } from '../../support/fakeEndpoint.ts';
import { newDisk } from '../../support/phone.ts';
import { PASSWORD } from '../../support/syncingPerson.ts';

let couch: FakeEndpoint;

beforeEach(() => {
  couch = fakeEndpoint();
  couch.addUser('amina', PASSWORD, ['collector']);
});

/** Sending and receiving of her, who typed that password, on a phone of its own. */
async function replicating(
  password: string,
  { last, sleep }: { last?: SyncState; sleep?: (ms: number) => Promise<void> } = {},
) {
  const disk = newDisk();
  const store = openCampaignStore('c0ffee000003', disk);
  const phone = openDeviceStore(disk);
  const account = {
    id: 'amina@c0ffee000003',
    name: 'amina',
    url: couch.url,
    replica: 'c0ffee000003',
    roles: [],
    addedAt: '',
  };
  await phone.vault.sealPassword(account.id, password);
  if (last) await store.syncState.update('amina', () => last);
  const askBackgroundSync = vi.fn(async () => undefined);
  const replication = startReplication({
    account,
    store,
    phone,
    device: { ...deadZoneDevice(), fetch: couch.fetch, askBackgroundSync, ...(sleep && { sleep }) },
    deviceId: 'phone-1',
    isKept: live(() => true),
    version: '0',
    onFirstSave: () => undefined,
  });
  const ends = async (): Promise<void> => {
    await replication.stop();
    store.close();
  };
  const meets = (why: string) =>
    until(store.syncState.live('amina'), ({ lastTrouble }) => lastTrouble?.why === why);
  return { replication, store, phone, account, askBackgroundSync, meets, ends };
}

test('a password that was refused is not used again for photos that she looks at: five times lock her name out', async () => {
  const { replication, meets, ends } = await replicating(`${PASSWORD} of last year`);
  await meets('wrong-password');
  // The session that met it has told its loop as well.
  await replication.now();
  const before = couch.requests.length;
  expect(before).toBeGreaterThan(0);
  expect(await replication.fetchMedia('media:1')).toMatchObject({ ok: false, why: 'sign-in-needed' });
  expect(couch.requests).toHaveLength(before);
  await ends();
});

test('a password that a photo’s request finds refused is used for no other, and she is asked to sign in', async () => {
  const { replication, store, meets, ends } = await replicating(PASSWORD);
  await until(store.syncState.live('amina'), ({ lastSuccessAt }) => lastSuccessAt !== undefined);
  couch.addUser('amina', `${PASSWORD} of today`, ['collector']);
  expect(await replication.fetchMedia('media:1')).toMatchObject({ ok: false, why: 'wrong-password' });
  const before = couch.requests.length;
  await meets('sign-in-needed');
  for (const id of ['media:2', 'media:3', 'media:4', 'media:5'])
    expect(await replication.fetchMedia(id)).toMatchObject({ ok: false, why: 'sign-in-needed' });
  expect(couch.requests).toHaveLength(before);
  await ends();
});

test('of a page full of photos one alone finds that the password was changed', async () => {
  const { replication, store, ends } = await replicating(PASSWORD);
  await until(store.syncState.live('amina'), ({ lastSuccessAt }) => lastSuccessAt !== undefined);
  couch.addUser('amina', `${PASSWORD} of today`, ['collector']);
  const before = couch.requests.length;
  const ids = Array.from({ length: 6 }, (_, index) => `media:${index}`);
  const [first, ...others] = await Promise.all(ids.map(replication.fetchMedia));
  expect(first).toMatchObject({ ok: false, why: 'wrong-password' });
  for (const other of others) expect(other).toMatchObject({ ok: false, why: 'sign-in-needed' });
  expect(couch.requests).toHaveLength(before + 1);
  await ends();
});

test('begun anew, it uses what she has typed since', async () => {
  const { replication, store, phone, account, meets, ends } = await replicating(`${PASSWORD} of last year`);
  await meets('wrong-password');
  await phone.vault.sealPassword(account.id, PASSWORD);
  await replication.beginAnew();
  const state = await until(
    store.syncState.live('amina'),
    ({ lastSuccessAt }) => lastSuccessAt !== undefined,
  );
  expect(state.lastTrouble).toBeUndefined();
  await ends();
});

test.each([
  ['out of reach', { kind: 'lose-request' }, 'unreachable', 1],
  [
    'asking for a pause',
    { kind: 'answer', status: 503, headers: { 'retry-after': '60' } },
    'server-trouble',
    0,
  ],
  ['asked too often', { kind: 'answer', status: 429 }, 'too-many', 0],
  ['refusing the password', { kind: 'answer', status: 401, body: {} }, 'wrong-password', 0],
  [
    'locking her out',
    { kind: 'answer', status: 403, body: { error: 'forbidden', reason: 'Account is temporarily locked' } },
    'locked-out',
    0,
  ],
] as const)(
  'of an endpoint %s, the browser’s worker is asked only where trying at once may help',
  async (_what, fault, why, times) => {
    couch.fail(/./, fault, 99);
    const { askBackgroundSync, meets, ends } = await replicating(PASSWORD);
    await meets(why);
    await ends();
    expect(askBackgroundSync).toHaveBeenCalledTimes(times);
  },
);

test('a sync room that could not be loaded is loaded at the next wish', async () => {
  const disk = newDisk();
  const store = openCampaignStore('c0ffee000002', disk);
  const account = {
    id: 'amina@c0ffee000002',
    name: 'amina',
    url: 'http://127.0.0.1:9/db/demo',
    replica: 'c0ffee000002',
    roles: [],
    addedAt: '',
  };
  let tries = 0;
  const load = (): Promise<typeof sync> => {
    tries += 1;
    return tries === 1 ? Promise.reject(new TypeError('Failed to fetch module')) : Promise.resolve(sync);
  };
  const replication = startReplication(
    {
      account,
      store,
      phone: openDeviceStore(disk),
      device: deadZoneDevice(),
      deviceId: 'phone-1',
      isKept: live(() => true),
      version: '0',
      onFirstSave: () => undefined,
    },
    load,
  );
  expect(await replication.fetchMedia('media:1')).toMatchObject({ ok: false, why: 'photo-not-here' });
  replication.wish('online');
  const state = await until(store.syncState.live('amina'), ({ lastTrouble }) => lastTrouble !== undefined);
  expect(state.lastTrouble?.why).toBe('sign-in-needed');
  expect(tries).toBe(2);
  await replication.stop();
  store.close();
});

test.each([
  ['keeps her name out', { why: 'locked-out' }],
  ['asked for a pause', { why: 'too-many', retryAfterMs: 200_000 }],
])('a page that is opened anew has not forgotten that the endpoint %s', async (_what, met) => {
  // The first rest is the pause; the others would end a request that takes too long.
  const wakes: (() => void)[] = [];
  const sleep = () => new Promise<void>((resolve) => void wakes.push(resolve));
  const at = new Date(Date.parse(deadZoneDevice().clock.now()) - 10_000).toISOString();
  const last: SyncState = { phase: 'idle', lastTrouble: { ...met, at } };
  const { replication, store, ends } = await replicating(PASSWORD, { last, sleep });
  replication.wish('save');
  await replication.now();
  expect(couch.requests).toEqual([]);
  wakes[0]?.();
  await until(store.syncState.live('amina'), ({ lastSuccessAt }) => lastSuccessAt !== undefined);
  await ends();
});

const refused = (agoMs: number): SyncState => {
  const at = new Date(Date.parse(deadZoneDevice().clock.now()) - agoMs).toISOString();
  return { phase: 'idle', lastTrouble: { why: 'wrong-password', at } };
};

test('a page that is opened anew uses no password that was refused a moment ago: five openings would lock her name out', async () => {
  const { replication, meets, ends } = await replicating(PASSWORD, { last: refused(10_000) });
  await meets('sign-in-needed');
  await replication.now();
  expect(await replication.fetchMedia('media:1')).toMatchObject({ ok: false, why: 'sign-in-needed' });
  expect(couch.requests).toEqual([]);
  await ends();
});

test('a password that was refused a while ago is tried once more: a gateway may have said so', async () => {
  const { store, ends } = await replicating(PASSWORD, { last: refused(6 * 60_000) });
  await until(store.syncState.live('amina'), ({ lastSuccessAt }) => lastSuccessAt !== undefined);
  await ends();
});
