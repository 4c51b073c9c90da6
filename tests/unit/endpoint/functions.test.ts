import { beforeEach, expect, test } from 'vitest';
import { VALIDATE } from '../../../src/endpoint/cli/designRules.ts';
import { compile } from '../../../src/endpoint/functions/sandbox.ts';
import { at, openWorld, responseOf, revOf, type World } from './support.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
});

const rule = (text: string, name = 'rules') =>
  world.root('PUT', `/demo/_design/${name}`, { validate_doc_update: text });
const STRICT = `function (doc, old, who, security) {
  if (doc.bad) throw({ forbidden: 'bad document' });
  if (doc.login && !who.name) throw({ unauthorized: 'log in' });
  if (old && old.fixed !== doc.fixed) throw({ forbidden: 'fixed stays ' + old.fixed });
  if (doc.echo) throw({ forbidden: JSON.stringify([who, security.members, doc._attachments]) });
}`;

test('a rule of a design document refuses single documents by its reason, in every way of writing', async () => {
  expect((await rule(STRICT)).status).toBe(201);
  expect(await world.root('PUT', '/demo/x:1', { bad: 1 })).toMatchObject({
    status: 403,
    body: { error: 'forbidden', reason: 'bad document' },
  });
  const docs = [{ _id: 'x:2', bad: 1 }, { _id: 'x:3' }];
  const normal = await world.root('POST', '/demo/_bulk_docs', { docs });
  expect(normal.body).toMatchObject([
    { id: 'x:2', error: 'forbidden' },
    { id: 'x:3', ok: true },
  ]);
  const replicated = docs.map(({ _id, ...more }) => ({ ...more, _id: `${_id}r`, _rev: '1-a' }));
  const answer = await world.root('POST', '/demo/_bulk_docs', { docs: replicated, new_edits: false });
  expect(answer.body).toEqual([{ id: 'x:2r', rev: '1-a', error: 'forbidden', reason: 'bad document' }]);
  expect((await world.root('GET', '/demo/x:2r')).status).toBe(404);
  expect((await world.root('GET', '/demo/x:3r')).status).toBe(200);
  expect(await world.root('PUT', '/demo/_local/x', { bad: 1 })).toMatchObject({ status: 201 });
});

test('a rule sees what is replaced, who writes, the members, and attachments without their bytes', async () => {
  await rule(STRICT);
  const first = await world.root('PUT', '/demo/x:1', { fixed: 1 });
  const second = { fixed: 2, _rev: revOf(first) };
  expect(at(await world.root('PUT', '/demo/x:1', second), 'reason')).toBe('fixed stays 1');
  const ids = ['b', revOf(first).slice(2)];
  const branch = { _id: 'x:1', fixed: 2, _rev: '2-b', _revisions: { start: 2, ids } };
  const refused = await world.root('POST', '/demo/_bulk_docs', { docs: [branch], new_edits: false });
  expect(at(refused, 0, 'reason')).toBe('fixed stays 1');
  const photo = { content_type: 'image/jpeg', data: 'AAAA' };
  const echo = await world.as('sana')('PUT', '/demo/x:2', { echo: 1, _attachments: { photo } });
  expect(JSON.parse(String(at(echo, 'reason')))).toEqual([
    { db: 'demo', name: 'sana', roles: ['coordinator'] },
    { names: [], roles: ['collector', 'coordinator'] },
    { photo: { content_type: 'image/jpeg', stub: true } },
  ]);
});

test('rules change and go with their design documents, and all of them must agree', async () => {
  const first = await rule("function (doc) { if (doc.a) throw({ forbidden: 'no a' }); }", 'a');
  await rule("function (doc) { if (doc.b) throw({ forbidden: 'no b' }); }", 'b');
  const put = async (id: string, doc: object) => (await world.root('PUT', `/demo/${id}`, doc)).status;
  expect([await put('1', { a: 1 }), await put('2', { b: 1 }), await put('3', {})]).toEqual([403, 403, 201]);
  await world.root('DELETE', `/demo/_design/a?rev=${revOf(first)}`);
  expect([await put('4', { a: 1 }), await put('5', { b: 1 })]).toEqual([201, 403]);
});

test('the campaign’s own rules for CouchDB decide here as the built-in ones do', async () => {
  await rule(VALIDATE);
  const amina = world.as('amina');
  expect((await amina('PUT', '/demo/response:1', responseOf('amina'))).status).toBe(201);
  expect((await amina('PUT', '/demo/response:2', responseOf('diego'))).status).toBe(403);
});

test.each([
  ['function (', /SyntaxError/],
  ['42', /does not eval to a function/],
  [{ not: 'text' }, /no text/],
])('a rule that is no function is refused before it can stop every writer: %j', async (text, why) => {
  const answer = await world.root('PUT', '/demo/_design/x', { validate_doc_update: text });
  expect(answer).toMatchObject({
    status: 400,
    body: { error: 'compilation_error', reason: expect.stringMatching(why) },
  });
  expect((await world.root('PUT', '/demo/free', {})).status).toBe(201);
});

