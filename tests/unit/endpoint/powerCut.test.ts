import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { md5Digest } from '../../../src/storage/index.ts';
import { photoBytes } from '../../support/examples.ts';
import { buildEndpoint, freshFolder, serve, serveWith } from './process.ts';
import { basic } from './support.ts';

const hasCompiler = process.platform === 'linux' && spawnSync('cc', ['--version']).status === 0;
const headers = { authorization: basic('root', 'pw-root'), 'content-type': 'application/json' };
const words = ['--no-demo', '--admin', 'root:pw-root', '--data'];

beforeAll(() => buildEndpoint(), 120_000);

const put = (url: string, path: string, body: object = {}) =>
  fetch(`${url}/db/work${path}`, { method: 'PUT', headers, body: JSON.stringify(body) });
const read = async (url: string, path: string) =>
  (await (await fetch(`${url}/db/work${path}`, { headers })).json()) as Record<string, unknown>;

async function watcher(): Promise<string> {
  const library = join(await freshFolder(), 'powerCut.so');
  const built = spawnSync('cc', [
    '-shared',
    '-fPIC',
    '-O1',
    '-o',
    library,
    'tests/support/powerCut.c',
    '-ldl',
  ]);
  expect(built.stderr.toString()).toBe('');
  return library;
}

/** What eight writers were told is stored until the plug was pulled at the hundredth answer. */
async function writeUntilTheCut(
  url: string,
  cut: () => Promise<void>,
): Promise<{ ids: string[]; photos: string[] }> {
  const ids: string[] = [];
  const photos: string[] = [];
  const data = Buffer.from(photoBytes(5000)).toString('base64');
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let n = 0; ; n++) {
      const id = `${writer}-${n}`;
      const photo = n % 3 === 0 ? { _attachments: { photo: { content_type: 'image/jpeg', data } } } : {};
      const answer = await put(url, `/${id}`, { n, ...photo }).catch(() => undefined);
      if (answer?.status !== 201) return;
      ids.push(id);
      if (n % 3 === 0) photos.push(id);
      if (ids.length === 100) await cut();
    }
  });
  await Promise.all(writers);
  return { ids, photos };
}

test.skipIf(!hasCompiler)(
  hasCompiler
    ? 'a power cut takes nothing that was acknowledged: documents, photos, checkpoints, members, accounts'
    : 'a power cut takes nothing: not run, because this machine has no C compiler',
  async () => {
    const [from, to] = [await freshFolder(), await freshFolder()];
    const env = { LD_PRELOAD: await watcher(), POWERCUT_FROM: from, POWERCUT_TO: to };
    const first = await serveWith(env, ...words, from);
    await put(first.url, '');
    const members = { names: ['amina'], roles: ['collector'] };
    await put(first.url, '/_security', { admins: { names: [], roles: ['_admin'] }, members });
    await put(first.url, '/_local/checkpoint', { seq: 7 });
    await fetch(`${first.url}/db/_users/org.couchdb.user:amina`, {
      method: 'PUT',
      headers,
      body: JSON.stringify({ type: 'user', name: 'amina', roles: ['collector'], password: 'pw-amina' }),
    });
    const { ids, photos } = await writeUntilTheCut(first.url, () => first.kill());

    const second = await serve(...words, to);
    const rows = (await read(second.url, '/_all_docs'))['rows'] as { id: string }[];
    const held = new Set(rows.map(({ id }) => id));
    expect(ids.length).toBeGreaterThanOrEqual(100);
    expect(ids.filter((id) => !held.has(id))).toEqual([]);
    for (const id of photos) {
      const { photo } = (await read(second.url, `/${id}`))['_attachments'] as { photo: { digest: string } };
      const bytes = await (await fetch(`${second.url}/db/work/${id}/photo`, { headers })).arrayBuffer();
      expect([photo.digest, md5Digest(bytes)]).toEqual(Array(2).fill(md5Digest(photoBytes(5000))));
    }
    expect((await read(second.url, '/_security'))['members']).toEqual(members);
    expect((await read(second.url, '/_local/checkpoint'))['seq']).toBe(7);
    const amina = { headers: { authorization: basic('amina', 'pw-amina') } };
    expect((await fetch(`${second.url}/db/work`, amina)).status).toBe(200);
    await second.stop();
  },
);
