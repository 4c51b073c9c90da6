import { beforeEach, expect, test } from 'vitest';
import type { Rev } from '../../../src/domain/ids.ts';
import { md5Digest } from '../../../src/storage/index.ts';
import { startLoop } from '../../../src/sync/index.ts';
import { base64 } from '../../../src/sync/outgoing.ts';
import { survey } from '../../bench/surveys.ts';
import { aMediaDocument, photoBytes } from '../../support/examples.ts';
import { type FakeEndpoint, fakeEndpoint } from '../../support/fakeEndpoint.ts';
import { PASSWORD, type Person, person } from '../../support/syncingPerson.ts';
import { until } from '../../support/until.ts';

/** Eleven faults at which replicators of the field lose, block or garble something. */
let couch: FakeEndpoint;
let sana: Person;

beforeEach(() => {
  couch = fakeEndpoint();
  couch.addUser('sana', PASSWORD, ['coordinator']);
  sana = person({ name: 'sana', fetch: couch.fetch, url: couch.url, roles: ['coordinator'] });
});

const saves = async (from: number, to: number, more = {}) => {
  for (let number = from; number < to; number++) {
    const { id, body } = survey(number);
    await sana.store.write.save(id, { ...body, ...more }, 'sana');
  }
};
const puts = (from: number, to: number) => {
  for (let number = from; number < to; number++) couch.database().put(survey(number).id, survey(number).body);
};
const asked = (words: RegExp) => couch.requests.filter(({ path }) => words.test(path));
const heldThere = () => [...couch.database().documents.keys()].filter((id) => id.startsWith('response:'));
const heldHere = () => sana.store.documents.countOfType('response');
const leavesThere = () => heldThere().flatMap((id) => couch.database().leaves(id)).length;

test('a _bulk_get that fails once is repeated as it was, and never replaced by one request a document', async () => {
  puts(0, 200);
  // A second generation is told without its history, and must be read by name.
  for (let number = 0; number < 200; number++) {
    const { id, body } = survey(number);
    couch.database().put(id, { ...body, corrections: 1 });
  }
  couch.fail(/_bulk_get/, { kind: 'answer', status: 503 });
  expect((await sana.syncs()).trouble?.why).toBe('server-trouble');
  expect((await sana.syncs()).trouble).toBeNull();
  expect(await heldHere()).toBe(200);
  expect(asked(/response/)).toEqual([]);
  expect(asked(/./).length).toBeLessThanOrEqual(8);
});

test('a document of 8.5 MB is set aside, the other 50 arrive, and it is not sent again', async () => {
  await saves(0, 50);
  const { body } = survey(50);
  const answers = { ...body.answers, notes: 'x'.repeat(8_500_000) };
  await sana.store.write.save('response:large', { ...body, answers }, 'sana');
  expect((await sana.syncs()).trouble).toBeNull();
  expect(heldThere()).toHaveLength(50);
  expect((await sana.store.quarantine.get('response:large'))?.why).toBe('too-large');
  const bodies = asked(/_bulk_docs/).length;
  await sana.syncs();
  expect(asked(/_bulk_docs/)).toHaveLength(bodies);
});

test('one forbidden document of 20 holds up nobody, is listed, and arrives once the rule is lifted', async () => {
  const forbidden = survey(7).id;
  couch.database().rule = ({ _id }) => (_id === forbidden ? 'bad' : undefined);
  await saves(0, 20);
  await sana.syncs();
  await sana.syncs();
  expect(heldThere()).toHaveLength(19);
  expect(await sana.store.quarantine.list()).toMatchObject([
    { id: forbidden, why: 'forbidden', reason: 'bad' },
  ]);
  couch.database().rule = () => undefined;
  couch.database().put('_design/rules', { validate_doc_update: '' });
  const restarted = sana.restarts();
  await restarted.syncs();
  expect(heldThere()).toHaveLength(20);
  expect(await restarted.store.quarantine.list()).toEqual([]);
});

test('the lost answer to the second body of 300 documents loses and doubles nothing', async () => {
  await saves(0, 300);
  couch.fail(/_bulk_docs/, {
    kind: 'then',
    act: () => couch.fail(/_bulk_docs/, { kind: 'lose-answer' }),
  });
  expect((await sana.syncs()).trouble?.why).toBe('unreachable');
  expect((await sana.syncs()).trouble).toBeNull();
  expect(heldThere()).toHaveLength(300);
  expect(leavesThere()).toBe(300);
  expect(await sana.waiting()).toEqual([]);
});

