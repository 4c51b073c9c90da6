import { createHash, randomBytes } from 'node:crypto';
import { deflateSync, gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createEndpoint } from '../../../src/endpoint/endpoint.ts';
import { at, type Caller, openWorld, ROOT_LOGIN, revOf } from './support.ts';

const put = (root: Caller, ...docs: object[]) => root('POST', '/demo/_bulk_docs', { docs, new_edits: false });
const md5 = (bytes: Uint8Array) => `md5-${createHash('md5').update(bytes).digest('base64')}`;
const photo = randomBytes(5000);
const withPhoto = (id: string, rev: string, ids: string[], attachment: object = {}) => ({
  _id: id,
  _rev: rev,
  _revisions: { start: ids.length, ids },
  _attachments: { photo: { content_type: 'image/jpeg', data: photo.toString('base64'), ...attachment } },
});

test('keeps the revisions that a phone gave, and answers only what went wrong', async () => {
  const { root } = await openWorld();
  const doc = { _id: 'a', _rev: '2-bb', _revisions: { start: 2, ids: ['bb', 'aa'] }, v: 2 };
  expect((await put(root, doc)).body).toEqual([]);
  expect((await put(root, doc)).body).toEqual([]);
  const read = await root('GET', '/demo/a?revs=true');
  expect(read.body).toMatchObject({ _rev: '2-bb', _revisions: { start: 2, ids: ['bb', 'aa'] }, v: 2 });
  expect(at(await root('GET', '/demo'), 'doc_count')).toBe(1);
});

test('keeps all leaves of a conflict and chooses the winner as CouchDB does', async () => {
  const { root } = await openWorld();
  const leaf = (id: string, more: object = {}) => ({
    _id: 'a',
    _rev: `2-${id}`,
    _revisions: { start: 2, ids: [id, 'aa'] },
    v: id,
    ...more,
  });
  await put(root, leaf('bb'), leaf('cc'), leaf('dd', { _deleted: true }));
  expect((await root('GET', '/demo/a?conflicts=true')).body).toMatchObject({
    _rev: '2-cc',
    _conflicts: ['2-bb'],
  });
  const changes = await root('GET', '/demo/_changes?style=all_docs');
  expect(at(changes, 'results', 0, 'changes')).toEqual([{ rev: '2-cc' }, { rev: '2-bb' }, { rev: '2-dd' }]);
  const got = await root('POST', '/demo/_bulk_get?latest=true', { docs: [{ id: 'a', rev: '1-aa' }] });
  const docs = at(got, 'results', 0, 'docs') as { ok: { _rev: string } }[];
  expect(docs.map(({ ok }) => ok._rev)).toEqual(['2-cc', '2-bb', '2-dd']);
});

test('a tombstone keeps its fields and is gone for everyone else', async () => {
  const { root } = await openWorld();
  await put(root, {
    _id: 't',
    _rev: '2-d',
    _revisions: { start: 2, ids: ['d', 'c'] },
    _deleted: true,
    why: 'x',
  });
  expect((await root('GET', '/demo/t')).body).toEqual({ error: 'not_found', reason: 'deleted' });
  expect((await root('GET', '/demo/t?rev=2-d')).body).toMatchObject({ why: 'x', _deleted: true });
  expect(at(await root('GET', '/demo/_changes'), 'results', 0, 'deleted')).toBe(true);
});

test('_revs_diff tells what is missing and what it could be built on', async () => {
  const { root } = await openWorld();
  await put(root, { _id: 'a', _rev: '2-bb', _revisions: { start: 2, ids: ['bb', 'aa'] } });
  const reply = await root('POST', '/demo/_revs_diff', { a: ['1-aa', '2-bb', '3-x'], b: ['1-y'], c: [] });
  expect(reply.body).toEqual({
    a: { missing: ['3-x'], possible_ancestors: ['2-bb'] },
    b: { missing: ['1-y'] },
  });
});

