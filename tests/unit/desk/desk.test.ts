import { expect, test } from 'vitest';
import { writeBundle } from '../../../src/exchange/index.ts';
import { fileOf, first, interview, office, receive } from './office.ts';

test('the newest response comes first, and a page does not hide how many there are', async () => {
  const { store, desk } = await office();
  for (const n of [1, 2, 3]) await receive(store, `response:${n}`, interview());
  const page = await first(desk.responses({ limit: 2 }));
  expect(page.total).toBe(3);
  expect(page.rows.map(({ id }) => id)).toEqual(['response:3', 'response:2']);
  const rest = await first(desk.responses({ limit: 2, skip: 2 }));
  expect(rest.rows.map(({ id }) => id)).toEqual(['response:1']);
});

test('Sana finds a response by its respondent, its collector or what was said', async () => {
  const { store, desk } = await office();
  await receive(
    store,
    'response:1',
    interview({ respondent: 'UC12-7', answers: { said: 'Mujhe DAR lagta hai' } }),
  );
  await receive(store, 'response:2', interview({ collector: 'diego' }));
  const found = async (text: string) => (await first(desk.responses({ text }))).rows.map(({ id }) => id);
  expect(await found('uc12')).toEqual(['response:1']);
  expect(await found('dar MUJHE')).toEqual(['response:1']);
  expect(await found('diego')).toEqual(['response:2']);
  expect(await found('nobody')).toEqual([]);
});

test('filters narrow by form, round, collector and decision together', async () => {
  const { store, desk } = await office();
  await receive(store, 'response:1', interview());
  await receive(
    store,
    'response:2',
    interview({ form: 'after', formVersion: 'form:after:0', round: 'endline' }),
  );
  await receive(store, 'response:3', interview({ collector: 'diego' }));
  await desk.review('response:1', 'approved');
  const ids = async (filter: object) => (await first(desk.responses(filter))).rows.map(({ id }) => id);
  expect(await ids({ form: 'after', round: 'endline' })).toEqual(['response:2']);
  expect(await ids({ collector: 'diego', state: 'approved' })).toEqual([]);
  expect(await ids({ state: 'approved' })).toEqual(['response:1']);
  expect(await ids({ state: 'received' })).toEqual(['response:3', 'response:2']);
});

test('a response with two versions can be listed alone', async () => {
  const { store, desk } = await office();
  await receive(store, 'response:1', interview({ answers: { safe: 'true' } }));
  await receive(store, 'response:1', interview({ answers: { safe: 'false' } }));
  await receive(store, 'response:2', interview());
  const page = await first(desk.responses({ isConflicted: true }));
  expect(page.rows.map(({ id, isConflicted }) => [id, isConflicted])).toEqual([['response:1', true]]);
});

test('a decision is a document of its own that waits in the outbox, and the last one stands', async () => {
  const { store, desk, wakes } = await office();
  const rev = await receive(store, 'response:1', interview());
  await desk.review('response:1', 'hasIssues', '  Which house? ');
  await desk.review('response:1', 'approved');
  const reviews = await store.documents.about('response:1', 'review');
  expect(reviews.map(({ id }) => id)).toEqual(['review:1:1-sana', 'review:1:2-sana']);
  expect(reviews[0]?.body).toMatchObject({ note: 'Which house?', reviewer: 'sana', responseRev: rev });
  expect(await store.outbox.count('sana')).toBe(2);
  expect(wakes.count).toBe(2);
  expect((await first(desk.responses({}))).rows[0]?.state).toBe('approved');
});

test('a decision about a response that is not here is refused in words', async () => {
  const { desk } = await office();
  expect(await desk.review('response:none', 'approved')).toEqual({ ok: false, why: 'gone' });
});

test('who said no at the door was visited, but is nobody in the results', async () => {
  const { store, desk } = await office();
  await receive(store, 'response:1', interview({ respondent: 'a', answers: { safe: 'true' } }));
  await receive(store, 'response:2', interview({ respondent: 'b', answers: { consent: 'no' } }));
  expect((await first(desk.results({})))?.baseline).toMatchObject({ persons: 1 });
});

