import { expect, test } from 'vitest';
import { shared } from '../../../src/app/shared.ts';
import { signal } from '../../../src/domain/signal.ts';

/** A live value that counts who asks it. */
function counted() {
  const value = signal(1);
  const asked = { times: 0, now: 0 };
  const live = shared<number>({
    subscribe(next, error) {
      asked.times += 1;
      asked.now += 1;
      const watch = value.subscribe(next, error);
      return {
        unsubscribe() {
          asked.now -= 1;
          watch.unsubscribe();
        },
      };
    },
  });
  return { value, asked, live };
}

test('whoever watches the same thing at the same time is told by one query', () => {
  const { value, asked, live } = counted();
  const heard: string[] = [];
  live.subscribe((one) => heard.push(`a${one}`));
  live.subscribe((one) => heard.push(`b${one}`));
  value.set(2);
  expect(heard).toEqual(['a1', 'b1', 'a2', 'b2']);
  expect(asked.times).toBe(1);
});

test('the query ends with its last watcher and is asked anew by the next', () => {
  const { value, asked, live } = counted();
  const heard: number[] = [];
  const first = live.subscribe(() => undefined);
  const second = live.subscribe(() => undefined);
  first.unsubscribe();
  first.unsubscribe();
  expect(asked.now).toBe(1);
  second.unsubscribe();
  expect(asked.now).toBe(0);
  value.set(3);
  live.subscribe((one) => heard.push(one));
  expect(heard).toEqual([3]);
  expect(asked).toEqual({ times: 2, now: 1 });
});

test('a query that fails tells everybody who watches', () => {
  const failing = shared<number>({
    subscribe(_next, error) {
      queueMicrotask(() => error?.('broken'));
      return { unsubscribe: () => undefined };
    },
  });
  const heard: unknown[] = [];
  for (const name of ['a', 'b'])
    failing.subscribe(
      () => undefined,
      (error) => heard.push([name, error]),
    );
  return Promise.resolve().then(() =>
    expect(heard).toEqual([
      ['a', 'broken'],
      ['b', 'broken'],
    ]),
  );
});

test('whoever comes after a query failed hears that, and nothing old', () => {
  let source: { next(value: number): void; error(why: unknown): void } | undefined;
  const live = shared<number>({
    subscribe(next, error) {
      source = { next, error: (why) => error?.(why) };
      return { unsubscribe: () => undefined };
    },
  });
  const heard: unknown[] = [];
  live.subscribe(
    () => undefined,
    () => undefined,
  );
  source?.next(1);
  source?.error('broken');
  live.subscribe(
    (value) => heard.push(value),
    (why) => heard.push(why),
  );
  source?.next(2);
  expect(heard).toEqual(['broken', 2]);
});
