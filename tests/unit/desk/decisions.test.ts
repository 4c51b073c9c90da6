import { expect, test } from 'vitest';
import type { DastakDocument, ReviewDocument } from '../../../src/domain/document.ts';
import { latestReviews } from '../../../src/domain/reviews.ts';
import { fileOf, first, interview, office, receive } from './office.ts';

const review = (more: Partial<ReviewDocument> = {}): ReviewDocument => ({
  type: 'review',
  schema: 1,
  campaign: 'demo',
  response: 'response:1',
  responseRev: `1-${'a'.repeat(32)}`,
  state: 'approved',
  reviewer: 'rosa',
  at: '2026-11-22T09:00:00Z',
  ...more,
});

const report = interview({
  form: 'place',
  formVersion: 'form:place:0',
  subject: 'place',
  round: null,
  answers: { location: { lat: 21.12, lon: -101.68, accuracyMetres: 5, method: 'gps' } } as never,
});

test('two coordinators who are offline decide in two documents, not in one', async () => {
  const { store, desk } = await office();
  const other = await office({ reviewer: 'rosa:león' });
  await receive(store, 'response:1', interview());
  await receive(other.store, 'response:1', interview());
  await desk.review('response:1', 'approved');
  await other.desk.review('response:1', 'rejected');
  const ids = async (one: typeof store) =>
    (await one.documents.about('response:1', 'review')).map(({ id }) => id);
  expect([await ids(store), await ids(other.store)]).toEqual([
    ['review:1:1-sana'],
    ['review:1:1-rosa%3Ale%C3%B3n'],
  ]);
});

test('a decision counts on from those it cannot read and those of an older Dastak', async () => {
  const { store, desk } = await office();
  await receive(store, 'response:1', interview());
  await receive(store, 'review:1:2', review());
  await receive(store, 'review:1:6-rosa', { ...review(), schema: 99 } as unknown as DastakDocument);
  await desk.review('response:1', 'approved');
  const reviews = await store.documents.about('response:1', 'review');
  expect(reviews.map(({ id }) => id)).toEqual(['review:1:2', 'review:1:7-sana']);
});

test('a rejected report that was corrected is in the export again and waits for a decision', async () => {
  const { store, desk } = await office();
  const rev = await receive(store, 'response:1', report);
  await desk.review('response:1', 'rejected');
  expect(fileOf(await desk.exportGeoJson()).count).toBe(0);
  await receive(store, 'response:1', { ...report, corrections: 1 }, rev);
  expect(fileOf(await desk.exportGeoJson()).count).toBe(1);
  expect(await fileOf(await desk.exportCsv('place', null)).blob.text()).not.toContain('rejected');
  const waiting = await first(desk.responses({ state: 'received' }));
  expect(waiting.rows.map(({ id, state }) => [id, state])).toEqual([['response:1', 'received']]);
});

test('a rejected interview that was corrected counts in the results again', async () => {
  const { store, desk } = await office();
  const rev = await receive(store, 'response:1', interview({ answers: { safe: 'false' } }));
  await desk.review('response:1', 'rejected');
  expect((await first(desk.results({})))?.baseline).toMatchObject({ rejected: 1 });
  await receive(store, 'response:1', interview({ answers: { safe: 'true' }, corrections: 1 }), rev);
  expect((await first(desk.results({})))?.baseline).toMatchObject({ rejected: 0, persons: 1 });
});

test('the decision that knew of the other stands, though its clock is a day behind', () => {
  const late = { id: 'review:1:9-sana', body: review({ state: 'rejected', at: '2026-11-23T09:00:00Z' }) };
  const next = { id: 'review:1:10-rosa', body: review({ state: 'approved', at: '2026-11-22T09:00:00Z' }) };
  for (const order of [
    [late, next],
    [next, late],
  ]) {
    expect(latestReviews(order).get('response:1')?.state).toBe('approved');
  }
});

test('of two decisions that did not know of each other every phone shows the same', () => {
  const rosa = { id: 'review:1:1-rosa', body: review({ at: '2026-11-23T09:00:00Z' }) };
  const sana = { id: 'review:1:1-sana', body: review({ reviewer: 'sana', state: 'rejected' }) };
  for (const order of [
    [rosa, sana],
    [sana, rosa],
  ]) {
    expect(latestReviews(order).get('response:1')?.reviewer).toBe('sana');
  }
});
