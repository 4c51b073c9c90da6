import Dexie from 'dexie';
import { IDBDatabase as FakeDatabase } from 'fake-indexeddb';
import { beforeEach, expect, test, vi } from 'vitest';
import { winner } from '../../../src/domain/revisions.ts';
import { StorageTrouble } from '../../../src/storage/index.ts';
import { aDraft, aResponse, photoBytes } from '../../support/examples.ts';
import { type FakeEndpoint, fakeEndpoint } from '../../support/fakeEndpoint.ts';
import { newDisk } from '../../support/phone.ts';
import { DEMO_CAMPAIGN, PASSWORD, type Person, person } from '../../support/syncingPerson.ts';
import { endOfTurn, until } from '../../support/until.ts';
import { othersOver } from '../../support/world.ts';

let couch: FakeEndpoint;
let amina: Person;

beforeEach(() => {
  couch = fakeEndpoint();
  couch.addUser('amina', PASSWORD, ['collector']);
  couch.addUser('diego', PASSWORD, ['collector']);
  amina = person({ name: 'amina', fetch: couch.fetch, url: couch.url });
});

test('an endpoint whose database was made anew gets everything again', async () => {
  await amina.saves('one');
  await amina.reports('corner', photoBytes(5000));
  await amina.syncs();
  couch.recreate();
  await amina.restarts().syncs();
  expect([...couch.database().documents.keys()].sort()).toEqual([
    'media:corner',
    'response:corner',
    'response:one',
  ]);
  expect(couch.database().attachments.size).toBe(1);
});

test('what a new phone sends to a database that is made anew before they have compared, is sent again, without notes too', async () => {
  couch.fail(/_local/, { kind: 'answer', status: 501, body: { error: 'not_implemented' } }, 1000);
  await amina.saves('one');
  await amina.syncs();
  couch.recreate();
  await amina.restarts().syncs();
  expect([...couch.database().documents.keys()]).toEqual(['response:one']);
});

test('a database that is made anew before a new phone has compared is read from its beginning, without notes too', async () => {
  couch.fail(/_local/, { kind: 'answer', status: 501, body: { error: 'not_implemented' } }, 1000);
  couch.database().put('campaign:demo', DEMO_CAMPAIGN);
  await amina.syncs();
  couch.recreate();
  const before = couch.requests.length;
  await amina.restarts().syncs();
  // An endpoint that counts its changes would take the old place for one of its own.
  const pages = couch.requests.slice(before).filter(({ path }) => path.includes('/_changes'));
  expect(pages[0]?.path).toMatch(/since=0&/);
});

test('a note that another page wrote into a database made anew under its hands says nothing of the place there', async () => {
  couch.database().put('campaign:demo', DEMO_CAMPAIGN);
  await amina.syncs();
  await amina.syncsLater();
  const noted = [...couch.database().notes];
  couch.recreate();
  for (const [name, note] of noted) couch.database().notes.set(name, note);
  expect(noted).toHaveLength(1);
  const before = couch.requests.length;
  await amina.restarts().syncs();
  await amina.restarts().syncs();
  // An endpoint that counts its changes would take the old place for one of its own.
  const pages = couch.requests.slice(before).filter(({ path }) => path.includes('/_changes'));
  expect(pages.map(({ path }) => /since=(\d+)/.exec(path)?.[1])).toEqual(['0', '0']);
});

test('an endpoint restored from a backup gets what it forgot, and only that', async () => {
  await amina.saves('one');
  await amina.syncs();
  const restore = couch.backup();
  await amina.saves('two');
  await amina.syncs();
  restore();
  expect([...couch.database().documents.keys()]).toEqual(['response:one']);
  const bodies = couch.requests.filter(({ path }) => path.includes('_bulk_docs')).length;
  await amina.restarts().syncs();
  expect([...couch.database().documents.keys()].sort()).toEqual(['response:one', 'response:two']);
  expect(couch.requests.filter(({ path }) => path.includes('_bulk_docs'))).toHaveLength(bodies + 1);
});

