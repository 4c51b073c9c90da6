import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { give, leaf, type SiteUnderTest, siteContract } from './site.ts';

/** Larger than one document may be. */
const TOO_LARGE = 'x'.repeat(8_100_000);

/**
 * What a replicator of anybody's relies on, in the words that Apache CouchDB 3.5.0 answered when it was recorded:
 * databases, checkpoints, revisions, who may do what.
 */
export function protocolContract(name: string, makeSite: () => Promise<SiteUnderTest>): void {
  siteContract(`${name}, to any replicator,`, makeSite, (contract) => {
    contract('makes a database once, and says whether there is one', async ({ ask, db, other }) => {
      expect((await ask('HEAD', `/${other}`)).status).toBe(404);
      expect(await ask('GET', `/${other}`)).toMatchObject({
        status: 404,
        body: { error: 'not_found', reason: 'Database does not exist.' },
      });
      expect(await ask('PUT', `/${other}`)).toMatchObject({ status: 201, body: { ok: true } });
      expect(await ask('PUT', `/${other}`)).toMatchObject({
        status: 412,
        body: {
          error: 'file_exists',
          reason: 'The database could not be created, the file already exists.',
        },
      });
      expect((await ask('GET', '/_all_dbs')).body).toEqual(expect.arrayContaining([db, other]));
      expect(await ask('DELETE', `/${other}`)).toMatchObject({ status: 200, body: { ok: true } });
      expect((await ask('HEAD', `/${other}`)).status).toBe(404);
    });

    contract('tells who it is, whether it is up, and what its database holds', async ({ ask, db }) => {
      const who = await ask('GET', '/');
      const text = expect.any(String);
      expect(who.body).toMatchObject({
        couchdb: 'Welcome',
        version: text,
        uuid: text,
        vendor: { name: text },
      });
      expect(await ask('GET', '/_up')).toMatchObject({ status: 200, body: { status: 'ok' } });
      expect((await ask('GET', '/_active_tasks')).status).toBe(200);
      await ask('PUT', `/${db}/a`, {});
      expect((await ask('GET', `/${db}`)).body).toMatchObject({
        db_name: db,
        doc_count: 1,
        doc_del_count: 0,
        update_seq: text,
        instance_start_time: text,
      });
    });

    contract('forgets checkpoints with their database, not itself', async ({ ask, db }) => {
      await ask('PUT', `/${db}/_local/cp`, { seq: 1 });
      await ask('PUT', `/${db}/old`, {});
      const [{ uuid }, { last_seq }] = [
        (await ask('GET', '/')).body,
        (await ask('GET', `/${db}/_changes`)).body,
      ];
      await ask('DELETE', `/${db}`);
      await ask('PUT', `/${db}`);
      await ask('PUT', `/${db}/new`, {});
      expect((await ask('GET', '/')).body['uuid']).toBe(uuid);
      expect((await ask('GET', `/${db}/_local/cp`)).status).toBe(404);
      const since = await ask('GET', `/${db}/_changes?since=${encodeURIComponent(String(last_seq))}`);
      expect(since.body['results']).toMatchObject([{ id: 'new' }]);
    });

    contract('keeps checkpoints apart from documents', async ({ ask, db }) => {
      const path = `/${db}/_local/cp%2Fx`;
      expect((await ask('GET', path)).status).toBe(404);
      const made = await ask('PUT', path, { session_id: 's', history: [] });
      expect(made).toMatchObject({ status: 201, body: { ok: true, id: '_local/cp/x', rev: '0-1' } });
      const read = await ask('GET', path);
      expect(read.body).toMatchObject({ _id: '_local/cp/x', _rev: '0-1', session_id: 's' });
      expect((await ask('PUT', path, { ...read.body, session_id: 't' })).status).toBe(201);
      // CouchDB takes a note that replaces an older one; an endpoint that may have lost some may say so.
      expect([201, 409]).toContain((await ask('PUT', path, { ...read.body, session_id: 't' })).status);
      const many = await ask('POST', `/${db}/_bulk_docs`, { docs: [{ _id: '_local/b' }] });
      expect(many.body).toEqual([{ ok: true, id: '_local/b', rev: '0-1' }]);
      expect((await ask('GET', `/${db}/_local/b`)).status).toBe(200);
      expect((await ask('GET', `/${db}/_changes`)).body['results']).toEqual([]);
      expect((await ask('GET', `/${db}/_all_docs`)).body['rows']).toEqual([]);
    });

    contract('takes revisions as they were given, as often as they come', async ({ ask, db }) => {
      for (let time = 0; time < 2; time++) {
        expect(await give(ask, db, leaf('a', ['bbb', 'aaa'], { v: 2 }))).toMatchObject({
          status: 201,
          body: [],
        });
      }
      expect((await ask('GET', `/${db}/a?revs=true`)).body).toEqual({
        _id: 'a',
        _rev: '2-bbb',
        v: 2,
        _revisions: { start: 2, ids: ['bbb', 'aaa'] },
      });
      expect((await ask('GET', `/${db}`)).body['doc_count']).toBe(1);
    });

    contract('keeps both sides of a conflict, and shows the same one to everybody', async ({ ask, db }) => {
      await give(ask, db, leaf('a', ['bbb', 'aaa'], { v: 2 }), leaf('a', ['ccc', 'aaa'], { v: 3 }));
      expect((await ask('GET', `/${db}/a?conflicts=true`)).body).toEqual({
        _id: 'a',
        _rev: '2-ccc',
        v: 3,
        _conflicts: ['2-bbb'],
      });
      const [all, main] = [
        await ask('GET', `/${db}/_changes?style=all_docs`),
        await ask('GET', `/${db}/_changes`),
      ];
      const [row] = all.body['results'] as { changes: object[] }[];
      expect(row?.changes).toHaveLength(2);
      expect(row?.changes).toEqual(expect.arrayContaining([{ rev: '2-bbb' }, { rev: '2-ccc' }]));
      expect(main.body['results']).toMatchObject([{ changes: [{ rev: '2-ccc' }] }]);
    });

    contract('names what it lacks, and what that could be built on', async ({ ask, db }) => {
      expect((await ask('POST', `/${db}/_revs_diff`, { a: ['1-abc', '2-def'] })).body).toEqual({
        a: { missing: ['1-abc', '2-def'] },
      });
      await give(ask, db, leaf('a', ['bbb', 'aaa']), leaf('a', ['ccc', 'aaa']));
      const asked = { a: ['2-bbb', '3-new'] };
      const diff = await ask('POST', `/${db}/_revs_diff`, asked);
      expect(diff.body['a']).toMatchObject({ missing: ['3-new'] });
      const { possible_ancestors } = diff.body['a'] as { possible_ancestors: string[] };
      expect(possible_ancestors.sort()).toEqual(['2-bbb', '2-ccc']);
      const missing = await ask('POST', `/${db}/_missing_revs`, asked);
      expect(missing.body).toEqual({ missing_revs: { a: ['3-new'] } });
    });

    contract('opens the revisions that are asked for, or the leaves they became', async ({ ask, db }) => {
      await give(ask, db, leaf('a', ['bbb', 'aaa'], { v: 2 }), leaf('a', ['ccc', 'aaa'], { v: 3 }));
      const open = encodeURIComponent('["2-bbb","9-zzz"]');
      expect((await ask('GET', `/${db}/a?open_revs=${open}&revs=true`)).body).toEqual([
        { ok: leaf('a', ['bbb', 'aaa'], { v: 2 }) },
        { missing: '9-zzz' },
      ]);
      const wanted = [{ id: 'a', rev: '2-bbb' }, { id: 'nope', rev: '1-x' }, { id: 'nobody' }];
      const got = await ask('POST', `/${db}/_bulk_get?revs=true`, { docs: wanted });
      const missing = (id: string, rev: string) => ({
        id,
        docs: [{ error: { id, rev, error: 'not_found', reason: 'missing' } }],
      });
      expect(got).toMatchObject({
        status: 200,
        body: {
          results: [
            { id: 'a', docs: [{ ok: leaf('a', ['bbb', 'aaa'], { v: 2 }) }] },
            missing('nope', '1-x'),
            missing('nobody', 'undefined'),
          ],
        },
      });
      const latest = await ask('POST', `/${db}/_bulk_get?latest=true`, { docs: [{ id: 'a', rev: '1-aaa' }] });
      const [{ docs }] = latest.body['results'] as [{ docs: { ok: { _rev: string } }[] }];
      expect(docs.map(({ ok }) => ok._rev).sort()).toEqual(['2-bbb', '2-ccc']);
    });

    contract('takes an edit of the current revision only', async ({ ask, db }) => {
      const first = await ask('PUT', `/${db}/a`, { v: 1 });
      expect(first).toMatchObject({ status: 201, body: { ok: true, id: 'a', rev: expect.any(String) } });
      const conflict = {
        status: 409,
        body: { error: 'conflict', reason: 'Document update conflict.' },
      };
      expect(await ask('PUT', `/${db}/a`, { _rev: '1-aaa' })).toMatchObject(conflict);
      expect(await ask('DELETE', `/${db}/a`)).toMatchObject(conflict);
      const rev = String(first.body['rev']);
      expect((await ask('PUT', `/${db}/a`, { v: 2 }, { 'if-match': `"${rev}"` })).status).toBe(201);
    });

    contract('shows a deleted document as gone, with its words to who names it', async ({ ask, db }) => {
      await give(ask, db, leaf('t', ['d', 'c'], { _deleted: true, why: 'merged' }));
      expect(await ask('GET', `/${db}/t`)).toMatchObject({
        status: 404,
        body: { error: 'not_found', reason: 'deleted' },
      });
      expect((await ask('GET', `/${db}/t?rev=2-d`)).body).toMatchObject({ _deleted: true, why: 'merged' });
      expect((await ask('GET', `/${db}/_changes`)).body['results']).toMatchObject([
        { id: 't', deleted: true },
      ]);
    });

    contract('tells of a document’s tree what is asked for, all of it with meta', async ({ ask, db }) => {
      await give(
        ask,
        db,
        leaf('a', ['c', 'b', 'a'], { v: 1 }),
        leaf('a', ['bb', 'a']),
        leaf('a', ['dd', 'a'], { _deleted: true }),
      );
      const revs = {
        _revs_info: [
          { rev: '3-c', status: 'available' },
          { rev: '2-b', status: 'missing' },
          { rev: '1-a', status: 'missing' },
        ],
      };
      const [conflicts, gone] = [{ _conflicts: ['2-bb'] }, { _deleted_conflicts: ['2-dd'] }];
      const plain = { _id: 'a', _rev: '3-c', v: 1 };
      const read = async (query: string) => (await ask('GET', `/${db}/a?${query}`)).body;
      expect(await read('conflicts=true')).toEqual({ ...plain, ...conflicts });
      expect(await read('deleted_conflicts=true')).toEqual({ ...plain, ...gone });
      expect(await read('revs_info=true')).toEqual({ ...plain, ...revs });
      expect(await read('meta=true')).toEqual({ ...plain, ...conflicts, ...gone, ...revs });
      expect(await read('local_seq=true')).toEqual({ ...plain, _local_seq: expect.any(Number) });
    });

    contract('says of each revision whether it was a deletion', async ({ ask, db }) => {
      const first = (await ask('PUT', `/${db}/a`, {})).body['rev'];
      const second = (await ask('DELETE', `/${db}/a?rev=${first}`)).body['rev'];
      const third = (await ask('PUT', `/${db}/a`, {})).body['rev'];
      expect((await ask('GET', `/${db}/a?revs_info=true`)).body['_revs_info']).toEqual([
        { rev: third, status: 'available' },
        { rev: second, status: 'deleted' },
        { rev: first, status: 'available' },
      ]);
    });

    contract('copies a document with what is attached to it', async ({ ask, db }) => {
      const copy = (destination?: string, query = '') =>
        ask(
          'COPY',
          `/${db}/a${query}`,
          undefined,
          destination === undefined ? {} : { Destination: destination },
        );
      const { rev } = (await ask('PUT', `/${db}/a`, { v: 1 })).body;
      const put = await ask('PUT', `/${db}/a/p?rev=${rev}`, new Uint8Array([1, 2, 3]), {
        'content-type': 'image/jpeg',
      });
      expect(put.status).toBe(201);
      const made = await copy('to%2Fb');
      expect(made).toMatchObject({
        status: 201,
        body: { ok: true, id: 'to/b', rev: expect.stringMatching(/^1-/) },
      });
      expect(made.headers.get('location')).toMatch(/to%2Fb$/);
      expect((await ask('GET', `/${db}/to%2Fb`)).body).toMatchObject({ _id: 'to/b', v: 1 });
      expect([...(await ask('GET', `/${db}/to%2Fb/p`, undefined, { accept: '*/*' })).bytes]).toEqual([
        1, 2, 3,
      ]);

      expect(await copy('to%2Fb')).toMatchObject({ status: 409, body: { error: 'conflict' } });
      const over = await copy(`to%2Fb?rev=${made.body['rev']}`, `?rev=${rev}`);
      expect(over).toMatchObject({ status: 201, body: { rev: expect.stringMatching(/^2-/) } });
      expect((await ask('GET', `/${db}/to%2Fb`)).body['_attachments']).toBeUndefined();
      const refused = async (destination?: string) => {
        const { status, body } = await copy(destination);
        return [status, body.error, body['reason']];
      };
      expect(await refused()).toEqual([400, 'bad_request', 'Destination header is mandatory for COPY.']);
      expect(await refused('http://elsewhere/b')).toEqual([
        400,
        'bad_request',
        'Destination URL must be relative.',
      ]);
      expect((await ask('COPY', `/${db}/nobody`, undefined, { Destination: 'c' })).status).toBe(404);
    });

    contract('lists nothing from a key to an earlier one, unless it goes down', async ({ ask, db }) => {
      for (const id of ['a', 'b', 'c']) await ask('PUT', `/${db}/${id}`, {});
      const ids = async (query: string) => {
        const told = await ask('GET', `/${db}/_all_docs?${query}`);
        return [told.status, (told.body['rows'] as { id: string }[]).map(({ id }) => id)];
      };
      // CouchDB refuses such a range of a view; of all documents it lists none (its issue 5866).
      expect(await ids('startkey="c"&endkey="a"')).toEqual([200, []]);
      expect(await ids('startkey="c"&endkey="b"&descending=true')).toEqual([200, ['c', 'b']]);
    });

    contract('takes bodies packed with gzip, and no other packing', async ({ ask, db }) => {
      const packed = (bytes: Uint8Array, coding: string) =>
        ask('POST', `/${db}/_bulk_docs`, bytes, { 'content-encoding': coding });
      const answer = await packed(gzipSync(JSON.stringify({ docs: [{ _id: 'g' }] })), 'gzip');
      expect(answer).toMatchObject({ status: 201, body: [{ ok: true, id: 'g' }] });
      expect((await packed(gzipSync('{}'), 'deflate')).status).toBe(415);
      expect(await packed(Buffer.from('not packed'), 'gzip')).toMatchObject({
        status: 400,
        body: { error: 'bad_request', reason: 'Request body is not properly gzipped.' },
      });
    });

    contract('writes nothing of a batch with a document that no database takes', async ({ ask, db }) => {
      const large = await give(ask, db, leaf('big', ['a'], { text: TOO_LARGE }), leaf('beside', ['a']));
      expect(large).toMatchObject({
        status: 413,
        body: { error: 'document_too_large', reason: 'big' },
      });
      const special = await give(ask, db, leaf('special', ['a'], { _foo: 1 }), leaf('beside', ['a']));
      expect(special).toMatchObject({
        status: 400,
        body: { error: 'doc_validation', reason: 'Bad special document member: _foo' },
      });
      expect((await ask('GET', `/${db}/beside`)).status).toBe(404);
      expect(await ask('PUT', `/${db}/big`, { text: TOO_LARGE })).toMatchObject({
        status: 413,
        body: { error: 'document_too_large' },
      });
    });

    contract('has written what it acknowledged when it is asked to commit', async ({ ask, db }) => {
      const { instance_start_time } = (await ask('GET', `/${db}`)).body;
      expect(await ask('POST', `/${db}/_ensure_full_commit`, {})).toMatchObject({
        status: 201,
        body: { ok: true, instance_start_time },
      });
    });

    contract('lets members in by password or cookie, and nobody else', async ({ ask, db, other: name }) => {
      const path = `/_users/org.couchdb.user:${name}`;
      const password = 'pass:wörd';
      const user = { type: 'user', name, password, roles: ['leader'] };
      const { rev } = (await ask('PUT', path, user)).body;
      try {
        const kept = (await ask('GET', path)).body;
        expect(kept).toMatchObject({ name, roles: ['leader'], derived_key: expect.any(String) });
        expect(JSON.stringify(kept)).not.toContain(password);
        const security = {
          admins: { names: [], roles: ['_admin'] },
          members: { names: [], roles: ['leader'] },
        };
        expect((await ask('PUT', `/${db}/_security`, security)).status).toBe(200);
        expect((await ask('GET', `/${db}/_security`)).body).toMatchObject(security);

        const nobody = { authorization: '' };
        const signIn = (word: string) => ask('POST', '/_session', { name, password: word }, nobody);
        expect(await signIn('wrong')).toMatchObject({
          status: 401,
          body: { error: 'unauthorized', reason: 'Name or password is incorrect.' },
        });
        const cookie = ((await signIn(password)).headers.get('set-cookie') ?? '').split(';')[0] ?? '';
        expect(cookie).toMatch(/^AuthSession=./);
        const byCookie = { ...nobody, cookie };
        const session = await ask('GET', '/_session', undefined, byCookie);
        expect(session.body['userCtx']).toEqual({ name, roles: ['leader'] });
        const login = Buffer.from(`${name}:${password}`).toString('base64');
        for (const headers of [byCookie, { authorization: `Basic ${login}` }]) {
          expect((await ask('GET', `/${db}/_changes`, undefined, headers)).status).toBe(200);
        }
        expect(await ask('GET', `/${db}/_changes`, undefined, nobody)).toMatchObject({
          status: 401,
          body: { error: 'unauthorized', reason: 'You are not authorized to access this db.' },
        });
        expect(await ask('PUT', `/${db}/_design/own`, {}, byCookie)).toMatchObject({
          status: 403,
          body: { error: 'forbidden', reason: 'You are not a db or server admin.' },
        });
      } finally {
        await ask('DELETE', `${path}?rev=${rev}`);
      }
    });

    contract('answers a query of a view, or says that it offers none', async ({ ask, db }) => {
      const map = 'function (doc) { emit(doc.type, 1); }';
      await ask('PUT', `/${db}/_design/q`, { views: { by: { map, reduce: '_count' } } });
      await ask('PUT', `/${db}/a`, { type: 'x' });
      const told = await ask('GET', `/${db}/_design/q/_view/by?group=true`);
      if (told.status === 200) expect(told.body['rows']).toEqual([{ key: 'x', value: 1 }]);
      else expect(told).toMatchObject({ status: 501, body: { error: 'not_implemented' } });
    });
  });
}
