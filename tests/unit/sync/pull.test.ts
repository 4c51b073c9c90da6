import { beforeEach, expect, test, vi } from 'vitest';
import { browserDigest } from '../../../src/device/digest.ts';
import { StorageTrouble } from '../../../src/storage/index.ts';
import { aDraft, aMediaDocument, aResponse, photoBytes } from '../../support/examples.ts';
import { cutAt, type FakeEndpoint, fakeEndpoint } from '../../support/fakeEndpoint.ts';
import { DEMO_CAMPAIGN, PASSWORD, type Person, person } from '../../support/syncingPerson.ts';
import { endOfTurn, until } from '../../support/until.ts';
import { othersOver } from '../../support/world.ts';

let couch: FakeEndpoint;
let sana: Person;

const aSurvey = (name: string, more = {}) => aResponse(aDraft(name, { heard: 'yes' }, more));
const asked = (verb: string) => couch.requests.filter(({ path }) => path.includes(verb));

beforeEach(() => {
  couch = fakeEndpoint();
  couch.addUser('sana', PASSWORD, ['coordinator']);
  couch.addUser('amina', PASSWORD, ['collector']);
  sana = person({ name: 'sana', fetch: couch.fetch, url: couch.url, roles: ['coordinator'] });
});

test('a coordinator gets what others sent, and asks for it once', async () => {
  couch.database().put('response:one', aSurvey('one'));
  expect((await sana.syncs()).counts.received).toBe(1);
  expect(await sana.store.documents.responses({ round: 'baseline' })).toHaveLength(1);
  expect((await sana.syncs()).counts.received).toBe(0);
  expect(asked('_bulk_get')).toEqual([]);
});

test('what came along without its history is asked for with it, unless it is a first generation', async () => {
  const first = couch.database().put('response:one', aSurvey('one'));
  couch.database().put('response:one', { ...aSurvey('one'), corrections: 1 }, first);
  couch.database().put('response:two', aSurvey('two'));
  await sana.syncs();
  expect(asked('_bulk_get')).toHaveLength(1);
  const one = await sana.store.documents.get('response:one');
  expect(one?.leaves[0]?.ancestors).toEqual([first]);
});

test('what was sent from here is not fetched again when it comes back as a change', async () => {
  await sana.syncs();
  for (let survey = 0; survey < 30; survey++) await sana.saves(`${survey}`);
  await sana.syncs();
  await sana.syncs();
  expect(asked('_changes').at(-1)?.path).not.toContain('include_docs');
  expect(asked('_bulk_get')).toEqual([]);
  await sana.syncs();
  expect(asked('_changes').at(-1)?.path).toContain('include_docs');
});

test('conflicts come with all their leaves, and both sides show the same one', async () => {
  const first = couch.database().put('response:one', aSurvey('one'));
  couch.database().put('response:one', { ...aSurvey('one'), corrections: 1 }, first);
  couch.database().put('response:one', { ...aSurvey('one'), corrections: 2 }, first);
  await sana.syncs();
  const [document] = await sana.store.documents.conflicted();
  expect(document?.leaves).toHaveLength(2);
  expect(document?.leaves.map(({ rev }) => rev).sort()).toEqual(
    couch
      .database()
      .leaves('response:one')
      .map(({ rev }) => rev)
      .sort(),
  );
});

test('a document that this version cannot read is kept aside, and the rest is read', async () => {
  couch.database().put('response:one', { type: 'response', schema: 99, campaign: 'demo' });
  couch.database().put('response:two', { type: 'response', schema: 1, nonsense: true });
  couch.database().put('response:three', aSurvey('three'));
  const { counts, trouble } = await sana.syncs();
  expect(trouble).toBeNull();
  expect(counts).toMatchObject({ received: 3, unreadable: 2 });
  expect((await sana.store.quarantine.list()).map(({ id, why }) => [id, why])).toEqual([
    ['response:one', 'document-newer'],
    ['response:two', 'document-unreadable'],
  ]);
  expect(await sana.store.documents.ofType('response')).toHaveLength(1);
});

test('design documents of the endpoint are nobody’s answers', async () => {
  couch.database().put('_design/rules', { validate_doc_update: 'function () {}' });
  expect((await sana.syncs()).counts).toMatchObject({ received: 0, unreadable: 0 });
});

