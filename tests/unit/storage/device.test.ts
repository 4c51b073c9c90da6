import { expect, test, vi } from 'vitest';
import {
  databaseUrl,
  live,
  openCacheStore,
  openCampaignStore,
  openDeviceStore,
  replicaName,
} from '../../../src/storage/index.ts';
import { aDraft, photoBytes } from '../../support/examples.ts';
import { newDisk } from '../../support/phone.ts';
import { until } from '../../support/until.ts';

test('a sealed password opens after a restart, lies nowhere in clear, and is gone once erased', async () => {
  const disk = newDisk();
  await openDeviceStore(disk).vault.sealPassword('amina@x', 'چابی 123');
  const restarted = openDeviceStore(disk);
  expect(await restarted.vault.openPassword('amina@x')).toBe('چابی 123');
  await restarted.vault.erase('amina@x');
  expect(await restarted.vault.openPassword('amina@x')).toBeUndefined();
});

test('the key of the vault cannot be read out', async () => {
  const generated = vi.spyOn(crypto.subtle, 'generateKey');
  await openDeviceStore(newDisk()).vault.sealPassword('amina@x', 'secret');
  expect(generated.mock.calls[0]?.[1]).toBe(false);
  generated.mockRestore();
});

test('without Web Crypto a password lives in memory only', async () => {
  vi.stubGlobal('crypto', { ...crypto, subtle: undefined });
  const disk = newDisk();
  const first = openDeviceStore(disk);
  await first.vault.sealPassword('amina@x', 'secret');
  expect(await first.vault.openPassword('amina@x')).toBe('secret');
  expect(await openDeviceStore(disk).vault.openPassword('amina@x')).toBeUndefined();
  vi.unstubAllGlobals();
});

test('one database has one name, however its address was typed', async () => {
  const typed = [
    'https://Example.org/db/demo',
    ' https://example.org/db/demo/ ',
    'https://a:b@example.org:443/db/demo',
  ];
  const names = await Promise.all(typed.map(replicaName));
  expect(new Set(names).size).toBe(1);
  expect(names[0]).toMatch(/^[0-9a-f]{12}$/);
  expect(databaseUrl('example')).toBeUndefined();
  expect(databaseUrl('ftp://example.org/x')).toBeUndefined();
  expect(databaseUrl('https://example.org/')).toBeUndefined();
});

test('cached bytes are written once and read back as they were', async () => {
  const cache = openCacheStore(newDisk());
  const bytes = photoBytes(1000);
  await cache.add({ id: 'media:1', bytes, contentType: 'image/jpeg' });
  await cache.add({ id: 'media:1', bytes: photoBytes(10), contentType: 'image/jpeg' });
  expect((await cache.get('media:1'))?.bytes).toEqual(bytes);
});

test('a live query tells each change of what it reads', async () => {
  const amina = openCampaignStore('live', newDisk());
  const seen: number[] = [];
  const next = () => until(() => expect(seen.length).toBeGreaterThan(0));
  const drafts = live(async () => (await amina.drafts.list('amina')).length);
  const subscription = drafts.subscribe((count) => seen.push(count));
  await next();
  await amina.drafts.save(aDraft('one'));
  await until(() => expect(seen.at(-1)).toBe(1));
  subscription.unsubscribe();
  expect(seen[0]).toBe(0);
});