test.each([
  ['was made anew', () => couch.recreate()],
  ['came back from an old backup', () => undefined],
])('a coordinator’s phone gives back what others had sent to a database that %s', async (_what, lose) => {
  couch.addUser('sana', PASSWORD, ['coordinator']);
  const sana = person({ name: 'sana', fetch: couch.fetch, url: couch.url, roles: ['coordinator'] });
  const restore = couch.backup();
  await amina.saves('one');
  const first = await amina.corrects('one', { heard: 'no' });
  await amina.syncs();
  await sana.syncs();
  await sana.syncsLater();
  restore();
  lose();
  const again = sana.restarts();
  await again.syncs();
  expect(couch.database().leaves('response:one')[0]?.rev).toBe(first);
  expect(await again.waiting()).toEqual([]);
});

test('a coordinator’s phone gives back the photos that it fetched and verified, byte for byte, and no others', async () => {
  couch.addUser('sana', PASSWORD, ['coordinator']);
  const sana = person({ name: 'sana', fetch: couch.fetch, url: couch.url, roles: ['coordinator'] });
  const photo = photoBytes(5000);
  await amina.reports('corner', photo);
  await amina.reports('bridge', photoBytes(5000, 2));
  await amina.syncs();
  await sana.syncs();
  await sana.syncsLater();
  await sana.session.fetchMedia('media:corner');
  couch.recreate();
  await sana.restarts().syncs();
  expect([...couch.database().documents.keys()].filter((id) => id.startsWith('media:'))).toEqual([
    'media:corner',
  ]);
  const diego = person({ name: 'diego', fetch: couch.fetch, url: couch.url });
  expect(await diego.session.fetchMedia('media:corner')).toMatchObject({ ok: true, value: { bytes: photo } });
});

test('a collector’s phone gives back what she sent, and nothing of others', async () => {
  const place = { ...aResponse(aDraft('place', {}, { collector: 'diego' })), subject: 'place' };
  couch.database().put('response:place', place);
  await amina.saves('one');
  await amina.syncs();
  await amina.syncsLater();
  couch.recreate();
  await amina.restarts().syncs();
  expect([...couch.database().documents.keys()]).toEqual(['response:one']);
});

test.each([false, true])(
  'a restore in the middle of the day is noticed when the next note is due (revisions looked at: %s)',
  async (noteRevs) => {
    couch.abilities.noteRevs = noteRevs;
    await amina.saves('one');
    await amina.syncs();
    await amina.syncsLater();
    const restore = couch.backup();
    await amina.saves('two');
    await amina.syncs();
    await amina.syncsLater();
    restore();
    await amina.saves('three');
    await amina.syncs();
    await amina.syncsLater();
    expect([...couch.database().documents.keys()].sort()).toEqual([
      'response:one',
      'response:three',
      'response:two',
    ]);
    expect(await amina.waiting()).toEqual([]);
  },
);

/** A comparison of both sides' memories is due again. */
async function looksLater(someone: Person): Promise<void> {
  someone.world.nowMs += 16 * 60_000;
  await someone.syncs();
}

test.each([false, true])(
  'what was sent is given back to a backup that was put back before its note was due (revisions looked at: %s)',
  async (noteRevs) => {
    couch.abilities.noteRevs = noteRevs;
    await amina.saves('one');
    await amina.syncs();
    await amina.syncsLater();
    const restore = couch.backup();
    await amina.saves('two');
    await amina.reports('corner', photoBytes(5000));
    await amina.syncs();
    restore();
    await amina.saves('three');
    await amina.syncs();
    await amina.syncsLater();
    await looksLater(amina);
    expect([...couch.database().documents.keys()].sort()).toEqual([
      'media:corner',
      'response:corner',
      'response:one',
      'response:three',
      'response:two',
    ]);
    expect(await amina.waiting()).toEqual([]);
  },
);