test('a rule that breaks refuses with 500 and its error, as CouchDB; the endpoint goes on', async () => {
  await rule('function (doc) { doc.nothing.here; }');
  expect(await world.root('PUT', '/demo/x', {})).toMatchObject({ status: 500, body: { error: 'TypeError' } });
  expect((await world.root('GET', '/demo')).status).toBe(200);
});

test('a rule that never ends is ended, and costs a batch its time only once', async () => {
  await rule('function (doc) { if (doc.loop) for (;;); }');
  const docs = Array.from({ length: 20 }, (_, n) => ({ _id: `l${n}`, loop: true }));
  const answer = await world.root('POST', '/demo/_bulk_docs', { docs: [{ _id: 'free' }, ...docs] });
  const errors = (answer.body as { error?: string }[]).map(({ error }) => error);
  expect(errors).toEqual([undefined, ...Array(20).fill('timeout')]);
  expect((await world.root('PUT', '/demo/later', {})).status).toBe(201);
});

/** Each tries to reach something outside, or to take everything; the function returns what it found. */
test.each([
  'typeof process',
  'typeof require',
  'typeof fetch',
  'typeof XMLHttpRequest',
  'typeof setTimeout',
  'typeof Buffer',
  'typeof WebAssembly',
  'typeof globalThis.process',
  'typeof std + typeof os + typeof scriptArgs + typeof print',
  "typeof (function () {}).constructor('return this')().process",
  "this.constructor.constructor('return typeof process')()",
  "(function () { try { null.x } catch (e) { return typeof e.constructor.constructor('return this')().process } })()",
  'Object.getOwnPropertyNames(globalThis).filter(function (n) { return /process|require|module|import|host|native/i.test(n) }).length ? "found" : "undefined"',
])('the sandbox has nothing but the language: %s', async (expression) => {
  const compiled = await compile(
    `function () { try { return ${expression} } catch (e) { return 'undefined' } }`,
  );
  expect(compiled.ok && (await compiled.call.call())).toMatchObject({
    ok: true,
    value: expect.stringMatching(/^(undefined)+$/),
  });
});

test.each([
  ['memory', 'function () { var all = []; for (;;) all.push(new Array(100000).join("x") + all.length) }'],
  ['stack', 'function f() { return f() + 1 }'],
  ['an array of any length', 'function () { return new Array(4e9).fill(1).join() }'],
  ['a regular expression', 'function () { return /^(a+)+$/.test(new Array(40).join("a") + "b") }'],
  ['a hostile JSON', 'function () { JSON.stringify = function () { return "{" }; return 1 }'],
  [
    'a hostile apply',
    'function () { Function.prototype.apply = null; throw { toJSON: function () { for (;;); } } }',
  ],
])('what takes %s without end is stopped, and the next function works', async (_, text) => {
  const compiled = await compile(text);
  if (compiled.ok) {
    expect(typeof (await compiled.call.call()).ok).toBe('boolean');
    compiled.call.dispose();
  }
  const next = await compile('function (a, b) { return a + b }');
  expect(next.ok && (await next.call.call(1, 2))).toEqual({ ok: true, value: 3 });
});

test('one call leaves nothing of ours behind for the next', async () => {
  const compiled = await compile(
    'function (one) { var before = globalThis.kept; globalThis.kept = one; return [before === undefined, one] }',
  );
  if (!compiled.ok) throw new Error(compiled.why);
  expect(await compiled.call.call('a')).toEqual({ ok: true, value: [true, 'a'] });
  // What a function keeps to itself it may keep, as at CouchDB; it is the same function.
  expect(await compiled.call.call('b')).toEqual({ ok: true, value: [false, 'b'] });
  const other = await compile('function () { return globalThis.kept === undefined }');
  expect(other.ok && (await other.call.call())).toEqual({ ok: true, value: true });
});

test('a function whose thread had to be ended takes no other one with it, not even one that waits for its turn', async () => {
  const endless = await compile('function () { var a = new Array(3e6).fill(1); for (;;) a.join() }');
  const [one, other] = [
    await compile('function (a) { return a + 1 }'),
    await compile('function (a) { return -a }'),
  ];
  if (!endless.ok || !one.ok || !other.ok) throw new Error('not compiled');
  const [ended, waited] = await Promise.all([endless.call.call(), one.call.call(1)]);
  expect(ended).toEqual({ ok: false, thrown: null, isTimeout: true });
  expect(waited).toEqual({ ok: true, value: 2 });
  expect(await other.call.call(1)).toEqual({ ok: true, value: -1 });
});
