import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at, openWorld, responseOf } from './support.ts';

const segment = fc.oneof(
  fc.constantFrom(
    'demo',
    '_users',
    '_session',
    '_local',
    '_design',
    '_changes',
    '_bulk_docs',
    '_bulk_get',
    '_revs_diff',
    '_all_docs',
    '_security',
    '_up',
    '_uuids',
    '_all_dbs',
    '_replicator',
    '_replicate',
    '_scheduler',
    'docs',
    '_active_tasks',
    '_find',
    '_index',
    'json',
    '_purge',
    '_compact',
    '_missing_revs',
    '_view',
    '..',
    '%2e%2e',
    '%2F',
    '%',
    '%zz',
    'a',
    'response:1',
    'constructor',
    '__proto__',
    '\u00ff',
    '%00',
    '_attachment',
    'photo',
  ),
  fc.string({ maxLength: 12, unit: 'binary' }).map((text) => encodeURIComponent(text.toWellFormed())),
);
const parameter = fc.tuple(
  fc.constantFrom(
    'rev',
    'since',
    'limit',
    'feed',
    'filter',
    'keys',
    'key',
    'startkey',
    'endkey',
    'open_revs',
    'atts_since',
    'attachments',
    'include_docs',
    'style',
    'descending',
    'seq_interval',
    'new_edits',
    'count',
    'doc_ids',
    'revs',
    'latest',
    'conflicts',
    'revs_info',
    'skip',
    'partitioned',
  ),
  fc.oneof(
    fc.constantFrom(
      'true',
      'false',
      '0',
      '1',
      '-1',
      '1e9',
      'all',
      'now',
      '"a"',
      '[]',
      '["1-a"]',
      '{}',
      'null',
    ),
    fc.constantFrom(
      '_doc_ids',
      '_selector',
      'x/y',
      'longpoll',
      'continuous',
      'eventsource',
      'all_docs',
      '1-a',
      '99999999999999999999',
    ),
    fc.string({ maxLength: 10 }),
  ),
);
const key = fc.constantFrom(
  'docs',
  'doc_ids',
  'selector',
  'keys',
  'id',
  'rev',
  'new_edits',
  '_id',
  '_rev',
  '_revisions',
  '_attachments',
  '_deleted',
  '_local_seq',
  '_foo',
  'start',
  'ids',
  'data',
  'stub',
  'digest',
  'a',
  'constructor',
  '$or',
  '$regex',
  'name',
  'password',
  'roles',
  'type',
  'admins',
  'members',
  'collector',
  'atts_since',
  'content_type',
  'follows',
  'sort',
  'fields',
  'limit',
  'skip',
  'bookmark',
  'use_index',
  'index',
  'ddoc',
  'partial_filter_selector',
  'source',
  'target',
  'url',
  'continuous',
  'views',
  'map',
  'language',
  'validate_doc_update',
  '$and',
  '$not',
  '$gt',
  '$in',
  '$mod',
  '$elemMatch',
  '$exists',
);
const leaf = fc.oneof(
  fc.constantFrom(
    '1-a',
    '2-b',
    '0-1',
    'a',
    '_design/x',
    '_local/x',
    'response:1',
    '',
    'AAAA',
    '\ud800',
    'md5-x',
    'query',
    'http://127.0.0.1:1/x',
    'a.b',
  ),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
);
const { body } = fc.letrec((tie) => ({
  body: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('body'), { maxLength: 4 }),
    fc.dictionary(key, tie('body'), { maxKeys: 5 }),
  ),
}));
const raw = fc.oneof(
  { weight: 5, arbitrary: body.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.string({ maxLength: 40 }) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }) },
);
const header = fc.constantFrom(
  {},
  { 'content-encoding': 'gzip' },
  { 'content-type': 'text/plain' },
  { 'content-type': 'multipart/related; boundary=x' },
  { 'if-match': '"1-a"' },
  { range: 'bytes=5-1' },
  { destination: 'copied' },
  { destination: 'response:1?rev=%zz' },
  { destination: '_design/%' },
  { accept: 'multipart/mixed' },
  { cookie: 'AuthSession=!!!' },
  { authorization: 'Basic !' },
  { authorization: 'Basic' },
);

const SEEDED = { numRuns: Number(process.env['DASTAK_FUZZ'] ?? 400), endOnFailure: false };