test('what others said after a backup that was put back before a note was due is received', async () => {
  await amina.saves('one');
  await amina.syncs();
  await amina.syncsLater();
  const restore = couch.backup();
  await amina.saves('two');
  await amina.syncs();
  await amina.syncs();
  restore();
  // It counts on from where the backup was: this has the place that her phone has come to.
  const place = { ...aResponse(aDraft('place', {}, { collector: 'diego' })), subject: 'place' };
  couch.database().put('response:place', place);
  await amina.syncsLater();
  await looksLater(amina);
  expect((await amina.store.documents.get('response:place'))?.type).toBe('response');
});

test('what was sent since both sides were compared is asked for once more, when they are compared again', async () => {
  await amina.saves('one');
  await amina.syncs();
  await amina.syncsLater();
  expect(await askedDuring(() => looksLater(amina))).toContain('POST /_revs_diff');
  expect(await askedDuring(() => looksLater(amina))).not.toContain('POST /_revs_diff');
});

test('what was sent while a proxy refused its note is sent again to a database that is made anew before there is one', async () => {
  couch.abilities.noteRevs = true;
  couch.fail(/^GET \/demo$/, { kind: 'answer', status: 200, body: { update_seq: '0' } }, 1000);
  const disk = newDisk();
  amina = person({ name: 'amina', fetch: couch.fetch, url: couch.url, disk });
  const diego = person({ name: 'diego', fetch: couch.fetch, url: couch.url, disk });
  await amina.saves('one');
  await amina.syncs();
  amina = amina.restarts();
  couch.fail(/^PUT .*_local/, { kind: 'answer', status: 403 }, 1);
  await amina.saves('two');
  await amina.syncs();
  // A colleague on the same phone finds that notes are kept.
  await diego.saves('three');
  await diego.syncs();
  await diego.restarts().syncs();
  couch.recreate();
  await amina.syncsLater();
  await amina.saves('four');
  await amina.syncs();
  await amina.syncsLater();
  await looksLater(amina);
  const there = [...couch.database().documents.keys()];
  expect(there).toContain('response:one');
  expect(there).toContain('response:two');
});

test.each([
  ['which looks at revisions', true],
  ['as CouchDB', false],
])(
  'a backup from before a database was made anew vouches for nothing that was sent since, at an endpoint %s',
  async (_what, noteRevs) => {
    couch.abilities.noteRevs = noteRevs;
    // Made anew, in the way of an endpoint that does not tell so.
    const empty = couch.backup();
    for (const survey of ['one', 'two', 'three']) {
      await amina.saves(survey);
      await amina.syncs();
      await amina.syncsLater();
    }
    const restore = couch.backup();
    empty();
    for (let page = 0; page < 2; page++) {
      amina = amina.restarts();
      await amina.syncs();
    }
    await amina.saves('late');
    await amina.syncs();
    await amina.syncsLater();
    restore();
    amina = amina.restarts();
    await amina.syncs();
    expect(couch.database().leaves('response:late')).toHaveLength(1);
    await amina.syncsLater();
    expect(await askedDuring(() => amina.syncs())).toEqual(['POST /_changes']);
  },
);

test.each([true, false])(
  'a database that is emptied before its first note is written gets everything again (revisions looked at: %s)',
  async (noteRevs) => {
    couch.abilities.noteRevs = noteRevs;
    const empty = couch.backup();
    await amina.saves('one');
    await amina.syncs();
    await amina.saves('two');
    // Compared already, and 'one' asked for; it does not tell that it was made anew.
    couch.fail(/_bulk_docs/, { kind: 'then', act: empty });
    await amina.syncsLater();
    await amina.syncs();
    expect([...couch.database().documents.keys()].sort()).toEqual(['response:one', 'response:two']);
  },
);

