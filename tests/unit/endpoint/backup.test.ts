import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { backup } from '../../../src/endpoint/cli/backup.ts';
import { clientOfEndpoint } from '../../../src/endpoint/cli/couchClient.ts';
import { restore } from '../../../src/endpoint/cli/restore.ts';
import { createEndpoint, type Endpoint } from '../../../src/endpoint/endpoint.ts';
import { freshFolder } from './process.ts';
import { addPerson, at, basic, type Caller, caller, ROOT_LOGIN } from './support.ts';

interface Held {
  readonly id: string;
  readonly changes: { rev: string }[];
}

/** Everything of a database that must outlive a restore: every leaf with history, fields and bytes. */
async function contents(root: Caller, name: string): Promise<unknown> {
  const changes = await root('GET', `/${name}/_changes?style=all_docs`);
  const leaves = (at(changes, 'results') as Held[])
    .flatMap(({ id, changes: revs }) => revs.map(({ rev }) => ({ id, rev })))
    .sort((a, b) => (a.id + a.rev < b.id + b.rev ? -1 : 1));
  const got = await root('POST', `/${name}/_bulk_get?revs=true&attachments=true`, { docs: leaves });
  const text = JSON.stringify(at(got, 'results'), (key, value: unknown) => {
    // PouchDB counts an attachment from the revision that brought its bytes; a restore brings them with the leaf.
    if (key === 'revpos') return undefined;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  });
  return { leaves, text, security: (await root('GET', `/${name}/_security`)).body };
}

async function opened(folder: string): Promise<{ endpoint: Endpoint; root: Caller }> {
  const endpoint = await createEndpoint({ dataFolder: folder, iterations: 2 });
  await endpoint.setAdmin('root', 'pw-root');
  return { endpoint, root: caller(endpoint, ROOT_LOGIN) };
}

async function filled(folder: string): Promise<{ endpoint: Endpoint; root: Caller }> {
  const { endpoint, root } = await opened(folder);
  await root('PUT', '/demo');
  const circle = { names: ['zoya'], roles: ['collector'] };
  await root('PUT', '/demo/_security', { admins: { names: [], roles: ['_admin'] }, members: circle });
  await addPerson(root, 'amina', 'collector');
  const photo = { content_type: 'image/jpeg', data: randomBytes(3000).toString('base64') };
  const leaf = (id: string, ids: string[], more: object = {}) => ({
    _id: id,
    _rev: `${ids.length}-${ids[0]}`,
    _revisions: { start: ids.length, ids },
    ...more,
  });
  const docs = [
    ...Array.from({ length: 60 }, (_, n) => leaf(`response:${n}`, ['b', 'a'], { n, words: 'سلام' })),
    leaf('response:0', ['c', 'a'], { conflict: true }),
    leaf('gone', ['d', 'c', 'b'], { _deleted: true, why: 'withdrawn' }),
    leaf('media:1', ['a'], { _attachments: { photo } }),
  ];
  await root('POST', '/demo/_bulk_docs', { docs, new_edits: false });
  await root('PUT', '/demo/_local/checkpoint', { seq: 60 });
  return { endpoint, root };
}

test('what is restored is what was backed up: leaves, histories, photos, members, accounts', async () => {
  const first = await filled(await freshFolder());
  const file = join(await freshFolder(), 'all.jsonl');
  const before = await contents(first.root, 'demo');
  expect(await backup(clientOfEndpoint(first.endpoint), file, undefined)).toEqual({
    databases: 2,
    documents: 64,
    unread: [],
  });
  await first.endpoint.close();
  expect((await stat(file)).mode & 0o077).toBe(0);

  const folder = join(await freshFolder(), 'new');
  expect(await restore(file, folder)).toEqual({ documents: 64, missing: [] });
  const { endpoint, root } = await opened(folder);
  expect(await contents(root, 'demo')).toEqual(before);
  const amina = caller(endpoint, basic('amina', 'pw-amina'));
  expect((await amina('GET', '/demo/response:1')).status).toBe(200);
  await endpoint.close();
});

test('after a restore phones notice: another server, another database, and no checkpoint', async () => {
  const first = await filled(await freshFolder());
  const file = join(await freshFolder(), 'all.jsonl');
  await backup(clientOfEndpoint(first.endpoint), file, undefined);
  const before = [await first.root('GET', '/'), await first.root('GET', '/demo')] as const;
  await first.endpoint.close();
  const folder = await freshFolder();
  await restore(file, folder);
  const { endpoint, root } = await opened(folder);
  expect(at(await root('GET', '/'), 'uuid')).not.toBe(at(before[0], 'uuid'));
  expect(at(await root('GET', '/demo'), 'instance_start_time')).not.toBe(
    at(before[1], 'instance_start_time'),
  );
  expect((await root('GET', '/demo/_local/checkpoint')).status).toBe(404);
  const since = await root('GET', `/demo/_changes?since=${at(before[1], 'update_seq')}`);
  expect(at(since, 'results')).toHaveLength(62);
  await endpoint.close();
});

test('a backup that is cut short, damaged or of something else restores nothing and says so', async () => {
  const first = await filled(await freshFolder());
  const file = join(await freshFolder(), 'all.jsonl');
  await backup(clientOfEndpoint(first.endpoint), file, undefined);
  await first.endpoint.close();
  const whole = await readFile(file);
  const folder = join(await freshFolder(), 'new');
  const lastLine = whole.subarray(0, whole.lastIndexOf(10, whole.length - 2) + 1);
  await writeFile(file, lastLine);
  await expect(restore(file, folder)).rejects.toThrow('is not complete');
  await truncate(file, 1000);
  await expect(restore(file, folder)).rejects.toThrow('is damaged');
  await writeFile(file, '{"some":"json"}\n');
  await expect(restore(file, folder)).rejects.toThrow('is not a backup of Dastak');
  await expect(stat(folder)).rejects.toThrow('ENOENT');
});