test.each([
  ['keeps notes', () => undefined],
  ['keeps none', () => couch.fail(/_local/, { kind: 'answer', status: 403, body: { reason: 'no' } }, 1000)],
])('a database made anew gets all 30 documents again from an endpoint that %s', async (_what, notes) => {
  notes();
  await saves(0, 30);
  await sana.syncs();
  await sana.syncsLater();
  couch.recreate();
  sana.world.nowMs += 20 * 60_000;
  expect((await sana.syncs()).trouble).toBeNull();
  expect(heldThere()).toHaveLength(30);
});

test('a database made anew with 5 other documents adds them to the 60 that are here', async () => {
  puts(0, 60);
  await sana.syncs();
  await sana.syncsLater();
  couch.recreate();
  puts(100, 105);
  sana.world.nowMs += 20 * 60_000;
  expect((await sana.syncs()).trouble).toBeNull();
  expect(await heldHere()).toBe(65);
});

test('a field changed beside an unchanged photo of 100 KB sends no byte of the photo', async () => {
  await sana.reports('corner', photoBytes(100 * 1024));
  await sana.syncs();
  await sana.syncsLater();
  const before = couch.requests.length;
  await sana.corrects('corner', { notes: 'wet' });
  await sana.syncs();
  const bytes = couch.requests.slice(before).reduce((sum, request) => sum + request.bytes, 0);
  expect(bytes).toBeLessThanOrEqual(2_500);
  expect(couch.database().leaves('response:corner')[0]?.body['answers']).toMatchObject({ notes: 'wet' });
});

test('a 401 in the middle of 300 documents loses none: she signs in again and the rest goes', async () => {
  await saves(0, 300);
  couch.fail(/_bulk_docs/, {
    kind: 'then',
    act: () => couch.fail(/_bulk_docs/, { kind: 'answer', status: 401, body: { reason: 'expired' } }),
  });
  expect((await sana.syncs()).trouble?.why).toBe('wrong-password');
  const sent = heldThere().length;
  expect(sent).toBeGreaterThan(0);
  expect(await sana.waiting()).toHaveLength(300 - sent);
  expect((await sana.syncs()).trouble).toBeNull();
  expect(heldThere()).toHaveLength(300);
});

test('each leaf of a conflict keeps the bytes of its own attachment', async () => {
  const bytes = { a: photoBytes(1000, 1), b: photoBytes(1000, 2), z: photoBytes(1000, 3) };
  const leaf = (hash: keyof typeof bytes, ids: string[]) => ({
    ...aMediaDocument('response:one', 1000),
    _id: 'media:one',
    _rev: `${ids.length}-${hash}`,
    _revisions: { start: ids.length, ids },
    _attachments: {
      photo: { content_type: 'image/jpeg', revpos: ids.length, data: base64(bytes[hash]) },
    },
  });
  couch.database().write([leaf('z', ['z'])], null);
  await sana.syncs();
  couch.database().write([leaf('a', ['a', 'z']), leaf('b', ['b', 'z'])], null);
  await sana.syncs();
  const held = (await sana.store.documents.get('media:one'))?.leaves ?? [];
  const digests = held.map(({ rev, body }) => {
    const stubs = body['_attachments'] as Record<string, { digest: string }>;
    return [rev, stubs['photo']?.digest];
  });
  expect(Object.fromEntries(digests)).toEqual({ '2-a': md5Digest(bytes.a), '2-b': md5Digest(bytes.b) });
  expect(held[0]?.rev).toBe('2-b' as Rev);
  const photo = await sana.session.fetchMedia('media:one');
  expect(photo.ok && photo.value.bytes).toEqual(bytes.b);
});

test('Retry-After is waited out each time, and then everything goes', async () => {
  const account = { name: 'sana', url: couch.url, roles: ['coordinator'], device: 'phone-of-sana' };
  const { session, world, store } = sana;
  const loop = startLoop({ session, parts: { store, account, world }, askSignIn: () => undefined });
  await saves(0, 20);
  couch.fail(/_bulk_docs/, { kind: 'answer', status: 429, headers: { 'retry-after': '60' } }, 3);
  loop.wish('start');
  for (let time = 1; time <= 3; time++) {
    await until(() => expect(asked(/_bulk_docs/)).toHaveLength(time));
    await until(() => expect(world.pauses.map(({ ms }) => ms)).toEqual([60_000]));
    loop.wish('button');
    expect(asked(/_bulk_docs/)).toHaveLength(time);
    world.nowMs += 60_000;
    world.pauses[0]?.wake();
  }
  await until(async () => expect(await sana.waiting()).toEqual([]));
  expect(heldThere()).toHaveLength(20);
  loop.stop();
});
