import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { collate } from '../../../src/endpoint/mango/collate.ts';
import { compileFilter, decide, learn } from '../../../src/endpoint/mango/facets.ts';
import { readSelector } from '../../../src/endpoint/mango/selector.ts';
import { Inside } from '../../../src/endpoint/store/inside.ts';
import { at, openWorld, type World } from './support.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});

const idsOf = (reply: { body: unknown }): string[] =>
  ((reply.body as { docs?: { _id: string }[] }).docs ?? []).map(({ _id }) => _id);

async function visits(): Promise<void> {
  const visit = (n: number, more: object = {}) => ({ _id: `visit:${n}`, home: { block: n % 3 }, n, ...more });
  const docs = [visit(1), visit(2, { late: true }), visit(3), visit(4), { _id: 'other', late: null }];
  await world.root('POST', '/demo/_bulk_docs', { docs });
}

const finds = (body: object) => world.as('sana')('POST', '/demo/_find', body);

test.each([
  [{ n: 2 }, ['visit:2']],
  [{ 'home.block': 1 }, ['visit:1', 'visit:4']],
  [{ home: { block: { $gt: 1 } } }, ['visit:2']],
  [{ home: { block: 0 } }, ['visit:3']],
  [{ $or: [{ n: 1 }, { n: { $gte: 4 } }] }, ['visit:1', 'visit:4']],
  [{ n: { $gt: 1, $lt: 4 } }, ['visit:2', 'visit:3']],
  [{ $not: { n: { $lte: 2 } } }, ['visit:3', 'visit:4']],
  [{ $nor: [{ n: 1 }, { n: 2 }] }, ['visit:3', 'visit:4']],
  [{ late: { $exists: false } }, ['visit:1', 'visit:3', 'visit:4']],
  [{ late: null }, ['other']],
  [{ late: { $ne: true } }, ['other']],
  [{ n: { $in: [1, 3, 9] } }, ['visit:1', 'visit:3']],
  [{ n: { $nin: [1, 3, 9] } }, ['visit:2', 'visit:4']],
  [{ n: { $mod: [2, 0] } }, ['visit:2', 'visit:4']],
  [{ _id: { $beginsWith: 'vis' }, n: { $type: 'number' } }, ['visit:1', 'visit:2', 'visit:3', 'visit:4']],
  [{ 'no.such': { $gt: null } }, []],
])('finds by the selector %j what CouchDB finds', async (selector, ids) => {
  await visits();
  expect(idsOf(await finds({ selector }))).toEqual(ids);
});

test('pages through what it finds by bookmarks, in the order of the sort, without loss or doubling', async () => {
  await visits();
  await world.root('POST', '/demo/_index', { index: { fields: ['home.block', 'n'] }, ddoc: 'homes' });
  for (const sort of [[], [{ 'home.block': 'desc' }, { n: 'desc' }]]) {
    const selector = { n: { $gt: 0 }, 'home.block': { $exists: true } };
    const whole = idsOf(await finds({ selector, sort }));
    expect(whole).toHaveLength(4);
    const paged: string[] = [];
    for (let bookmark: unknown = null; paged.length < 9; ) {
      const page = await finds({ selector, sort, limit: 3, ...(bookmark === null ? {} : { bookmark }) });
      if (idsOf(page).length === 0) break;
      paged.push(...idsOf(page));
      bookmark = at(page, 'bookmark');
    }
    expect(paged).toEqual(whole);
    expect(idsOf(await finds({ selector, sort, skip: 1, limit: 2 }))).toEqual(whole.slice(1, 3));
  }
});

test('sorts only by what an index leads with, and says so as CouchDB does', async () => {
  await visits();
  const query = { selector: { 'home.block': 1 }, sort: [{ n: 'desc' }], fields: ['n', 'home.block'] };
  expect(await finds(query)).toMatchObject({ status: 400, body: { error: 'no_usable_index' } });
  expect((await world.root('POST', '/demo/_index', { index: { fields: ['home.block', 'n'] } })).body).toEqual(
    {
      result: 'created',
      id: expect.stringMatching(/^_design\/\w{40}$/),
      name: expect.stringMatching(/^\w{40}$/),
    },
  );
  const found = await finds(query);
  expect(at(found, 'docs')).toEqual([
    { n: 4, home: { block: 1 } },
    { n: 1, home: { block: 1 } },
  ]);
  expect(at(found, 'warning')).toBeUndefined();
  expect(at(await finds({ selector: { late: true } }), 'warning')).toContain('No matching index found');
});