test('a backup is not restored over something that is there', async () => {
  const folder = await freshFolder();
  const first = await filled(folder);
  const file = join(await freshFolder(), 'all.jsonl');
  await backup(clientOfEndpoint(first.endpoint), file, folder);
  await first.endpoint.close();
  expect(
    createHash('sha256')
      .update(await readFile(file))
      .digest('hex'),
  ).toHaveLength(64);
  await expect(restore(file, folder)).rejects.toThrow('is not empty');
});

test('what somebody wrote in her own name comes back, beside the rule that only she may write it', async () => {
  const first = await filled(await freshFolder());
  const file = join(await freshFolder(), 'all.jsonl');
  // More than one batch: rules that came with the first one would refuse the others.
  const answers = Array.from({ length: 3 }, (_, n) => ({
    _id: `response:big${n}`,
    _rev: '1-a',
    collector: 'amina',
    words: 'x'.repeat(4_000_000),
  }));
  const rule = {
    _id: '_design/own',
    _rev: '1-a',
    validate_doc_update:
      "function (doc, old, who) { if (doc.collector !== who.name) throw({ forbidden: 'own only' }); }",
  };
  const write = (...docs: object[]) => first.root('POST', '/demo/_bulk_docs', { docs, new_edits: false });
  for (const doc of [...answers, rule]) await write(doc);
  const before = await contents(first.root, 'demo');
  await backup(clientOfEndpoint(first.endpoint), file, undefined);
  await first.endpoint.close();
  // A rule may be older than the answers: a backup lists by the last change.
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  const place = lines.findIndex((line) => line.includes('"_design/own"'));
  const moved = lines.splice(place, 1);
  const start = lines.findIndex((line) => line.includes('"name":"demo"'));
  lines.splice(start + 1, 0, ...moved);
  await writeFile(file, `${lines.join('\n')}\n`);
  const folder = join(await freshFolder(), 'new');
  await restore(file, folder);
  const { endpoint, root } = await opened(folder);
  expect(await contents(root, 'demo')).toEqual(before);
  await endpoint.close();
});

test('a backup without a document that could not be read is none; one that went away meanwhile is missed by nobody', async () => {
  const first = await filled(await freshFolder());
  const folder = await freshFolder();
  const file = join(folder, 'all.jsonl');
  const client = clientOfEndpoint(first.endpoint);
  const spoilt = (error: string): typeof client => ({
    ...client,
    async request(method, path, body) {
      const answer = await client.request(method, path, body);
      if (!path.startsWith('/demo/_bulk_get')) return answer;
      const { results } = answer.body as { results: { id: string; docs: unknown[] }[] };
      const reason = 'broken on the disk';
      const spoil = (id: string) => ({ id, docs: [{ error: { id, rev: '1-a', error, reason } }] });
      return {
        ...answer,
        body: { results: results.map((row) => (row.id === 'media:1' ? spoil(row.id) : row)) },
      };
    },
  });
  await expect(backup(spoilt('internal_server_error'), file, undefined)).rejects.toThrow(
    'media:1 cannot be read, so there is no backup: broken on the disk',
  );
  expect(await readdir(folder)).toEqual([]);
  expect((await backup(spoilt('not_found'), file, undefined)).documents).toBe(63);
  await first.endpoint.close();
});

/** Backs an endpoint up, ends it, and opens what another one restores. */
async function broughtBack(first: Parameters<typeof clientOfEndpoint>[0] & { close(): Promise<unknown> }) {
  const file = join(await freshFolder(), 'all.jsonl');
  await backup(clientOfEndpoint(first), file, undefined);
  await first.close();
  const folder = await freshFolder();
  await restore(file, folder);
  return opened(folder);
}

test('a partitioned database comes back as one', async () => {
  const first = await filled(await freshFolder());
  await first.root('PUT', '/parts?partitioned=true');
  await first.root('PUT', '/parts/response:1', { n: 1 });
  const { endpoint, root } = await broughtBack(first.endpoint);
  expect(at(await root('GET', '/parts'), 'props')).toEqual({ partitioned: true });
  expect(at(await root('GET', '/demo'), 'props')).toEqual({});
  expect(at(await root('GET', '/parts/response:1'), 'n')).toBe(1);
  await endpoint.close();
});

test('documents that are too large to be read together are read one by one', async () => {
  const first = await filled(await freshFolder());
  const client = clientOfEndpoint(first.endpoint);
  const narrow: typeof client = {
    ...client,
    async request(method, path, body) {
      const { docs = [] } = (body ?? {}) as { docs?: unknown[] };
      if (docs.length > 3) return { status: 413, body: { error: 'too_large', reason: 'too much at once' } };
      return client.request(method, path, body);
    },
  };
  const file = join(await freshFolder(), 'all.jsonl');
  expect((await backup(narrow, file, undefined)).documents).toBe(64);
  await first.endpoint.close();
});

test('a document of more versions than one request may hold comes back with all of them', async () => {
  const first = await filled(await freshFolder());
  const revs = Array.from({ length: 301 }, (_, n) => `1-${String(n).padStart(3, '0')}`);
  for (const part of [revs.slice(0, 150), revs.slice(150)]) {
    const docs = part.map((_rev) => ({ _id: 'beside', _rev }));
    expect((await first.root('POST', '/demo/_bulk_docs', { docs, new_edits: false })).body).toEqual([]);
  }
  const { endpoint, root } = await broughtBack(first.endpoint);
  const lacking = await root('POST', '/demo/_revs_diff', { beside: revs });
  expect([lacking.status, lacking.body]).toEqual([200, {}]);
  await endpoint.close();
});
