import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { backup } from '../../../src/endpoint/cli/backup.ts';
import { type CouchClient, clientOfEndpoint } from '../../../src/endpoint/cli/couchClient.ts';
import { restore } from '../../../src/endpoint/cli/restore.ts';
import { createEndpoint } from '../../../src/endpoint/endpoint.ts';
import type { Control } from '../../../src/endpoint/server.ts';
import { buildEndpoint, freshFolder, MORTAL, runWith, serveWith } from './process.ts';

const photo = { photo: { content_type: 'image/jpeg', data: btoa('the same bytes in each') } };
const OLD = ['b1', 'a1'];
const leaf = (id: string, ids: readonly string[], more: object = {}) => ({
  _id: id,
  _rev: `${ids.length}-${ids[0]}`,
  _revisions: { start: ids.length, ids },
  _attachments: photo,
  ...more,
});

let original: string;

/** Three visits with one photo, each with an older version; an account; one other database. */
beforeAll(async () => {
  await buildEndpoint();
  original = await freshFolder();
  await within(original, async (client) => {
    await client.request('PUT', '/work');
    await client.request('PUT', '/kept');
    await client.request('PUT', '/kept/one', { n: 1 });
    for (const ids of [OLD.slice(1), OLD]) {
      const docs = ['a', 'b', 'c'].map((id) => leaf(id, ids, { n: ids.length }));
      await client.request('POST', '/work/_bulk_docs', { docs, new_edits: false });
    }
  });
}, 120_000);

/** Opens the folder as the next start does, without what only a process has. */
async function within<T>(folder: string, work: (client: CouchClient) => Promise<T>): Promise<T> {
  const endpoint = await createEndpoint({ dataFolder: folder, iterations: 2 });
  if (endpoint.admins().length === 0) await endpoint.setAdmin('root', 'pw-root');
  return work(clientOfEndpoint(endpoint)).finally(() => endpoint.close());
}

type Deed = (folder: string, dieAt: string) => Promise<boolean>;

/**
 * Plays `deed` again and again on a copy of the folder, killed one step later each time, before and amid it, until it
 * comes to its end. `look` sees what is left, and whether it was acknowledged.
 * @param stride steps from one round to the next; more where there are many alike
 * @returns how many steps it could be killed at
 */
async function killedAtEachStep(
  deed: Deed,
  look: (folder: string, acknowledged: boolean) => Promise<void>,
  stride = 1,
): Promise<number> {
  for (let step = 1; ; step += stride) {
    const rounds = ['before', 'amid'].map(async (moment) => {
      const folder = await freshFolder();
      await cp(original, folder, { recursive: true });
      const acknowledged = await deed(folder, `${moment} ${step}`);
      await look(folder, acknowledged);
      return acknowledged;
    });
    if ((await Promise.all(rounds)).includes(true)) return step - 1;
  }
}

type Ask = (method: string, path: string, body?: object, dieAt?: string) => Promise<Response | undefined>;

/**
 * Asks a server of the folder, which dies at a step after this request.
 * @param beside for what goes on after its answer: done until it says that all is over
 */
const asked =
  (
    method: string,
    path: string,
    body?: object,
    beside?: (ask: Ask, folder: string) => Promise<boolean>,
  ): Deed =>
  async (folder, dieAt) => {
    const server = await serveWith(MORTAL, '--no-demo', '--data', folder);
    const control = JSON.parse(await readFile(join(folder, 'control.json'), 'utf8')) as Control;
    const ask: Ask = (verb, at, content, when) => {
      const headers = {
        authorization: `Bearer ${control.token}`,
        'content-type': 'application/json',
        ...(when !== undefined && { 'x-die-at': when }),
      };
      const init = { method: verb, headers, ...(content && { body: JSON.stringify(content) }) };
      // Whoever died answers nothing.
      return fetch(`${control.url}/db${at}`, init).catch(() => undefined);
    };
    let isDone = (await ask(method, path, body, dieAt))?.ok === true;
    if (isDone && beside) isDone = await beside(ask, folder);
    await server.kill();
    return isDone;
  };