test('_bulk_get answers what is not there as a row, without a word about the inside', async () => {
  const { root } = await openWorld();
  await put(root, { _id: 'a', _rev: '1-a' });
  const docs = [
    { id: 'a', rev: '1-a' },
    { id: 'a', rev: '7-z' },
    { id: 'nope' },
    { id: 'a', rev: 'rubbish' },
  ];
  const reply = await root('POST', '/demo/_bulk_get', { docs });
  expect(reply.status).toBe(200);
  expect(at(reply, 'results')).toMatchObject([
    { id: 'a', docs: [{ ok: { _rev: '1-a' } }] },
    { id: 'a', docs: [{ error: { id: 'a', rev: '7-z', error: 'not_found', reason: 'missing' } }] },
    { id: 'nope', docs: [{ error: { id: 'nope', rev: 'undefined', error: 'not_found' } }] },
    { id: 'a', docs: [{ error: { error: 'bad_request', reason: 'Invalid rev format' } }] },
  ]);
  expect(JSON.stringify(reply.body)).not.toMatch(/node_modules|stack/);
});

test('a photo comes back byte for byte, with its MD5 as ETag', async () => {
  const { root, endpoint } = await openWorld();
  await put(root, withPhoto('media:1', '1-a', ['a']));
  const request = new Request('http://x/db/demo/media:1/photo', { headers: { authorization: ROOT_LOGIN } });
  const response = await endpoint.fetch(request);
  expect(Buffer.from(await response.arrayBuffer()).equals(photo)).toBe(true);
  expect(response.headers.get('content-type')).toBe('image/jpeg');
  const tag = response.headers.get('etag') ?? '';
  expect(tag).toBe(`"${md5(photo).slice(4)}"`);
  expect((await root('GET', '/demo/media:1/photo', undefined, { 'if-none-match': tag })).status).toBe(304);
  expect((await root('GET', '/demo/media:1')).body).toMatchObject({
    _attachments: { photo: { stub: true, digest: md5(photo), length: 5000, revpos: 1 } },
  });
});

test('a stub keeps the photo that the document has', async () => {
  const { root } = await openWorld();
  await put(root, withPhoto('media:1', '1-a', ['a']));
  const stub = { stub: true, digest: md5(photo), length: 5000, revpos: 1, data: undefined };
  expect((await put(root, withPhoto('media:1', '2-b', ['b', 'a'], stub))).body).toEqual([]);
  const got = await root('POST', '/demo/_bulk_get?attachments=true', { docs: [{ id: 'media:1' }] });
  const data = at(got, 'results', 0, 'docs', 0, 'ok', '_attachments', 'photo', 'data');
  expect(data).toBe(photo.toString('base64'));
});

test('a stub of a photo that is not here stops the batch with 412 before anything is written', async () => {
  const { root } = await openWorld();
  const stub = { stub: true, digest: md5(photo), length: 5000, revpos: 1, data: undefined };
  const reply = await put(root, { _id: 'good', _rev: '1-a' }, withPhoto('media:9', '2-b', ['b', 'a'], stub));
  expect([reply.status, at(reply, 'error')]).toEqual([412, 'missing_stub']);
  expect((await root('GET', '/demo/good')).status).toBe(404);
});

test('a stub does not open the photo of another document, even to one who knows its digest', async () => {
  const { root } = await openWorld();
  await put(root, withPhoto('media:1', '1-a', ['a']));
  const stub = { stub: true, digest: md5(photo), length: 5000, revpos: 1, data: undefined };
  expect((await put(root, withPhoto('media:2', '2-b', ['b', 'a'], stub))).status).toBe(412);
});

test('two leaves keep different photos under one name', async () => {
  const { root } = await openWorld();
  const other = randomBytes(100);
  await put(root, withPhoto('media:1', '2-b', ['b', 'a']));
  await put(root, withPhoto('media:1', '2-c', ['c', 'a'], { data: other.toString('base64') }));
  const docs = [
    { id: 'media:1', rev: '2-b' },
    { id: 'media:1', rev: '2-c' },
  ];
  const got = await root('POST', '/demo/_bulk_get?attachments=true', { docs });
  const data = [0, 1].map((row) => at(got, 'results', row, 'docs', 0, 'ok', '_attachments', 'photo', 'data'));
  expect(data).toEqual([photo.toString('base64'), other.toString('base64')]);
});

