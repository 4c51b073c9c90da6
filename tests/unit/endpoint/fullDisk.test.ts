import { spawnSync } from 'node:child_process';
import { beforeAll, expect, test } from 'vitest';
import { buildEndpoint, freshFolder, serve } from './process.ts';
import { basic } from './support.ts';

const canLimit = process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0;
const headers = { authorization: basic('root', 'pw-root'), 'content-type': 'application/json' };
const put = (url: string, path: string, body: object = {}) =>
  fetch(`${url}/db/work${path}`, { method: 'PUT', headers, body: JSON.stringify(body) });
const read = async (url: string, path: string) =>
  (await (await fetch(`${url}/db/work${path}`, { headers })).json()) as { [name: string]: unknown };

/** No file of the process may grow beyond so many bytes: writing fails in the middle of a record, as on a full disk. */
const limit = (pid: number, bytes: number | 'unlimited') =>
  spawnSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`]);

beforeAll(buildEndpoint, 120_000);

test.skipIf(!canLimit)(
  'what is confirmed after the disk was full is there after the next start, and nobody has to start it for that',
  async () => {
    const words = ['--data', await freshFolder(), '--no-demo', '--admin', 'root:pw-root'];
    const first = await serve(...words);
    await put(first.url, '');
    const confirmed: string[] = [];
    const write = async (id: string) => {
      const { status } = await put(first.url, `/${id}`, { text: id.repeat(1000) });
      if (status === 201) confirmed.push(id);
      return status;
    };
    await write('before');
    limit(first.pid, 40_000);
    const statuses: number[] = [];
    for (let n = 0; n < 30 && !statuses.includes(500); n++) statuses.push(await write(`full-${n}`));
    expect(statuses).toContain(500);
    expect((await read(first.url, '/before'))['_id']).toBe('before');
    limit(first.pid, 'unlimited');
    for (let n = 0; n < 20; n++) expect(await write(`after-${n}`)).toBe(201);
    const listed = async (url: string) =>
      ((await read(url, '/_changes'))['results'] as { id: string }[]).map(({ id }) => id).sort();
    const seen = await listed(first.url);
    expect(confirmed.filter((id) => !seen.includes(id))).toEqual([]);
    await first.kill();
    const second = await serve(...words);
    expect(await listed(second.url)).toEqual(seen);
    for (const id of confirmed) expect((await read(second.url, `/${id}`))['_id']).toBe(id);
    await second.stop();
  },
);
