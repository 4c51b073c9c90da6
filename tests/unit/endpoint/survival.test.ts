import { beforeAll, expect, test } from 'vitest';
import { buildEndpoint, freshFolder, serve } from './process.ts';
import { basic } from './support.ts';

beforeAll(buildEndpoint, 120_000);

const headers = { authorization: basic('root', 'pw-root'), 'content-type': 'application/json' };
const put = (url: string, path: string, body: object = {}) =>
  fetch(`${url}/db${path}`, { method: 'PUT', headers, body: JSON.stringify(body) });

test('loses nothing that it acknowledged when it is killed in the middle of writing', async () => {
  const words = ['--data', await freshFolder(), '--no-demo', '--admin', 'root:pw-root'];
  const first = await serve(...words);
  await put(first.url, '/work');
  const acknowledged: string[] = [];
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let n = 0; ; n++) {
      const id = `${writer}-${n}`;
      const answer = await put(first.url, `/work/${id}`, { n }).catch(() => undefined);
      if (answer?.status !== 201) return;
      acknowledged.push(id);
      if (acknowledged.length === 100) await first.kill();
    }
  });
  await Promise.all(writers);
  const second = await serve(...words);
  const list = await fetch(`${second.url}/db/work/_all_docs`, { headers });
  const { rows } = (await list.json()) as { rows: { id: string }[] };
  const held = new Set(rows.map(({ id }) => id));
  expect(acknowledged.length).toBeGreaterThanOrEqual(100);
  expect(acknowledged.filter((id) => !held.has(id))).toEqual([]);
  const changes = await fetch(`${second.url}/db/work/_changes`, { headers });
  expect(((await changes.json()) as { results: unknown[] }).results).toHaveLength(rows.length);
  expect(await second.stop()).toBe(0);
});
