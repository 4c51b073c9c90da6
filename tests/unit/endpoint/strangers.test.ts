import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { Lockout, NAME_LENGTH_MAX, WINDOW_MS } from '../../../src/endpoint/access/lockout.ts';
import { appFiles } from '../../../src/endpoint/http/app.ts';
import { freshFolder } from './process.ts';
import { at, basic, caller, openWorld } from './support.ts';

/** What one request of somebody who means harm, or has a bad tool, must not do to everybody else. */

const reads = vi.hoisted(() => ({ count: 0, fails: false }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const readFile = (...words: Parameters<typeof real.readFile>) => {
    reads.count += 1;
    return reads.fails ? Promise.reject(new Error('EMFILE')) : real.readFile(...words);
  };
  return { ...real, readFile };
});

async function openApp() {
  const folder = await freshFolder();
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'assets/a.js'), 'a');
  const answer = appFiles(folder);
  return { folder, get: (path: string) => answer(new Request(`http://x${path}`)) };
}

test('a file is read and kept once, in however many ways its path is written', async () => {
  const { get } = await openApp();
  reads.count = 0;
  for (let n = 0; n < 20; n++) expect((await get(`/x${n}%2f..%2fassets%2Fa.js`)).status).toBe(200);
  expect(reads.count).toBe(1);
});

test('a file that could not be read once is read by the next who asks', async () => {
  const { get, folder } = await openApp();
  reads.fails = true;
  await expect(get('/assets/a.js')).rejects.toThrow('EMFILE');
  reads.fails = false;
  expect(await (await get('/assets/a.js')).text()).toBe('a');
  await rm(folder, { recursive: true });
});

test('wrong passwords are forgotten when they no longer count', () => {
  let now = 1e12;
  const lockout = new Lockout(() => now);
  for (let n = 0; n < 100; n++) lockout.failed(`name ${n}`, '10.0.0.7');
  expect(lockout.size).toBe(100);
  now += WINDOW_MS;
  lockout.failed('one more', '10.0.0.7');
  expect(lockout.size).toBe(1);
});

test('a name that nobody can have is refused as any other wrong one, and not remembered', async () => {
  const { endpoint } = await openWorld();
  const long = caller(endpoint, basic('n'.repeat(NAME_LENGTH_MAX + 1), 'x'));
  const statuses = [];
  for (let attempt = 0; attempt < 7; attempt++) statuses.push((await long('GET', '/demo')).status);
  expect(statuses).toEqual(Array(7).fill(401));
});

test('signing in reads 16 KB and no more, however small it was packed', async () => {
  const { nobody } = await openWorld();
  const login = (body: unknown) => gzipSync(JSON.stringify(body));
  const packed = { 'content-encoding': 'gzip' };
  const right = { name: 'amina', password: 'pw-amina' };
  expect((await nobody('POST', '/_session', login(right), packed)).status).toBe(200);
  const large = login({ ...right, more: Array(6000).fill({}) });
  expect((await nobody('POST', '/_session', large, packed)).status).toBe(413);
  expect((await nobody('POST', '/_session', { ...right, more: 'x'.repeat(16_384) })).status).toBe(413);
});

test('one document twenty thousand times in one request ends nothing; the first is written, the others are told', async () => {
  const { root } = await openWorld();
  const docs = Array.from({ length: 20_000 }, (_, n) => ({ _id: 'a', n }));
  const reply = await root('POST', '/demo/_bulk_docs', { docs });
  expect([reply.status, at(reply, 0, 'ok')]).toEqual([201, true]);
  const rows = reply.body as { id: string; error?: string }[];
  expect(rows.slice(1).map(({ id, error }) => `${id} ${error}`)).toEqual(Array(19_999).fill('a conflict'));
  expect(at(await root('GET', '/demo/a'), 'n')).toBe(0);
});

test('versions of one document are written in the order they came; too many at once are asked for in smaller parts', async () => {
  const { root } = await openWorld();
  const versions = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ _id: 'a', _rev: `1-${String(n).padStart(4, '0')}`, n }));
  const send = (docs: object[]) => root('POST', '/demo/_bulk_docs', { docs, new_edits: false });
  expect(await send([...versions(250), { _id: 'b', _rev: '1-b' }])).toMatchObject({ status: 201, body: [] });
  const opened = await root('GET', '/demo/a?open_revs=all');
  expect((opened.body as unknown[]).length).toBe(250);
  const { results } = (await root('GET', '/demo/_changes')).body as { results: { id: string }[] };
  expect(results.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(await send(versions(301))).toMatchObject({ status: 413, body: { error: 'too_large' } });
});

