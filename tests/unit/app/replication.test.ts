import { expect, test } from 'vitest';
import { startReplication } from '../../../src/app/replication.ts';
import { live, openCampaignStore, openDeviceStore } from '../../../src/storage/index.ts';
import * as sync from '../../../src/sync/index.ts';
import { deadZoneDevice, until } from '../../support/collector.ts';
import { fakeEndpoint } from '../../support/fakeEndpoint.ts';
import { newDisk } from '../../support/phone.ts';
import { PASSWORD } from '../../support/syncingPerson.ts';

test('a password that was refused is not used again for photos that she looks at: five times lock her name out', async () => {
  const couch = fakeEndpoint();
  couch.addUser('amina', PASSWORD, ['collector']);
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
  await phone.vault.sealPassword(account.id, `${PASSWORD} of last year`);
  const replication = startReplication({
    account,
    store,
    phone,
    device: { ...deadZoneDevice(), fetch: couch.fetch },
    deviceId: 'phone-1',
    isKept: live(() => true),
    version: '0',
    onFirstSave: () => undefined,
  });
  const state = await until(store.syncState.live('amina'), ({ lastTrouble }) => lastTrouble !== undefined);
  expect(state.lastTrouble?.why).toBe('wrong-password');
  const before = couch.requests.length;
  expect(before).toBeGreaterThan(0);
  expect(await replication.fetchMedia('media:1')).toMatchObject({ ok: false, why: 'sign-in-needed' });
  expect(couch.requests).toHaveLength(before);
  await replication.stop();
  store.close();
});

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
