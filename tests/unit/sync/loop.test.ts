import { expect, test, vi } from 'vitest';
import { startLoop } from '../../../src/sync/index.ts';
import { fakeEndpoint } from '../../support/fakeEndpoint.ts';
import { PASSWORD, person } from '../../support/syncingPerson.ts';
import { until } from '../../support/until.ts';

function aminaWithLoop(password = PASSWORD) {
  const couch = fakeEndpoint();
  couch.addUser('amina', PASSWORD, ['collector']);
  const amina = person({ name: 'amina', fetch: couch.fetch, url: couch.url, password });
  const askSignIn = vi.fn();
  const account = { name: 'amina', url: couch.url, roles: ['collector'], device: 'phone-of-amina' };
  const parts = { store: amina.store, account, world: amina.world };
  return { couch, amina, askSignIn, loop: startLoop({ session: amina.session, parts, askSignIn }) };
}

test('what is saved leaves by itself, and again when the network returns', async () => {
  const { couch, amina, loop } = aminaWithLoop();
  await amina.saves('one');
  couch.fail(/./, { kind: 'lose-request' });
  expect((await loop.runNow())?.trouble?.why).toBe('unreachable');
  await until(async () => {
    expect((await amina.store.syncState.get('amina')).nextAttemptAt).toBe('2026-03-01T04:00:05.000Z');
  });
  const [pause] = amina.world.pauses;
  expect(pause?.ms).toBe(5000);
  amina.world.nowMs += 5000;
  pause?.wake();
  await until(async () => expect(await amina.waiting()).toEqual([]));
  loop.stop();
  expect(amina.world.pauses).toEqual([]);
});

test('a wrong password asks once and then leaves the endpoint alone', async () => {
  const { amina, askSignIn, loop } = aminaWithLoop('wrong');
  await amina.saves('one');
  expect((await loop.runNow())?.trouble?.why).toBe('wrong-password');
  const run = vi.spyOn(amina.session, 'run');
  loop.wish('save');
  loop.wish('online');
  expect(run).not.toHaveBeenCalled();
  expect(askSignIn).toHaveBeenCalledTimes(1);
  loop.stop();
});

test('after its end the loop starts nothing', async () => {
  const { couch, loop } = aminaWithLoop();
  loop.stop();
  expect(await loop.runNow()).toBeUndefined();
  expect(couch.requests).toEqual([]);
});

test('a session that throws is tried again after a pause', async () => {
  const { couch, amina, loop } = aminaWithLoop();
  await amina.saves('one');
  const bug = vi.spyOn(amina.store.outbox, 'list').mockRejectedValue(new TypeError('x is undefined'));
  expect((await loop.runNow())?.trouble?.why).toBe('storage-failed');
  await until(async () => {
    expect((await amina.store.syncState.get('amina')).nextAttemptAt).toBeDefined();
  });
  bug.mockRestore();
  const [pause] = amina.world.pauses;
  amina.world.nowMs += pause?.ms ?? 0;
  pause?.wake();
  await until(async () => expect(await amina.waiting()).toEqual([]));
  expect(couch.database().leaves('response:one')).toHaveLength(1);
  loop.stop();
});
