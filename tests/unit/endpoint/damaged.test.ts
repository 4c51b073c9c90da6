import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { startServer } from '../../../src/endpoint/server.ts';
import { PATIENCE_MS } from '../../support/patience.ts';
import { DEMO_CAMPAIGN, person } from '../../support/syncingPerson.ts';
import { dastak } from './inProcess.ts';
import { freshFolder } from './process.ts';
import { at, openWorld, type Reply, responseOf, type World } from './support.ts';

const ids = Array.from({ length: 20 }, (_, n) => `response:${String(n).padStart(2, '0')}`);
const HURT = 'response:07';
const MARK = 'MARKED-'.repeat(20);

const text = (id: string) => `${id === HURT ? MARK : ''}${randomBytes(6000).toString('base64')}`;

interface Hurt {
  readonly world: World;
  readonly dataFolder: string;
  readonly logged: string[];
  /** What stood there comes back, as from a disk that could not be read for a while. */
  heal(): Promise<void>;
  reopen(): Promise<World>;
}

/** Twenty documents; the disk cannot read the body of one of them any more. */
async function openHurt(
  bodyOf: (id: string) => object = (id) => ({ text: text(id) }),
  how: Hurting = {},
): Promise<Hurt> {
  const dataFolder = await freshFolder();
  const logged: string[] = [];
  const openAgain = () =>
    openWorld({ dataFolder, adapter: 'leveldb', log: (line) => void logged.push(line) });
  const world = await openAgain();
  for (const id of how.seed ? [] : ids) {
    const put = await world.root('PUT', `/demo/${id}`, responseOf('amina', bodyOf(id)));
    expect(put.status).toBe(201);
  }
  await how.seed?.(world);
  await compacted(world);
  const heal = await hurt(join(dataFolder, 'databases/demo'), how);
  return {
    world,
    dataFolder,
    logged,
    heal,
    reopen: async () => {
      await world.endpoint.close();
      return openAgain();
    },
  };
}

async function compacted({ root }: World): Promise<Reply> {
  await root('POST', '/demo/_compact');
  let info = await root('GET', '/demo');
  await vi.waitUntil(
    async () => {
      info = await root('GET', '/demo');
      return !at(info, 'compact_running');
    },
    { timeout: PATIENCE_MS },
  );
  return info;
}

interface Hurting {
  /** Of what was marked, where it is no JSON. */
  readonly bytes?: number;
  /** LevelDB reads it still, and gives what is no JSON any more. */
  readonly isReadable?: boolean;
  /** Fills the database instead. */
  readonly seed?: (world: World) => Promise<void>;
}

/** Spoils the block of LevelDB's table in which the mark stands, from there to its end with its kind. */
async function hurt(folder: string, how: Hurting): Promise<() => Promise<void>> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.ldb'));
  for (const file of files) {
    const path = join(folder, file);
    const bytes = await readFile(path);
    const from = bytes.indexOf(MARK);
    if (from < 0) continue;
    const end = how.bytes === undefined ? bytes.indexOf('}', from) + 1 : from + how.bytes;
    // Behind the value: where the block's entries begin, how many, its kind.
    await writeFile(path, Buffer.from(bytes).fill(0xff, from, how.isReadable ? end : end + 4 + 4 + 1));
    return () => writeFile(path, bytes);
  }
  throw new Error('the mark is in no table');
}

interface Page {
  readonly results: { readonly id: string; readonly seq: string; readonly doc?: object }[];
  readonly last_seq: string;
}
const idsIn = (reply: Reply): string[] => (reply.body as Page).results.map(({ id }) => id);
const others = ids.filter((id) => id !== HURT);

test.each([
  ['what the disk cannot read', false],
  ['what is no JSON any more', true],
])('%s of one document holds up nobody: the changes go on without it', async (_what, isReadable) => {
  const { world, logged } = await openHurt(undefined, { isReadable });
  const { root, endpoint } = world;
  const selector = { type: 'response' };
  for (const ask of [
    () => root('GET', '/demo/_changes?include_docs=true'),
    () => root('POST', '/demo/_changes?filter=_selector', { selector }),
    () => root('GET', '/demo/_changes'),
    () => root('GET', '/demo/_changes?feed=longpoll&include_docs=true'),
    () => root('POST', '/demo/_changes?filter=_doc_ids', { doc_ids: ids }),
  ]) {
    const reply = await ask();
    expect(reply.status).toBe(200);
    expect(idsIn(reply)).toEqual(others);
  }
  // Whoever looks after the server is told which, and once.
  expect(logged.filter((line) => line.includes('left out'))).toEqual([expect.stringContaining(HURT)]);
  expect(Object.keys(at(await root('GET', '/demo'), 'damaged') as object)).toEqual([HURT]);
  await endpoint.close();
});

