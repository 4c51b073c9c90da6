import { expect, test } from 'vitest';
import { addPerson, at, openWorld, responseOf, revOf } from './support.ts';

test('a new database is for administrators only', async () => {
  const { root, as, nobody } = await openWorld();
  await root('PUT', '/private');
  expect((await nobody('GET', '/private')).status).toBe(401);
  const refused = await as('amina')('GET', '/private');
  expect([refused.status, at(refused, 'reason')]).toEqual([403, 'You are not allowed to access this db.']);
});

test('members read and write; strangers do neither', async () => {
  const { root, as, nobody } = await openWorld();
  await addPerson(root, 'outsider', 'visitor');
  expect((await as('amina')('PUT', '/demo/note:1', { text: 'x' })).status).toBe(201);
  for (const stranger of [nobody, as('outsider')]) {
    for (const path of ['/demo', '/demo/note:1', '/demo/_changes', '/demo/_all_docs', '/demo/_local/x']) {
      expect([401, 403]).toContain((await stranger('GET', path)).status);
    }
    expect([401, 403]).toContain((await stranger('PUT', '/demo/note:2', {})).status);
  }
});

test('only an administrator makes, deletes, lists and protects databases', async () => {
  const { as, root } = await openWorld();
  const security = { admins: { names: [], roles: [] }, members: { names: [], roles: [] } };
  for (const name of ['amina', 'sana']) {
    expect((await as(name)('PUT', '/mine')).status).toBe(401);
    expect((await as(name)('DELETE', '/demo')).status).toBe(401);
    expect((await as(name)('GET', '/_all_dbs')).status).toBe(401);
    expect((await as(name)('PUT', '/demo/_security', security)).status).toBe(401);
    expect((await as(name)('PUT', '/demo/_design/x', {})).status).toBe(403);
  }
  expect((await root('GET', '/_all_dbs')).body).toEqual(['_replicator', '_users', 'demo']);
});

test('amina sees her own account and no other', async () => {
  const { as, root } = await openWorld();
  const amina = as('amina');
  expect((await amina('GET', '/_users/org.couchdb.user:amina')).status).toBe(200);
  expect((await amina('GET', '/_users/org.couchdb.user:diego')).status).toBe(404);
  expect((await amina('GET', '/_users/_all_docs')).status).toBe(403);
  expect((await amina('GET', '/_users/_changes')).status).toBe(403);
  expect((await amina('PUT', '/_users/org.couchdb.user:eve', { name: 'eve' })).status).toBe(404);
  expect((await root('GET', '/_users/_all_docs')).status).toBe(200);
});

test('amina cannot give herself a role with a new password', async () => {
  const { as, root, endpoint } = await openWorld();
  const own = (await as('amina')('GET', '/_users/org.couchdb.user:amina')).body as object;
  const greedy = { ...own, password: 'pw-2', roles: ['coordinator', 'collector'], demo: true };
  expect((await as('amina')('PUT', '/_users/org.couchdb.user:amina', greedy)).status).toBe(201);
  const stored = await root('GET', '/_users/org.couchdb.user:amina');
  expect(at(stored, 'roles')).toEqual(['collector']);
  expect(at(stored, 'demo')).toBeUndefined();
  expect(endpoint.admins()).toEqual(['root']);
});

test('nobody becomes an administrator through a role of their document', async () => {
  const { root } = await openWorld();
  const reply = await addPerson(root, 'eve', '_admin');
  expect([reply.status, at(reply, 'error')]).toEqual([403, 'forbidden']);
});

test('a collector writes responses of her own and nobody else’s', async () => {
  const { as } = await openWorld();
  const amina = as('amina');
  expect((await amina('PUT', '/demo/response:1', responseOf('amina'))).status).toBe(201);
  const foreign = await amina('PUT', '/demo/response:2', responseOf('diego'));
  expect([foreign.status, at(foreign, 'error')]).toEqual([403, 'forbidden']);
  const diegos = await as('diego')('PUT', '/demo/response:3', responseOf('diego'));
  const taken = { ...responseOf('amina'), _rev: revOf(diegos) };
  expect((await amina('PUT', '/demo/response:3', taken)).status).toBe(403);
  expect((await amina('DELETE', `/demo/response:3?rev=${revOf(diegos)}`)).status).toBe(403);
});

