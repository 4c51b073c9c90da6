import { createHash, randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { boundaryOf, dispositionOf, readMultipart } from '../../src/endpoint/couch/multipart.ts';
import { inOne } from './inOne.ts';
import { type Ask, give, leaf, type SiteUnderTest, siteContract, type Told } from './site.ts';

const photo = randomBytes(50_000);
const jpeg = { content_type: 'image/jpeg' };
const digest = `md5-${createHash('md5').update(photo).digest('base64')}`;
const data = photo.toString('base64');
const stub = { ...jpeg, revpos: 1, digest, length: photo.length, stub: true };
const ANY = { accept: '*/*' };
const asText = encodeURIComponent;

const withPhotos = (id: string, revs: readonly string[], _attachments: object): object =>
  leaf(id, revs, { _attachments });

/** Bytes behind their document, as a replicator sends them. */
async function putInParts(
  ask: Ask,
  path: string,
  document: object,
  files: Record<string, Buffer>,
): Promise<Told> {
  const { boundary, body } = await inOne([
    { headers: { 'Content-Type': 'application/json' }, body: Buffer.from(JSON.stringify(document)) },
    ...Object.entries(files).map(([name, bytes]) => ({
      headers: {
        'Content-Disposition': dispositionOf(name),
        'Content-Type': jpeg.content_type,
        'Content-Length': String(bytes.length),
      },
      body: bytes,
    })),
  ]);
  const headers = { 'content-type': `multipart/related;boundary="${boundary}"` };
  return ask('PUT', `${path}?new_edits=false`, new Uint8Array(body), headers);
}

/** What every replicator expects of attachments, as Apache CouchDB 3.5.0 answered when it was recorded. */
export function attachmentContract(name: string, makeSite: () => Promise<SiteUnderTest>): void {
  siteContract(`${name}, to who sends photos,`, makeSite, (contract) => {
    contract('gives a photo back byte for byte, or the part that is asked for', async ({ ask, db }) => {
      expect((await give(ask, db, withPhotos('m', ['a'], { p: { ...jpeg, data } }))).body).toEqual([]);
      expect((await ask('GET', `/${db}/m`)).body['_attachments']).toEqual({ p: stub });
      const whole = await ask('GET', `/${db}/m/p`, undefined, ANY);
      expect(whole.bytes.equals(photo)).toBe(true);
      expect(whole.headers.get('content-type')).toBe('image/jpeg');
      const tag = whole.headers.get('etag') ?? '';
      expect(tag).toBe(`"${digest.slice('md5-'.length)}"`);
      expect((await ask('GET', `/${db}/m/p`, undefined, { ...ANY, 'if-none-match': tag })).status).toBe(304);
      const part = await ask('GET', `/${db}/m/p`, undefined, { ...ANY, range: 'bytes=100-199' });
      expect([part.status, part.bytes.equals(photo.subarray(100, 200))]).toEqual([206, true]);
    });

    contract('keeps the photo that a later revision only names', async ({ ask, db }) => {
      await give(ask, db, withPhotos('m', ['a'], { p: { ...jpeg, data } }));
      expect((await give(ask, db, withPhotos('m', ['b', 'a'], { p: stub }))).body).toEqual([]);
      expect((await ask('GET', `/${db}/m/p?rev=2-b`, undefined, ANY)).bytes.equals(photo)).toBe(true);
      const unknown = withPhotos('n', ['b', 'a'], { p: stub });
      expect(await give(ask, db, leaf('beside', ['a']), unknown)).toMatchObject({
        status: 412,
        body: { error: 'missing_stub', reason: 'Invalid attachment stub in n for p' },
      });
      expect((await ask('GET', `/${db}/beside`)).status).toBe(404);
    });

    contract('takes photos as bytes behind their document, known ones by name', async ({ ask, db }) => {
      const follows = { ...jpeg, follows: true, length: photo.length, revpos: 1 };
      const first = await putInParts(ask, `/${db}/m`, withPhotos('m', ['a'], { p: follows }), { p: photo });
      expect(first).toMatchObject({ status: 201, body: { ok: true, id: 'm', rev: '1-a' } });
      const other = randomBytes(2000);
      const both = { p: stub, q: { ...follows, length: other.length, revpos: 2 } };
      const second = await putInParts(ask, `/${db}/m`, withPhotos('m', ['b', 'a'], both), { q: other });
      expect(second).toMatchObject({ status: 201, body: { ok: true, id: 'm', rev: '2-b' } });
      for (const [file, bytes] of [['p', photo] as const, ['q', other] as const]) {
        expect((await ask('GET', `/${db}/m/${file}`, undefined, ANY)).bytes.equals(bytes)).toBe(true);
      }
    });

    contract('makes a revision of a photo that is put by itself', async ({ ask, db }) => {
      const { rev } = (await ask('PUT', `/${db}/m`, {})).body;
      const type = { 'content-type': 'image/jpeg' };
      expect(await ask('PUT', `/${db}/m/p`, new Uint8Array(photo), type)).toMatchObject({ status: 409 });
      const put = await ask('PUT', `/${db}/m/p?rev=${rev}`, new Uint8Array(photo), type);
      expect(put).toMatchObject({
        status: 201,
        body: { ok: true, id: 'm', rev: expect.stringMatching(/^2-/) },
      });
      expect((await ask('GET', `/${db}/m`)).body['_attachments']).toEqual({ p: { ...stub, revpos: 2 } });
    });

    contract('sends the bytes along that the asker lacks, and no others', async ({ ask, db }) => {
      await give(ask, db, withPhotos('m', ['a'], { p: { ...jpeg, data } }));
      await give(ask, db, withPhotos('m', ['b', 'a'], { p: stub }));
      const bulk = async (wanted: object) => {
        const told = await ask('POST', `/${db}/_bulk_get?attachments=true`, { docs: [wanted] });
        const [{ docs }] = told.body['results'] as [{ docs: { ok: { _attachments: { p: object } } }[] }];
        return docs[0]?.ok._attachments.p;
      };
      expect(await bulk({ id: 'm' })).toMatchObject({ digest, revpos: 1, data });
      expect(await bulk({ id: 'm', rev: '2-b', atts_since: ['1-a'] })).toEqual(stub);
      const path = `/${db}/m?attachments=true`;
      expect((await ask('GET', path)).body['_attachments']).toMatchObject({ p: { data } });
      const since = await ask('GET', `${path}&atts_since=${asText('["1-a"]')}`);
      expect(since.body['_attachments']).toEqual({ p: stub });
      const changes = await ask('GET', `/${db}/_changes?include_docs=true&attachments=true`);
      expect(changes.body['results']).toMatchObject([{ doc: { _attachments: { p: { data } } } }]);
    });

    contract('answers in parts to who asks for parts', async ({ ask, db }) => {
      await give(ask, db, withPhotos('m', ['a'], { p: { ...jpeg, data } }));
      const parts = async (method: string, path: string, type: string, body?: object) => {
        const { headers, bytes } = await ask(method, `/${db}${path}`, body, { accept: `multipart/${type}` });
        const told = headers.get('content-type') ?? '';
        expect(told).toMatch(new RegExp(`^multipart/${type}`));
        return readMultipart(bytes, boundaryOf(told) ?? '');
      };
      const [json, file] = await parts('GET', '/m?attachments=true', 'related');
      expect(JSON.parse(String(json?.body))).toMatchObject({
        _attachments: { p: { follows: true, digest } },
      });
      expect(file?.body.equals(photo)).toBe(true);
      const open = await parts('GET', `/m?revs=true&open_revs=${asText('["1-a","9-z"]')}`, 'mixed');
      expect(JSON.parse(String(open[1]?.body))).toEqual({ missing: '9-z' });
      const bulk = await parts('POST', '/_bulk_get?revs=true', 'mixed', {
        docs: [{ id: 'm' }, { id: 'nope' }],
      });
      expect(bulk[0]?.headers).toMatchObject({ 'x-doc-id': 'm', 'x-rev-id': '1-a' });
      expect(bulk[1]?.headers['content-type']).toMatch(/error="true"/);
    });
  });
}