interface Listed {
  readonly rows: { readonly id: string }[];
  readonly results: { readonly id: string }[];
}

/** Ids of the documents that are there, after looking at each from all sides: bytes, changes and counts agree. */
async function wholeDocuments(client: CouchClient, db: string): Promise<string[]> {
  const ask = async <T>(path: string): Promise<T> => (await client.request('GET', `/${db}${path}`)).body as T;
  const ids = (await ask<Listed>('/_all_docs')).rows.map(({ id }) => id);
  const changed = (await ask<Listed>('/_changes')).results.map(({ id }) => id);
  expect(changed.sort()).toEqual(ids);
  expect(await ask('')).toMatchObject({ doc_count: ids.length, doc_del_count: 0 });
  for (const id of ids) {
    const read = await ask<{ _rev: string }>(`/${id}?revs=true&attachments=true`);
    if (db === 'work') expect(read).toMatchObject(leaf(id, OLD, { n: 2 }));
  }
  return ids;
}

test('a purge that is cut off by kill -9 purged all that was asked for or nothing', async () => {
  const seen = new Set<string>();
  const purge = asked('POST', '/work/_purge', { a: ['2-b1'], b: ['2-b1'] });
  const steps = await killedAtEachStep(purge, (folder, acknowledged) =>
    within(folder, async (client) => {
      const ids = (await wholeDocuments(client, 'work')).join();
      expect(acknowledged ? ['c'] : ['a,b,c', 'c']).toContain(ids);
      seen.add(ids);
      // It can be done again, and written to.
      await client.request('POST', '/work/_purge', { a: ['2-b1'], b: ['2-b1'] });
      expect(await wholeDocuments(client, 'work')).toEqual(['c']);
      const docs = [leaf('a', OLD, { n: 2 })];
      await client.request('POST', '/work/_bulk_docs', { docs, new_edits: false });
      expect(await wholeDocuments(client, 'work')).toEqual(['a', 'c']);
    }),
  );
  expect(steps).toBeGreaterThan(2);
  expect(seen.size).toBe(2);
}, 120_000);

test('a deletion that is cut off by kill -9 leaves a whole database or none, and nothing of it on the disk', async () => {
  const steps = await killedAtEachStep(asked('DELETE', '/work'), async (folder, acknowledged) => {
    await within(folder, async (client) => {
      const { status } = await client.request('GET', '/work');
      if (acknowledged || status !== 200) expect(status).toBe(404);
      else expect(await wholeDocuments(client, 'work')).toEqual(['a', 'b', 'c']);
      const held = status === 404 ? ['kept'] : ['kept', 'work'];
      expect((await readdir(join(folder, 'databases'))).sort()).toEqual(['_replicator', '_users', ...held]);
      expect(await wholeDocuments(client, 'kept')).toEqual(['one']);
      await client.request('DELETE', '/work');
      expect((await client.request('PUT', '/work')).status).toBe(201);
      expect(await wholeDocuments(client, 'work')).toEqual([]);
    });
  });
  expect(steps).toBeGreaterThan(2);
}, 120_000);