test('a photo put, replaced and removed by itself makes revisions', async () => {
  const { root } = await openWorld();
  const first = await root('PUT', '/demo/m/photo', photo, { 'content-type': 'image/jpeg' });
  expect(first.status).toBe(201);
  expect((await root('PUT', '/demo/m/photo', photo)).status).toBe(409);
  const second = await root('DELETE', `/demo/m/photo?rev=${revOf(first)}`);
  expect(second.status).toBe(200);
  expect((await root('GET', '/demo/m/photo')).status).toBe(404);
});

test('checkpoints are kept, never replicated, and hide nothing of PouchDB’s own', async () => {
  const { root } = await openWorld();
  expect((await root('GET', '/demo/_local/cp%2Fx')).status).toBe(404);
  expect((await root('PUT', '/demo/_local/cp%2Fx', { seq: 1 })).body).toMatchObject({
    id: '_local/cp/x',
    rev: '0-1',
  });
  expect((await root('PUT', '/demo/_local/cp%2Fx', { seq: 2, _rev: '0-1' })).body).toMatchObject({
    rev: '0-2',
  });
  expect((await root('GET', '/demo/_local/cp%2Fx')).body).toMatchObject({ _id: '_local/cp/x', seq: 2 });
  // Nobody needs to name what is replaced; who names another revision learns that it is not here.
  expect((await root('PUT', '/demo/_local/cp%2Fx', { seq: 3 })).status).toBe(201);
  expect(await root('PUT', '/demo/_local/cp%2Fx', { seq: 4, _rev: '0-1' })).toMatchObject({ status: 409 });
  expect((await root('GET', '/demo/_local/cp%2Fx')).body).toMatchObject({ seq: 3 });
  await root('PUT', '/demo/_local/_pouch_dependentDbs', { dependentDbs: { '../../etc': true } });
  expect(at(await root('GET', '/demo/_changes'), 'results')).toEqual([]);
  expect((await root('DELETE', '/demo')).status).toBe(200);
});

test('changes page to the end, and pending says how many are left', async () => {
  const { root } = await openWorld();
  await put(root, ...Array.from({ length: 5 }, (_, n) => ({ _id: `d${n}`, _rev: '1-a' })));
  await put(root, { _id: 'd0', _rev: '2-b', _revisions: { start: 2, ids: ['b', 'a'] } });
  const first = await root('GET', '/demo/_changes?limit=2');
  expect(at(first, 'pending')).toBe(3);
  const second = await root('GET', `/demo/_changes?since=${at(first, 'last_seq')}`);
  const ids = [first, second].flatMap((page) =>
    (at(page, 'results') as { id: string }[]).map(({ id }) => id),
  );
  expect(ids).toEqual(['d1', 'd2', 'd3', 'd4', 'd0']);
  expect(at(second, 'pending')).toBe(0);
  expect(at(await root('GET', '/demo/_changes?since=now'), 'results')).toEqual([]);
});

test('a sequence that this endpoint never gave is refused; one of an earlier life starts from the beginning', async () => {
  const { root } = await openWorld();
  await put(root, { _id: 'a', _rev: '1-a' });
  for (const since of ['2', 'rubbish', '1-zz']) {
    expect((await root('GET', `/demo/_changes?since=${since}`)).status).toBe(400);
  }
  const before = await root('GET', '/demo');
  await root('DELETE', '/demo');
  await root('PUT', '/demo');
  await put(root, { _id: 'new', _rev: '1-a' });
  const after = await root('GET', '/demo');
  expect(at(after, 'instance_start_time')).not.toBe(at(before, 'instance_start_time'));
  const changes = await root('GET', `/demo/_changes?since=${at(before, 'update_seq')}`);
  expect(at(changes, 'results', 0, 'id')).toBe('new');
});

