import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { at, openWorld, ROOT_LOGIN, type World } from './support.ts';

/** Answers larger than memory: they are read while they are sent, as fast as they are taken. */

interface Asked {
  readonly path: string;
  readonly body?: object;
  readonly headers?: Record<string, string>;
}

function ask({ endpoint }: World, { path, body, headers = {} }: Asked): Promise<Response> {
  const type = { authorization: ROOT_LOGIN, 'content-type': 'application/json' };
  const init = {
    headers: { ...type, ...headers },
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  };
  return endpoint.fetch(new Request(`http://x/db/demo${path}`, init));
}

/** The first bytes of an answer; `rest` reads what is left. */
async function begin(response: Response) {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const first = Buffer.from((await reader.read()).value ?? []).toString('latin1');
  const rest = async () => {
    let bytes = 0;
    for (let next = await reader.read(); !next.done; next = await reader.read()) bytes += next.value.length;
    return bytes;
  };
  return { first, rest, leave: () => reader.cancel() };
}

const photo = randomBytes(100_000);
const withPhoto = { _attachments: { photo: { content_type: 'image/jpeg', data: photo.toString('base64') } } };

test('one photo that is named ten thousand times is sent as it is taken, in JSON and in parts', async () => {
  const world = await openWorld();
  await world.root('PUT', '/demo/p', withPhoto);
  const body = { docs: Array(10_000).fill({ id: 'p' }) };
  const path = '/_bulk_get?attachments=true';
  for (const accept of ['application/json', 'multipart/mixed']) {
    const response = await ask(world, { path, body, headers: { accept } });
    expect(response.status).toBe(200);
    const { first, leave } = await begin(response);
    expect(first).toContain('photo');
    await leave();
  }
});

test('one large document that is named ten thousand times is sent as it is taken', async () => {
  const world = await openWorld();
  await world.root('PUT', '/demo/p', { text: 'x'.repeat(100_000) });
  const keys = Array(10_000).fill('p');
  const response = await ask(world, { path: '/_all_docs?include_docs=true', body: { keys } });
  expect(response.status).toBe(200);
  await (await begin(response)).leave();
});

/** 3 MB in a thousand documents. */
async function openLarge(): Promise<World> {
  const world = await openWorld();
  const docs = Array.from({ length: 1000 }, (_, n) => ({
    _id: `d${String(n).padStart(4, '0')}`,
    n,
    text: 'x'.repeat(3000),
  }));
  expect((await world.root('POST', '/demo/_bulk_docs', { docs })).status).toBe(201);
  return world;
}

const EVERYTHING: readonly Asked[] = [
  { path: '/_changes?include_docs=true' },
  { path: '/_changes?include_docs=true&feed=longpoll' },
  { path: '/_changes?include_docs=true&feed=continuous&timeout=100' },
  { path: '/_changes?include_docs=true&feed=eventsource&timeout=100' },
  { path: '/_all_docs?include_docs=true' },
  { path: '/_find', body: { selector: {}, limit: 1e9 } },
  { path: '/_find', body: { selector: {}, limit: 1e9, sort: ['_id'] } },
  {
    path: '/_bulk_get',
    body: { docs: Array.from({ length: 1000 }, (_, n) => ({ id: `d${String(n).padStart(4, '0')}` })) },
  },
];

test('what cannot be read to its end breaks off, so that nobody takes a part for the whole', async () => {
  for (const asked of EVERYTHING) {
    const world = await openLarge();
    const { rest } = await begin(await ask(world, asked));
    await world.root('DELETE', '/demo');
    await expect(rest(), asked.path).rejects.toThrow();
  }
});

test('a large answer comes whole, packed or plain', async () => {
  const world = await openLarge();
  for (const asked of EVERYTHING) {
    const plain = Buffer.from(await (await ask(world, asked)).arrayBuffer());
    expect(plain.toString().match(/"n":\d+/g)?.length).toBe(1000);
    const packed = await ask(world, { ...asked, headers: { 'accept-encoding': 'gzip' } });
    const bytes = Buffer.from(await packed.arrayBuffer());
    const isPacked = packed.headers.get('content-encoding') === 'gzip';
    const read = (isPacked ? gunzipSync(bytes) : bytes).toString();
    expect(read.length).toBe(plain.length);
  }
});

test('a list of documents is the same in pages of any size, in both directions', async () => {
  const world = await openLarge();
  const idsOf = async (query: string) => {
    const { rows } = (await world.root('GET', `/demo/_all_docs?${query}`)).body as { rows: { id: string }[] };
    return rows.map(({ id }) => id);
  };
  const all = Array.from({ length: 1000 }, (_, n) => `d${String(n).padStart(4, '0')}`);
  expect(await idsOf('')).toEqual(all);
  expect(await idsOf('descending=true')).toEqual(all.toReversed());
  expect(await idsOf('skip=3&limit=501')).toEqual(all.slice(3, 504));
  expect(await idsOf('limit=0')).toEqual([]);
  expect(await idsOf('startkey="d0100"&endkey="d0900"&inclusive_end=false')).toEqual(all.slice(100, 900));
  expect(await idsOf('descending=true&startkey="d0900"&endkey="d0100"&skip=2&limit=700')).toEqual(
    all.slice(199, 899).toReversed(),
  );
});

test('photos come along in a list of documents, as from CouchDB', async () => {
  const { root } = await openWorld();
  await root('PUT', '/demo/p', withPhoto);
  for (const path of [
    '/demo/_all_docs?include_docs=true&attachments=true',
    '/demo/_changes?include_docs=true&attachments=true',
  ]) {
    const reply = await root('GET', path);
    const list = path.includes('_all_docs') ? 'rows' : 'results';
    expect(at(reply, list, 0, 'doc', '_attachments', 'photo', 'data')).toBe(photo.toString('base64'));
  }
});

test('only what is sorted by is kept of what is sorted, and no more of that than fits in memory', async () => {
  const { root } = await openWorld();
  await root('POST', '/demo/_index', { index: { fields: ['text'] } });
  const docs = Array.from({ length: 3 }, (_, n) => ({
    _id: `d${n}`,
    text: `${3 - n}${'x'.repeat(7_900_000)}`,
  }));
  for (const doc of docs) expect((await root('PUT', `/demo/${doc._id}`, doc)).status).toBe(201);
  const ask = (selector: object) =>
    root('POST', '/demo/_find', { selector, sort: ['text'], fields: ['_id'] });
  const few = await ask({ text: { $gt: '2' } });
  expect(at(few, 'docs')).toEqual([{ _id: 'd1' }, { _id: 'd0' }]);
  expect(await ask({ text: { $gt: null } })).toMatchObject({ status: 400, body: { error: 'too_large' } });
});
