import { expect, test } from 'vitest';
import { joinedUrl, joinLink } from '../../../src/app/join.ts';

const hashOf = (link: string): { hash: string } => ({ hash: new URL(link).hash });

test('a link carries the address of the campaign to the phone that opens it', () => {
  const link = joinLink('https://dastak.example', 'https://couch.example/field/demo');
  expect(joinedUrl(hashOf(link))).toBe('https://couch.example/field/demo');
});

test.each(['', 'Call%20me', 'javascript:alert(1)', 'https://couch.example/', '%E0%A4%A'])(
  'a link that carries no address of a database is no link: %s',
  (carried) => {
    expect(joinedUrl({ hash: `#join=${carried}` })).toBeUndefined();
  },
);

test('a link cannot dress a stranger up as somebody known', () => {
  const hash = `#join=${encodeURIComponent('https://dastak.example@stranger.example/db/demo?x#y')}`;
  expect(joinedUrl({ hash })).toBe('https://stranger.example/db/demo');
});