test('indexes are made once, listed and removed, by administrators only', async () => {
  const index = { index: { fields: ['type'] }, name: 'by-type', ddoc: 'mine' };
  expect((await world.as('sana')('POST', '/demo/_index', index)).status).toBe(403);
  expect(at(await world.root('POST', '/demo/_index', index), 'result')).toBe('created');
  expect(at(await world.root('POST', '/demo/_index', index), 'result')).toBe('exists');
  const listed = await world.as('sana')('GET', '/demo/_index');
  expect(at(listed, 'indexes', 1)).toEqual({
    ddoc: '_design/mine',
    name: 'by-type',
    type: 'json',
    partitioned: false,
    def: { fields: [{ type: 'asc' }] },
  });
  expect((await world.root('DELETE', '/demo/_index/mine/json/by-type')).body).toEqual({ ok: true });
  expect((await world.root('DELETE', '/demo/_index/mine/json/by-type')).status).toBe(404);
  expect(at(await world.root('GET', '/demo/_index'), 'total_rows')).toBe(1);
});

test.each([
  [{}, 400, 'missing_required_key'],
  [{ selector: 'x' }, 400, 'invalid_selector_json'],
  [{ selector: {}, colour: 1 }, 400, 'invalid_key'],
  [{ selector: { n: { $near: 1 } } }, 400, 'invalid_operator'],
  [{ selector: { n: { $in: 1 } } }, 400, 'bad_arg'],
  [{ selector: { n: { $regex: '(a+)+$' } } }, 501, 'not_implemented'],
  [{ selector: {}, limit: -1 }, 400, 'invalid_non_neg_integer'],
  [{ selector: {}, sort: 'n' }, 400, 'invalid_sort_json'],
  [{ selector: {}, sort: [{ a: 'asc' }, { b: 'desc' }] }, 400, 'unsupported_mixed_sort'],
  [{ selector: {}, fields: 'n' }, 400, 'invalid_fields'],
  [{ selector: {}, bookmark: 'AAAA' }, 400, 'invalid_bookmark'],
])('%j is refused as CouchDB refuses it', async (body, status, error) => {
  expect(await finds(body)).toMatchObject({ status, body: { error } });
});

const value = fc.jsonValue({ maxDepth: 2 });

test('orders all values of JSON in one line, kinds in CouchDB’s order', () => {
  const kinds = [
    undefined,
    null,
    false,
    true,
    -1,
    2,
    '',
    'a',
    'B',
    [],
    [1],
    [1, null],
    {},
    { a: 1 },
    { a: 2 },
  ];
  expect(
    [...kinds]
      .reverse()
      .sort(collate)
      .filter((one) => one !== undefined),
  ).toEqual(kinds.slice(1));
  fc.assert(
    fc.property(value, value, value, (a, b, c) => {
      expect(Math.sign(collate(a, b))).toBe(-Math.sign(collate(b, a)) + 0);
      if (collate(a, b) <= 0 && collate(b, c) <= 0) expect(collate(a, c)).toBeLessThanOrEqual(0);
    }),
  );
});

test('what a selector says of a field that is there, its negation denies', () => {
  const condition = fc.oneof(
    value.filter((one) => typeof one !== 'object' || one === null || Array.isArray(one)),
    fc.record({ $gt: value }),
    fc.record({ $lte: value, $ne: value }),
    fc.record({ $in: fc.array(value) }),
  );
  fc.assert(
    fc.property(value, condition, condition, (there, one, other) => {
      const selector = { $or: [{ a: one }, { a: other }] };
      const yes = readSelector(selector)({ a: there });
      expect(readSelector({ $not: selector })({ a: there })).toBe(!yes);
      expect(readSelector({ $nor: [selector] })({ a: there })).toBe(!yes);
    }),
  );
});