test('answers whatever is asked of it with a status, never with a crash, a hang or a look inside', async () => {
  const { root, as } = await openWorld();
  await root('PUT', '/demo/response:1', responseOf('amina'));
  const callers = [root, as('amina')];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...callers),
      fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'COPY'),
      fc.array(segment, { maxLength: 4 }),
      fc.array(parameter, { maxLength: 3 }),
      fc.option(raw, { nil: undefined }),
      header,
      async (call, method, path, parameters, content, headers) => {
        // Asked without a body: deleting the database would only make the next thousand questions dull.
        fc.pre(!(method === 'DELETE' && path.filter((part) => part !== '').length < 2));
        const query = new URLSearchParams(parameters);
        query.set('timeout', '1');
        const withBody = method === 'GET' || method === 'HEAD' ? undefined : content;
        const reply = await call(method, `/${path.join('/')}?${query}`, withBody, headers);
        expect(reply.status).toBeGreaterThanOrEqual(200);
        expect(reply.status, JSON.stringify(reply.body)).not.toBe(500);
        expect(String(JSON.stringify(reply.body))).not.toMatch(/node_modules|\bat .*\.js:/);
      },
    ),
    SEEDED,
  );
  await root('PUT', '/demo');
  expect((await root('GET', '/demo')).status).toBe(200);
  expect((await root('PUT', '/demo/afterwards', {})).status).toBe(201);
}, 120_000);

test('whatever a batch of documents holds, the good ones beside it can be written afterwards', async () => {
  const { root } = await openWorld();
  let n = 0;
  const documents = fc.array(fc.dictionary(key, body, { maxKeys: 6 }), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(documents, fc.boolean(), async (docs, newEdits) => {
      const reply = await root('POST', '/demo/_bulk_docs', { docs, new_edits: newEdits });
      expect(reply.status, JSON.stringify(reply.body)).not.toBe(500);
      const after = await root('PUT', `/demo/after-${n++}`, { n });
      expect(after.status).toBe(201);
    }),
    SEEDED,
  );
}, 120_000);

test('ids, attachment names and texts of any alphabet come back as they were', async () => {
  const { root } = await openWorld();
  const text = fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }).filter((id) => id.isWellFormed());
  let n = 0;
  await fc.assert(
    fc.asyncProperty(
      text.filter((start) => !start.startsWith('_')),
      text,
      async (start, words) => {
        const id = `${start}${n++}`;
        const path = `/demo/${encodeURIComponent(id)}`;
        const docs = [{ _id: id, _rev: '1-a', words, [`x${words}`]: 1 }];
        expect((await root('POST', '/demo/_bulk_docs', { docs, new_edits: false })).body).toEqual([]);
        const read = await root('GET', path);
        expect([at(read, '_id'), at(read, 'words'), at(read, `x${words}`)]).toEqual([id, words, 1]);
      },
    ),
    { numRuns: 100 },
  );
});

test('what a document says about itself never becomes a header of an answer', async () => {
  const { root } = await openWorld();
  const rev = fc.oneof(
    fc.constantFrom('1-a', '1-é', '1-"', '1-a\r\nx: y', '1-سلام'),
    fc.string({ unit: 'binary' }),
  );
  const type = fc.oneof(
    fc.constantFrom('image/jpeg', 'a\r\nset-cookie: x=1', 'é', ''),
    fc.string({ unit: 'binary' }),
  );
  let n = 0;
  await fc.assert(
    fc.asyncProperty(rev, type, async (_rev, content_type) => {
      const _id = `a\r\nb${n++}`;
      const _attachments = { photo: { content_type, data: 'AAAA' } };
      await root('POST', '/demo/_bulk_docs', { docs: [{ _id, _rev, _attachments }], new_edits: false });
      const path = `/demo/${encodeURIComponent(_id)}`;
      const answers = [await root('GET', path), await root('GET', `${path}/photo`)];
      for (const accept of ['multipart/mixed', 'application/json']) {
        answers.push(await root('POST', '/demo/_bulk_get', { docs: [{ id: _id }] }, { accept }));
      }
      for (const { status, headers } of answers) {
        expect([200, 404]).toContain(status);
        expect(headers.get('set-cookie')).toBeNull();
      }
    }),
    { numRuns: 200 },
  );
});

test('nothing that names a database leaves the data folder', async () => {
  const { root } = await openWorld();
  for (const name of [
    '..',
    '../x',
    '..%2Fx',
    '%2e%2e%2fetc',
    'A',
    '1a',
    'a.b',
    'a\\b',
    '_x',
    'a%00b',
    'x'.repeat(300),
  ]) {
    const reply = await root('PUT', `/${name}`);
    expect(reply.status, name).toBeGreaterThanOrEqual(400);
  }
  expect((await root('GET', '/_all_dbs')).body).toEqual(['_replicator', '_users', 'demo']);
});

test('bottomless nesting and __proto__ are refused before they reach the database', async () => {
  const { root } = await openWorld();
  const deep = `{"docs":[{"_id":"a","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}]}`;
  expect((await root('POST', '/demo/_bulk_docs', deep)).status).toBe(400);
  expect((await root('PUT', '/demo/a', '{"x":{"__proto__":{"admin":true}}}')).status).toBe(400);
});
