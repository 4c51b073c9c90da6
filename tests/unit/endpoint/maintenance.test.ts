import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { createEndpoint } from '../../../src/endpoint/endpoint.ts';
import { Database } from '../../../src/endpoint/store/database.ts';
import { dastak } from './inProcess.ts';
import { freshFolder } from './process.ts';
import { at, type Caller, caller, openWorld, ROOT_LOGIN } from './support.ts';

const photo = (bytes: string) => ({ photo: { content_type: 'image/jpeg', data: btoa(bytes) } });
const write = (root: Caller, ...docs: object[]) =>
  root('POST', '/demo/_bulk_docs', { docs, new_edits: false });
const idsOf = (reply: { body: unknown }) =>
  (reply.body as { results: { id: string }[] }).results.map(({ id }) => id);

test('what is purged is as if it had never been: no tombstone, no change, no count, and it can be written anew', async () => {
  const { root, as } = await openWorld();
  await write(root, { _id: 'a', _rev: '1-a', _attachments: photo('one') }, { _id: 'b', _rev: '1-b' });
  expect((await as('sana')('POST', '/demo/_purge', { a: ['1-a'] })).status).toBe(401);
  const answer = await root('POST', '/demo/_purge', { a: ['1-a', '9-z'], b: ['1-x'], nobody: ['1-a'] });
  expect(answer).toMatchObject({ status: 201, body: { purged: { a: ['1-a'], b: [], nobody: [] } } });
  expect(at(await root('GET', '/demo/a'), 'reason')).toBe('missing');
  expect(idsOf(await root('GET', '/demo/_changes'))).toEqual(['b']);
  expect(at(await root('GET', '/demo'), 'doc_count')).toBe(1);
  expect(String(at(await root('GET', '/demo'), 'purge_seq'))).toMatch(/^1-/);
  await write(root, { _id: 'a', _rev: '1-a', again: true });
  expect(at(await root('GET', '/demo/a'), 'again')).toBe(true);
});

test('purging one side of a conflict leaves the other, tells readers of the changes, and keeps its photo', async () => {
  const { root } = await openWorld();
  const side = (hash: string, ...ancestors: string[]) => ({
    _id: 'a',
    _rev: `${ancestors.length + 1}-${hash}`,
    _revisions: { start: ancestors.length + 1, ids: [hash, ...ancestors] },
    side: hash,
    _attachments: photo('same'),
  });
  await write(root, side('l', 'x'));
  await write(root, side('w2', 'w1', 'x'));
  const { last_seq } = (await root('GET', '/demo/_changes')).body as { last_seq: string };
  await root('POST', '/demo/_purge', { a: ['3-w2'] });
  const news = await root('GET', `/demo/_changes?since=${last_seq}&include_docs=true&style=all_docs`);
  expect(at(news, 'results', 0, 'changes')).toEqual([{ rev: '2-l' }]);
  expect(at(news, 'results', 0, 'doc', 'side')).toBe('l');
  expect((await root('GET', '/demo/a/photo')).body).toBe('same');
  expect(at(await root('POST', '/demo/_revs_diff', { a: ['3-w2', '2-w1', '1-x'] }), 'a', 'missing')).toEqual([
    '3-w2',
    '2-w1',
  ]);
});

test('a purge holds after the next opening, also when it was killed right after', async () => {
  const dataFolder = await freshFolder();
  const open = async () => {
    const endpoint = await createEndpoint({ dataFolder, iterations: 2 });
    await endpoint.setAdmin('root', 'pw-root');
    return { endpoint, root: caller(endpoint, ROOT_LOGIN) };
  };
  const first = await open();
  await first.root('PUT', '/demo');
  await write(first.root, { _id: 'a', _rev: '1-a' }, { _id: 'b', _rev: '1-b' });
  await first.endpoint.close();
  const second = await open();
  await second.root('POST', '/demo/_purge', { a: ['1-a'] });
  await second.endpoint.close();
  const third = await open();
  expect(idsOf(await third.root('GET', '/demo/_changes'))).toEqual(['b']);
  expect(at(await third.root('GET', '/demo'), 'doc_count')).toBe(1);
  await third.endpoint.close();
});