test('a database that is emptied between its note and the question whether that is true gets everything again', async () => {
  const empty = couch.backup();
  await amina.saves('one');
  await amina.syncs();
  await amina.syncsLater();
  amina = amina.restarts();
  await amina.syncs();
  await amina.saves('two');
  await amina.syncs();
  await amina.syncsLater();
  // What was found true long ago is asked for as well: it does not tell that it was made anew.
  couch.fail(/_revs_diff/, { kind: 'then', act: empty });
  amina = amina.restarts();
  await amina.syncs();
  await amina.restarts().syncs();
  expect([...couch.database().documents.keys()].sort()).toEqual(['response:one', 'response:two']);
});

test('what another person’s session on the same phone has brought of hers is given back after a restore, too', async () => {
  const disk = newDisk();
  const both = { fetch: couch.fetch, url: couch.url, disk };
  amina = person({ name: 'amina', ...both });
  for (const survey of ['one', 'two', 'three']) {
    await amina.saves(survey);
    await amina.syncs();
    await amina.syncsLater();
  }
  const restore = couch.backup();
  const [first] = couch.database().leaves('response:one');
  const second = couch.database().put('response:one', { ...first?.body, corrections: 1 }, first?.rev);
  couch.addUser('diego', PASSWORD, ['coordinator']);
  const diego = person({ name: 'diego', roles: ['coordinator'], ...both });
  await diego.syncs();
  restore();
  amina = person({ name: 'amina', ...both });
  await amina.syncs();
  expect(couch.database().leaves('response:one')[0]?.rev).toBe(second);
});

/** The verbs of what was asked meanwhile. */
async function askedDuring(work: () => Promise<unknown>): Promise<string[]> {
  const before = couch.requests.length;
  await work();
  return couch.requests
    .slice(before)
    .map(({ method, path }) => `${method} ${path.replace(/^\/demo|\?.*|[0-9a-f]{32}(-\d+)?/g, '')}`);
}

test('a session that met nothing new costs one request', async () => {
  await amina.saves('one');
  await amina.syncsLater();
  await amina.syncsLater();
  expect(await askedDuring(() => amina.syncs())).toEqual(['POST /_changes']);
});

test('a session that met nothing new brings only its own state to the disk', async () => {
  // Dexie binds the method when it opens.
  const begun = vi.spyOn(FakeDatabase.prototype as unknown as IDBDatabase, 'transaction');
  await amina.saves('one');
  await amina.syncsLater();
  await amina.syncsLater();
  begun.mockClear();
  await amina.syncs();
  const written = begun.mock.calls.flatMap(([stores, mode]) => (mode === 'readwrite' ? [stores] : []));
  begun.mockRestore();
  expect(written.flat()).toEqual(['syncStates', 'checkpoints', 'syncStates']);
});

test.each([
  ['looks at the revision that a note replaces', true, ['PUT /_local/dastak-']],
  ['does not, as CouchDB', false, ['GET /_local/dastak-', 'PUT /_local/dastak-']],
])(
  'one changed response costs two requests side by side, and one note for all of a minute where the endpoint %s',
  async (_what, noteRevs, noted) => {
    couch.abilities.noteRevs = noteRevs;
    await amina.saves('one');
    await amina.syncs();
    await amina.syncsLater();
    await amina.saves('two');
    expect((await askedDuring(() => amina.syncs())).sort()).toEqual(['POST /_bulk_docs', 'POST /_changes']);
    await amina.saves('three');
    const { settleInMs } = await amina.syncs();
    expect(settleInMs).toBe(60_000);
    expect(await askedDuring(() => amina.syncsLater())).toEqual(noted);
    expect((await amina.syncs()).settleInMs).toBeUndefined();
  },
);

test('what was received before its note was written is asked for, not sent again', async () => {
  for (const survey of ['one', 'two', 'three']) await amina.saves(survey);
  await amina.syncs();
  amina = amina.restarts();
  const asked = await askedDuring(() => amina.syncs());
  expect(asked).toContain('POST /_revs_diff');
  expect(asked).not.toContain('POST /_bulk_docs');
  expect(await amina.isReceived('response:two')).toBe(true);
});

