import { beforeEach, expect, test } from 'vitest';
import { revHash } from '../../../src/domain/revisions.ts';
import { retryAfterMs } from '../../../src/sync/httpTrouble.ts';
import { photoBytes } from '../../support/examples.ts';
import { type FakeEndpoint, fakeEndpoint } from '../../support/fakeEndpoint.ts';
import { PASSWORD, type Person, person } from '../../support/syncingPerson.ts';
import { othersOver } from '../../support/world.ts';

let couch: FakeEndpoint;
let amina: Person;

beforeEach(() => {
  couch = fakeEndpoint();
  couch.addUser('amina', PASSWORD, ['collector']);
  amina = person({ name: 'amina', fetch: couch.fetch, url: couch.url });
});

const sentBodies = () => couch.requests.filter(({ path }) => path.includes('_bulk_docs'));
const heldAt = (id: string) => couch.database().leaves(id);

test('a saved survey reaches the endpoint with its revision, and its receipt comes back', async () => {
  const rev = await amina.saves('one', { heard: 'ہاں' });
  const { counts, trouble } = await amina.syncs();
  expect(trouble).toBeNull();
  expect(counts).toMatchObject({ sent: 1, refused: 0 });
  expect(heldAt('response:one')).toMatchObject([{ rev, body: { answers: { heard: 'ہاں' } } }]);
  expect(await amina.waiting()).toEqual([]);
  expect(await amina.isReceived('response:one')).toBe(true);
});

test('sends nothing twice when the reply to a batch is lost', async () => {
  const rev = await amina.saves('one');
  couch.fail(/_bulk_docs/, { kind: 'lose-answer' });
  expect((await amina.syncs()).trouble?.why).toBe('unreachable');
  expect(await amina.waiting()).toEqual(['response:one']);
  await amina.syncs();
  expect(heldAt('response:one').map((leaf) => leaf.rev)).toEqual([rev]);
  expect(await amina.isReceived('response:one')).toBe(true);
});

test('a reply that breaks off keeps everything for the next time', async () => {
  await amina.saves('one');
  couch.fail(/_bulk_docs/, { kind: 'cut-answer' });
  expect((await amina.syncs()).trouble?.why).toBe('unreachable');
  await amina.syncs();
  expect(await amina.waiting()).toEqual([]);
});

test('a document that a rule forbids is set aside with the reason, and the others flow', async () => {
  couch.database().rule = (document) =>
    document['_id'] === 'response:two' ? 'campaign is closed' : undefined;
  for (const survey of ['one', 'two', 'three']) await amina.saves(survey);
  const { counts, trouble } = await amina.syncs();
  expect(trouble).toBeNull();
  expect(counts).toMatchObject({ sent: 2, refused: 1 });
  expect(await amina.store.quarantine.get('response:two')).toMatchObject({
    why: 'forbidden',
    reason: 'campaign is closed',
  });
  expect(await amina.isReceived('response:three')).toBe(true);

  couch.database().rule = () => undefined;
  await amina.store.quarantine.retry('response:two');
  await amina.syncs();
  expect(await amina.isReceived('response:two')).toBe(true);
});

test.each([
  ['a design document', () => couch.database().put('_design/rules', { validate_doc_update: '' })],
  ['the list of members', () => Object.assign(couch.database(), { security: { members: {} } })],
])('what was forbidden is tried again when %s has changed, and not before', async (_what, change) => {
  couch.database().rule = () => 'campaign is closed';
  await amina.saves('one');
  await amina.syncs();
  const restarted = amina.restarts();
  await restarted.syncs();
  const tries = sentBodies().length;
  await restarted.restarts().syncs();
  expect(sentBodies()).toHaveLength(tries);
  couch.database().rule = () => undefined;
  change();
  const again = amina.restarts();
  await again.syncs();
  expect(await again.isReceived('response:one')).toBe(true);
  expect(await again.store.quarantine.list()).toEqual([]);
});