test('a long first time is stored batch by batch and goes on where it broke off', async () => {
  for (let survey = 0; survey < 1200; survey++) couch.database().put(`response:${survey}`, aSurvey('x'));
  couch.fail(/_changes/, { kind: 'then', act: () => couch.fail(/_changes/, { kind: 'lose-request' }) });
  expect((await sana.syncs()).trouble?.why).toBe('unreachable');
  expect(await sana.store.documents.countOfType('response')).toBe(250);
  expect((await sana.syncs()).counts.received).toBe(950);
  // One that came, one that was lost; then rows alone say what is here already, and documents come along again.
  const bare = asked('_changes').map(({ path }) => !path.includes('include_docs'));
  expect(bare).toEqual([false, false, true, false]);
  expect(asked('_bulk_get')).toHaveLength(1);
});

test('a page that breaks off is worth what came of it, and less is asked for next time', async () => {
  for (let survey = 0; survey < 300; survey++) couch.database().put(`response:${survey}`, aSurvey('x'));
  couch.fail(/_changes/, { kind: 'cut-answer' });
  couch.fail(/_changes/, { kind: 'lose-request' });
  expect((await sana.syncs()).trouble?.why).toBe('unreachable');
  // Half of the bytes of 250 rows, up to the last of their places. Without a note of it, bare rows tell what is here.
  const came = await sana.store.documents.countOfType('response');
  expect(came).toBeGreaterThan(100);
  expect(came).toBeLessThan(125);
  expect((await sana.syncs()).trouble).toBeNull();
  expect(await sana.store.documents.countOfType('response')).toBe(300);
  expect(asked('_changes').map(({ path }) => /limit=(\d+)/.exec(path)?.[1])).toEqual(['250', '125', '1000']);
});

test('a link that cuts every answer after 6 KB brings everything all the same', async () => {
  for (let survey = 0; survey < 60; survey++) couch.database().put(`response:${survey}`, aSurvey('x'));
  const first = couch.database().put('response:0', { ...aSurvey('x'), corrections: 1 });
  couch.database().put('response:0', { ...aSurvey('x'), corrections: 2 }, first);
  const real = couch.fetch;
  sana.world.fetch = async (url, init) => cutAt(6_000, await real(url, init));
  let sessions = 0;
  while ((await sana.syncs()).trouble !== null) expect(++sessions).toBeLessThan(20);
  expect(await sana.store.documents.countOfType('response')).toBe(60);
  expect((await sana.store.documents.get('response:0'))?.body['corrections']).toBe(2);
});

test('a long pull that breaks off goes on from its last note, not from the beginning', async () => {
  for (let survey = 0; survey < 300; survey++) couch.database().put(`response:${survey}`, aSurvey('x'));
  await sana.store.endpoint.learn({ rows: 20 });
  const real = couch.fetch;
  let pages = 0;
  sana.world.fetch = async (url, init) => {
    if (!url.includes('_changes')) return real(url, init);
    sana.world.nowMs += 20_000;
    if (++pages === 9) throw new TypeError('Failed to fetch');
    return real(url, init);
  };
  expect((await sana.syncs()).trouble?.why).toBe('unreachable');
  expect(await sana.store.documents.countOfType('response')).toBe(160);
  const before = asked('_changes').length;
  expect((await sana.syncs()).trouble).toBeNull();
  expect(asked('_changes')[before]?.path).toContain('since=120-');
  expect(await sana.store.documents.countOfType('response')).toBe(300);
});

test('a lockout that the next page meets is told, though the page before broke off for less', async () => {
  unreadableTogether(Array.from({ length: 300 }, (_, survey) => `${survey}`));
  await sana.store.endpoint.learn({ rows: 20 });
  const reason = 'Account is temporarily locked due to multiple authentication failures';
  let pages = 0;
  const real = couch.fetch;
  sana.world.fetch = (url, init) => {
    if (url.includes('_changes') && ++pages === 2) {
      couch.fail(/_changes/, { kind: 'answer', status: 403, body: { error: 'forbidden', reason } });
      couch.fail(/rev=/, { kind: 'answer', status: 503 }, 9);
    }
    return real(url, init);
  };
  expect((await sana.syncs()).trouble?.why).toBe('locked-out');
});

test('a phone that is full in the middle of a pull keeps its lock until the page under way has come', async () => {
  for (let survey = 0; survey < 600; survey++) couch.database().put(`response:${survey}`, aSurvey('x'));
  const { locks } = sana.world;
  const real = couch.fetch;
  let underWay = 0;
  let pages = 0;
  const pulled = vi.spyOn(sana.store.replicated, 'pulled').mockImplementationOnce(async () => {
    await until(() => expect(pages).toBe(2));
    throw new StorageTrouble('storage-full');
  });
  sana.world.fetch = async (url, init) => {
    underWay += 1;
    if (url.includes('_changes') && ++pages === 2) {
      // The second page is slow: a session that does not wait for it has begun to end meanwhile.
      await until(() => expect(pulled.mock.settledResults[0]?.type).toBe('rejected'));
      await endOfTurn();
    }
    return real(url, init).finally(() => (underWay -= 1));
  };
  const underWayAtTheEnd: number[] = [];
  const request: typeof locks.request = (name, work) =>
    locks.request(name, () => work().finally(() => underWayAtTheEnd.push(underWay)));
  Object.assign(sana.world, { locks: { ...locks, request } });
  const { end } = sana.store.syncState;
  vi.spyOn(sana.store.syncState, 'end').mockImplementation((...words) => {
    underWayAtTheEnd.push(underWay);
    return end(...words);
  });
  expect((await sana.syncs()).trouble?.why).toBe('storage-full');
  expect(pages).toBe(2);
  expect(underWayAtTheEnd).toEqual([0, 0]);
});

