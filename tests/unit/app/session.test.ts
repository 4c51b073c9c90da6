import Dexie from 'dexie';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { joinLink } from '../../../src/app/join.ts';
import type { Session } from '../../../src/app/types.ts';
import { pageLocks } from '../../../src/device/locks.ts';
import { Database } from '../../../src/storage/database.ts';
import {
  type Account,
  type DeviceStore,
  openCampaignStore,
  openDeviceStore,
  replicaName,
  StorageTrouble,
} from '../../../src/storage/index.ts';
import { now, until } from '../../support/collector.ts';
import { aDraft, aResponse } from '../../support/examples.ts';
import { type FakeEndpoint, fakeEndpoint } from '../../support/fakeEndpoint.ts';
import { renewUsualDisk } from '../../support/phone.ts';
import { endTabs, tab } from '../../support/tabs.ts';

const accountOf = (name: string): Account => ({
  id: `${name}@c0ffee000002`,
  name,
  url: 'http://127.0.0.1:9/db/demo',
  replica: 'c0ffee000002',
  roles: ['collector'],
  addedAt: '2026-03-01T09:00:00+05:00',
});

let phone: DeviceStore;

const signedIn = (name: string) => (session: Session) =>
  session.status === 'signed-in' && session.person.name === name;
const signedOut = (session: Session) => session.status === 'signed-out';

let place: { hash: string; origin: string; pathname: string; search: string };

beforeEach(async () => {
  renewUsualDisk();
  phone = openDeviceStore();
  place = { hash: '', origin: 'http://127.0.0.1:9', pathname: '/', search: '' };
  const page = new EventTarget();
  vi.stubGlobal('location', place);
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('dispatchEvent', page.dispatchEvent.bind(page));
  vi.stubGlobal('history', { state: null, replaceState: vi.fn() });
  for (const name of ['amina', 'diego']) await phone.accounts.put(accountOf(name));
  await phone.settings.set('account', accountOf('amina').id);
  await phone.vault.sealPassword(accountOf('amina').id, 'secret');
});

afterEach(async () => {
  await endTabs(phone);
  phone.close();
});

test('signing out in one tab signs the other one out, and its sending is stopped', async () => {
  const [first, second] = [tab(), tab()];
  await Promise.all([first, second].map(({ session }) => until(session, signedIn('amina'))));
  const session = await until(second.session, signedIn('amina'));
  const stop = session.status === 'signed-in' ? vi.spyOn(session.work, 'stop') : undefined;
  await first.signOut();
  await until(second.session, signedOut);
  expect(stop).toHaveBeenCalled();
  const restarted = openDeviceStore();
  expect(await restarted.vault.openPassword(accountOf('amina').id)).toBeUndefined();
  restarted.close();
});

test('whoever another tab signs in last is here in the end, however quickly it follows a sign-out', async () => {
  const here = tab();
  const session = await until(here.session, signedIn('amina'));
  if (session.status !== 'signed-in') throw new Error('not signed in');
  const { stop } = session.work;
  const isLeaving = new Promise<void>((leaves) => {
    vi.spyOn(session.work, 'stop').mockImplementation(() => {
      leaves();
      return stop();
    });
  });
  const told: string[] = [];
  here.session.subscribe((one) => told.push(one.status === 'signed-in' ? one.person.name : one.status));
  // Listing who has signed in on this phone takes long: it is still going on when the next one comes.
  const others = Array.from({ length: 30 }, (_, index) => ({
    ...accountOf(`guest-${index}`),
    replica: `c0ffee1000${index + 10}`,
  }));
  for (const account of others) await phone.accounts.put(account);
  await phone.settings.set('account', undefined);
  await isLeaving;
  await phone.settings.set('account', accountOf('diego').id);
  await until(here.session, signedIn('diego'));
  // He comes in anew after whatever was begun before; without turns, a listing that is begun now ends after an earlier one.
  await here.practice.end();
  await here.people();
  expect(told.slice(told.indexOf('diego'))).toEqual(['diego', 'diego']);
});

test('a phone that cannot write a sign-out says so, and she is still here', async () => {
  const here = tab();
  await until(here.session, signedIn('amina'));
  const write = vi.spyOn(Database.prototype, 'write').mockRejectedValue(new StorageTrouble('storage-full'));
  expect(await here.signOut()).toEqual({ ok: false, why: 'storage-full' });
  write.mockRestore();
  expect(await now(here.session)).toSatisfy(signedIn('amina'));
  expect(await here.signOut()).toMatchObject({ ok: true });
  // What it wrote comes back to it as to other tabs.
  await until(here.session, signedOut);
});

test('when another tab signs somebody else in, this one follows', async () => {
  const here = tab();
  await until(here.session, signedIn('amina'));
  await phone.settings.set('account', accountOf('diego').id);
  await until(here.session, signedIn('diego'));
});

const OTHER = 'https://example.org/couch/walk';
const opensLink = (url: string): void => {
  place.hash = new URL(joinLink(place.origin, url)).hash;
  dispatchEvent(new Event('hashchange'));
};

