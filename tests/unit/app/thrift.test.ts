import { beforeEach, expect, test } from 'vitest';
import { chooseThrift, type ThriftRule, thriftRule, thriftView } from '../../../src/app/thrift.ts';
import { openDeviceStore } from '../../../src/storage/index.ts';
import { collector, deadZoneDevice, now, until } from '../../support/collector.ts';
import { photoBytes } from '../../support/examples.ts';
import { fakeEndpoint } from '../../support/fakeEndpoint.ts';
import { newDisk } from '../../support/phone.ts';
import { PASSWORD, person } from '../../support/syncingPerson.ts';

let phone: ReturnType<typeof openDeviceStore>;
let wifi: boolean | undefined;
let today: string;
let rule: ThriftRule;

const device = () => {
  const { clock, connectivity } = deadZoneDevice();
  return {
    clock: { ...clock, today: () => today },
    connectivity: { ...connectivity, isWifi: () => wifi },
  };
};

beforeEach(() => {
  phone = openDeviceStore(newDisk());
  wifi = false;
  today = '2026-03-01';
  rule = thriftRule(phone, device());
});

function amina() {
  const couch = fakeEndpoint();
  couch.addUser('amina', PASSWORD, ['collector']);
  return { couch, amina: person({ name: 'amina', fetch: couch.fetch, url: couch.url, thrift: rule }) };
}

test('answers go over any network, photos wait for Wi-Fi when she wants that', async () => {
  await chooseThrift(phone, { photosOnWifiOnly: true });
  const { couch, amina: her } = amina();
  await her.reports('corner', photoBytes(5000));
  expect((await her.syncs()).trouble).toBeNull();
  expect([...couch.database().documents.keys()]).toEqual(['response:corner']);
  wifi = true;
  await her.syncs();
  expect(couch.database().attachments.size).toBe(1);
});

test('where the browser does not tell the network, her own word sends the photos, once', async () => {
  wifi = undefined;
  await chooseThrift(phone, { photosOnWifiOnly: true });
  expect(await rule.mayPhotos()).toBe(false);
  rule.allowOnce();
  expect(await rule.mayPhotos()).toBe(true);
  await rule.keep();
  expect(await rule.mayPhotos()).toBe(false);
});

test('what two tabs send at the same moment is counted whole', async () => {
  const other = thriftRule(phone, device());
  rule.count(300, 20);
  other.count(500, 10);
  await Promise.all([rule.keep(), other.keep()]);
  const view = await until(thriftView(phone, device()), ({ sentBytes }) => sentBytes >= 300);
  expect(view).toMatchObject({ sentBytes: 800, receivedBytes: 30 });
});

test('what was sent before the page was closed in the middle counts for the day', async () => {
  await chooseThrift(phone, { dailyBytesMax: 1000 });
  rule.count(900, 0);
  expect(await rule.mayPhotos()).toBe(true);
  rule.count(200, 0);
  expect(await rule.mayPhotos()).toBe(false);
  // The page goes, and nobody calls `keep`.
  const next = thriftRule(phone, device());
  expect(await next.mayPhotos()).toBe(false);
  expect(await until(thriftView(phone, device()), () => true)).toMatchObject({ sentBytes: 1100 });
});

test('a day’s limit stops the photos in the middle, and the next day sends the rest', async () => {
  await chooseThrift(phone, { dailyBytesMax: 250_000 });
  const { couch, amina: her } = amina();
  for (let place = 0; place < 5; place++) await her.reports(`${place}`, photoBytes(100_000, place));
  await her.syncs();
  await rule.keep();
  const sent = couch.database().attachments.size;
  expect(sent).toBeGreaterThan(0);
  expect(sent).toBeLessThan(5);
  await her.saves('one');
  await her.syncs();
  expect(await her.isReceived('response:one')).toBe(true);
  expect(couch.database().attachments.size).toBe(sent);
  for (const day of ['2026-03-02', '2026-03-03', '2026-03-04']) {
    today = day;
    await her.syncs();
    await rule.keep();
  }
  expect(await her.waiting()).toEqual([]);
});

test('the meter adds up a day, and the next one begins at nothing', async () => {
  rule.count(1000, 20);
  await rule.keep();
  rule.count(500, 0);
  await rule.keep();
  const view = thriftView(phone, device());
  expect(await until(view, () => true)).toMatchObject({
    sentBytes: 1500,
    receivedBytes: 20,
    knowsWifi: true,
  });
  today = '2026-03-02';
  expect(await until(thriftView(phone, device()), () => true)).toMatchObject({
    sentBytes: 0,
    receivedBytes: 0,
  });
});

test('the screen tells what keeps photos here: Wi-Fi, tomorrow, or nothing', async () => {
  const seen = async () => (await now(thriftView(phone, device()))).photosWaitFor;
  expect(await seen()).toBeNull();
  await chooseThrift(phone, { photosOnWifiOnly: true });
  expect(await seen()).toBe('wifi');
  wifi = true;
  expect(await seen()).toBeNull();
  await chooseThrift(phone, { dailyBytesMax: 500 });
  rule.count(600, 0);
  await rule.keep();
  expect(await seen()).toBe('tomorrow');
});

test('what she chooses about photos takes effect at once: what waited only for that goes', async () => {
  const disk = newDisk();
  await openDeviceStore(disk).vault.sealPassword('amina@c0ffee000001', 'hers');
  let asked = (): void => undefined;
  const amina = await collector('amina', disk, undefined, {
    fetch: () => {
      asked();
      return Promise.reject(new TypeError('no network'));
    },
  });
  await amina.work.sendNow();
  const askedAgain = new Promise<void>((resolve) => {
    asked = resolve;
  });
  await amina.work.chooseThrift({ photosOnWifiOnly: false });
  await askedAgain;
  await amina.work.stop();
});