test('a version that lost a conflict, and is lost at the endpoint before its note was found true, is sent again', async () => {
  const first = await amina.saves('one');
  await amina.corrects('one', { heard: 'yes' }, first);
  await amina.corrects('one', { heard: 'no' }, first);
  await amina.syncs();
  await amina.syncsLater();
  const { documents } = couch.database();
  const there = documents.get('response:one');
  expect(there?.leaves).toHaveLength(2);
  documents.set('response:one', { leaves: [winner(there?.leaves ?? [])], seq: 1 });
  await amina.restarts().syncs();
  expect(couch.database().leaves('response:one')).toHaveLength(2);
});

test('an endpoint that refuses to tell its note once, as a proxy may, is given notes again', async () => {
  await amina.saves('one');
  await amina.syncs();
  amina = amina.restarts();
  couch.fail(/_local/, { kind: 'answer', status: 403, body: { error: 'forbidden', reason: 'not now' } });
  await amina.syncs();
  await amina.saves('two');
  await amina.syncs();
  amina = amina.restarts();
  await amina.syncs();
  expect(await askedDuring(() => amina.syncsLater())).toContain('PUT /_local/dastak-');
  amina = amina.restarts();
  await amina.syncs();
  // What the note vouches for was found there: nothing more is asked.
  expect(await askedDuring(() => amina.restarts().syncs())).not.toContain('POST /_revs_diff');
});

test('an endpoint that tells notes and takes none is sent to all the same', async () => {
  couch.fail(/PUT .*_local/, { kind: 'answer', status: 403, body: { error: 'forbidden', reason: 'no' } }, 9);
  for (const survey of ['one', 'two']) {
    await amina.saves(survey);
    expect((await amina.syncs()).trouble).toBeNull();
    expect((await amina.syncsLater()).trouble).toBeNull();
    amina = amina.restarts();
  }
  expect(couch.database().documents.has('response:two')).toBe(true);
});

test('calls during a session share one more that follows', async () => {
  await amina.saves('one');
  const outcomes = [amina.syncs(), amina.syncs(), amina.syncs()];
  await amina.saves('two');
  const [first, second, third] = await Promise.all(outcomes);
  expect(second).toBe(third);
  expect(first).not.toBe(second);
  expect(await amina.waiting()).toEqual([]);
});

test('two tabs of one phone take turns', async () => {
  const tab = amina.restarts();
  const other = person({ name: 'amina', fetch: couch.fetch, url: couch.url, world: tab.world });
  const lines = vi.spyOn(tab.world.locks, 'request');
  let inside = 0;
  let most = 0;
  const real = couch.fetch;
  tab.world.fetch = async (url, init) => {
    most = Math.max(most, ++inside);
    const answer = await real(url, init);
    inside -= 1;
    return answer;
  };
  await Promise.all([tab.syncs(), other.syncs()]);
  expect(most).toBe(1);
  const [one, two, ...more] = lines.mock.calls.map(([name]) => name);
  expect([two, more]).toEqual([one, []]);
});

test.each([
  ['a captive portal', { kind: 'portal' }, 'not-couchdb'],
  ['no network', { kind: 'lose-request' }, 'unreachable'],
  [
    'a server in trouble',
    { kind: 'answer', status: 503, headers: { 'retry-after': '30' } },
    'server-trouble',
  ],
  ['a busy server', { kind: 'answer', status: 429, headers: { 'retry-after': '2' } }, 'too-many'],
  ['a wrong password', { kind: 'answer', status: 401 }, 'wrong-password'],
  [
    'a lockout',
    {
      kind: 'answer',
      status: 403,
      body: {
        error: 'forbidden',
        reason: 'Account is temporarily locked due to multiple authentication failures',
      },
    },
    'locked-out',
  ],
  ['no rights', { kind: 'answer', status: 403, body: { error: 'forbidden', reason: 'no' } }, 'not-allowed'],
] as const)('%s loses nothing and is told in storage', async (_what, fault, why) => {
  await amina.saves('one');
  couch.fail(/_bulk_docs/, fault, 1);
  const { trouble } = await amina.syncs();
  expect(trouble?.why).toBe(why);
  expect(await amina.waiting()).toEqual(['response:one']);
  expect(await amina.store.syncState.get('amina')).toMatchObject({ phase: 'idle', lastTrouble: { why } });
  expect((await amina.syncs()).trouble).toBeNull();
  expect((await amina.store.syncState.get('amina')).lastTrouble).toBeUndefined();
  expect(await amina.waiting()).toEqual([]);
});

