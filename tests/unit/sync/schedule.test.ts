import { expect, test } from 'vitest';
import { noCounts } from '../../../src/sync/context.ts';
import {
  SCHEDULE_START,
  type ScheduleState,
  type SyncTrouble,
  type SyncWhy,
  schedule,
  type Wish,
} from '../../../src/sync/index.ts';

const NOW = 1_000_000;
const MINUTE = 60_000;

const wish = (state: ScheduleState, kind: Wish, now = NOW) =>
  schedule(state, { kind: 'wish', wish: kind }, now);
const finish = (state: ScheduleState, trouble: SyncTrouble | null, random = 0.5, now = NOW, received = 0) =>
  schedule(state, { kind: 'finished', trouble, random, counts: { ...noCounts(), received } }, now);
const running = wish(SCHEDULE_START, 'start').state;
const after = (why: SyncWhy, more: Partial<SyncTrouble> = {}) => finish(running, { why, ...more });

test('any reason starts a session when nothing runs', () => {
  for (const reason of ['start', 'save', 'online', 'visible', 'timer', 'button', 'background'] as const) {
    expect(wish(SCHEDULE_START, reason).effect).toEqual({ do: 'run', reason });
  }
});

test('what is wished for during a session follows it at once', () => {
  const busy = wish(running, 'save');
  expect(busy.effect).toBeUndefined();
  expect(finish(busy.state, null).effect).toEqual({ do: 'run', reason: 'save' });
});

test('after success the phone looks again in a quarter of an hour, more or less', () => {
  const due = [0, 0.5, 0.999].map((random) => finish(running, null, random).state.dueAt ?? 0);
  expect(due.map((at) => Math.round((at - NOW) / MINUTE))).toEqual([8, 15, 22]);
});

test('pauses double with each failure, up to ten minutes', () => {
  const pauses: number[] = [];
  let state = running;
  for (let failure = 1; failure <= 9; failure++) {
    const paused = finish(state, { why: 'unreachable' });
    pauses.push(((paused.state.dueAt ?? 0) - NOW) / 1000);
    state = wish(paused.state, 'button').state;
  }
  expect(pauses).toEqual([5, 10, 20, 40, 80, 160, 320, 600, 600]);
});

test('a link that broke after it had carried something is tried again soon, an endpoint in trouble is spared', () => {
  let state = running;
  for (let failure = 1; failure <= 5; failure++)
    state = wish(finish(state, { why: 'unreachable' }).state, 'timer').state;
  const pausesFor = (why: SyncWhy): number => (finish(state, { why }, 0.5, NOW, 1).state.dueAt ?? 0) - NOW;
  expect(pausesFor('unreachable')).toBe(5_000);
  expect(pausesFor('server-trouble')).toBe(160_000);
});

test('success forgets earlier failures', () => {
  const failed = wish(after('unreachable').state, 'button').state;
  expect(finish(failed, null).state.failures).toBe(0);
});

test('chance spreads phones that met the same trouble', () => {
  const due = [0, 0.25, 0.75].map((random) => finish(running, { why: 'server-trouble' }, random).state.dueAt);
  expect(due).toEqual([NOW + 2500, NOW + 3750, NOW + 6250]);
});

test.each<[Wish, boolean]>([
  ['button', true],
  ['online', true],
  ['save', false],
  ['visible', false],
])('during a pause, “%s” starts: %s', (reason, starts) => {
  const { effect } = wish(after('unreachable').state, reason, NOW + 1000);
  expect(effect?.do === 'run').toBe(starts);
});

test('the timer ends the pause, even when the clock was set back meanwhile', () => {
  const { state } = after('too-many', { retryAfterMs: 90_000 });
  const aDayAgo = NOW - 24 * 60 * MINUTE;
  expect(wish(state, 'button', aDayAgo).effect).toBeUndefined();
  expect(wish(state, 'timer', aDayAgo).effect).toEqual({ do: 'run', reason: 'timer' });
});

test('Retry-After is longer than our own pause, and even a tap waits for it', () => {
  const { state, effect } = after('too-many', { retryAfterMs: 90_000 });
  expect(effect).toEqual({ do: 'wake', at: NOW + 90_000 });
  expect(wish(state, 'button', NOW + 89_999).effect).toBeUndefined();
  expect(wish(state, 'button', NOW + 90_000).effect).toEqual({ do: 'run', reason: 'button' });
});

test('a lockout is waited out: five minutes, whatever is tapped', () => {
  const { state } = after('locked-out');
  expect((state.dueAt ?? 0) - NOW).toBeGreaterThanOrEqual(5 * MINUTE);
  expect(wish(state, 'button', NOW + 4 * MINUTE).effect).toBeUndefined();
});

test('a wrong password stops and asks once', () => {
  const { state, effect } = after('wrong-password');
  expect(effect).toEqual({ do: 'ask-sign-in' });
  for (const reason of ['save', 'online', 'visible', 'timer'] as const) {
    expect(wish(state, reason).effect).toBeUndefined();
  }
  expect(wish(state, 'button').effect).toEqual({ do: 'ask-sign-in' });
});

test('what only a person can mend is looked at seldom, and at a tap', () => {
  for (const why of ['not-allowed', 'no-database', 'storage-full'] as const) {
    const { state } = after(why);
    expect((state.dueAt ?? 0) - NOW).toBe(15 * MINUTE);
    expect(wish(state, 'button').effect).toEqual({ do: 'run', reason: 'button' });
  }
});