test('what is kept of a document decides as the document itself, or does not decide', () => {
  const name = fc.constantFrom('type', 'collector', 'a.b', '_id', 'toString', '__x');
  const long = fc.constant('x'.repeat(200));
  const argument = fc.oneof(
    value.filter((one) => typeof one !== 'object' || one === null),
    fc.record({ $in: fc.array(value) }),
    fc.record({ $exists: fc.boolean() }),
    fc.record({ $gte: fc.oneof(value, long) }),
  );
  const part = fc.dictionary(name, argument, { maxKeys: 3 });
  const selector = fc.oneof(
    part,
    fc.record({ $or: fc.array(part, { maxLength: 3 }) }),
    fc.record({ $not: part }),
  );
  const document = fc.dictionary(name, fc.oneof(value, long), { maxKeys: 4 });
  let decided = 0;
  fc.assert(
    fc.property(selector, selector, document, (first, second, held) => {
      const [one, other] = [compileFilter(first), compileFilter(second)];
      const facets = learn(other, learn(one, undefined, held), held);
      for (const filter of [one, other]) {
        const isIn = decide(filter, facets);
        if (isIn === undefined) continue;
        decided += 1;
        expect(isIn).toBe(filter.matches(held));
      }
    }),
    { numRuns: 2000 },
  );
  expect(decided).toBeGreaterThan(500);
});

test('a collector’s own selection stays right while documents change hands', async () => {
  const { root, as } = world;
  const mine = (collector: string) => ({
    selector: { $or: [{ type: 'form' }, { type: 'response', collector }] },
  });
  const ids = async (collector: string, since = '0') => {
    const reply = await as(collector)(
      'POST',
      `/demo/_changes?filter=_selector&since=${since}`,
      mine(collector),
    );
    return (at(reply, 'results') as { id: string }[]).map(({ id }) => id);
  };
  const { body } = await root('PUT', '/demo/response:1', { type: 'response', collector: 'amina' });
  await root('PUT', '/demo/form:1', { type: 'form' });
  expect([await ids('amina'), await ids('diego')]).toEqual([['response:1', 'form:1'], ['form:1']]);
  const { rev } = body as { rev: string };
  await root('PUT', '/demo/response:1', { type: 'response', collector: 'diego', _rev: rev });
  expect([await ids('amina'), await ids('diego')]).toEqual([['form:1'], ['form:1', 'response:1']]);
});

test('what many people select at the same time is read once, not once for each', async () => {
  const { root, as } = world;
  const docs = Array.from({ length: 100 }, (_, n) => ({ _id: `d${n}`, collector: `c${n % 20}` }));
  await root('POST', '/demo/_bulk_docs', { docs });
  const read = vi.spyOn(Inside.prototype, 'body');
  const ask = (n: number) =>
    as('sana')('POST', '/demo/_changes?filter=_selector', { selector: { collector: `c${n}` } });
  const replies = await Promise.all(Array.from({ length: 20 }, (_, n) => ask(n)));
  expect(replies.map((reply) => (at(reply, 'results') as unknown[]).length)).toEqual(Array(20).fill(5));
  // Who comes between the reading and the learning reads once more.
  expect(read.mock.calls.length).toBeLessThan(2 * docs.length);
  read.mockRestore();
});

test.each(['$in', '$nin', '$all'])('%s looks at each value of either list once', (operator) => {
  let looks = 0;
  const watch = (n: number) =>
    new Proxy(
      { n },
      {
        ownKeys(held) {
          looks += 1;
          return Reflect.ownKeys(held);
        },
      },
    );
  const listOf = (first: number) => Array.from({ length: 200 }, (_, n) => watch(first + n));
  const matches = readSelector({ many: { [operator]: listOf(0) } });
  // The slowest for comparing one by one: nothing found, or all of it at the other end.
  const many = operator === '$all' ? listOf(0).reverse() : listOf(1000);
  expect(matches({ many })).toBe(operator !== '$in');
  expect(looks).toBeLessThanOrEqual(400);
});