test('compacting that is cut off by kill -9 takes nothing but old versions, and can be done again', async () => {
  const written = new Map<string, string[]>();
  /** Compacting answers before it is done: meanwhile others write. */
  const writeBeside = async (ask: Ask, folder: string) => {
    const ids: string[] = [];
    written.set(folder, ids);
    for (;;) {
      const id = `d${String(ids.length).padStart(3, '0')}`;
      const docs = [leaf(id, OLD, { n: 2 })];
      const told = await ask('POST', '/work/_bulk_docs', { docs, new_edits: false });
      if (told?.status === 201) ids.push(id);
      const info = await ask('GET', '/work')
        .then((answer) => answer?.json() as Promise<{ compact_running: boolean }> | undefined)
        .catch(() => undefined);
      if (!info?.compact_running) return info !== undefined;
    }
  };
  const compact = asked('POST', '/work/_compact', {}, writeBeside);
  const steps = await killedAtEachStep(compact, (folder) =>
    within(folder, async (client) => {
      const acknowledged = ['a', 'b', 'c', ...(written.get(folder) ?? [])];
      expect(await wholeDocuments(client, 'work')).toEqual(expect.arrayContaining(acknowledged));
      await client.request('POST', '/work/_compact', {});
      const running = async () =>
        ((await client.request('GET', '/work')).body as { compact_running: boolean }).compact_running;
      while (await running());
      expect(await wholeDocuments(client, 'work')).toEqual(expect.arrayContaining(acknowledged));
      for (const id of ['a', 'b', 'c']) {
        expect((await client.request('GET', `/work/${id}?rev=1-a1`)).status).toBe(404);
      }
    }),
  );
  expect(steps).toBeGreaterThan(3);
  // The round that came to its end wrote at least one; how many more fit beside it hangs on the machine.
  expect([...written.values()].flat().length).toBeGreaterThan(0);
}, 120_000);

test('a backup that is cut off by kill -9 is none, and an earlier one of that name stays whole', async () => {
  const earlier = join(await freshFolder(), 'backup.jsonl');
  const count = await within(original, (client) => backup(client, earlier, undefined));
  const before = await readFile(earlier);
  const places = new Map<string, string>();
  const backUp: Deed = async (folder, dieAt) => {
    const file = join(await freshFolder(), 'backup.jsonl');
    await cp(earlier, file);
    places.set(folder, file);
    return (await runWith({ ...MORTAL, DIE_AT: dieAt }, 'backup', file, '--data', folder)) === 0;
  };
  const steps = await killedAtEachStep(backUp, async (folder, acknowledged) => {
    const file = places.get(folder) ?? '';
    const isNew = !(await readFile(file)).equals(before);
    if (acknowledged) expect(isNew).toBe(true);
    expect((await restore(file, join(await freshFolder(), 'new'))).documents).toBe(count.documents);
    const part = (await readdir(join(file, '..'))).find((name) => name !== 'backup.jsonl');
    if (part === undefined) return;
    // With its last line it is whole, and only its name is missing.
    const restoring = restore(join(file, '..', part), join(await freshFolder(), 'new'));
    const said = await restoring.then(({ documents }) => documents, String);
    if (said !== count.documents) expect(said).toMatch(/is damaged|is not complete|is not a backup/);
  });
  expect(steps).toBeGreaterThan(8);
}, 240_000);

test('a restore that is cut off by kill -9 leaves nothing that could be taken for the whole', async () => {
  const file = join(await freshFolder(), 'backup.jsonl');
  const { documents } = await within(original, (client) => backup(client, file, undefined));
  const restored = (folder: string) => join(folder, 'restored');
  const bringBack: Deed = async (folder, dieAt) =>
    (await runWith({ ...MORTAL, DIE_AT: dieAt }, 'restore', file, '--data', restored(folder))) === 0;
  const ends = new Set<string>();
  const look = async (folder: string, acknowledged: boolean) => {
    const left = await within(restored(folder), async (client) => {
      const names = (await client.request('GET', '/_all_dbs')).body as string[];
      if (!names.includes('work')) return 'nothing';
      expect(await wholeDocuments(client, 'work')).toEqual(['a', 'b', 'c']);
      expect(await wholeDocuments(client, 'kept')).toEqual(['one']);
      return 'all';
    }).catch(String);
    const isRefused = left.includes('is not whole: a restore into it was cut off');
    expect(acknowledged ? ['all'] : ['all', 'nothing', isRefused && left]).toContain(left);
    ends.add(isRefused ? 'refused' : left);
  };
  const steps = await killedAtEachStep(bringBack, look, 5);
  expect(documents).toBe(4);
  expect(steps).toBeGreaterThan(20);
  expect([...ends].sort()).toEqual(['all', 'nothing', 'refused']);
}, 240_000);