test('filters by selector and by ids, with the bodies of the winners', async () => {
  const { root } = await openWorld();
  const make = (id: string, collector: string) => ({ _id: id, _rev: '1-a', type: 'response', collector });
  await put(root, make('response:1', 'amina'), make('response:2', 'diego'), {
    _id: 'form:1',
    _rev: '1-a',
    type: 'form',
  });
  const selector = { $or: [{ type: 'form' }, { collector: 'amina' }] };
  const own = await root('POST', '/demo/_changes?filter=_selector&include_docs=true', { selector });
  expect(at(own, 'results')).toMatchObject([
    { id: 'form:1' },
    { id: 'response:1', doc: { collector: 'amina' } },
  ]);
  const ids = await root('POST', '/demo/_changes?filter=_doc_ids', { doc_ids: ['response:2'] });
  expect(at(ids, 'results')).toMatchObject([{ id: 'response:2' }]);
  expect((await root('POST', '/demo/_changes?filter=_selector', { selector: { $nope: 1 } })).status).toBe(
    400,
  );
  expect((await root('POST', '/demo/_changes?filter=app/mine', {})).status).toBe(501);
});

test('a longpoll wakes on the first change that passes its filter', async () => {
  const { root } = await openWorld();
  const since = String(at(await root('GET', '/demo'), 'update_seq'));
  const waiting = root('POST', `/demo/_changes?feed=longpoll&filter=_selector&since=${since}`, {
    selector: { type: 'form' },
  });
  await put(root, { _id: 'x', _rev: '1-a', type: 'other' });
  await put(root, { _id: 'y', _rev: '1-a', type: 'form' });
  const woken = await waiting;
  expect(at(woken, 'results')).toMatchObject([{ id: 'y' }]);
  expect(at(await root('GET', `/demo/_changes?since=${at(woken, 'last_seq')}`), 'results')).toEqual([]);
});

test('a longpoll ends when its database is deleted or the endpoint closes', async () => {
  const { root, endpoint } = await openWorld();
  await root('PUT', '/other');
  const onDeleted = root('GET', '/demo/_changes?feed=longpoll&since=now');
  const onClosed = root('GET', '/other/_changes?feed=longpoll&since=now&heartbeat=1000');
  await root('GET', '/other');
  await root('DELETE', '/demo');
  expect(at(await onDeleted, 'results')).toEqual([]);
  await endpoint.close();
  expect(at(await onClosed, 'results')).toEqual([]);
});

test('takes gzipped bodies, refuses other codings and broken ones, and gzips what it answers', async () => {
  const { root, endpoint } = await openWorld();
  const body = JSON.stringify({
    docs: Array.from({ length: 50 }, (_, n) => ({ _id: `g${n}`, text: 'x'.repeat(50) })),
  });
  const coded = (bytes: Uint8Array, coding: string) =>
    root('POST', '/demo/_bulk_docs', bytes, { 'content-encoding': coding });
  expect((await coded(gzipSync(body), 'gzip')).status).toBe(201);
  expect((await coded(deflateSync(body), 'deflate')).status).toBe(415);
  const broken = await coded(Buffer.from('not gzip'), 'gzip');
  expect([broken.status, at(broken, 'reason')]).toEqual([400, 'Request body is not properly gzipped.']);
  const request = new Request('http://x/db/demo/_changes?include_docs=true', {
    headers: { authorization: ROOT_LOGIN, 'accept-encoding': 'gzip' },
  });
  const answer = await endpoint.fetch(request);
  expect(answer.headers.get('content-encoding')).toBe('gzip');
  const plain = JSON.parse(gunzipSync(Buffer.from(await answer.arrayBuffer())).toString());
  expect(plain.results).toHaveLength(50);
});