test.each([
  ['too large for CouchDB', 413, { error: 'document_too_large', reason: 'response:four' }, 'too-large'],
  ['too large for a proxy', 413, 'Request Entity Too Large', 'too-large'],
  ['malformed', 400, { error: 'doc_validation', reason: 'Bad special document member: _x' }, 'refused'],
  ['with an unknown stub', 412, { error: 'missing_stub', reason: 'Invalid attachment stub' }, 'refused'],
])('one document that is %s is found by halving; the others arrive', async (_what, status, body, why) => {
  for (const survey of ['one', 'two', 'three', 'four', 'five', 'six', 'seven']) await amina.saves(survey);
  const real = couch.fetch;
  amina.world.fetch = async (url, init) => {
    const isSpoiled = url.endsWith('_bulk_docs') && (await plainBody(init)).includes('"_id":"response:four"');
    return isSpoiled ? Response.json(body, { status }) : real(url, init);
  };
  const { counts, trouble } = await amina.syncs();
  expect(trouble).toBeNull();
  expect(counts).toMatchObject({ sent: 6, refused: 1 });
  expect((await amina.store.quarantine.list()).map((entry) => [entry.id, entry.why])).toEqual([
    ['response:four', why],
  ]);
});

test('a document whose rule crashes at the endpoint holds up nobody and stays for later', async () => {
  for (const survey of ['one', 'two', 'three']) await amina.saves(survey);
  const real = couch.fetch;
  amina.world.fetch = async (url, init) => {
    const isCrash = url.endsWith('_bulk_docs') && (await plainBody(init)).includes('"_id":"response:two"');
    return isCrash ? Response.json({ error: 'TypeError', reason: '{[]}' }, { status: 500 }) : real(url, init);
  };
  await amina.reports('corner', photoBytes(500));
  const { counts, trouble } = await amina.syncs();
  expect(counts).toMatchObject({ sent: 3, photosSent: 1 });
  expect(trouble?.why).toBe('server-trouble');
  expect(await amina.waiting()).toEqual(['response:two']);
  expect(await amina.store.quarantine.list()).toEqual([]);
});

test('of two corrections only the forbidden one is refused where the endpoint names no revision', async () => {
  const rev = await amina.saves('one');
  const allowed = await amina.corrects('one', { heard: 'yes' }, rev);
  const forbidden = await amina.corrects('one', { heard: 'no' }, rev);
  couch.database().rule = ({ answers }) =>
    (answers as { heard?: string }).heard === 'no' ? 'no' : undefined;
  const real = couch.fetch;
  amina.world.fetch = async (url, init) => {
    const answer = await real(url, init);
    if (!url.endsWith('_bulk_docs')) return answer;
    const rows = (await answer.json()) as object[];
    return Response.json(
      rows.map((row) => ({ ...row, rev: undefined })),
      { status: 201 },
    );
  };
  const { counts } = await amina.syncs();
  expect(counts).toMatchObject({ sent: 1, refused: 1 });
  expect(heldAt('response:one').map((leaf) => leaf.rev)).toEqual([allowed]);
  expect((await amina.store.quarantine.list()).map((entry) => entry.rev)).toEqual([forbidden]);
});

test('a day of work is cut into bodies of at most 900 KB', async () => {
  const long = 'x'.repeat(60_000);
  for (let survey = 1; survey <= 40; survey++) await amina.saves(`s${survey}`, { words: `${survey}${long}` });
  Object.assign(amina.world, { gzip: undefined });
  expect((await amina.syncs()).counts.sent).toBe(40);
  expect(sentBodies().length).toBe(4);
  expect(Math.max(...sentBodies().map(({ bytes }) => bytes))).toBeLessThanOrEqual(900_000);
});

