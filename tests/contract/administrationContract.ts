import { expect } from 'vitest';
import { type SiteUnderTest, siteContract } from './site.ts';

/**
 * What administrators and programs beside the app rely on: `_find`, `_index`, `_purge`, `_replicate`, `_replicator`,
 * partitioned databases, rules of design documents. The app itself uses none of it, so the fake of the unit tests does not have it.
 */
export function administrationContract(name: string, makeSite: () => Promise<SiteUnderTest>): void {
  siteContract(`${name}, for administrators,`, makeSite, (contract) => {
    contract('finds by selector what it holds, only the named fields', async ({ ask, db }) => {
      const docs = [
        { _id: 'a', type: 'visit', home: { block: 1 }, n: 1 },
        { _id: 'b', type: 'visit', home: { block: 2 }, n: 2 },
        { _id: 'c', type: 'sheet' },
      ];
      await ask('POST', `/${db}/_bulk_docs`, { docs });
      const selector = { type: 'visit', 'home.block': { $gt: 1 } };
      const found = await ask('POST', `/${db}/_find`, { selector, fields: ['_id', 'home.block'] });
      expect(found).toMatchObject({ status: 200, body: { docs: [{ _id: 'b', home: { block: 2 } }] } });
      expect(found.body['warning']).toMatch(/^No matching index found/);
      const absent = await ask('POST', `/${db}/_find`, { selector: { n: { $ne: 1 } } });
      expect(absent.body['docs']).toMatchObject([{ _id: 'b' }]);
    });

    contract('sorts by an index that was made, and by no other', async ({ ask, db }) => {
      const docs = [3, 1, 2].map((n) => ({ _id: `d${n}`, n }));
      await ask('POST', `/${db}/_bulk_docs`, { docs: [...docs, { _id: 'without' }] });
      const query = { selector: { n: { $gt: 0 } }, sort: [{ n: 'desc' }], limit: 2 };
      expect(await ask('POST', `/${db}/_find`, query)).toMatchObject({
        status: 400,
        body: { error: 'no_usable_index' },
      });
      const index = { index: { fields: ['n'] } };
      expect((await ask('POST', `/${db}/_index`, index)).body['result']).toBe('created');
      expect((await ask('POST', `/${db}/_index`, index)).body['result']).toBe('exists');
      const first = await ask('POST', `/${db}/_find`, query);
      expect(first.body['docs']).toMatchObject([{ n: 3 }, { n: 2 }]);
      const second = await ask('POST', `/${db}/_find`, { ...query, bookmark: first.body['bookmark'] });
      expect(second.body['docs']).toMatchObject([{ n: 1 }]);
      expect((await ask('GET', `/${db}/_index`)).body['total_rows']).toBe(2);
    });

    contract('names what is wrong with a question', async ({ ask, db }) => {
      const errorOf = async (body: object) => {
        const { status, body: told } = await ask('POST', `/${db}/_find`, body);
        return [status, told.error];
      };
      expect(await errorOf({})).toEqual([400, 'missing_required_key']);
      expect(await errorOf({ selector: { n: { $near: 1 } } })).toMatchObject([400, expect.any(String)]);
      expect(await errorOf({ selector: { n: { $in: 1 } } })).toEqual([400, 'bad_arg']);
      expect(await errorOf({ selector: {}, sort: [{ a: 'asc' }, { b: 'desc' }] })).toEqual([
        400,
        'unsupported_mixed_sort',
      ]);
    });

    contract('lets a rule of a design document refuse one document of several', async ({ ask, db }) => {
      const rule = "function (doc) { if (doc.bad) throw({ forbidden: 'bad document' }); }";
      expect((await ask('PUT', `/${db}/_design/rules`, { validate_doc_update: rule })).status).toBe(201);
      const docs = [
        { _id: 'a', _rev: '1-a', bad: true },
        { _id: 'b', _rev: '1-b' },
      ];
      const told = await ask('POST', `/${db}/_bulk_docs`, { docs, new_edits: false });
      expect(told.body).toMatchObject([{ id: 'a', error: 'forbidden', reason: 'bad document' }]);
      expect((await ask('GET', `/${db}/b`)).status).toBe(200);
      expect(await ask('PUT', `/${db}/c`, { bad: true })).toMatchObject({
        status: 403,
        body: { error: 'forbidden', reason: 'bad document' },
      });
      const broken = await ask('PUT', `/${db}/_design/broken`, { validate_doc_update: 'function (' });
      expect(broken).toMatchObject({ status: 400, body: { error: 'compilation_error' } });
    });

    contract('purges a document as if it had never been', async ({ ask, db }) => {
      const { body } = await ask('PUT', `/${db}/a`, {});
      const purged = await ask('POST', `/${db}/_purge`, { a: [body['rev']] });
      expect([200, 201]).toContain(purged.status);
      expect(purged.body['purged']).toEqual({ a: [body['rev']] });
      expect(await ask('GET', `/${db}/a`)).toMatchObject({ status: 404, body: { reason: 'missing' } });
      expect((await ask('GET', `/${db}`)).body['doc_count']).toBe(0);
    });

    contract(
      'replicates one database into another, once and by a document',
      async ({ ask, db, other: copy, site }) => {
        await ask('POST', `/${db}/_bulk_docs`, { docs: [{ _id: 'a' }, { _id: 'b' }] });
        const { name: username, password } = site.administrator;
        const at = (one: string) => ({
          url: `${site.url}/${one}`,
          auth: { basic: { username, password } },
        });
        const job = { source: at(db), target: at(copy), create_target: true };
        expect(await ask('POST', '/_replicate', job)).toMatchObject({ status: 200, body: { ok: true } });
        expect((await ask('GET', `/${copy}`)).body['doc_count']).toBe(2);
        await ask('PUT', `/${db}/c`, {});
        await ask('PUT', `/_replicator/${db}`, { ...job, create_target: false });
        const state = async () => (await ask('GET', `/_replicator/${db}`)).body;
        let told = await state();
        while (told['_replication_state'] === undefined) told = await state();
        expect(told).toMatchObject({
          _replication_state: 'completed',
          _replication_stats: { docs_written: 1 },
        });
        await ask('DELETE', `/_replicator/${db}?rev=${told['_rev']}`);
        expect((await ask('GET', `/${copy}`)).body['doc_count']).toBe(3);
      },
    );

    contract(
      'refuses a replication of a database that is not there',
      async ({ ask, db, other: copy, site }) => {
        const job = { source: `${site.url}/${copy}`, target: `${site.url}/${db}` };
        const told = await ask('POST', '/_replicate', job);
        expect(told.status).toBeGreaterThanOrEqual(400);
        expect(typeof told.body.error).toBe('string');
      },
    );

    contract('makes partitioned databases, whose ids name their partition', async ({ ask, other: name }) => {
      expect((await ask('PUT', `/${name}?partitioned=true`)).status).toBe(201);
      expect((await ask('GET', `/${name}`)).body['props']).toEqual({ partitioned: true });
      expect((await ask('PUT', `/${name}/response:1`, {})).status).toBe(201);
      expect(await ask('PUT', `/${name}/plain`, {})).toMatchObject({
        status: 400,
        body: { error: 'illegal_docid' },
      });
    });

    contract('compacts, and tells when it is over', async ({ ask, db }) => {
      const { body } = await ask('PUT', `/${db}/a`, { v: 1 });
      await ask('PUT', `/${db}/a`, { v: 2, _rev: body['rev'] });
      expect((await ask('POST', `/${db}/_compact`, {})).status).toBe(202);
      let told = await ask('GET', `/${db}`);
      while (told.body['compact_running'] === true) told = await ask('GET', `/${db}`);
      expect((await ask('GET', `/${db}/a`)).body['v']).toBe(2);
    });
  });
}