test.each([false, true])(
  'what is damaged is said to be nothing else, neither missing nor deleted (%s)',
  async (isReadable) => {
    const { world } = await openHurt(undefined, { isReadable });
    const { root, endpoint } = world;
    const { rev } = (await rowOf(world, HURT)).value;
    for (const path of [HURT, `${HURT}?rev=${rev}`, `${HURT}?open_revs=all`]) {
      expect((await root('GET', `/demo/${path}`)).status, path).toBe(500);
    }
    expect((await root('GET', `/demo/${HURT}?rev=1-other`)).status).toBe(404);
    const docs = [{ id: 'response:01' }, { id: HURT, rev }, { id: 'response:02' }];
    const got = await root('POST', '/demo/_bulk_get', { docs });
    expect(got.status).toBe(200);
    expect(at(got, 'results', 1, 'docs', 0, 'error')).toMatchObject({
      id: HURT,
      rev,
      error: 'internal_server_error',
    });
    expect([
      at(got, 'results', 0, 'docs', 0, 'ok', '_id'),
      at(got, 'results', 2, 'docs', 0, 'ok', '_id'),
    ]).toEqual(['response:01', 'response:02']);
    const diff = await root('POST', '/demo/_revs_diff', { [HURT]: [rev] });
    expect(diff.body).toEqual({});
    await endpoint.close();
  },
);

const rowOf = async ({ root }: World, id: string) => {
  const reply = await root('POST', '/demo/_all_docs', { keys: [id] });
  return at(reply, 'rows', 0) as { value: { rev: string } };
};

test('what cannot be written because its document is damaged leaves the others of its batch alone', async () => {
  const { world } = await openHurt();
  const { rev } = (await rowOf(world, HURT)).value;
  const more = responseOf('amina', { n: 1 });
  const hers = { ...more, _id: HURT, _rev: '2-b', _revisions: { start: 2, ids: ['b', rev.slice(2)] } };
  const docs = [
    { ...more, _id: 'response:x', _rev: '1-a' },
    hers,
    { ...more, _id: 'response:y', _rev: '1-a' },
  ];
  const wrote = await world.as('amina')('POST', '/demo/_bulk_docs', { docs, new_edits: false });
  expect(wrote.status).toBe(201);
  // Her phone keeps it for a later session.
  expect(wrote.body).toEqual([
    { id: HURT, rev: '2-b', error: 'internal_server_error', reason: expect.any(String) },
  ]);
  expect((await world.root('GET', '/demo/response:y')).status).toBe(200);
  await world.endpoint.close();
});

/** A replica that has come behind everything before the damage is mended. */
async function passed({ root }: World): Promise<string> {
  const page = (await root('GET', '/demo/_changes?include_docs=true')).body as Page;
  expect(page.results.map(({ id }) => id)).not.toContain(HURT);
  return page.last_seq;
}

test('whoever has passed a damaged document receives it when the disk can read it again', async () => {
  const { world, heal, reopen } = await openHurt();
  const since = await passed(world);
  await world.endpoint.close();
  await heal();
  const again = await reopen();
  const changes = `/demo/_changes?include_docs=true&feed=longpoll&since=${since}`;
  const reply = await again.root('GET', changes);
  expect(idsIn(reply)).toEqual([HURT]);
  expect(at(reply, 'results', 0, 'doc', 'text')).toContain(MARK);
  expect(at(await again.root('GET', '/demo'), 'damaged')).toBeUndefined();
  await again.endpoint.close();
});

test('what was set aside stays so over a restart, and those who ask first do not stop at it', async () => {
  const { world, reopen } = await openHurt();
  await passed(world);
  const again = await reopen();
  expect(idsIn(await again.root('GET', '/demo/_changes'))).toEqual(others);
  expect(Object.keys(at(await again.root('GET', '/demo'), 'damaged') as object)).toEqual([HURT]);
  await again.endpoint.close();
});

test('a new version over a damaged one reaches those who have passed it', async () => {
  const { world } = await openHurt();
  const { root, endpoint } = world;
  const since = await passed(world);
  const { rev } = (await rowOf(world, HURT)).value;
  const put = await root('PUT', `/demo/${HURT}`, { ...responseOf('amina'), _rev: rev });
  expect(put.status).toBe(201);
  const reply = await root('GET', `/demo/_changes?include_docs=true&since=${since}`);
  expect(idsIn(reply)).toEqual([HURT]);
  expect(at(await root('GET', '/demo'), 'damaged')).toBeUndefined();
  await endpoint.close();
});

test('a damaged document can be purged, and what is written in its place reaches everybody', async () => {
  const { world } = await openHurt();
  const { root, endpoint } = world;
  const since = await passed(world);
  const asked = at(await root('GET', '/demo'), 'damaged') as object;
  const purged = await root('POST', '/demo/_purge', asked);
  expect([purged.status, at(purged, 'purged')]).toEqual([201, asked]);
  expect((await root('GET', `/demo/${HURT}`)).status).toBe(404);
  const info = await root('GET', '/demo');
  expect([at(info, 'damaged'), at(info, 'doc_count')]).toEqual([undefined, others.length]);
  const docs = [{ ...responseOf('amina'), _id: HURT, _rev: '1-again' }];
  expect((await root('POST', '/demo/_bulk_docs', { docs, new_edits: false })).body).toEqual([]);
  expect(idsIn(await root('GET', `/demo/_changes?since=${since}`))).toEqual([HURT]);
  await endpoint.close();
});

