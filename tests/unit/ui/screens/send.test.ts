import { expect, test } from 'vitest';
import type { SyncView } from '../../../../src/app/index.ts';
import { needsSignIn, sendState } from '../../../../src/ui/screens/send/sendState.ts';

const idle: SyncView = { phase: 'idle', waiting: 0, waitingBytes: 0 };
const EARLY = '2026-03-01T09:00:00+05:00';
const LATE = '2026-03-01T10:42:00+05:00';
const failed = (why: string, at: string): SyncView['trouble'] & object => ({ ok: false, why, at });

test('while it sends, it counts', () => {
  expect(sendState({ ...idle, phase: 'sending', done: 2, total: 5 })).toEqual({
    is: 'sending',
    done: 2,
    total: 5,
  });
});

test('a missing network is a calm state, not a trouble', () => {
  expect(sendState({ ...idle, waiting: 3, trouble: failed('unreachable', LATE) })).toEqual({ is: 'offline' });
});

test('any other trouble keeps its reason and its words', () => {
  const trouble = { ...failed('server-trouble', LATE), words: { status: 503 } };
  expect(sendState({ ...idle, trouble })).toEqual({
    is: 'trouble',
    why: 'server-trouble',
    words: { status: 503 },
  });
});

test('a trouble that was followed by a success is over', () => {
  const sync = { ...idle, trouble: failed('unreachable', EARLY), lastSuccessAt: LATE };
  expect(sendState(sync)).toEqual({ is: 'received', at: LATE });
});

test('a trouble after the last success is still there', () => {
  const sync = { ...idle, trouble: failed('wrong-password', LATE), lastSuccessAt: EARLY };
  expect(sendState(sync)).toMatchObject({ is: 'trouble', why: 'wrong-password' });
});

test('never says that everything was received while something waits', () => {
  expect(sendState({ ...idle, waiting: 1, lastSuccessAt: LATE })).toEqual({ is: 'waiting' });
});

test('a phone that has never sent does not claim that all was received', () => {
  expect(sendState(idle)).toEqual({ is: 'never' });
});

test('offers to sign in again only when the password is the trouble', () => {
  expect(needsSignIn({ is: 'trouble', why: 'wrong-password', words: undefined })).toBe(true);
  expect(needsSignIn({ is: 'trouble', why: 'sign-in-needed', words: undefined })).toBe(true);
  expect(needsSignIn({ is: 'trouble', why: 'server-trouble', words: undefined })).toBe(false);
  expect(needsSignIn({ is: 'offline' })).toBe(false);
});
