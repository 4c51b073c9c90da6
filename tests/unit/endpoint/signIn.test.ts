import { expect, test } from 'vitest';
import { addPerson, at, basic, caller, openWorld, ROOT_LOGIN } from './support.ts';

test('amina signs in with Basic and the endpoint knows her and her roles', async () => {
  const { as } = await openWorld();
  const reply = await as('amina')('GET', '/_session');
  expect(reply.body).toMatchObject({
    ok: true,
    userCtx: { name: 'amina', roles: ['collector'] },
    info: { authenticated: 'default' },
  });
});

test('a wrong password is a 401 in CouchDB’s words, and never asks the browser to pop up', async () => {
  const { endpoint } = await openWorld();
  const reply = await caller(endpoint, basic('amina', 'wrong'))('GET', '/demo');
  expect(reply.status).toBe(401);
  expect(reply.body).toEqual({ error: 'unauthorized', reason: 'Name or password is incorrect.' });
  expect(reply.headers.get('www-authenticate')).toBeNull();
});

test('somebody unknown gets the same answer as somebody with a wrong password', async () => {
  const { endpoint } = await openWorld();
  const unknown = await caller(endpoint, basic('nobody', 'x'))('GET', '/demo');
  const wrong = await caller(endpoint, basic('amina', 'x'))('GET', '/demo');
  expect([unknown.status, unknown.body]).toEqual([wrong.status, wrong.body]);
});

test('a session cookie carries amina for ten minutes and is renewed by use', async () => {
  let now = Date.UTC(2026, 10, 22);
  const { nobody } = await openWorld({ now: () => now });
  const login = await nobody('POST', '/_session', { name: 'amina', password: 'pw-amina' });
  const header = login.headers.get('set-cookie') ?? '';
  expect(login.body).toEqual({ ok: true, name: 'amina', roles: ['collector'] });
  expect(header).toContain('HttpOnly');
  expect(header).toContain('SameSite=Lax');
  const cookie = header.split(';')[0] ?? '';
  now += 300_000;
  const later = await nobody('GET', '/demo', undefined, { cookie });
  expect(later.status).toBe(200);
  const renewed = later.headers.get('set-cookie')?.split(';')[0] ?? '';
  expect(renewed).not.toBe(cookie);
  now += 301_000;
  expect((await nobody('GET', '/demo', undefined, { cookie })).status).toBe(401);
  expect((await nobody('GET', '/demo', undefined, { cookie: renewed })).status).toBe(200);
});

test('a forged, foreign or malformed cookie is nobody’s', async () => {
  const { nobody } = await openWorld();
  const other = await openWorld();
  const foreign = (await other.nobody('POST', '/_session', { name: 'amina', password: 'pw-amina' })).headers
    .get('set-cookie')
    ?.split(';')[0];
  expect((await nobody('GET', '/demo', undefined, { cookie: foreign ?? '' })).status).toBe(401);
  const forged = `AuthSession=${Buffer.from('amina:69213A00:xxxxxxxx').toString('base64url')}`;
  expect((await nobody('GET', '/demo', undefined, { cookie: forged })).status).toBe(401);
  const malformed = await nobody('GET', '/demo', undefined, { cookie: 'AuthSession=%%%' });
  expect(malformed.status).toBe(400);
});

test('a changed password ends the sessions that the old one opened', async () => {
  const { nobody, as } = await openWorld();
  const login = await nobody('POST', '/_session', { name: 'amina', password: 'pw-amina' });
  const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
  const own = await as('amina')('GET', '/_users/org.couchdb.user:amina');
  const changed = { ...(own.body as object), password: 'new' };
  expect((await as('amina')('PUT', '/_users/org.couchdb.user:amina', changed)).status).toBe(201);
  expect((await nobody('GET', '/demo', undefined, { cookie })).status).toBe(401);
  expect((await as('amina')('GET', '/demo')).status).toBe(401);
});

test('five wrong passwords lock the name for that address only, even for the right password, for five minutes', async () => {
  let now = 1e12;
  const { endpoint } = await openWorld({ now: () => now });
  const wrong = caller(endpoint, basic('amina', 'wrong'), '10.0.0.7');
  for (let attempt = 0; attempt < 5; attempt++) expect((await wrong('GET', '/demo')).status).toBe(401);
  const right = caller(endpoint, basic('amina', 'pw-amina'), '10.0.0.7');
  const locked = await right('GET', '/demo');
  expect(locked.status).toBe(403);
  expect(at(locked, 'reason')).toBe('Account is temporarily locked due to multiple authentication failures');
  expect((await caller(endpoint, basic('amina', 'pw-amina'), '10.0.0.8')('GET', '/demo')).status).toBe(200);
  now += 5 * 60_000;
  expect((await right('GET', '/demo')).status).toBe(200);
});