test('a photo that the disk cannot read holds up no replica that asks for attachments', async () => {
  const bytes = Buffer.from(MARK + randomBytes(9000).toString('base64'));
  const photo = { _attachments: { photo: { content_type: 'image/jpeg', data: bytes.toString('base64') } } };
  const { world } = await openHurt((id) => (id === HURT ? photo : { n: 1 }), { bytes: bytes.length });
  const { root, endpoint } = world;
  // The first one meets it.
  await root('GET', '/demo/_changes?include_docs=true&attachments=true');
  const reply = await root('GET', '/demo/_changes?include_docs=true&attachments=true');
  expect(idsIn(reply)).toEqual(others);
  expect((await root('GET', `/demo/${HURT}/photo`)).status).toBe(500);
  await endpoint.close();
});

test('a phone receives everything but what is damaged, and that as soon as it can be read', async () => {
  let endpoint: World['endpoint'] | undefined;
  const phoneOf = (name: string, role: string) =>
    person({
      name,
      roles: [role],
      password: `pw-${name}`,
      url: 'http://x/db/demo',
      fetch: async (input, init) =>
        (endpoint as World['endpoint']).fetch(new Request(input as string, init), { address: '127.0.0.1' }),
    });
  const amina = phoneOf('amina', 'collector');
  const hurting = await openHurt(undefined, {
    seed: async (world) => {
      endpoint = world.endpoint;
      await world.root('PUT', '/demo/campaign:demo', { ...DEMO_CAMPAIGN });
      for (const id of ids) await amina.saves(id.slice('response:'.length), { note: text(id) });
      expect((await amina.syncs()).trouble).toBeNull();
    },
  });
  const sana = phoneOf('sana', 'coordinator');
  const here = async () =>
    (await Promise.all(ids.map((id) => sana.store.documents.get(id)))).flatMap((found) => found?.id ?? []);
  expect((await sana.syncs()).trouble).toBeNull();
  expect(await here()).toEqual(others);
  // Hers go on being received and sent, and nothing is waited for.
  await sana.saves('new', {});
  expect((await sana.syncs()).trouble).toBeNull();
  expect(await sana.isReceived('response:new')).toBe(true);

  await hurting.world.endpoint.close();
  await hurting.heal();
  const again = await hurting.reopen();
  endpoint = again.endpoint;
  // The endpoint looks at it before it says anything of the database.
  expect(at(await again.root('GET', '/demo'), 'damaged')).toBeUndefined();
  expect((await sana.syncs()).trouble).toBeNull();
  expect(await here()).toEqual(ids);
  await again.endpoint.close();
});

test('dastak check names what is damaged', async () => {
  const { world, dataFolder } = await openHurt();
  await passed(world);
  await world.endpoint.close();
  const options = { dataFolder, host: '127.0.0.1', port: 0, iterations: 2 };
  const { url, close } = await startServer(options);
  const { code, said } = await dastak('check', `${url}/db/demo`, '--login', 'amina:pw-amina');
  expect(said).toContain(`Its disk cannot read ${HURT}`);
  expect(code).toBe(1);
  await close();
});

test('compacting goes on beside a damaged document, and names it', async () => {
  const { world, dataFolder } = await openHurt();
  for (const id of others) {
    const { rev } = (await rowOf(world, id)).value;
    await world.root('PUT', `/demo/${id}`, { ...responseOf('amina'), _rev: rev });
  }
  await passed(world);
  await world.endpoint.close();
  const { code, said } = await dastak('compact', '--data', dataFolder);
  expect(code).toBe(1);
  expect(said).toContain(`The disk cannot read ${HURT}`);
});

test('a backup holds all but what the disk cannot read, says so, and an older one fills the gap', async () => {
  const { world, dataFolder, heal } = await openHurt();
  await passed(world);
  await world.endpoint.close();
  const folder = await freshFolder();
  const file = join(folder, 'new.jsonl');
  const made = await dastak('backup', file, '--data', dataFolder);
  expect(made.code).toBe(1);
  expect(made.said).toContain(`demo: ${HURT}`);

  const alone = await dastak('restore', file, '--data', join(folder, 'alone'));
  expect(alone.code).toBe(1);
  expect(alone.said).toContain(`demo: ${HURT}`);

  // As it was made before the damage.
  await heal();
  const older = join(folder, 'older.jsonl');
  expect((await dastak('backup', older, '--data', dataFolder)).code).toBe(0);
  const whole = join(folder, 'whole');
  const { code, said } = await dastak('restore', file, '--missing-from', older, '--data', whole);
  expect(said).not.toContain(HURT);
  expect(code).toBe(0);
  const { root, endpoint } = await openWorld({ dataFolder: whole, adapter: 'leveldb' });
  const reply = await root('GET', '/demo/_changes?include_docs=true');
  expect(idsIn(reply).sort()).toEqual(ids);
  expect(at(await root('GET', `/demo/${HURT}`), 'text')).toContain(MARK);
  await endpoint.close();
});