test('Retry-After is passed on', async () => {
  couch.fail(/./, { kind: 'answer', status: 429, headers: { 'retry-after': '7' } });
  expect((await amina.syncs()).trouble?.retryAfterMs).toBe(7000);
});

test('a pause until a time of day is as long as the endpoint means, however wrong the phone’s clock is', async () => {
  const date = 'Sun, 01 Mar 2026 04:00:00 GMT';
  const untilWhen = 'Sun, 01 Mar 2026 04:01:30 GMT';
  for (const wrongMs of [-5 * 86_400_000, 5 * 86_400_000]) {
    amina.world.nowMs = Date.parse(date) + wrongMs;
    couch.fail(/./, { kind: 'answer', status: 503, headers: { date, 'retry-after': untilWhen } });
    expect((await amina.syncs()).trouble?.retryAfterMs).toBe(90_000);
  }
  // An endpoint that does not tell its own time cannot stop a phone for days either.
  amina.world.nowMs = Date.parse(date) - 5 * 86_400_000;
  couch.fail(/./, { kind: 'answer', status: 503, headers: { date: '', 'retry-after': untilWhen } });
  expect((await amina.syncs()).trouble?.retryAfterMs).toBe(3_600_000);
});

test('an endpoint that never answers is given up, and the lock with it', async () => {
  await amina.saves('one');
  const real = couch.fetch;
  amina.world.fetch = (_url, init) =>
    new Promise((_resolve, reject) => {
      init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      for (const { wake } of amina.world.pauses) wake();
    });
  expect((await amina.syncs()).trouble?.why).toBe('unreachable');
  amina.world.fetch = real;
  expect((await amina.syncs()).trouble).toBeNull();
  expect(amina.world.pauses).toEqual([]);
});

test('how far the phone’s clock is ahead is kept for the records', async () => {
  amina.world.nowMs += 3 * 3_600_000;
  await amina.syncs();
  expect((await amina.store.syncState.get('amina')).clockAheadMs).toBe(3 * 3_600_000);
});

test('the phone tells what waits and what was received, but only when that changed', async () => {
  couch.database().put('campaign:demo', DEMO_CAMPAIGN);
  await amina.saves('one');
  await amina.syncs();
  await amina.syncsLater();
  const report = () => couch.database().leaves('device:phone-of-amina:amina');
  expect(report()[0]?.body).toMatchObject({ collector: 'amina', waiting: 0, received: 1, attention: 0 });
  const { rev } = report()[0] ?? {};
  await amina.syncsLater();
  expect(report()[0]?.rev).toBe(rev);
  amina.world.nowMs += 7 * 3_600_000;
  await amina.syncs();
  expect(report()[0]?.rev).not.toBe(rev);
});

test('what somebody else left on a shared phone is sent when that person signs in', async () => {
  await amina.saves('one');
  const diego = person({ name: 'diego', fetch: couch.fetch, url: couch.url });
  await diego.saves('two');
  await diego.syncs();
  expect(couch.database().leaves('response:one')).toEqual([]);
  expect(await diego.waiting()).toEqual([]);
});