test('a link to join with is heard while somebody is signed in, and proposed when she signs out', async () => {
  const here = tab();
  const session = await until(here.session, signedIn('amina'));
  if (session.status !== 'signed-in') throw new Error('not signed in');
  expect(await now(here.joined)).toBeUndefined();
  opensLink(OTHER);
  expect(await now(here.joined)).toBe(OTHER);
  expect(session.work.isOwnCampaign(OTHER)).toBe(false);
  await here.signOut();
  expect(here.suggestedUrl()).toBe(OTHER);
});

test('the link that a coordinator gives leads to her own campaign, and goes once it is answered', async () => {
  const here = tab();
  const session = await until(here.session, signedIn('amina'));
  if (session.status !== 'signed-in') throw new Error('not signed in');
  place.hash = new URL(session.work.joinLink()).hash;
  const next = tab();
  const joined = await now(next.joined);
  expect(session.work.isOwnCampaign(joined ?? '')).toBe(true);
  expect(session.work.isOwnCampaign(`${joined}/`)).toBe(true);
  next.dismissJoined();
  expect(await now(next.joined)).toBeUndefined();
  expect(history.replaceState).toHaveBeenCalledWith(null, '', '/');
});

test('a damaged link is told, and proposes no address', async () => {
  const here = tab();
  place.hash = '#join=%E0%A4%A';
  dispatchEvent(new Event('hashchange'));
  expect(await now(here.joined)).toBeUndefined();
  expect(here.suggestedUrl()).toBe('http://127.0.0.1:9/db/demo');
  expect(here.hasDamagedLink()).toBe(true);
  opensLink(OTHER);
  expect(here.hasDamagedLink()).toBe(false);
});

test('everybody who has signed in here is told with how much waits, the signed-in one too', async () => {
  const here = tab();
  await until(here.session, signedIn('amina'));
  const store = openCampaignStore('c0ffee000002');
  const draft = aDraft('one');
  await store.drafts.save(draft);
  await store.write.finalize(draft, aResponse(draft), 'amina');
  store.close();
  const people = await here.people();
  expect(people.map(({ name, unsent }) => [name, unsent])).toEqual([
    ['amina', 1],
    ['diego', 0],
  ]);
});

test('people whose work a newer version holds in another tab are named still, without a count', async () => {
  const here = tab();
  await until(here.session, signedIn('amina'));
  const newer = Dexie.dependencies.indexedDB.open('dastak-c0ffee000002', 1000);
  await new Promise((resolve) => newer.addEventListener('success', resolve));
  newer.result.close();
  const people = await here.people();
  expect(people.map(({ name, unsent }) => [name, unsent])).toEqual([
    ['amina', undefined],
    ['diego', undefined],
  ]);
});

const NEW = 'typed after the change';

/** Amina signed in with a password that was changed at the endpoint since. */
async function withAnOldPassword(couch: FakeEndpoint): Promise<Account> {
  couch.addUser('amina', NEW, ['collector']);
  const replica = await replicaName(couch.url);
  const account = { ...accountOf('amina'), id: `amina@${replica}`, url: couch.url, replica };
  await phone.accounts.put(account);
  await phone.vault.sealPassword(account.id, 'secret');
  await phone.settings.set('account', account.id);
  return account;
}

test('signing in again in one tab lets the other one send with the new password, and leaves its interviews open', async () => {
  const couch = fakeEndpoint();
  await withAnOldPassword(couch);
  const locks = pageLocks();
  let isHeard: () => void = () => undefined;
  const heard = new Promise<void>((resolve) => {
    isHeard = resolve;
  });
  const there = tab({
    locks,
    fetch: async (url, init) => {
      const answer = await couch.fetch(url, init);
      const words = new Headers(init?.headers).get('authorization') ?? '';
      if (answer.ok && words === `Basic ${btoa(`amina:${NEW}`)}`) isHeard();
      return answer;
    },
  });
  const here = tab({ locks, fetch: couch.fetch });
  const [session] = await Promise.all([there, here].map((one) => until(one.session, signedIn('amina'))));
  if (session?.status !== 'signed-in') throw new Error('not signed in');
  await session.work.sendNow();
  expect((await now(session.work.sync())).trouble?.why).toBe('wrong-password');
  expect(await here.signIn({ url: couch.url, name: 'amina', password: NEW })).toMatchObject({ ok: true });
  await heard;
  await session.work.sendNow();
  expect((await now(session.work.sync())).trouble).toBeUndefined();
  expect(await now(there.session)).toBe(session);
});

test('a sign-in ends what kept her out at once, also for the service worker', async () => {
  const couch = fakeEndpoint();
  const { replica } = await withAnOldPassword(couch);
  const store = openCampaignStore(replica);
  await store.syncState.end('amina', '2026-03-01T09:00:00Z', { trouble: { why: 'wrong-password' } });
  // No session comes to its end.
  const locks = { ...pageLocks(), request: () => new Promise<never>(() => undefined) };
  const here = tab({ locks, fetch: couch.fetch });
  await until(here.session, signedIn('amina'));
  expect(await here.signIn({ url: couch.url, name: 'amina', password: NEW })).toMatchObject({ ok: true });
  expect((await store.syncState.get('amina')).lastTrouble).toBeUndefined();
  store.close();
});