test('of one document a selector looks at two million values, and no more while everybody waits', async () => {
  const list = Array.from({ length: 100_000 }, (_, n) => n % 10);
  const names = Object.fromEntries(list.map((value, n) => [`name_${n}`, value]));
  const text = 'x'.repeat(1_600_000);
  const document = { list, lists: [list, list], names, text };
  const some = (count: number, condition: (n: number) => object) => ({
    $or: Array.from({ length: count }, (_, n) => condition(n)),
  });
  const longer = [...list, 1];
  // Each of them looks at 100,000 values, or at as many a few times.
  const costs: readonly [number, number, (n: number) => object][] = [
    [19, 21, (n) => ({ list: { $in: [`q${n}`] } })],
    [19, 21, (n) => ({ list: { $all: [`q${n}`] } })],
    [19, 21, () => ({ list: { $gt: longer } })],
    [6, 21, (n) => ({ list: { $elemMatch: { $gt: n + 10 } } })],
    [2, 21, (n) => ({ names: { $keyMapMatch: { $eq: `q${n}` } } })],
    [19, 21, () => ({ text: { $gt: `${text}y` } })],
    [9, 100, (n) => ({ lists: { $in: [[n]] } })],
  ];
  for (const [few, many, condition] of costs) {
    const isEnough = readSelector(some(few, condition));
    // Each document has as much, however many there are.
    for (let n = 0; n < 2; n++) expect(isEnough(document)).toBe(false);
    const isTooMuch = readSelector(some(many, condition));
    expect(() => isTooMuch(document), String(condition)).toThrow('looks at too much');
  }
  const { root } = await openWorld();
  await root('PUT', '/demo/large', { list });
  const selector = some(21, (n) => ({ list: { $in: [`q${n}`] } }));
  for (const path of ['_find', '_changes?filter=_selector']) {
    const refused = await root('POST', `/demo/${path}`, { selector });
    expect([refused.status, at(refused, 'error')]).toEqual([400, 'invalid_selector']);
  }
}, 120_000);

test('lists find what is equal in CouchDB’s order, whatever it is, and nothing else', () => {
  const value = fc.oneof(
    fc.constantFrom(null, true, false, 0, -0, 1, '', '1', 'null', '[1]', '{"a":1}', 'é', 'e\u0301'),
    fc.constantFrom([1], [[1]], [], {}, { a: 1 }, { a: 1, b: 2 }, { b: 2, a: 1 }, { a: [1] }),
  );
  const list = fc.array(value, { maxLength: 4 });
  fc.assert(
    fc.property(list, fc.oneof(value, list), (wanted, held) => {
      const isSame = (one: unknown) => (other: unknown) => collate(one, other) === 0;
      const items: unknown[] = Array.isArray(held) ? held : [held];
      const isIn = items.some((item) => wanted.some(isSame(item)));
      expect(readSelector({ held: { $in: wanted } })({ held })).toBe(isIn);
      expect(readSelector({ held: { $nin: wanted } })({ held })).toBe(!isIn);
      const isAll =
        wanted.every((one) => items.some(isSame(one))) ||
        (wanted.length === 1 && Array.isArray(wanted[0]) && isSame(wanted[0])(held));
      expect(readSelector({ held: { $all: wanted } })({ held })).toBe(Array.isArray(held) && isAll);
    }),
    { numRuns: 1000 },
  );
});

test('however many fields people filter by, a document keeps a few, and those of the last filter', () => {
  const held = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`f${n}`, n]));
  let facets: ReturnType<typeof learn>;
  for (let n = 0; n < 100; n++) {
    const filter = compileFilter({ [`f${n}`]: n, [`g${n}`]: { $exists: false } });
    facets = learn(filter, facets, held);
    expect(decide(filter, facets)).toBe(true);
    expect(Object.keys(facets ?? {}).length).toBeLessThanOrEqual(16);
  }
  expect(compileFilter({ ['x'.repeat(101)]: 1 }).fields).toBeUndefined();
});