test('on a shared phone a lifted rule lets go of what it forbade each person, whoever notices first', async () => {
  const both = { fetch: couch.fetch, url: couch.url, disk: newDisk() };
  couch.addUser('diego', PASSWORD, ['collector']);
  const people = () => ['amina', 'diego'].map((name) => person({ name, ...both }));
  couch.database().rule = ({ type }) => (type === 'response' ? 'the round is over' : undefined);
  for (const one of people()) {
    await one.saves(`of-${one.name}`);
    await one.syncs();
  }
  couch.database().rule = () => undefined;
  couch.database().put('_design/rules', { validate_doc_update: '' });
  for (const one of people()) await one.syncs();
  const held = [...couch.database().documents.keys()].filter((id) => id.startsWith('response:'));
  expect(held.sort()).toEqual(['response:of-amina', 'response:of-diego']);
});

test('the journal counts and names nobody', async () => {
  await amina.saves('one');
  await amina.syncs();
  couch.fail(/./, { kind: 'answer', status: 500, body: { error: 'x', reason: 'secret response:one' } });
  await amina.syncs();
  const lines = await amina.store.journal.list();
  expect(lines.map(({ event }) => event)).toEqual(['session', 'trouble']);
  expect(JSON.stringify(lines)).not.toMatch(/response:|amina|secret/);
});

test.each([
  ['a database that was closed', new Dexie.DatabaseClosedError()],
  ['a lost connection', new DOMException('no transaction', 'InvalidStateError')],
])('%s in the middle of a session is trouble with the phone, and told', async (_what, error) => {
  await amina.saves('one');
  const broken = vi.spyOn(amina.store.outbox, 'list').mockRejectedValue(error);
  expect((await amina.syncs()).trouble).toEqual({ why: 'storage-failed' });
  expect(await amina.store.syncState.get('amina')).toMatchObject({
    phase: 'idle',
    lastTrouble: { why: 'storage-failed' },
  });
  broken.mockRestore();
  expect((await amina.syncs()).trouble).toBeNull();
});

test('a full phone is told, and a session that met it is not shown as sending', async () => {
  await amina.saves('one');
  vi.spyOn(amina.store.replicated, 'received').mockRejectedValueOnce(new StorageTrouble('storage-full'));
  expect((await amina.syncs()).trouble?.why).toBe('storage-full');
  expect(await amina.store.syncState.get('amina')).toMatchObject({
    phase: 'idle',
    lastTrouble: { why: 'storage-full' },
  });
});

test('a refused password is not forgotten because the disk fails when it is written down', async () => {
  await amina.syncs();
  couch.addUser('amina', 'another one', ['collector']);
  const { update } = amina.store.syncState;
  vi.spyOn(amina.store.syncState, 'update').mockImplementation((author, change) =>
    change({ phase: 'idle' }).lastTrouble
      ? Promise.reject(new StorageTrouble('storage-failed'))
      : update(author, change),
  );
  expect((await amina.syncs()).trouble?.why).toBe('wrong-password');
});

test.each(['_changes', '_bulk_docs'])(
  'a pause that the endpoint asks for at %s is not forgotten because the disk fails the other side of the session',
  async (asked) => {
    await amina.saves('one');
    let isAsked = false;
    const other = asked === '_changes' ? 'received' : 'pulled';
    const failing = vi.spyOn(amina.store.replicated, other).mockImplementationOnce(async () => {
      await until(() => expect(isAsked).toBe(true));
      throw new StorageTrouble('storage-failed');
    });
    amina.world.fetch = async (url, init) => {
      if (url.includes(asked)) {
        isAsked = true;
        // The answer comes when the other side has failed.
        await until(() => expect(failing.mock.settledResults[0]?.type).toBe('rejected'));
        await endOfTurn();
      }
      return couch.fetch(url, init);
    };
    couch.fail(new RegExp(asked), { kind: 'answer', status: 429, headers: { 'retry-after': '70' } });
    expect((await amina.syncs()).trouble).toMatchObject({ why: 'too-many', retryAfterMs: 70_000 });
  },
);

/** More than a page brings at once. */
const MANY = 300;

function hasMany(): void {
  for (let number = 0; number < MANY; number++) couch.database().put(`review:${number}`, { type: 'review' });
}

