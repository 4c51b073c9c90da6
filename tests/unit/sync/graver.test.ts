import { expect, test } from 'vitest';
import { graver } from '../../../src/sync/graver.ts';
import { troubleOf } from '../../../src/sync/httpTrouble.ts';

const away = troubleOf('unreachable', 0);
const busy = troubleOf('too-many', 429, 'busy', 90_000);
const locked = troubleOf('locked-out', 403);

test('of a dead link and an endpoint that asks for a pause, the pause is told', () => {
  for (const told of [graver(away, busy), graver(busy, away)])
    expect(told).toMatchObject({ why: 'too-many', retryAfterMs: 90_000 });
});

test('a lockout beside a pause is told as a lockout, and the pause holds all the same', () => {
  for (const told of [graver(locked, busy), graver(busy, locked)])
    expect(told).toMatchObject({ why: 'locked-out', retryAfterMs: 90_000 });
});

test('trouble on one side alone is told as it is', () => {
  expect(graver(null, locked)).toEqual(locked);
  expect(graver(away, null)).toEqual(away);
  expect(graver(null, null)).toBeNull();
});
