import { expect, test } from 'vitest';
import type { SyncView } from '../../../../src/app/index.ts';
import { lastEnd, needsSignIn, needsSomebody, sendState } from '../../../../src/ui/screens/send/sendState.ts';
import { idle } from '../../../support/idle.ts';

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

test('what has begun and carries nothing yet only asks, whichever way things will go', () => {
  expect(sendState({ ...idle, phase: 'sending', waiting: 3 })).toEqual({ is: 'asking' });
  expect(sendState({ ...idle, phase: 'receiving', done: 0, total: 0 })).toEqual({ is: 'asking' });
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

test('never says that everything was received when the server refused something', () => {
  expect(sendState({ ...idle, refused: 1, lastSuccessAt: LATE })).toEqual({ is: 'refused' });
});

test('photos that she keeps here by choice are not said to wait for a network', () => {
  const photos = { ...idle, waiting: 2, waitingFiles: 2, lastSuccessAt: LATE };
  expect(sendState(photos, 'wifi')).toEqual({ is: 'held', by: 'wifi' });
  expect(sendState(photos, 'tomorrow')).toEqual({ is: 'held', by: 'tomorrow' });
  expect(sendState(photos, null)).toEqual({ is: 'waiting' });
  expect(sendState({ ...photos, waiting: 3 }, 'wifi')).toEqual({ is: 'waiting' });
});

test('the first page tells of what only a person can end, and not of what ends by itself', () => {
  const met = (why: string) => needsSomebody(sendState({ ...idle, trouble: failed(why, LATE) }));
  expect(['wrong-password', 'sign-in-needed', 'not-allowed', 'no-database', 'not-couchdb'].map(met)).toEqual(
    Array(5).fill(true),
  );
  expect(['unreachable', 'server-trouble', 'too-many', 'locked-out'].map(met)).toEqual(Array(4).fill(false));
});

test('what the pages warn of stays while a session is under way', () => {
  const sync = { ...idle, phase: 'receiving', trouble: failed('not-allowed', LATE) } as const;
  expect(needsSomebody(lastEnd(sync))).toBe(true);
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