test('what is rejected does not count in the results', async () => {
  const { store, desk } = await office();
  await receive(
    store,
    'response:1',
    interview({ respondent: 'a', answers: { safe: 'true', school: 'none' } }),
  );
  await receive(
    store,
    'response:2',
    interview({ respondent: 'b', answers: { safe: 'false', school: 'none' } }),
  );
  const endline = { form: 'after', formVersion: 'form:after:0', round: 'endline' };
  await receive(store, 'response:3', interview({ ...endline, respondent: 'a', answers: { safe: 'true' } }));
  await desk.review('response:2', 'rejected');
  const results = await first(desk.results({}));
  expect(results?.baseline).toMatchObject({ persons: 1, rejected: 1 });
  expect(results?.shown).toEqual({ baseline: 1, endline: 1, inBoth: 1 });
  expect(results?.comparisons[0]?.difference?.difference).toBe(0);
  const none = results?.groups[0]?.parts.find(({ choice }) => choice === 'none');
  expect(none).toMatchObject({ baseline: { n: 1 }, endline: { n: 1 }, isSmall: true, label: { en: 'None' } });
});

test('a segment narrows every question', async () => {
  const { store, desk } = await office();
  await receive(store, 'response:1', interview({ answers: { safe: 'true', school: 'none' } }));
  await receive(store, 'response:2', interview({ answers: { safe: 'false', school: 'matric' } }));
  const results = await first(desk.results({ segment: { question: 'school', choice: 'matric' } }));
  expect(results?.segment?.label).toMatchObject({ en: 'Matric' });
  expect(results?.comparisons[0]?.baseline).toMatchObject({ n: 1, yes: 0 });
  expect(results?.shown).toEqual({ baseline: 1, endline: 0, inBoth: 0 });
  expect(results?.chosen.baseline).toMatchObject({ n: 2 });
});

test('each collector’s last word, phones and counts, the longest silent first', async () => {
  const { store, desk } = await office();
  const device = {
    type: 'device',
    schema: 1,
    campaign: 'demo',
    received: 9,
    attention: 0,
    appVersion: '1',
  } as const;
  const tell = (id: string, collector: string, lastSyncAt: string, waiting: number) =>
    receive(store, `device:${id}`, { ...device, device: id, collector, lastSyncAt, waiting });
  await tell('p1', 'amina', '2026-11-20T10:00:00Z', 2);
  await tell('p2', 'amina', '2026-11-21T10:00:00+05:00', 3);
  await tell('p3', 'farah', '2026-11-18T10:00:00Z', 12);
  await receive(store, 'response:1', interview());
  await receive(
    store,
    'response:2',
    interview({ subject: 'place', form: 'place', formVersion: 'form:place:0', round: null }),
  );
  expect(await first(desk.people())).toEqual([
    {
      collector: 'farah',
      devices: 1,
      lastSyncAt: '2026-11-18T10:00:00Z',
      surveys: 0,
      reports: 0,
      waiting: 12,
      attention: 0,
    },
    {
      collector: 'amina',
      devices: 2,
      lastSyncAt: '2026-11-21T10:00:00+05:00',
      surveys: 1,
      reports: 1,
      waiting: 5,
      attention: 0,
    },
  ]);
});

test('the CSV has every response to the form, oldest first, with its decision', async () => {
  const { store, desk } = await office();
  await receive(store, 'response:1', interview({ answers: { safe: 'true' } }));
  await receive(store, 'response:2', interview());
  await desk.review('response:1', 'approved');
  const file = fileOf(await desk.exportCsv('before', 'ur'));
  expect(file).toMatchObject({ name: 'before-2026-11-22.csv', count: 2 });
  const rows = (await file.blob.text()).split('\r\n');
  expect(rows[1]).toMatch(/True ur.*uuid:1.*approved/);
});

test('rejected reports stay out of the GeoJSON', async () => {
  const { store, desk } = await office();
  const place = { lat: 21.1, lon: -101.7, method: 'gps' as const };
  const report = interview({
    subject: 'place',
    form: 'place',
    formVersion: 'form:place:0',
    answers: { place },
  });
  await receive(store, 'response:1', report);
  await receive(store, 'response:2', report);
  await desk.review('response:2', 'rejected');
  const file = fileOf(await desk.exportGeoJson());
  expect(file).toMatchObject({ name: 'places-2026-11-22.geojson', count: 1 });
});