test('twenty wrong passwords at once get five guesses, as one after another', async () => {
  const { endpoint } = await openWorld();
  const wrong = caller(endpoint, basic('amina', 'wrong'), '10.0.0.7');
  const replies = await Promise.all(Array.from({ length: 20 }, () => wrong('GET', '/demo')));
  const count = (status: number) => replies.filter((reply) => reply.status === status).length;
  expect([count(401), count(403)]).toEqual([5, 15]);
  const elsewhere = caller(endpoint, basic('amina', 'pw-amina'), '10.0.0.8');
  expect((await elsewhere('GET', '/demo')).status).toBe(200);
});

test('a phone that asks twenty times at once with the right password is not locked out', async () => {
  const { as } = await openWorld();
  const replies = await Promise.all(Array.from({ length: 20 }, () => as('amina')('GET', '/demo')));
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(20);
});

test('a right password in between forgives the wrong ones', async () => {
  const { endpoint } = await openWorld();
  const right = caller(endpoint, basic('amina', 'pw-amina'));
  const wrong = caller(endpoint, basic('amina', 'wrong'));
  for (let attempt = 0; attempt < 12; attempt++) {
    expect((await wrong('GET', '/demo')).status).toBe(401);
    expect((await right('GET', '/demo')).status).toBe(200);
  }
});

test('a demo login answers on this computer and nowhere else', async () => {
  const { endpoint, root } = await openWorld();
  await addPerson(root, 'zoya', 'collector', { demo: true });
  const login = basic('zoya', 'pw-zoya');
  expect((await caller(endpoint, login, '127.0.0.1')('GET', '/demo')).status).toBe(200);
  expect((await caller(endpoint, login, '::ffff:127.0.0.1')('GET', '/demo')).status).toBe(200);
  expect((await caller(endpoint, login, '192.168.1.20')('GET', '/demo')).status).toBe(403);
});

test('a demo login does not come in through a proxy on this computer', async () => {
  const { endpoint, root } = await openWorld();
  await addPerson(root, 'zoya', 'collector', { demo: true });
  const zoya = caller(endpoint, basic('zoya', 'pw-zoya'));
  for (const header of [{ 'x-forwarded-for': '127.0.0.1, 203.0.113.9' }, { via: '1.1 proxy' }]) {
    expect((await zoya('GET', '/demo', undefined, header as Record<string, string>)).status).toBe(403);
  }
});

test('with --no-demo the demo logins are off', async () => {
  const { endpoint, root } = await openWorld({ demoLogins: false });
  await addPerson(root, 'zoya', 'collector', { demo: true });
  expect((await caller(endpoint, basic('zoya', 'pw-zoya'))('GET', '/demo')).status).toBe(403);
});

test('a password is stored hashed and never given back', async () => {
  const { root } = await openWorld();
  const { body } = await root('GET', '/_users/org.couchdb.user:amina');
  expect(body).toMatchObject({ password_scheme: 'pbkdf2', pbkdf2_prf: 'sha256' });
  expect(JSON.stringify(body)).not.toContain('pw-amina');
});

test('a user document written by Apache CouchDB 3.5 signs in', async () => {
  const { endpoint, root } = await openWorld();
  const hash = { password_scheme: 'pbkdf2', pbkdf2_prf: 'sha256', iterations: 10, salt: 'abcd' };
  const { pbkdf2Sync } = await import('node:crypto');
  const derived_key = pbkdf2Sync('secret', 'abcd', 10, 32, 'sha256').toString('hex');
  const id = 'org.couchdb.user:lupita';
  const doc = {
    _id: id,
    _rev: '1-a',
    type: 'user',
    name: 'lupita',
    roles: ['collector'],
    ...hash,
    derived_key,
  };
  await root('POST', '/_users/_bulk_docs', { docs: [doc], new_edits: false });
  expect((await caller(endpoint, basic('lupita', 'secret'))('GET', '/demo')).status).toBe(200);
});

test('an administrator of the server signs in without a document', async () => {
  const { endpoint } = await openWorld();
  const reply = await caller(endpoint, ROOT_LOGIN)('GET', '/_session');
  expect(reply.body).toMatchObject({ userCtx: { name: 'root', roles: ['_admin'] } });
});
