import { expect, test } from 'vitest';
import { checkSignIn, type SignInWhy } from '../../../src/sync/index.ts';
import { type Fault, fakeEndpoint } from '../../support/fakeEndpoint.ts';

const PASSWORD = 'long, with ümlaut: and colon';

function couchFor() {
  const couch = fakeEndpoint();
  couch.addUser('amina', PASSWORD, ['collector']);
  couch.addUser('stranger', PASSWORD, []);
  const enter = (more: { url?: string; name?: string; password?: string } = {}) =>
    checkSignIn({ url: couch.url, name: 'amina', password: PASSWORD, fetch: couch.fetch, ...more });
  return { couch, enter };
}

test('a member enters with her roles, whatever stands behind the address', async () => {
  const { couch, enter } = couchFor();
  for (const url of [couch.url, ` ${couch.url}/ `, `${couch.url}?x=1#y`]) {
    expect(await enter({ url })).toEqual({
      ok: true,
      value: { name: 'amina', url: couch.url, roles: ['collector'] },
    });
  }
});

test.each([
  ['', 'url-invalid'],
  ['couch', 'url-invalid'],
  ['ftp://couch.example/demo', 'url-invalid'],
  ['https://couch.example/', 'url-invalid'],
  ['https://couch.example/prefix/other', 'no-database'],
] satisfies [string, SignInWhy][])('the address “%s” is %s', async (url, why) => {
  expect(await couchFor().enter({ url })).toMatchObject({ ok: false, why });
});

test.each([
  ['no network', { kind: 'lose-request' }, 'unreachable'],
  ['a captive portal', { kind: 'portal' }, 'not-couchdb'],
  ['a server in trouble', { kind: 'answer', status: 503 }, 'server-trouble'],
  ['something else at the address', { kind: 'answer', status: 200, body: { hello: 1 } }, 'not-couchdb'],
] satisfies [string, Fault, SignInWhy][])('%s is told apart', async (_what, fault, why) => {
  const { couch, enter } = couchFor();
  couch.fail(/./, fault);
  expect(await enter()).toMatchObject({ ok: false, why });
});

test('a wrong password costs one of the five tries, not two', async () => {
  const { couch, enter } = couchFor();
  expect(await enter({ password: 'wrong' })).toMatchObject({ ok: false, why: 'wrong-password' });
  expect(couch.requests).toHaveLength(1);
});

test('a lockout is not taken for missing rights', async () => {
  const { enter } = couchFor();
  for (let tries = 0; tries < 5; tries++) await enter({ password: 'wrong' });
  expect(await enter()).toMatchObject({ ok: false, why: 'locked-out' });
});

test('somebody who may not open the database is told so', async () => {
  expect(await couchFor().enter({ name: 'stranger' })).toMatchObject({ ok: false, why: 'not-allowed' });
});

test('an endpoint without sessions is entered by its database', async () => {
  const { couch, enter } = couchFor();
  couch.fail(/_session/, { kind: 'answer', status: 404, body: { error: 'not_found', reason: 'missing' } });
  expect(await enter()).toEqual({ ok: true, value: { name: 'amina', url: couch.url, roles: [] } });
});

test('a password is never part of an address', async () => {
  const { couch, enter } = couchFor();
  const signedIn = await enter({ url: couch.url.replace('://', '://amina:secret@') });
  expect(signedIn).toMatchObject({ ok: true, value: { url: couch.url } });
  expect(JSON.stringify(couch.requests)).not.toContain('secret');
});
