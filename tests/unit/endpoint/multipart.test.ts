import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  boundaryOf,
  dispositionOf,
  fileNameOf,
  readMultipart,
} from '../../../src/endpoint/couch/multipart.ts';
import { inOne } from '../../contract/inOne.ts';
import { at, openWorld, ROOT_LOGIN, type World } from './support.ts';

const photo = randomBytes(3000);
const md5 = `md5-${createHash('md5').update(photo).digest('base64')}`;

/** What an answer in parts holds. */
async function partsFrom({ endpoint }: World, path: string, accept: string, body?: object) {
  const init: RequestInit = {
    headers: { authorization: ROOT_LOGIN, accept, 'content-type': 'application/json' },
  };
  if (body) Object.assign(init, { method: 'POST', body: JSON.stringify(body) });
  const response = await endpoint.fetch(new Request(`http://x/db/demo${path}`, init));
  const boundary = boundaryOf(response.headers.get('content-type'));
  if (boundary === undefined) throw new Error(`not in parts: ${await response.text()}`);
  return readMultipart(Buffer.from(await response.arrayBuffer()), boundary);
}

const document = (id: string) => ({
  _id: id,
  _rev: '1-a',
  _revisions: { start: 1, ids: ['a'] },
  _attachments: { photo: { follows: true, content_type: 'image/jpeg', length: photo.length } },
});

async function inParts(id: string, name?: string) {
  const headers = name === undefined ? {} : { 'Content-Disposition': dispositionOf(name) };
  const json = { headers: {}, body: Buffer.from(JSON.stringify(document(id))) };
  const { boundary, body } = await inOne([json, { headers, body: photo }]);
  return { body, type: { 'content-type': `multipart/related; boundary="${boundary}"` } };
}

test('takes a photo as raw bytes behind its document, named or in order, and gives it back the same way', async () => {
  const world = await openWorld();
  for (const name of ['photo', undefined]) {
    const id = `media:${name}`;
    const { body, type } = await inParts(id, name);
    const reply = await world.root('PUT', `/demo/${id}?new_edits=false`, body, type);
    expect(reply.body).toEqual({ ok: true, id, rev: '1-a' });
    const [json, file] = await partsFrom(world, `/${id}?attachments=true`, 'multipart/related');
    expect(JSON.parse(String(json?.body))).toMatchObject({
      _attachments: { photo: { follows: true, digest: md5, length: 3000 } },
    });
    expect(file?.body.equals(photo)).toBe(true);
  }
});

test('_bulk_get and open_revs answer in parts to those who ask, errors marked', async () => {
  const world = await openWorld();
  const { body, type } = await inParts('m', 'photo');
  await world.root('PUT', '/demo/m?new_edits=false', body, type);
  const docs = [{ id: 'm' }, { id: 'nope' }];
  const [found, missing] = await partsFrom(world, '/_bulk_get?revs=true', 'multipart/mixed', { docs });
  expect(found?.headers).toMatchObject({ 'x-doc-id': 'm', 'x-rev-id': '1-a' });
  const inner = boundaryOf(found?.headers['content-type'] ?? null) ?? '';
  expect(readMultipart(found?.body ?? Buffer.alloc(0), inner)[1]?.body.equals(photo)).toBe(true);
  expect(missing?.headers['content-type']).toBe('application/json; error="true"');
  const open = await partsFrom(world, '/m?open_revs=["1-a","9-z"]', 'multipart/mixed');
  expect(String(open[1]?.body)).toBe('{"missing":"9-z"}');
});

test('parts that are announced but do not come are refused', async () => {
  const { root } = await openWorld();
  const only = await inOne([{ headers: {}, body: Buffer.from(JSON.stringify(document('m'))) }]);
  const type = { 'content-type': `multipart/related; boundary=${only.boundary}` };
  expect((await root('PUT', '/demo/m?new_edits=false', only.body, type)).status).toBe(400);
  const cut = await inParts('m', 'photo');
  const half = await root('PUT', '/demo/m?new_edits=false', cut.body.subarray(0, 900), cut.type);
  expect([half.status, at(half, 'error')]).toEqual([400, 'bad_request']);
});

test('reads every multipart body that it writes, whatever bytes and names are in it', async () => {
  const name = fc
    .string({ minLength: 1, unit: 'binary' })
    .filter((text) => !/[\r\n]/.test(text) && text.isWellFormed());
  const part = fc.record({ name, bytes: fc.uint8Array({ maxLength: 200 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 4 }), async (parts) => {
      const { boundary, body } = await inOne(
        parts.map((one) => ({
          headers: { 'Content-Disposition': dispositionOf(one.name) },
          body: Buffer.from(one.bytes),
        })),
      );
      const read = readMultipart(body, boundary);
      expect(read.map(fileNameOf)).toEqual(parts.map((one) => one.name));
      expect(read.map((one) => [...one.body])).toEqual(parts.map((one) => [...one.bytes]));
    }),
  );
});
