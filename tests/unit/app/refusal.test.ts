import { expect, test } from 'vitest';
import { untilRefused, withoutRefusal } from '../../../src/app/refusal.ts';
import type { SyncState } from '../../../src/storage/index.ts';

const AT = '2026-03-01T09:00:00+05:00';
const after = (why: string): SyncState => ({
  phase: 'idle',
  session: 4,
  lastTrouble: { why, at: AT },
  nextAttemptAt: AT,
});

test('a password is given until it is refused', async () => {
  const secret = untilRefused(async () => 'typed');
  expect(await secret.password()).toBe('typed');
  secret.refuse();
  expect(await secret.password()).toBeUndefined();
});

test.each([['wrong-password'], ['sign-in-needed'], ['locked-out']])(
  'signing in anew ends %s, and what that session left open at the endpoint stays open',
  (why) => {
    expect(withoutRefusal(after(why))).toEqual({ phase: 'idle', session: 4, isOwed: true });
  },
);

test('signing in anew ends no other trouble', () => {
  expect(withoutRefusal(after('unreachable'))).toEqual(after('unreachable'));
  expect(withoutRefusal({ phase: 'idle' })).toEqual({ phase: 'idle' });
});
