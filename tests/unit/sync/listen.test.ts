import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type SyncLoop, startLoop } from '../../../src/sync/index.ts';
import { aDraft, aResponse } from '../../support/examples.ts';
import { type FakeEndpoint, fakeEndpoint } from '../../support/fakeEndpoint.ts';
import { PASSWORD, type Person, person } from '../../support/syncingPerson.ts';
import { endOfTurn, until } from '../../support/until.ts';

let couch: FakeEndpoint;
let sana: Person;
let loop: SyncLoop;
let isSeen: boolean;

beforeEach(() => {
  couch = fakeEndpoint();
  couch.addUser('sana', PASSWORD, ['coordinator']);
  sana = person({ name: 'sana', fetch: couch.fetch, url: couch.url, roles: ['coordinator'] });
  isSeen = true;
  const account = { name: 'sana', url: couch.url, roles: ['coordinator'], device: 'phone-of-sana' };
  const parts = { store: sana.store, account, world: sana.world };
  loop = startLoop({ session: sana.session, parts, askSignIn: () => undefined, isWatched: () => isSeen });
});
afterEach(() => loop.stop());

const open = () => couch.requests.filter(({ path }) => path.includes('feed=longpoll'));
const isListening = () => until(() => expect(couch.quiet).toBeDefined());
/** The open question's time is up. */
function timeIsUp(): void {
  couch.quiet?.();
  couch.quiet = undefined;
}

test('what somebody sends is at the open desk at once, without asking meanwhile', async () => {
  await loop.runNow();
  await loop.runNow();
  await isListening();
  const asked = couch.requests.length;
  couch.quiet = undefined;
  couch.database().put('response:one', aResponse(aDraft('one')));
  await until(async () => expect(await sana.store.documents.get('response:one')).toBeDefined());
  // The session that fetches it; and the next open question.
  await isListening();
  expect(couch.requests.slice(asked).filter(({ path }) => !path.includes('longpoll'))).toHaveLength(1);
});

test('a quiet hour is one open question after another', async () => {
  await loop.runNow();
  for (let times = 1; times <= 3; times++) {
    await until(() => expect(open()).toHaveLength(times));
    await isListening();
    sana.world.nowMs += 50_000;
    timeIsUp();
  }
  await until(() => expect(open()).toHaveLength(4));
  expect(couch.requests.filter(({ path }) => path.includes('_bulk'))).toEqual([]);
});

test('an endpoint that does not wait is not asked all the time', async () => {
  const listen = vi.spyOn(sana.session, 'listen');
  await loop.runNow();
  await isListening();
  timeIsUp();
  await until(() => expect(listen).toHaveResolvedWith('not-supported'));
  // Whoever asked again would do it at once.
  await endOfTurn();
  expect(listen).toHaveBeenCalledTimes(1);
  expect(await loop.runNow()).toMatchObject({ trouble: null });
  await isListening();
  expect(open()).toHaveLength(2);
});

test('a page that nobody looks at asks nothing', async () => {
  isSeen = false;
  const listen = vi.spyOn(sana.session, 'listen');
  await loop.runNow();
  isSeen = true;
  await loop.runNow();
  await isListening();
  // What the first session had begun would stand in line before.
  expect(listen).toHaveBeenCalledTimes(1);
  expect(open()).toHaveLength(1);
});

test('a link that died under an open question is given up in time', async () => {
  await loop.runNow();
  await isListening();
  const watchdog = sana.world.pauses.find(({ ms }) => ms === 65_000);
  expect(watchdog).toBeDefined();
  watchdog?.wake();
  await until(() => expect(sana.world.pauses.some(({ ms }) => ms === 65_000)).toBe(false));
  expect(await loop.runNow()).toMatchObject({ trouble: null });
});

test('an open question that a slow link or a proxy took away is asked again', async () => {
  await loop.runNow();
  await isListening();
  sana.world.nowMs += 65_000;
  sana.world.pauses.find(({ ms }) => ms === 65_000)?.wake();
  await until(() => expect(open()).toHaveLength(2));
  couch.database().put('response:one', aResponse(aDraft('one')));
  await until(async () => expect(await sana.store.documents.get('response:one')).toBeDefined());
});

test('a second tab listens when the first one ends', async () => {
  const lines = vi.spyOn(sana.world.locks, 'request');
  const listeners = () => lines.mock.calls.flatMap(([name]) => (name.includes('listen') ? [name] : []));
  await loop.runNow();
  await isListening();
  const other = person({
    name: 'sana',
    fetch: couch.fetch,
    url: couch.url,
    roles: ['coordinator'],
    world: sana.world,
  });
  const heard = other.session.listen(new AbortController().signal);
  await until(() => expect(listeners()).toHaveLength(2));
  expect(new Set(listeners()).size).toBe(1);
  expect(open()).toHaveLength(1);
  couch.quiet = undefined;
  loop.stop();
  await isListening();
  expect(open()).toHaveLength(2);
  sana.world.nowMs += 50_000;
  timeIsUp();
  expect(await heard).toBe('quiet');
});