test('a collector cannot add a conflicting leaf to somebody else’s response', async () => {
  const { as } = await openWorld();
  await as('diego')('PUT', '/demo/response:3', responseOf('diego'));
  const docs = [{ _id: 'response:3', _rev: '9-f', ...responseOf('amina') }];
  const reply = await as('amina')('POST', '/demo/_bulk_docs', { docs, new_edits: false });
  expect(reply.body).toMatchObject([{ id: 'response:3', rev: '9-f', error: 'forbidden' }]);
});

test('in a batch the refused documents are named with a reason and the others are written', async () => {
  const { as } = await openWorld();
  const docs = [
    { _id: 'response:1', _rev: '1-a', ...responseOf('amina') },
    { _id: 'campaign:demo', _rev: '1-b', type: 'campaign' },
    { _id: 'form:x:1', _rev: '1-c', type: 'form' },
    { _id: 'review:1:1-sana', _rev: '1-d', type: 'review' },
    { _id: 'response:2', _rev: '1-e', ...responseOf('amina', { practice: true }) },
    { _id: 'response:3', _rev: '1-f', ...responseOf('amina', { mode: 'practice' }) },
  ];
  const reply = await as('amina')('POST', '/demo/_bulk_docs', { docs, new_edits: false });
  expect(reply.status).toBe(201);
  expect(reply.body).toMatchObject([
    { id: 'campaign:demo', error: 'forbidden', reason: 'Only a coordinator may write a campaign document.' },
    { id: 'form:x:1', error: 'forbidden' },
    { id: 'review:1:1-sana', error: 'forbidden' },
    { id: 'response:2', error: 'forbidden', reason: expect.stringContaining('Practice') },
    { id: 'response:3', error: 'forbidden', reason: expect.stringContaining('Practice') },
  ]);
  const all = await as('sana')('GET', '/demo/_all_docs');
  expect(at(all, 'total_rows')).toBe(1);
});

test('a campaign document does not get in under another id or type', async () => {
  const { as } = await openWorld();
  expect((await as('amina')('PUT', '/demo/x', { type: 'campaign' })).status).toBe(403);
  expect(
    (await as('amina')('PUT', '/demo/campaign:demo', { type: 'response', collector: 'amina' })).status,
  ).toBe(403);
});

test('a coordinator writes reviews, forms and corrections of anybody', async () => {
  const { as } = await openWorld();
  const sana = as('sana');
  await as('amina')('PUT', '/demo/response:1', responseOf('amina'));
  const current = await sana('GET', '/demo/response:1');
  expect((await sana('PUT', '/demo/review:1:1-sana', { type: 'review' })).status).toBe(201);
  expect((await sana('PUT', '/demo/response:1', { ...(current.body as object), note: 1 })).status).toBe(201);
});

test('a page of any origin may call without cookies; with --cors-origin only the named ones, with cookies', async () => {
  const open = await openWorld();
  const origin = { origin: 'https://app.example' };
  const asked = {
    ...origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type,authorization,content-encoding',
  };
  const preflight = await open.nobody('OPTIONS', '/demo/_bulk_docs', undefined, asked);
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
  expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
  expect(preflight.headers.get('access-control-allow-headers')).toContain('content-encoding');
  const refused = await open.nobody('GET', '/demo', undefined, origin);
  expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, '*']);
  const named = await openWorld({ corsOrigins: ['https://app.example'] });
  const allowed = await named.as('amina')('GET', '/demo', undefined, origin);
  expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example');
  expect(allowed.headers.get('access-control-allow-credentials')).toBe('true');
  const other = await named.as('amina')('GET', '/demo', undefined, { origin: 'https://evil.example' });
  expect(other.headers.get('access-control-allow-origin')).toBeNull();
});
