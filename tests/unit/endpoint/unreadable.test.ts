import { randomBytes } from 'node:crypto';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { PATIENCE_MS } from '../../support/patience.ts';
import { freshFolder } from './process.ts';
import { at, openWorld, type World } from './support.ts';

const text = () => randomBytes(40_000).toString('base64');
const ids = Array.from({ length: 40 }, (_, n) => `d${n}`);

const logged: string[] = [];
const large = () => ({ text: text() });
const withPhoto = () => ({ _attachments: { photo: { content_type: 'image/jpeg', data: text() } } });

/** Forty documents; what is large of them the disk cannot read any more. */
async function openSpoilt(body: () => object, local?: string): Promise<World> {
  const dataFolder = await freshFolder();
  logged.length = 0;
  const log = (line: string) => void logged.push(line);
  const world = await openWorld({ dataFolder, adapter: 'leveldb', log });
  for (const id of ids) await world.root('PUT', `/demo/${id}`, body());
  if (local !== undefined) await world.root('PUT', `/demo/${local}`, body());
  await world.root('POST', '/demo/_compact');
  await vi.waitUntil(async () => !at(await world.root('GET', '/demo'), 'compact_running'), {
    timeout: PATIENCE_MS,
  });
  const files = await readdir(join(dataFolder, 'databases/demo'), { recursive: true });
  const tables = files.filter((file) => file.endsWith('.ldb'));
  expect(tables.length).toBeGreaterThan(0);
  for (const table of tables) await spoil(join(dataFolder, 'databases/demo', table));
  return world;
}

test('what the disk cannot read is an error of the server, never "missing"', async () => {
  const first = await openSpoilt(large, '_local/place');
  const statuses = await Promise.all(
    [...ids, '_local/place'].map(async (id) => (await first.root('GET', `/demo/${id}`)).status),
  );
  expect(statuses).toContain(500);
  expect(statuses).not.toContain(404);
  expect((await first.root('GET', '/demo/never')).status).not.toBe(200);
  await first.endpoint.close();
});

test('a list and a find break off at a document that the disk cannot read, and leave none out', async () => {
  const { root, endpoint } = await openSpoilt(large);
  expect((await root('GET', '/demo/_all_docs?include_docs=true')).status).toBe(500);
  const selector = { text: { $gt: '' } };
  expect((await root('POST', '/demo/_find', { selector })).status).toBe(500);
  await endpoint.close();
});

test('a photo that the disk cannot read is an error, and no photo without bytes', async () => {
  const { root, endpoint } = await openSpoilt(withPhoto);
  expect((await root('GET', '/demo/d0')).status).toBe(200);
  for (const path of ['/d0/photo', '/d0?attachments=true']) {
    expect((await root('GET', `/demo${path}`)).status, path).toBe(500);
  }
  await endpoint.close();
});

test('nothing is written over a document that the disk cannot read', async () => {
  const { root, endpoint } = await openSpoilt(large, '_local/place');
  const before = at(await root('GET', '/demo'), 'update_seq');
  expect((await root('PUT', '/demo/d0', { n: 1 })).status).toBe(500);
  const docs = [{ _id: 'd1', _rev: '1-other', n: 1 }];
  expect((await root('POST', '/demo/_bulk_docs', { docs, new_edits: false })).status).toBe(500);
  expect((await root('PUT', '/demo/_local/place', { n: 1 })).status).toBe(500);
  expect(at(await root('GET', '/demo'), 'update_seq')).toBe(before);
  // Others are taken.
  expect((await root('PUT', '/demo/new', { n: 1 })).status).toBe(201);
  await endpoint.close();
});

test('of what cannot be read at all its leaves are known still: they are not asked for, and can be purged', async () => {
  const { root, endpoint } = await openSpoilt(large);
  for (const id of ids) await root('GET', `/demo/${id}`);
  const damaged = at(await root('GET', '/demo'), 'damaged') as Record<string, string[]>;
  const [id = '', revs = []] = Object.entries(damaged)[0] ?? [];
  expect(revs[0]).toMatch(/^1-/);
  const asked = { [id]: [...revs, '1-other'] };
  expect((await root('POST', '/demo/_revs_diff', asked)).body).toEqual({ [id]: { missing: ['1-other'] } });
  expect(at(await root('POST', '/demo/_purge', { [id]: revs }), 'purged')).toEqual({ [id]: revs });
  expect(at(await root('GET', '/demo'), 'damaged')).not.toHaveProperty(id);
  expect((await root('GET', `/demo/${id}`)).status).toBe(404);
  await endpoint.close();
});

test('who reads "Its log says why" finds it there, whatever was asked for', async () => {
  const { root, endpoint } = await openSpoilt(large, '_local/place');
  for (const [method, path, body] of [
    ['GET', '/d0'],
    ['GET', '/_local/place'],
    ['POST', '/_find', { selector: { text: { $gt: '' } } }],
    ['PUT', '/d0', { n: 1 }],
  ] as const) {
    logged.length = 0;
    expect(at(await root(method, `/demo${path}`, body), 'reason')).toMatch('Its log says why');
    const why = logged.filter((line) => line.includes('failed: '));
    expect(why, path).toEqual([expect.stringContaining('could not be read')]);
  }
  await endpoint.close();
});

/** Everything but the index at its end is read as damaged. */
async function spoil(path: string): Promise<void> {
  const { size } = await stat(path);
  const file = await open(path, 'r+');
  await file.write(Buffer.alloc(Math.max(0, size - 20_000), 0xff), 0);
  await file.close();
}
