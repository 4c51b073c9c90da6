import { expect, test } from 'vitest';
import { first, interview, office, receive } from './office.ts';

async function twoVersions() {
  const { store, desk } = await office();
  const parent = await receive(store, 'response:1', interview());
  const a = await receive(
    store,
    'response:1',
    interview({ answers: { safe: 'true', said: 'a' }, corrections: 1 }),
    parent,
  );
  const b = await receive(
    store,
    'response:1',
    interview({ answers: { safe: 'false', said: 'b' }, corrections: 1 }),
    parent,
  );
  const record = await first(desk.record('response:1'));
  if (record === null) throw new Error('no record');
  return { store, desk, record, other: record.rev === a ? b : a };
}

test('answers of both versions make one, which is shown everywhere', async () => {
  const { store, desk, record } = await twoVersions();
  expect(await desk.solve(record, { safe: 1, said: 0 })).toMatchObject({ ok: true });
  const solved = await first(desk.record('response:1'));
  expect(solved?.conflicts).toEqual([]);
  expect(solved?.document.answers).toEqual({
    ...record.document.answers,
    safe: record.conflicts[0]?.document.answers['safe'],
  });
  expect((await store.outbox.of('response:1')).length).toBe(2);
});

test('what lost is kept with its words, on its way to every phone', async () => {
  const { store, desk, record, other } = await twoVersions();
  await desk.solve(record, {});
  const kept = await store.documents.get('response:1');
  const lost = kept?.leaves.find(({ deleted }) => deleted);
  expect(lost?.ancestors[0]).toBe(other);
  expect(lost?.body).toEqual(record.conflicts[0]?.document);
  expect(kept?.rev).toBe(record.rev);
  expect((await store.outbox.of('response:1')).map(({ rev }) => rev)).toEqual([lost?.rev]);
});

test('a choice among versions that have changed meanwhile is not made', async () => {
  const { store, desk, record } = await twoVersions();
  await receive(store, 'response:1', interview({ corrections: 2 }), record.rev);
  expect(await desk.solve(record, { safe: 1 })).toMatchObject({ ok: false, why: 'changed-meanwhile' });
  expect((await first(desk.record('response:1')))?.conflicts).toHaveLength(1);
});

test('two who choose the same apart make the same version', async () => {
  const one = await twoVersions();
  const two = await twoVersions();
  await one.desk.solve(one.record, { safe: 1 });
  await two.desk.solve(two.record, { safe: 1 });
  const revs = async ({ store }: typeof one) =>
    (await store.documents.get('response:1'))?.leaves.map(({ rev }) => rev).sort();
  expect(await revs(one)).toEqual(await revs(two));
});