test('an endpoint that refuses compressed bodies gets plain ones, and is not asked again', async () => {
  couch.abilities.gzip = false;
  await amina.saves('one', { words: 'x'.repeat(5000) });
  expect((await amina.syncs()).trouble).toBeNull();
  await amina.saves('two', { words: 'y'.repeat(5000) });
  await amina.restarts().syncs();
  expect(sentBodies().filter(({ isGzip }) => isGzip)).toHaveLength(1);
  expect(await amina.restarts().waiting()).toEqual([]);
});

test('a cross-origin rule without content-encoding looks like a dead link, and is found out', async () => {
  couch.abilities.gzipCors = false;
  await amina.saves('one', { words: 'x'.repeat(5000) });
  expect((await amina.syncs()).trouble).toBeNull();
  expect(await amina.store.endpoint.get()).toMatchObject({ gzip: 'refused' });
});

test('a dead link teaches nothing about compression', async () => {
  await amina.saves('one', { words: 'x'.repeat(5000) });
  couch.fail(/_bulk_docs/, { kind: 'lose-request' }, 2);
  await amina.syncs();
  expect((await amina.store.endpoint.get()).gzip).toBeUndefined();
  await amina.syncs();
  expect((await amina.store.endpoint.get()).gzip).toBe('works');
});

/** More than a minute later, in another page. */
async function nextDay(): Promise<void> {
  await amina.syncsLater();
  amina = amina.restarts();
  await amina.syncs();
}

const packedBodies = () => sentBodies().filter(({ isGzip }) => isGzip);

test('one body that a bad link lost does not cost a phone its compression for ever', async () => {
  await amina.saves('one', { words: 'x'.repeat(5000) });
  couch.fail(/_bulk_docs/, { kind: 'lose-request' });
  await amina.syncs();
  expect(await amina.isReceived('response:one')).toBe(true);
  await nextDay();
  await amina.saves('two', { words: 'x'.repeat(5000) });
  const before = packedBodies().length;
  await amina.syncs();
  expect(packedBodies()).toHaveLength(before + 1);
  expect((await amina.store.endpoint.get()).gzip).toBe('works');
});

test('a cross-origin rule that lost content-encoding since does not hold everything up', async () => {
  await amina.saves('one', { words: 'x'.repeat(5000) });
  await amina.syncs();
  couch.abilities.gzipCors = false;
  await nextDay();
  await amina.saves('two', { words: 'x'.repeat(5000) });
  await amina.syncs();
  expect(await amina.isReceived('response:two')).toBe(true);
});

test('a proxy that came since and answers 400 to compressed bodies has nothing refused', async () => {
  await amina.saves('one', { words: 'x'.repeat(5000) });
  await amina.syncs();
  await amina.saves('two', { words: 'x'.repeat(5000) });
  couch.fail(/_bulk_docs/, { kind: 'answer', status: 400, body: { error: 'bad_request', reason: 'gzip' } });
  await amina.syncs();
  expect(await amina.isReceived('response:two')).toBe(true);
  expect(await amina.store.quarantine.list()).toEqual([]);
});

test('an endpoint that answers 400 to whatever she asks, as to a token whose key was changed, refuses no document', async () => {
  await amina.saves('one');
  await amina.syncs();
  await amina.syncsLater();
  await amina.saves('two');
  const body = { error: 'bad_request', reason: 'Bad HMAC' };
  couch.fail(/_bulk_docs|GET \/demo\/?$/, { kind: 'answer', status: 400, body }, 9);
  expect((await amina.syncs()).trouble?.why).toBe('refused');
  expect(await amina.store.quarantine.list()).toEqual([]);
  expect(await amina.waiting()).toEqual(['response:two']);
});

test.each([
  ['31536000', 3_600_000],
  [' 90 ', 90_000],
  ['Sun, 01 Mar 2026 04:02:00 GMT', 120_000],
  ['Sun, 01 Mar 2026 03:00:00 GMT', 0],
  ['soon', undefined],
])('a pause of %s is one of %s ms', (header, ms) => {
  expect(retryAfterMs(header, Date.parse('2026-03-01T04:00:00Z'))).toBe(ms);
});