const hash = (digit: string): string => digit.repeat(32);
const header = {
  campaign: 'demo',
  collector: 'amina',
  device: 'phone-1',
  savedAt: '2026-11-22T18:00:00+05:00',
  appVersion: '1',
  documents: 1,
  photos: 0,
  drafts: 0,
};
const handedOver = (rev: string) => ({
  id: 'response:1',
  leaf: { rev: rev as never, ancestors: [], deleted: false, body: { ...interview() } },
});

test('a phone’s file goes in with its own revisions, is sent on, and twice is once', async () => {
  const { store, desk } = await office();
  const file = await writeBundle(header, {
    documents: [handedOver(`1-${hash('a')}`)],
    drafts: [],
    photos: [],
  });
  expect(await desk.importFile(file)).toMatchObject({
    ok: true,
    value: { added: 1, known: 0, responses: 1, damaged: 0 },
  });
  expect(await desk.importFile(file)).toMatchObject({ ok: true, value: { added: 0, known: 1 } });
  expect((await store.documents.get('response:1'))?.rev).toBe(`1-${hash('a')}`);
  expect(await store.outbox.list('sana')).toMatchObject([
    { id: 'response:1', rev: `1-${hash('a')}`, again: true },
  ]);
});

test('what the network brings later of an imported file doubles nothing', async () => {
  const { store, desk } = await office();
  const document = handedOver(`1-${hash('a')}`);
  await desk.importFile(await writeBundle(header, { documents: [document], drafts: [], photos: [] }));
  await store.replicated.pulled([document], null, 1);
  expect((await first(desk.responses({}))).total).toBe(1);
  expect((await store.documents.get('response:1'))?.leaves).toHaveLength(1);
  expect(await store.outbox.count('sana')).toBe(0);
});

test('importing her own phone’s file does not make unsent work look received', async () => {
  const { store, desk } = await office();
  const rev = await store.write.save('response:1', interview(), 'amina');
  const leaf = (await store.documents.get('response:1'))?.leaves[0];
  if (leaf === undefined) throw new Error('not saved');
  await desk.importFile(
    await writeBundle(header, { documents: [{ id: 'response:1', leaf }], drafts: [], photos: [] }),
  );
  expect(await store.outbox.list('amina')).toMatchObject([{ id: 'response:1', rev }]);
  expect(await store.receipts.get('response:1')).toBeUndefined();
});

test('a file of another campaign is refused, and nothing of it is stored', async () => {
  const { store, desk } = await office();
  const body = { ...interview(), campaign: 'other' };
  const document = { ...handedOver(`1-${hash('a')}`), leaf: { ...handedOver(`1-${hash('a')}`).leaf, body } };
  const file = await writeBundle(
    { ...header, campaign: 'other' },
    { documents: [document], drafts: [], photos: [] },
  );
  expect(await desk.importFile(file)).toMatchObject({ ok: false, why: 'bundle-other-campaign' });
  expect(await store.documents.get('response:1')).toBeUndefined();
});

test('the overview names forms once, with what has come of each', async () => {
  const { store, desk } = await office();
  await receive(store, 'response:1', interview());
  const overview = await first(desk.overview());
  expect(overview).toMatchObject({ responses: 1, collectors: ['amina'] });
  expect(overview.forms.map(({ id, responses }) => [id, responses])).toEqual([
    ['before', 1],
    ['after', 0],
    ['place', 0],
  ]);
});

test('an open response shows a decision as soon as it is made', async () => {
  const { store, desk } = await office();
  await receive(store, 'response:1', interview());
  const states: (string | undefined)[] = [];
  const subscription = desk.record('response:1').subscribe((record) => states.push(record?.review?.state));
  await expect.poll(() => states).toEqual([undefined]);
  await desk.review('response:1', 'approved');
  await expect.poll(() => states).toEqual([undefined, 'approved']);
  subscription.unsubscribe();
});