test('a pause that the next page meets is not forgotten because the disk fails under the page before', async () => {
  hasMany();
  couch.fail(/_changes.*since=[^0]/, { kind: 'answer', status: 429, headers: { 'retry-after': '70' } });
  vi.spyOn(amina.store.replicated, 'pulled').mockRejectedValueOnce(new StorageTrouble('storage-failed'));
  expect((await amina.syncs()).trouble).toMatchObject({ why: 'too-many', retryAfterMs: 70_000 });
});

test('a page that is read in parts is read no further when what is sent has met a lockout', async () => {
  hasMany();
  await amina.saves('one');
  couch.fail(/_bulk_docs/, {
    kind: 'answer',
    status: 403,
    body: { reason: 'Account is temporarily locked' },
  });
  const asked = (verb: string) => couch.requests.filter(({ path }) => path.includes(verb));
  amina.world.fetch = async (url, init) => {
    if (url.includes('_bulk_docs')) await until(() => expect(asked('_bulk_get')).toHaveLength(1));
    const answer = await couch.fetch(url, init);
    if (url.includes('_bulk_get')) {
      await until(() => expect(asked('_bulk_docs')).toHaveLength(1));
      await othersOver(amina.world);
    }
    return answer;
  };
  expect((await amina.syncs()).trouble?.why).toBe('locked-out');
  expect(asked('_bulk_get')).toHaveLength(1);
});

test('a coordinator’s phone that dies while it gives back goes on when it comes again', async () => {
  couch.addUser('sana', PASSWORD, ['coordinator']);
  let sana = person({ name: 'sana', fetch: couch.fetch, url: couch.url, roles: ['coordinator'] });
  await amina.saves('one');
  await amina.syncs();
  await sana.syncs();
  await sana.syncsLater();
  couch.recreate();
  sana = sana.restarts();
  vi.spyOn(sana.store.replicated, 'offerAll').mockRejectedValueOnce(new StorageTrouble('storage-failed'));
  await sana.syncs();
  sana = sana.restarts();
  await sana.syncs();
  expect(couch.database().leaves('response:one')).toHaveLength(1);
});

test('a coordinator gives back what she holds also when somebody else on her phone has met the loss before', async () => {
  const disk = newDisk();
  couch.addUser('sana', PASSWORD, ['coordinator']);
  const coordinator = { name: 'sana', fetch: couch.fetch, url: couch.url, roles: ['coordinator'], disk };
  let sana = person(coordinator);
  await amina.saves('one');
  await amina.syncs();
  await sana.syncs();
  await sana.syncsLater();
  const diego = person({ name: 'diego', fetch: couch.fetch, url: couch.url, disk });
  await diego.saves('two');
  await diego.syncs();
  await diego.syncsLater();
  couch.recreate();
  await diego.restarts().syncs();
  expect(couch.database().leaves('response:one')).toEqual([]);
  sana = person(coordinator);
  await sana.syncs();
  expect(couch.database().leaves('response:one')).toHaveLength(1);
});

test('a phone that cannot even write its trouble still says it', async () => {
  amina.store.close();
  expect((await amina.syncs()).trouble).toEqual({ why: 'storage-failed' });
});

test('our own bug in a session stays thrown, but the screen does not show it sending', async () => {
  vi.spyOn(amina.store.outbox, 'list').mockRejectedValueOnce(new TypeError('x is undefined'));
  await expect(amina.syncs()).rejects.toThrow(TypeError);
  expect((await amina.store.syncState.get('amina')).phase).toBe('idle');
});

test('a newer version in another tab is told as such by a session that only reads', async () => {
  const disk = newDisk();
  const sana = person({ name: 'sana', fetch: couch.fetch, url: couch.url, disk });
  await sana.store.open();
  // What the next version's code would do. Dexie's version 2 is IndexedDB's 20.
  const opening = disk.indexedDB.open('dastak-0123456789ab', 20);
  await new Promise((resolve) => opening.addEventListener('success', resolve));
  expect((await sana.syncs()).trouble).toEqual({ why: 'newer-tab' });
});