test('a checkpoint never runs ahead: a batch whose bodies did not come is asked for again', async () => {
  const first = couch.database().put('response:one', aSurvey('one'));
  couch.database().put('response:one', { ...aSurvey('one'), corrections: 1 }, first);
  couch.fail(/_bulk_get/, { kind: 'cut-answer' });
  expect((await sana.syncs()).trouble?.why).toBe('unreachable');
  expect((await sana.syncs()).counts.received).toBe(1);
});

/** Of each there is a history to ask for, and the endpoint reads none of them in one batch. */
function unreadableTogether(surveys: readonly string[]): void {
  const ids = surveys.map((survey) => `response:${survey}`);
  for (const id of ids) {
    const first = couch.database().put(id, aSurvey(id));
    couch.database().put(id, { ...aSurvey(id), corrections: 1 }, first);
  }
  const results = ids.map((id) => ({ id, docs: [{ error: { id, error: 'timeout' } }] }));
  couch.fail(/_bulk_get/, { kind: 'answer', status: 200, body: { results } });
}

test('what cannot be read in one batch is asked for alone', async () => {
  unreadableTogether(['one', 'two']);
  expect((await sana.syncs()).counts.received).toBe(2);
  expect(asked('revs=true&rev=')).toHaveLength(2);
});

test('a lockout that the sending side meets ends what is read one by one', async () => {
  unreadableTogether(Array.from({ length: 20 }, (_, survey) => `${survey}`));
  await sana.saves('hers');
  const reason = 'Account is temporarily locked due to multiple authentication failures';
  couch.fail(/_bulk_docs/, { kind: 'answer', status: 403, body: { error: 'forbidden', reason } });
  const real = couch.fetch;
  sana.world.fetch = async (url, init) => {
    if (url.includes('_bulk_docs')) await until(() => expect(asked('revs=true&rev=')).toHaveLength(1));
    const answer = await real(url, init);
    if (url.includes('&rev=')) {
      await until(() => expect(asked('_bulk_docs')).toHaveLength(1));
      await othersOver(sana.world);
    }
    return answer;
  };
  expect((await sana.syncs()).trouble?.why).toBe('locked-out');
  expect(asked('revs=true&rev=')).toHaveLength(1);
  sana.world.fetch = real;
  expect((await sana.syncs()).counts.received).toBe(20);
});

test('a revision that is gone when asked for does not stop the others', async () => {
  couch.database().put('response:one', aSurvey('one'));
  const first = couch.database().put('response:two', aSurvey('two'));
  const gone = couch.database().put('response:two', { ...aSurvey('two'), corrections: 7 }, first);
  couch.fail(/_bulk_get/, {
    kind: 'then',
    act: () => couch.database().put('response:two', { ...aSurvey('two'), corrections: 1 }),
  });
  expect((await sana.syncs()).trouble).toBeNull();
  await sana.syncs();
  const two = await sana.store.documents.get('response:two');
  expect(two?.body['corrections']).toBe(1);
  expect(two?.leaves[0]?.ancestors).toEqual([gone, first]);
});

test('a deleted document stays known and is in no list', async () => {
  couch.database().put('response:one', aSurvey('one'));
  await sana.syncs();
  const [leaf] = couch.database().leaves('response:one');
  const doc = { _id: 'response:one', _rev: '2-dead', _deleted: true };
  const ids = ['dead', leaf?.rev.slice(2)];
  couch.database().write([{ ...doc, _revisions: { start: 2, ids } }], null);
  await sana.syncs();
  expect(await sana.store.documents.get('response:one')).toMatchObject({ deleted: true, rev: '2-dead' });
  expect(await sana.store.documents.ofType('response')).toEqual([]);
});