test('compacting gives space back and changes nothing that can be read of any leaf', async () => {
  const dataFolder = await freshFolder();
  const endpoint = await createEndpoint({ dataFolder, iterations: 2 });
  await endpoint.setAdmin('root', 'pw-root');
  const root = caller(endpoint, ROOT_LOGIN);
  await root('PUT', '/demo');
  for (let round = 0; round < 6; round++) {
    const old = await root('GET', '/demo/a');
    const words = Array.from({ length: 40_000 }, (_, n) => (n * 7919 * (round + 1)) % 97).join('');
    await root('PUT', '/demo/a', { words, _attachments: photo('kept'), _rev: at(old, '_rev') });
  }
  await write(root, { _id: 'a', _rev: '1-other', side: 2 });
  const asked = '/demo/a?open_revs=all&revs=true&attachments=true';
  const before = [(await root('GET', asked)).body, (await root('GET', '/demo/_changes?style=all_docs')).body];
  const bytes = at(await root('GET', '/demo'), 'sizes', 'file');
  expect((await root('POST', '/demo/_compact', {})).status).toBe(202);
  while (at(await root('GET', '/demo'), 'compact_running')) await root('GET', '/_up');
  expect([
    (await root('GET', asked)).body,
    (await root('GET', '/demo/_changes?style=all_docs')).body,
  ]).toEqual(before);
  expect(Number(at(await root('GET', '/demo'), 'sizes', 'file'))).toBeLessThan(Number(bytes) / 2);
  const old = (await root('GET', '/demo/a?revs_info=true')).body as { _revs_info: { status: string }[] };
  expect(old._revs_info.map(({ status }) => status)).toEqual(['available', ...Array(5).fill('missing')]);
  await endpoint.close();
});

test('dastak compact says which database could not be compacted, ends with 1, and goes on with the others', async () => {
  const dataFolder = await freshFolder();
  const endpoint = await createEndpoint({ dataFolder, iterations: 2 });
  await endpoint.setAdmin('root', 'pw-root');
  const root = caller(endpoint, ROOT_LOGIN);
  await root('PUT', '/demo');
  await root('PUT', '/other');
  await endpoint.close();
  const compact = () => dastak('compact', 'demo', 'other', '--data', dataFolder);
  const failing = vi.spyOn(Database.prototype, 'compact').mockRejectedValueOnce(new Error('no space'));
  const first = await compact().finally(() => failing.mockRestore());
  expect(first.code).toBe(1);
  expect(first.said).toMatch(/demo: could not be compacted[\s\S]*other: .* MB, now .* MB/);
  expect(await compact()).toMatchObject({ code: 0, said: expect.stringMatching(/demo: .* MB, now/) });
});

test('however leaves are written and purged, what is left is what a database has that never saw the others', async () => {
  const step = fc.record({ id: fc.constantFrom('a', 'b'), leaf: fc.nat(4), dies: fc.boolean() });
  const leafOf = ({ id, leaf, dies }: { id: string; leaf: number; dies: boolean }) => {
    const ids = [`${leaf}${dies}`, ...['x', 'y', 'z'].slice(leaf % 3)];
    return {
      _id: id,
      _rev: `${ids.length}-${ids[0]}`,
      _revisions: { start: ids.length, ids },
      ...(dies ? { _deleted: true } : {}),
    };
  };
  const key = (doc: { _id: string; _rev: string }) => `${doc._id} ${doc._rev}`;
  const { root } = await openWorld();
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 8 }),
      fc.array(step, { maxLength: 4 }),
      async (kept, gone) => {
        await root('PUT', '/mixed');
        await root('PUT', '/plain');
        const keptKeys = new Set(kept.map(leafOf).map(key));
        const purged = gone.map(leafOf).filter((doc) => !keptKeys.has(key(doc)));
        for (const doc of [...purged, ...kept.map(leafOf)]) {
          await root('POST', '/mixed/_bulk_docs', { docs: [doc], new_edits: false });
        }
        for (const doc of kept.map(leafOf)) {
          await root('POST', '/plain/_bulk_docs', { docs: [doc], new_edits: false });
        }
        for (const doc of purged) await root('POST', '/mixed/_purge', { [doc._id]: [doc._rev] });
        const look = async (name: string) => {
          const rows = (await root('GET', `/${name}/_changes?style=all_docs`)).body as {
            results: { id: string; changes: unknown; deleted?: true }[];
          };
          const state = rows.results
            .map(({ id, changes, deleted }) => ({ id, changes, deleted }))
            .sort((a, b) => (a.id < b.id ? -1 : 1));
          return { state, count: at(await root('GET', `/${name}`), 'doc_count') };
        };
        expect(await look('mixed')).toEqual(await look('plain'));
        await root('DELETE', '/mixed');
        await root('DELETE', '/plain');
      },
    ),
    { numRuns: 25 },
  );
});

test('a partitioned database says so and takes only ids with a partition', async () => {
  const { root } = await openWorld();
  expect((await root('PUT', '/parts?partitioned=true')).status).toBe(201);
  expect(at(await root('GET', '/parts'), 'props')).toEqual({ partitioned: true });
  expect((await root('PUT', '/parts/response:1', {})).status).toBe(201);
  expect((await root('PUT', '/parts/_design/x', {})).status).toBe(201);
  expect((await root('PUT', '/parts/_local/x', {})).status).toBe(201);
  for (const id of ['plain', ':x', 'x:']) {
    expect(await root('PUT', `/parts/${id}`, {})).toMatchObject({
      status: 400,
      body: { error: 'illegal_docid' },
    });
  }
});