test('an attachment that is not there cannot be removed, also when every object has a field of its name', async () => {
  const { root } = await openWorld();
  const made = await root('PUT', '/demo/a', {
    _attachments: { photo: { content_type: 'image/jpeg', data: btoa('x') } },
  });
  const rev = String(at(made, 'rev'));
  expect((await root('DELETE', `/demo/a/toString?rev=${rev}`)).status).toBe(404);
  expect(at(await root('GET', '/demo/a'), '_rev')).toBe(rev);
});

test('two hundred thousand revisions of one document are looked up in one request', async () => {
  const { root } = await openWorld();
  await root('PUT', '/demo/a', {});
  const revs = Array.from({ length: 200_000 }, (_, n) => `2-${n}`);
  const reply = await root('POST', '/demo/_revs_diff', { a: revs });
  expect(reply.status).toBe(200);
  expect((at(reply, 'a', 'missing') as string[]).length).toBe(200_000);
  expect((at(reply, 'a', 'possible_ancestors') as string[]).length).toBe(1);
});

test('a body of millions of empty lists is refused before it costs memory; one long text is not', async () => {
  const { root } = await openWorld();
  const body = `{"docs":[${'[],'.repeat(3_000_000)}[]]}`;
  expect(await root('POST', '/demo/_bulk_docs', body)).toMatchObject({
    status: 413,
    body: { error: 'too_large' },
  });
  const text = '[\\",'.repeat(1_100_000);
  expect((await root('PUT', '/demo/a', `{"text":"${text}"}`)).status).toBe(201);
});

test('five hundred versions of one document beside each other are taken, and then only what goes on from them', async () => {
  const world = await openWorld();
  const sana = world.as('sana');
  const send = (docs: object[]) => sana('POST', '/demo/_bulk_docs', { docs, new_edits: false });
  const rev = (n: number) => `1-${String(n).padStart(4, '0')}`;
  for (let start = 0; start < 500; start += 250) {
    const versions = Array.from({ length: 250 }, (_, n) => ({ _id: 'a', _rev: rev(start + n) }));
    expect(await send(versions)).toMatchObject({ status: 201, body: [] });
  }
  expect(await send([{ _id: 'a', _rev: rev(500) }])).toMatchObject({
    body: [{ id: 'a', error: 'forbidden' }],
  });
  const next = { _id: 'a', _revisions: { start: 2, ids: ['next', rev(7).slice(2)] } };
  expect(await send([next, { _id: 'a', _rev: rev(8) }, { _id: 'b', _rev: rev(0) }])).toMatchObject({
    status: 201,
    body: [],
  });
  // A phone that never heard the answer sends again what somebody has gone on from since.
  expect(await send([{ _id: 'a', _rev: rev(7) }])).toMatchObject({ status: 201, body: [] });
});

test('a selector of thousands of conditions is refused, also where each looks at a list', async () => {
  const { root } = await openWorld();
  const many = (count: number, condition: object) => ({
    $or: Array.from({ length: count }, (_, n) => ({ [`f${n}`]: condition })),
  });
  const ask = async (selector: object) => [
    (await root('POST', '/demo/_find', { selector })).status,
    (await root('POST', '/demo/_changes?filter=_selector', { selector })).status,
  ];
  expect(await ask(many(2000, { $gt: 1 }))).toEqual([200, 200]);
  expect(await ask(many(2001, { $gt: 1 }))).toEqual([400, 400]);
  expect(await ask(many(500, { $elemMatch: { $gt: 1 } }))).toEqual([400, 400]);
  expect(await ask({ _id: { $in: Array.from({ length: 50_000 }, (_, n) => `d${n}`) } })).toEqual([200, 200]);
});

test('a refusal repeats no megabytes of what it refuses', async () => {
  const { root } = await openWorld();
  const reply = await root('PUT', '/demo/a', { _attachments: { ['n'.repeat(1_000_000)]: 7 } });
  expect(reply.status).toBe(400);
  expect(String(at(reply, 'reason')).length).toBeLessThanOrEqual(1000);
});

test('only files of /assets are kept for ever, however their path is written', async () => {
  const { get, folder } = await openApp();
  await writeFile(join(folder, 'sw.js'), 's');
  expect((await get('/assets/..%2fsw.js')).headers.get('cache-control')).toBe('no-cache');
  expect((await get('/assets/a.js')).headers.get('cache-control')).toContain('immutable');
});
