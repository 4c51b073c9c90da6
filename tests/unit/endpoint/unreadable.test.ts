import { randomBytes } from 'node:crypto';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { freshFolder } from './process.ts';
import { at, openWorld } from './support.ts';

test('what the disk cannot read is an error of the server, never "missing"', async () => {
  const dataFolder = await freshFolder();
  const options = { dataFolder, adapter: 'leveldb' } as const;
  const first = await openWorld(options);
  const text = () => randomBytes(40_000).toString('base64');
  for (let n = 0; n < 40; n++) await first.root('PUT', `/demo/d${n}`, { text: text() });
  await first.root('PUT', '/demo/_local/place', { text: text() });
  await first.root('POST', '/demo/_compact');
  await vi.waitUntil(async () => !at(await first.root('GET', '/demo'), 'compact_running'));
  const files = await readdir(join(dataFolder, 'databases/demo'), { recursive: true });
  const tables = files.filter((file) => file.endsWith('.ldb'));
  expect(tables.length).toBeGreaterThan(0);
  for (const table of tables) await spoil(join(dataFolder, 'databases/demo', table));
  const ids = Array.from({ length: 40 }, (_, n) => `d${n}`);
  const statuses = await Promise.all(
    [...ids, '_local/place'].map(async (id) => (await first.root('GET', `/demo/${id}`)).status),
  );
  expect(statuses).toContain(500);
  expect(statuses).not.toContain(404);
  expect((await first.root('GET', '/demo/never')).status).not.toBe(200);
  await first.endpoint.close();
});

/** Everything but the index at its end is read as damaged. */
async function spoil(path: string): Promise<void> {
  const { size } = await stat(path);
  const file = await open(path, 'r+');
  await file.write(Buffer.alloc(Math.max(0, size - 20_000), 0xff), 0);
  await file.close();
}