test('text goes first and what is new comes meanwhile, then go photos, byte for byte', async () => {
  const photo = photoBytes(40_000);
  await amina.reports('corner', photo);
  await amina.saves('one');
  expect((await amina.syncs()).counts).toMatchObject({ sent: 2, photosSent: 1 });
  const order = couch.requests.map(({ path }) => path.replace(/^\/demo\/?|\?.*/g, ''));
  expect(order.filter((verb) => verb === '_bulk_docs')).toHaveLength(2);
  expect(order.at(-1)).toBe('_bulk_docs');
  expect(order.indexOf('_revs_diff')).toBeGreaterThan(order.indexOf('_changes'));
  const [bytes] = couch.database().attachments.values();
  expect(bytes?.buffer).toEqual(photo);
  expect(await amina.isReceived('media:corner')).toBe(true);
});

test('a captive portal says nothing about what the endpoint unpacks', async () => {
  couch.abilities.gzipCors = false;
  await amina.saves('one', { words: 'x'.repeat(5000) });
  const real = couch.fetch;
  amina.world.fetch = async (url, init) =>
    url.endsWith('_bulk_docs')
      ? new Response('<html>', { headers: { 'content-type': 'text/html' } })
      : real(url, init);
  expect((await amina.syncs()).trouble?.why).toBe('not-couchdb');
  amina.world.fetch = real;
  await amina.syncs();
  expect(await amina.isReceived('response:one')).toBe(true);
});

test('a photo whose reply was lost is not sent again', async () => {
  await amina.reports('corner', photoBytes(40_000));
  await amina.syncs();
  await amina.syncsLater();
  const bytesOf = () => sentBodies().reduce((sum, { bytes }) => sum + bytes, 0);
  await amina.reports('bridge', photoBytes(40_000, 2));
  couch.fail(/_revs_diff/, { kind: 'then', act: () => couch.fail(/_bulk_docs/, { kind: 'lose-answer' }) });
  await amina.syncs();
  const before = bytesOf();
  await amina.syncs();
  expect(bytesOf() - before).toBeLessThan(2000);
  expect(await amina.isReceived('media:bridge')).toBe(true);
});

test('two corrections made apart both travel', async () => {
  const first = await amina.saves('one');
  await amina.syncs();
  const other = couch.database().put('response:one', { ...heldAt('response:one')[0]?.body, corrections: 9 });
  const second = await amina.corrects('one', { heard: 'no' });
  await amina.syncs();
  expect(
    heldAt('response:one')
      .map(({ rev }) => rev)
      .sort(),
  ).toEqual([other, second].sort());
  expect((await amina.store.documents.get('response:one'))?.leaves).toHaveLength(2);
  expect(first).not.toBe(second);
});

test('without her password nothing is asked of the endpoint', async () => {
  const signedOut = person({ name: 'amina', fetch: couch.fetch, url: couch.url, password: undefined });
  await signedOut.saves('one');
  expect((await signedOut.syncs()).trouble?.why).toBe('sign-in-needed');
  expect(couch.requests).toEqual([]);
});

/** What was sent, whether compressed or not. */
async function plainBody(init: RequestInit | undefined): Promise<string> {
  if (init?.body === undefined) return '';
  const body = new Response(init.body).body;
  const isGzip = new Headers(init.headers).get('content-encoding') === 'gzip';
  return new Response(isGzip && body ? body.pipeThrough(new DecompressionStream('gzip')) : body).text();
}

