import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoWithOffset } from '../../../src/device/clock.ts';
import { isApplePhone } from '../../../src/device/install.ts';
import { pageLocks } from '../../../src/device/locks.ts';
import { persistenceDoor } from '../../../src/device/persistence.ts';
import { browserSleep } from '../../../src/device/sleep.ts';

test('a time keeps its moment and tells the zone of the place', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
      (at) => {
        const text = isoWithOffset(at);
        expect(Date.parse(text)).toBe(at.getTime());
        expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/);
        expect(Number(text.slice(8, 10))).toBe(at.getDate());
      },
    ),
  );
});

test('without Web Locks a second session in this page waits for its turn, even when the first one fails', async () => {
  const locks = pageLocks();
  const order: string[] = [];
  let end: () => void = () => undefined;
  const first = locks.request('sync', async () => {
    await new Promise<void>((resolve) => {
      end = resolve;
    });
    order.push('first');
    throw new Error('network');
  });
  const second = locks.request('sync', async () => order.push('second'));
  const other = locks.request('another campaign', async () => order.push('other'));
  await other;
  end();
  await expect(first).rejects.toThrow('network');
  await second;
  expect(order).toEqual(['other', 'first', 'second']);
});

test('a sleeper wakes at once when nobody needs it any more', async () => {
  const stop = new AbortController();
  const slept = browserSleep(3_600_000, stop.signal);
  stop.abort();
  await slept;
  await browserSleep(3_600_000, stop.signal);
});

test('storage that the browser does not speak of is unknown, and one that throws is no crash', async () => {
  expect(await persistenceDoor(undefined).request()).toEqual({ isPersisted: null });
  const granted = persistenceDoor({
    persist: async () => true,
    persisted: async () => false,
    estimate: async () => ({ usage: 5, quota: 10 }),
  });
  expect(await granted.request()).toEqual({ isPersisted: true, usageBytes: 5, quotaBytes: 10 });
  const broken = persistenceDoor({ persisted: () => Promise.reject(new Error('private mode')) });
  expect(await broken.look()).toEqual({ isPersisted: null });
});

test('an iPad that calls itself a Macintosh is still an iPad', () => {
  const iPad = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15';
  expect(isApplePhone({ userAgent: iPad, maxTouchPoints: 5 })).toBe(true);
  expect(isApplePhone({ userAgent: iPad, maxTouchPoints: 0 })).toBe(false);
  expect(isApplePhone({ userAgent: 'Mozilla/5.0 (Linux; Android 14)', maxTouchPoints: 5 })).toBe(false);
});
