import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../../src/endpoint/server.ts';
import { md5Digest } from '../../../src/storage/index.ts';
import { photoBytes } from '../../support/examples.ts';
import { freshFolder } from './process.ts';
import { at, type Caller, caller, type Reply, ROOT_LOGIN } from './support.ts';

let open: RunningServer[] = [];
afterEach(async () => {
  await Promise.all(open.map((server) => server.close()));
  open = [];
});

interface Site {
  readonly root: Caller;
  /** Of a database there, with the administrator's login in it. */
  at(name: string): string;
  readonly server: RunningServer;
}

async function site(more: { dataFolder?: string } = {}): Promise<Site> {
  const adapter = more.dataFolder === undefined ? { adapter: 'memory' as const } : {};
  const options = {
    host: '127.0.0.1',
    port: 0,
    dataFolder: '',
    iterations: 2,
    retryMs: 1,
    ...adapter,
    ...more,
  };
  const server = await startServer(options);
  open.push(server);
  await server.endpoint.setAdmin('root', 'pw-root');
  const base = `${server.url.replace('//', '//root:pw-root@')}/db/`;
  return { root: caller(server.endpoint, ROOT_LOGIN), at: (name) => base + name, server };
}

/** Asks until it is so; a test that waits for ever fails by its time limit. */
async function until(ask: () => Promise<Reply>, isSo: (reply: Reply) => boolean): Promise<Reply> {
  for (;;) {
    const reply = await ask();
    if (isSo(reply)) return reply;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const write = (root: Caller, name: string, ...docs: object[]) =>
  root('POST', `/${name}/_bulk_docs`, { docs, new_edits: false });
const leaves = async (root: Caller, name: string) => {
  const rows = at(await root('GET', `/${name}/_changes?style=all_docs`), 'results') as {
    id: string;
    changes: unknown;
    deleted?: true;
  }[];
  return rows
    .map(({ id, changes, deleted }) => ({ id, changes, deleted }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
};

async function filled({ root }: Site, name: string, photo = photoBytes(3000)): Promise<void> {
  await root('PUT', `/${name}`);
  const docs = Array.from({ length: 45 }, (_, n) => ({ _id: `d${n}`, _rev: '1-a', n }));
  const data = Buffer.from(photo).toString('base64');
  await write(root, name, ...docs, {
    _id: 'photo',
    _rev: '1-p',
    _attachments: { photo: { content_type: 'image/jpeg', data } },
  });
  await write(root, name, { _id: 'd0', _rev: '2-b', _revisions: { start: 2, ids: ['b', 'a'] } });
  await write(root, name, { _id: 'd0', _rev: '2-c', _revisions: { start: 2, ids: ['c', 'a'] } });
  await write(root, name, {
    _id: 'd1',
    _rev: '2-x',
    _deleted: true,
    why: 'merged',
    _revisions: { start: 2, ids: ['x', 'a'] },
  });
}

test('_replicate brings all leaves, tombstones and photos to another endpoint, and a second time only what is new', async () => {
  const [here, there] = [await site(), await site()];
  await filled(here, 'work');
  const job = { source: here.at('work'), target: there.at('copy'), create_target: true };
  const first = await here.root('POST', '/_replicate', job);
  expect(first).toMatchObject({ status: 200, body: { ok: true, replication_id_version: 4 } });
  expect(await leaves(there.root, 'copy')).toEqual(await leaves(here.root, 'work'));
  const stub = at(await there.root('GET', '/copy/photo'), '_attachments', 'photo');
  expect(stub).toMatchObject({ digest: md5Digest(photoBytes(3000)), length: 3000, stub: true });
  await here.root('PUT', '/work/late', {});
  const second = await here.root('POST', '/_replicate', job);
  expect(at(second, 'history', 0)).toMatchObject({ missing_checked: 1, docs_read: 1, docs_written: 1 });
  expect(at(second, 'history', 1, 'session_id')).toBe(at(first, 'session_id'));
});

test('brings only what is named or selected', async () => {
  const here = await site();
  await filled(here, 'work');
  const selected = {
    source: here.at('work'),
    target: here.at('low'),
    create_target: true,
    selector: { n: { $lt: 5 } },
  };
  await here.root('POST', '/_replicate', selected);
  expect((await leaves(here.root, 'low')).map(({ id }) => id)).toEqual(['d2', 'd3', 'd4']);
  const named = {
    source: here.at('work'),
    target: here.at('two'),
    create_target: true,
    doc_ids: ['d7', 'd9'],
  };
  await here.root('POST', '/_replicate', named);
  expect((await leaves(here.root, 'two')).map(({ id }) => id)).toEqual(['d7', 'd9']);
});

test('a document of _replicator is carried out and says so in CouchDB’s fields, without a password in any list', async () => {
  const here = await site();
  await filled(here, 'work');
  const job = {
    source: here.at('work'),
    target: { url: `${here.server.url}/db/copy`, auth: { basic: { username: 'root', password: 'pw-root' } } },
    create_target: true,
  };
  expect((await here.root('PUT', '/_replicator/job', job)).status).toBe(201);
  const done = await until(
    () => here.root('GET', '/_replicator/job'),
    (reply) => at(reply, '_replication_state') !== undefined,
  );
  expect(done.body).toMatchObject({
    _replication_state: 'completed',
    _replication_state_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    _replication_stats: { docs_written: 47, doc_write_failures: 0, missing_revisions_found: 47 },
  });
  expect(await leaves(here.root, 'copy')).toEqual(await leaves(here.root, 'work'));
});

test('a continuous job brings later changes, survives a restart, and ends when its document is deleted', async () => {
  const dataFolder = await freshFolder();
  const there = await site();
  const here = await site({ dataFolder });
  await filled(there, 'work');
  await there.root('PUT', '/copy');
  const put = await here.root('PUT', '/_replicator/live', {
    source: there.at('work'),
    target: there.at('copy'),
    continuous: true,
  });
  const arrives = (id: string) =>
    until(
      () => there.root('GET', `/copy/${id}`),
      ({ status }) => status === 200,
    );
  await arrives('d44');
  await there.root('PUT', '/work/later', {});
  await arrives('later');
  expect(at(await here.root('GET', '/_scheduler/docs'), 'docs', 0)).toMatchObject({
    doc_id: 'live',
    state: 'running',
    database: '_replicator',
  });
  expect(JSON.stringify((await here.root('GET', '/_active_tasks')).body)).not.toContain('pw-root');
  await here.server.close();
  open = open.filter((server) => server !== here.server);
  await there.root('PUT', '/work/after', {});
  expect((await there.root('GET', '/copy/after')).status).toBe(404);
  const back = await site({ dataFolder });
  await arrives('after');
  await back.root('DELETE', `/_replicator/live?rev=${at(put, 'rev')}`);
  await until(
    () => back.root('GET', '/_scheduler/jobs'),
    (reply) => at(reply, 'total_rows') === 0,
  );
});

test('a target that is away is tried again until it is there, and then gets everything', async () => {
  const [here, there] = [await site(), await site()];
  await filled(here, 'work');
  await here.root('PUT', '/_replicator/job', { source: here.at('work'), target: there.at('copy') });
  const crashing = await until(
    () => here.root('GET', '/_scheduler/docs'),
    (reply) => Number(at(reply, 'docs', 0, 'error_count')) > 2,
  );
  expect(at(crashing, 'docs', 0)).toMatchObject({
    state: 'crashing',
    info: { error: expect.stringContaining('db_not_found') },
  });
  await there.root('PUT', '/copy');
  await until(
    () => here.root('GET', '/_replicator/job'),
    (reply) => at(reply, '_replication_state') === 'completed',
  );
  expect(await leaves(there.root, 'copy')).toEqual(await leaves(here.root, 'work'));
});

test('one document that the target refuses does not keep the others out', async () => {
  const [here, there] = [await site(), await site()];
  await filled(here, 'work');
  await there.root('PUT', '/parts?partitioned=true');
  await write(here.root, 'work', { _id: 'part:one', _rev: '1-a' });
  const answer = await here.root('POST', '/_replicate', {
    source: here.at('work'),
    target: there.at('parts'),
  });
  expect(at(answer, 'history', 0)).toMatchObject({ docs_written: 1, doc_write_failures: 47 });
  expect((await leaves(there.root, 'parts')).map(({ id }) => id)).toEqual(['part:one']);
});

test.each([
  [{ target: 'http://127.0.0.1:1/x' }, 400, 'Missing replicator database'],
  [{ source: 'work', target: 'http://127.0.0.1:1/x' }, 400, 'local_endpoints_not_supported'],
  [{ source: { url: 'ftp://x' }, target: 'http://127.0.0.1:1/x' }, 400, 'endpoint has an invalid url'],
  [
    { source: 'http://127.0.0.1:1/a', target: 'http://127.0.0.1:1/b', continuous: 'yes' },
    400,
    'must be a boolean',
  ],
  [{ source: 'http://127.0.0.1:1/a', target: 'http://127.0.0.1:1/b' }, 500, 'cannot be reached'],
])('%j is refused with a reason', async (job, status, reason) => {
  const { root } = await site();
  expect(await root('POST', '/_replicate', job)).toMatchObject({
    status,
    body: { reason: expect.stringContaining(reason) },
  });
});

test('a document that asks for nonsense fails with its reason; nobody but administrators may ask at all', async () => {
  const { root, server } = await site();
  await root('PUT', '/_replicator/bad', { source: 'work', target: 'copy' });
  const failed = await until(
    () => root('GET', '/_replicator/bad'),
    (reply) => at(reply, '_replication_state') !== undefined,
  );
  expect(failed.body).toMatchObject({
    _replication_state: 'failed',
    _replication_state_reason: 'local_endpoints_not_supported',
  });
  const nobody = caller(server.endpoint);
  expect((await nobody('POST', '/_replicate', {})).status).toBe(401);
  expect((await nobody('PUT', '/_replicator/x', {})).status).toBe(401);
  expect((await nobody('GET', '/_scheduler/docs')).status).toBe(401);
});

test('what the source cannot read now is not passed over: the job fails, and a later one brings it', async () => {
  const [here, there] = [await site(), await site()];
  await filled(there, 'demo');
  let isIll = true;
  const source = createServer(async (asked, answered) => {
    const parts: Buffer[] = [];
    for await (const part of asked) parts.push(part as Buffer);
    const text = Buffer.concat(parts).toString();
    const path = String(asked.url);
    const real = await there.root(String(asked.method), path, text === '' ? undefined : text);
    const rows = (real.body as { results?: { docs?: object[] }[] }).results;
    if (isIll && path.includes('_bulk_get') && rows?.[0]) {
      rows[0].docs = [{ error: { id: 'x', rev: '1-a', error: 'internal_server_error', reason: 'ill' } }];
    }
    answered.writeHead(real.status, { 'content-type': 'application/json' }).end(JSON.stringify(real.body));
  });
  await new Promise<void>((listening) => source.listen(0, '127.0.0.1', listening));
  const { port } = source.address() as AddressInfo;
  const job = { source: `http://127.0.0.1:${port}/demo`, target: here.at('copy'), create_target: true };
  const failed = await here.root('POST', '/_replicate', job);
  expect([failed.status, at(failed, 'error')]).toEqual([500, 'internal_server_error']);
  isIll = false;
  expect((await here.root('POST', '/_replicate', job)).status).toBe(200);
  expect(await leaves(here.root, 'copy')).toEqual(await leaves(there.root, 'demo'));
  source.close();
});