test('a collector gets the campaign, reviews, her own surveys and everybody’s places', async () => {
  const { put } = {
    put: (id: string, body: object) => couch.database().put(id, body as Record<string, unknown>),
  };
  put('campaign:demo', DEMO_CAMPAIGN);
  put('response:hers', aSurvey('hers'));
  put('response:his', aSurvey('his', { collector: 'diego' }));
  put('response:place', aSurvey('place', { collector: 'diego', subject: 'place', round: null }));
  put('media:photo', aMediaDocument('response:his', 10));
  const amina = person({ name: 'amina', fetch: couch.fetch, url: couch.url });
  await amina.syncs();
  const held = await amina.store.documents.getMany([
    'campaign:demo',
    'response:hers',
    'response:his',
    'response:place',
    'media:photo',
  ]);
  expect(held.map((document) => document?.id)).toEqual([
    'campaign:demo',
    'response:hers',
    undefined,
    'response:place',
    undefined,
  ]);
});

test('an endpoint that cannot select sends everything, from the beginning', async () => {
  couch.abilities.selector = false;
  couch.database().put('response:his', aSurvey('his', { collector: 'diego' }));
  const amina = person({ name: 'amina', fetch: couch.fetch, url: couch.url });
  expect((await amina.syncs()).trouble).toBeNull();
  expect(await amina.store.documents.get('response:his')).toBeDefined();
  await amina.syncs();
  expect(asked('filter=_selector')).toHaveLength(1);
});

test('a place in the order that the endpoint does not know is given up for the beginning', async () => {
  couch.database().put('response:one', aSurvey('one'));
  await sana.syncs();
  await sana.syncsLater();
  couch.database().put('response:two', aSurvey('two'));
  couch.fail(/_changes/, {
    kind: 'answer',
    status: 400,
    body: { error: 'bad_request', reason: 'Malformed' },
  });
  expect(await sana.syncs()).toMatchObject({ trouble: null, counts: { received: 1 } });
});

test('a photo is fetched when looked at, verified, and then stays', async () => {
  const amina = person({ name: 'amina', fetch: couch.fetch, url: couch.url });
  const photo = photoBytes(30_000);
  await amina.reports('corner', photo);
  await amina.syncs();
  await sana.syncs();
  expect(asked('/photo')).toEqual([]);
  expect(await sana.session.fetchMedia('media:corner')).toMatchObject({
    ok: true,
    value: { contentType: 'image/jpeg' },
  });
  const again = await sana.session.fetchMedia('media:corner');
  expect(again.ok && again.value.bytes).toEqual(photo);
  expect(asked('/photo')).toHaveLength(1);
});

test('a photo that arrives damaged is shown to nobody and asked for again', async () => {
  const amina = person({ name: 'amina', fetch: couch.fetch, url: couch.url });
  await amina.reports('corner', photoBytes(3000));
  await amina.syncs();
  const digest = [...couch.database().attachments.keys()][0] ?? '';
  const real = couch.database().attachments.get(digest);
  couch.database().attachments.set(digest, new Uint8Array(photoBytes(3000, 9)));
  expect(await sana.session.fetchMedia('media:corner')).toMatchObject({ ok: false, why: 'photo-damaged' });
  if (real) couch.database().attachments.set(digest, real);
  expect(await sana.session.fetchMedia('media:corner')).toMatchObject({ ok: true });
  expect(await sana.session.fetchMedia('media:nowhere')).toMatchObject({ ok: false, why: 'photo-not-here' });
});

test('a text file that its endpoint keeps compressed, as CouchDB does, is known by the SHA-256 that its maker wrote', async () => {
  const bytes = new TextEncoder().encode('event,node\nform start,').buffer;
  const sha256 = await browserDigest().sha256Hex(bytes);
  const stub = {
    stub: true,
    content_type: 'text/csv',
    digest: 'md5-AAAAAAAAAAAAAAAAAAAAAA==',
    length: 22,
    revpos: 1,
  };
  const body = { type: 'media', sha256, _attachments: { photo: stub } };
  couch.database().attachments.set(stub.digest, new Uint8Array(bytes));
  couch.database().put('media:log', body);
  expect(await sana.session.fetchMedia('media:log')).toMatchObject({ ok: true });
  couch.database().put('media:other', { ...body, sha256: '0'.repeat(64) });
  expect(await sana.session.fetchMedia('media:other')).toMatchObject({ ok: false, why: 'photo-damaged' });
});

test('one refusal by a gateway does not make a phone read everybody’s interviews for ever', async () => {
  const amina = person({ name: 'amina', fetch: couch.fetch, url: couch.url });
  couch.fail(/_changes/, { kind: 'answer', status: 404, body: { error: 'not_found', reason: 'missing' } }, 2);
  await amina.syncs();
  await amina.syncs();
  expect((await amina.store.endpoint.get()).selector).toBe('works');
});