test('a zip bomb is refused by the size it would have', async () => {
  const { root } = await openWorld();
  const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024, 0x20));
  const reply = await root('POST', '/demo/_bulk_docs', bomb, { 'content-encoding': 'gzip' });
  expect(reply.status).toBe(413);
});

test('one document larger than 8 MB stops the batch by name; its photo does not count', async () => {
  const { root } = await openWorld();
  const big = { _id: 'big', _rev: '1-a', text: 'x'.repeat(8_100_000) };
  const reply = await put(root, { _id: 'ok', _rev: '1-a' }, big);
  expect([reply.status, reply.body]).toEqual([413, { error: 'document_too_large', reason: 'big' }]);
  expect((await root('GET', '/demo/ok')).status).toBe(404);
  const photoOfTen = Buffer.alloc(10_000_000).toString('base64');
  expect((await put(root, withPhoto('m', '1-a', ['a'], { data: photoOfTen }))).status).toBe(201);
});

test('normal edits are checked against the current revision', async () => {
  const { root } = await openWorld();
  const first = await root('PUT', '/demo/a', { v: 1 });
  expect((await root('PUT', '/demo/a', { v: 2 })).body).toEqual({
    error: 'conflict',
    reason: 'Document update conflict.',
  });
  const rows = await root('POST', '/demo/_bulk_docs', {
    docs: [{ _id: 'a', _rev: revOf(first), v: 2 }, { _id: 'a', _rev: '1-nope' }, { v: 3 }],
  });
  expect(rows.body).toMatchObject([{ ok: true }, { id: 'a', error: 'conflict' }, { ok: true }]);
  expect((await root('DELETE', '/demo/a')).status).toBe(409);
  expect((await root('DELETE', '/demo/never')).status).toBe(404);
});

test('what an answer says about reading again: ETag of the revision', async () => {
  const { root } = await openWorld();
  const made = await root('PUT', '/demo/a', { v: 1 });
  const tag = `"${revOf(made)}"`;
  expect((await root('GET', '/demo/a', undefined, { 'if-none-match': tag })).status).toBe(304);
  expect((await root('PUT', '/demo/a', { v: 2 }, { 'if-match': tag })).status).toBe(201);
});

test('lists documents in order, by keys and by range', async () => {
  const { root } = await openWorld();
  await put(root, ...['a', 'b:1', 'b:2', 'c'].map((_id) => ({ _id, _rev: '1-a', v: _id })));
  const range = await root(
    'GET',
    '/demo/_all_docs?startkey=%22b:%22&endkey=%22b:\uffff%22&include_docs=true',
  );
  expect(at(range, 'rows')).toMatchObject([{ id: 'b:1', doc: { v: 'b:1' } }, { id: 'b:2' }]);
  const keys = await root('POST', '/demo/_all_docs', { keys: ['c', 'nope', 7, 'a'] });
  expect(at(keys, 'rows')).toMatchObject([
    { id: 'c' },
    { key: 'nope', error: 'not_found' },
    { key: 7, error: 'not_found' },
    { id: 'a' },
  ]);
  expect(at(await root('GET', '/demo/_all_docs?startkey=5&limit=1'), 'rows')).toMatchObject([{ id: 'a' }]);
  expect(at(await root('GET', '/demo/_all_docs?startkey=[]'), 'rows')).toEqual([]);
});

test('says plainly what it does not offer', async () => {
  const { root } = await openWorld();
  for (const path of ['/_db_updates', '/_nonsense', '/demo/_nonsense', '/demo/_design/x/_view/y']) {
    const reply = await root('GET', path);
    expect([reply.status, at(reply, 'error')]).toEqual([501, 'not_implemented']);
  }
  expect((await root('PATCH', '/demo/_changes')).status).toBe(405);
});

test('without an app folder the rest of the site is not there', async () => {
  const endpoint = await createEndpoint({ dataFolder: '', adapter: 'memory' });
  expect((await endpoint.fetch(new Request('http://x/'))).status).toBe(404);
});