test('the search for what spoils a body ends when the endpoint asks for a pause', async () => {
  for (let survey = 1; survey <= 16; survey++) await amina.saves(`s${survey}`);
  couch.fail(/_changes/, { kind: 'answer', status: 429, headers: { 'retry-after': '90' } });
  couch.fail(/_bulk_docs/, { kind: 'answer', status: 413 }, 100);
  let tell = (): void => undefined;
  const isSent = new Promise<void>((resolve) => {
    tell = resolve;
  });
  amina.world.fetch = async (url, init) => {
    if (url.includes('_changes')) await isSent;
    const answer = await couch.fetch(url, init);
    // The first half of the body that was refused.
    if (url.includes('_bulk_docs') && sentBodies().length === 2) {
      tell();
      await othersOver(amina.world);
    }
    return answer;
  };
  expect((await amina.syncs()).trouble).toMatchObject({ why: 'too-many', retryAfterMs: 90_000 });
  expect(sentBodies()).toHaveLength(2);
  expect((await amina.waiting()).length).toBe(16);
});

test('what was refused, and came to the endpoint in a file from somebody else, is shown as refused no more', async () => {
  couch.database().rule = () => 'campaign is closed';
  await amina.saves('one');
  const rev = await amina.corrects('one', { heard: 'no' });
  await amina.syncs();
  await amina.syncsLater();
  expect(await amina.store.quarantine.get('response:one')).toMatchObject({ why: 'forbidden', rev });
  couch.database().rule = () => undefined;
  const [leaf] = (await amina.store.documents.get('response:one'))?.leaves ?? [];
  const ids = [rev, ...(leaf?.ancestors ?? [])].map(revHash);
  const sent = { ...leaf?.body, _id: 'response:one', _rev: rev, _revisions: { start: 2, ids } };
  couch.database().write([sent], null);
  const before = couch.requests.length;
  await amina.syncsLater();
  expect(await amina.store.quarantine.list()).toEqual([]);
  expect(await amina.isReceived('response:one')).toBe(true);
  // Its words are here: to read them again would cost a request, and their bytes.
  expect(couch.requests.slice(before).filter(({ path }) => path.includes('_bulk_get'))).toEqual([]);
});

test('what a colleague’s file brought, and the server refused here, is shown as refused no more once its author sent it', async () => {
  couch.addUser('bilal', PASSWORD, ['collector']);
  const bilal = person({ name: 'bilal', fetch: couch.fetch, url: couch.url });
  const rev = await bilal.saves('bilals', { heard: 'no' });
  const [leaf] = (await bilal.store.documents.get('response:bilals'))?.leaves ?? [];
  if (leaf === undefined) throw new Error('nothing was saved');
  await amina.store.imported.add([{ id: 'response:bilals', leaf }], [], 'amina');
  couch.database().rule = () => 'this is somebody else’s';
  await amina.syncs();
  expect(await amina.store.quarantine.list()).toMatchObject([
    { id: 'response:bilals', rev, why: 'forbidden' },
  ]);
  const restarted = amina.restarts();
  await restarted.syncs();
  expect(await restarted.store.quarantine.list()).toHaveLength(1);

  couch.database().rule = () => undefined;
  await bilal.syncs();
  couch.database().rule = () => 'this is somebody else’s';
  const later = restarted.restarts();
  await later.syncs();
  expect(await later.store.quarantine.list()).toEqual([]);
  expect(await later.waiting()).toEqual([]);
});

test('while photos are held back, one that came back from the dead is asked for, and none is sent', async () => {
  let mayPhotos = true;
  const thrift = { count: () => undefined, mayPhotos: async () => mayPhotos };
  const thrifty = person({ name: 'amina', fetch: couch.fetch, url: couch.url, thrift });
  await thrifty.reports('kerb', photoBytes(4000));
  await thrifty.syncs();
  mayPhotos = false;
  // Its page was closed before the endpoint had a note of that session.
  await thrifty.store.replicated.askAgain('amina', 0);
  await thrifty.reports('ramp', photoBytes(4000, 2));
  couch.requests.length = 0;
  expect((await thrifty.syncs()).trouble).toBeNull();
  expect(await thrifty.waiting()).toEqual(['media:ramp']);
  const sentBytes = couch.requests.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(sentBytes).toBeLessThan(4000);
});
