import { describe, expect, test } from 'vitest';
import type { Rev } from '../../src/domain/ids.ts';
import type { Leaf } from '../../src/domain/revisions.ts';
import { md5Digest } from '../../src/storage/index.ts';
import { couchdb } from '../../src/sync/couchdb.ts';
import type { Changes, Endpoint, Outcome, RevisionName } from '../../src/sync/endpoint.ts';
import type { Wire } from '../../src/sync/http.ts';
import { checkSignIn } from '../../src/sync/index.ts';
import { base64 } from '../../src/sync/outgoing.ts';
import { photoBytes } from '../support/examples.ts';
import { testWorld } from '../support/world.ts';

/** An empty database that one member may use. */
export interface EndpointUnderTest {
  readonly fetch: Wire['world']['fetch'];
  readonly url: string;
  readonly login: { readonly name: string; readonly password: string; readonly roles: readonly string[] };
  close(): Promise<void>;
}

/** What every endpoint owes the port of src/sync/endpoint.ts. */
export function endpointContract(name: string, makeEndpoint: () => Promise<EndpointUnderTest>): void {
  const contract = (
    promise: string,
    check: (endpoint: Endpoint, under: EndpointUnderTest) => Promise<void>,
  ) =>
    test(promise, async () => {
      const under = await makeEndpoint();
      try {
        await check(connect(under), under);
      } finally {
        await under.close();
      }
    });

  describe(`${name}, as an endpoint,`, () => {
    contract('describes its database', async (endpoint) => {
      const description = await endpoint.describe();
      expect(description.ok && typeof (description.value.instance ?? '')).toBe('string');
    });

    contract('tells a wrong password from a missing database', async (_, under) => {
      const login = { ...under.login, password: 'wrong' };
      expect(await connect({ ...under, login }).describe()).toMatchObject({
        why: 'wrong-password',
        status: 401,
      });
      const elsewhere = { ...under, url: under.url.replace(/[^/]+$/, 'no-such-database') };
      expect(await connect(elsewhere).describe()).toMatchObject({ why: 'no-database', status: 404 });
    });

    contract('signs a member in, with her roles', async (_, { fetch, url, login }) => {
      const { name: who, password, roles } = login;
      const signedIn = await checkSignIn({ url: `${url}/`, name: who, password, fetch });
      expect(signedIn).toEqual({ ok: true, value: { name: who, url, roles } });
    });

    contract('keeps a note for each replication', async (endpoint) => {
      expect(await endpoint.readNote('dastak-1')).toEqual({ ok: true, value: undefined });
      let rev: string | undefined;
      for (const session of [1, 2, 3]) {
        rev = value(await endpoint.writeNote('dastak-1', { session, seq: 'a-b', filter: 'all' }, rev));
      }
      const note = { session: 3, seq: 'a-b', filter: 'all', rev };
      expect(value(await endpoint.readNote('dastak-1'))).toEqual(note);
    });

    contract('takes a note that replaces another one than it has, or says so', async (endpoint) => {
      const note = (session: number) => ({ session, seq: null, filter: 'all' });
      const first = value(await endpoint.writeNote('dastak-1', note(1), undefined));
      await endpoint.writeNote('dastak-1', note(2), first);
      const late = await endpoint.writeNote('dastak-1', note(3), first);
      const kept = value(await endpoint.readNote('dastak-1'));
      expect(kept?.session).toBe(late.ok ? 3 : 2);
      if (!late.ok) expect(late).toMatchObject({ why: 'refused', status: 409 });
    });

    contract('gives revisions back as they were written, with their history', async (endpoint) => {
      const words = { heard: 'ہاں', words: 'Ñandú 🚶‍♀️', number: 1.5, list: ['a'], none: null };
      const leaf = aLeaf('3-ccc', ['2-bbb', '1-aaa'], words);
      await writes(endpoint, { id: 'note:x/ü +1', leaf });
      const names = [{ id: 'note:x/ü +1', rev: '3-ccc' as Rev }];
      expect(value(await endpoint.read(names))).toEqual({
        found: [{ id: 'note:x/ü +1', leaf }],
        failed: [],
      });
      const [alone] = names;
      expect(alone && value(await endpoint.document(alone))).toEqual({ id: 'note:x/ü +1', leaf });
      expect(value(await endpoint.document({ id: 'note:x/ü +1' }))).toEqual({ id: 'note:x/ü +1', leaf });
    });

    contract('stores nothing twice when a write is repeated', async (endpoint) => {
      for (let time = 0; time < 3; time++) await writes(endpoint, { id: 'a', leaf: aLeaf('1-a', []) });
      expect(await allChanges(endpoint)).toEqual([{ id: 'a', revs: ['1-a'] }]);
    });

    contract('keeps every leaf of a conflict', async (endpoint) => {
      await writes(endpoint, { id: 'a', leaf: aLeaf('2-b', ['1-a'], { v: 1 }) });
      await writes(endpoint, { id: 'a', leaf: aLeaf('2-c', ['1-a'], { v: 2 }) });
      const [row] = await allChanges(endpoint);
      expect([...(row?.revs ?? [])].sort()).toEqual(['2-b', '2-c']);
      const read = value(await endpoint.read((row?.revs ?? []).map((rev: Rev) => ({ id: 'a', rev }))));
      expect(read.found.map(({ leaf }) => leaf.body['v']).sort()).toEqual([1, 2]);
      expect(value(await endpoint.document({ id: 'a' })).leaf.rev).toBe('2-c');
    });

    contract('carries a deletion, its words included', async (endpoint) => {
      await writes(endpoint, { id: 'a', leaf: aLeaf('1-a', []) });
      const tombstone = { ...aLeaf('2-b', ['1-a'], { why: 'withdrawn' }), deleted: true };
      await writes(endpoint, { id: 'a', leaf: tombstone });
      expect(value(await endpoint.read([{ id: 'a', rev: '2-b' as Rev }])).found).toEqual([
        { id: 'a', leaf: tombstone },
      ]);
      expect(await endpoint.document({ id: 'a' })).toMatchObject({ why: 'not-found' });
    });

    contract('names what is gone, and reads the rest', async (endpoint) => {
      await writes(endpoint, { id: 'a', leaf: aLeaf('1-a', []) });
      const nowhere = [
        { id: 'b', rev: '1-b' as Rev },
        { id: 'a', rev: '9-z' as Rev },
      ];
      const answer = value(await endpoint.read([{ id: 'a', rev: '1-a' as Rev }, ...nowhere]));
      expect(answer.found.map(({ id }) => id)).toEqual(['a']);
      expect(answer.failed).toEqual([]);
      for (const name of nowhere) expect(await endpoint.document(name)).toMatchObject({ why: 'not-found' });
    });

    contract('says which revisions it lacks, ancestors of held ones not among them', async (endpoint) => {
      await writes(endpoint, { id: 'a', leaf: aLeaf('2-b', ['1-a']) });
      const names = ['1-a', '2-b', '2-c'].map((rev): RevisionName => ({ id: 'a', rev: rev as Rev }));
      const other = { id: 'b', rev: '1-b' as Rev };
      expect(value(await endpoint.missing([...names, other]))).toEqual([names[2], other]);
      expect(value(await endpoint.missing(names.slice(0, 2)))).toEqual([]);
    });

    contract('pages through its changes without losing or repeating one', async (endpoint) => {
      const ids = Array.from({ length: 25 }, (_, index) => `note:${index}`);
      await writes(endpoint, ...ids.map((id) => ({ id, leaf: aLeaf('1-a', [], { id: id.length }) })));
      const rows = await allChanges(endpoint, 7);
      expect(rows.map(({ id }) => id).sort()).toEqual(ids.sort());
    });

    contract('tells only what is new after a place in its order', async (endpoint) => {
      await writes(endpoint, { id: 'a', leaf: aLeaf('1-a', []) });
      const { last } = value(await endpoint.changes({ since: null, limit: 100 }));
      expect(value(await endpoint.changes({ since: last, limit: 100 })).rows).toEqual([]);
      await writes(endpoint, { id: 'b', leaf: aLeaf('1-b', []) }, { id: 'a', leaf: aLeaf('2-b', ['1-a']) });
      const { rows } = value(await endpoint.changes({ since: last, limit: 100 }));
      expect(rows.map(({ id }) => id).sort()).toEqual(['a', 'b']);
    });

    contract('selects what a collector needs, or says that it cannot', async (endpoint) => {
      await writes(
        endpoint,
        { id: 'a', leaf: aLeaf('1-a', [], { type: 'visit', collector: 'amina' }) },
        { id: 'b', leaf: aLeaf('1-b', [], { type: 'visit', collector: 'diego' }) },
        { id: 'c', leaf: aLeaf('1-c', [], { type: 'sheet' }) },
      );
      const mine = { type: 'visit', collector: 'amina' };
      const selector = { $or: [{ type: { $in: ['sheet', 'plan'] } }, mine] };
      const answer = await endpoint.changes({ since: null, limit: 100, selector });
      if (!answer.ok) return expect(['not-found', 'not-supported', 'refused']).toContain(answer.why);
      expect(answer.value.rows.map(({ id }) => id).sort()).toEqual(['a', 'c']);
    });

    contract('keeps a photo byte for byte under its MD5', async (endpoint) => {
      const bytes = photoBytes(100_000);
      const data = base64(bytes);
      const photo = { content_type: 'image/jpeg', revpos: 1, data };
      await writes(endpoint, { id: 'picture:1', leaf: aLeaf('1-a', [], { _attachments: { photo } }) });
      const { leaf } = value(await endpoint.document({ id: 'picture:1' }));
      expect(leaf.body['_attachments']).toMatchObject({
        photo: { stub: true, digest: md5Digest(bytes), length: bytes.byteLength, content_type: 'image/jpeg' },
      });
      expect(value(await endpoint.attachment({ id: 'picture:1', rev: leaf.rev }, 'photo'))).toEqual(bytes);
      expect(await endpoint.attachment({ id: 'picture:2', rev: leaf.rev }, 'photo')).toMatchObject({
        why: 'not-found',
      });
    });

    contract('keeps a photo that a new revision names as known', async (endpoint) => {
      const bytes = photoBytes(10_000);
      const photo = { content_type: 'image/jpeg', revpos: 1, data: base64(bytes) };
      await writes(endpoint, { id: 'picture:1', leaf: aLeaf('1-a', [], { _attachments: { photo } }) });
      const stub = {
        ...photo,
        data: undefined,
        stub: true,
        digest: md5Digest(bytes),
        length: bytes.byteLength,
      };
      await writes(endpoint, {
        id: 'picture:1',
        leaf: aLeaf('2-b', ['1-a'], { _attachments: { photo: stub } }),
      });
      expect(value(await endpoint.attachment({ id: 'picture:1', rev: '2-b' as Rev }, 'photo'))).toEqual(
        bytes,
      );
    });

    contract('refuses a batch with a photo that nobody sent, and stores nothing of it', async (endpoint) => {
      const stub = {
        content_type: 'image/jpeg',
        revpos: 1,
        stub: true,
        digest: md5Digest(photoBytes(9)),
        length: 9,
      };
      const answer = await endpoint.write([
        { id: 'a', leaf: aLeaf('1-a', []) },
        { id: 'picture:1', leaf: aLeaf('2-b', ['1-a'], { _attachments: { photo: stub } }) },
      ]);
      expect(answer).toMatchObject({ why: 'refused', status: 412 });
      expect(await allChanges(endpoint)).toEqual([]);
    });

    contract('refuses a batch with a field of its own, and stores nothing of it', async (endpoint) => {
      const answer = await endpoint.write([
        { id: 'a', leaf: aLeaf('1-a', []) },
        { id: 'b', leaf: aLeaf('1-b', [], { _mine: 1 }) },
      ]);
      expect(answer).toMatchObject({ why: 'refused', status: 400 });
      expect(await allChanges(endpoint)).toEqual([]);
    });

    contract('takes a heavy batch, compressed or plain', async (endpoint) => {
      const ids = Array.from({ length: 300 }, (_, index) => `note:${index}`);
      await writes(endpoint, ...ids.map((id) => ({ id, leaf: aLeaf('1-a', [], { words: id.repeat(200) }) })));
      expect(await allChanges(endpoint)).toHaveLength(300);
    });

    contract('lets a member read no rules into the database', async (endpoint) => {
      const rule = { validate_doc_update: 'function () {}' };
      const answer = await endpoint.write([{ id: '_design/x', leaf: aLeaf('1-a', [], rule) }]);
      const isRefused = !answer.ok || answer.value.refused.length === 1;
      expect(isRefused).toBe(true);
    });
  });
}

function connect({ fetch, url, login }: EndpointUnderTest): Endpoint {
  const { name, password } = login;
  return couchdb({
    url,
    name,
    password,
    world: testWorld(fetch),
    gzip: undefined,
    learn: async () => undefined,
  });
}

const aLeaf = (rev: string, ancestors: string[], body: Record<string, unknown> = { v: 1 }): Leaf => ({
  rev: rev as Rev,
  ancestors: ancestors as Rev[],
  deleted: false,
  body,
});

function value<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`${outcome.why} ${outcome.status} ${outcome.words.reason}`);
}

async function writes(endpoint: Endpoint, ...leaves: { id: string; leaf: Leaf }[]): Promise<void> {
  expect(value(await endpoint.write(leaves)).refused).toEqual([]);
}

async function allChanges(endpoint: Endpoint, limit = 1000) {
  const rows: Changes['rows'][number][] = [];
  for (let since: string | null = null; ; ) {
    const page: Changes = value(await endpoint.changes({ since, limit }));
    rows.push(...page.rows);
    if (page.rows.length < limit) return rows;
    since = page.last;
  }
}
