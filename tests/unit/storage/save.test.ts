import { IDBObjectStore } from 'fake-indexeddb';
import { expect, test, vi } from 'vitest';
import type { Rev } from '../../../src/domain/ids.ts';
import { type CampaignStore, openCampaignStore } from '../../../src/storage/index.ts';
import { aCorrection, aDraft, aPhoto, aResponse, photoAnswer, photoBytes } from '../../support/examples.ts';
import { newDisk } from '../../support/phone.ts';

const REPLICA = '0123456789ab';
const open = () => openCampaignStore(REPLICA, newDisk());

test('a finalized draft becomes a document that waits to be sent, and the draft is gone', async () => {
  const amina = open();
  const draft = aDraft('one');
  await amina.drafts.save(draft);

  const rev = await amina.write.finalize(draft, aResponse(draft), 'amina');

  expect(await amina.drafts.list('amina')).toEqual([]);
  expect(await amina.documents.get('response:one')).toMatchObject({ rev, type: 'response', readable: true });
  expect(await amina.outbox.list('amina')).toMatchObject([{ id: 'response:one', rev, kind: 'text' }]);
});

test('finalizing twice leaves one revision and one entry', async () => {
  const amina = open();
  const draft = aDraft('one');
  const first = await amina.write.finalize(draft, aResponse(draft), 'amina');
  const second = await amina.write.finalize(draft, aResponse(draft), 'amina');

  expect(second).toBe(first);
  expect(await amina.outbox.count('amina')).toBe(1);
});

test('finalizing again after the endpoint confirmed does not send again', async () => {
  const amina = open();
  const draft = aDraft('one');
  await amina.write.finalize(draft, aResponse(draft), 'amina');
  await amina.replicated.received(await amina.outbox.list(), 1);

  await amina.write.finalize(draft, aResponse(draft), 'amina');

  expect(await amina.outbox.count()).toBe(0);
});

test('each photo named in the answers gets a document and its own place in the outbox', async () => {
  const amina = open();
  const bytes = photoBytes(3000);
  const draft = aDraft('one', { photo: photoAnswer('p1', bytes.byteLength) });
  await amina.media.add(aPhoto('p1', draft.id, bytes));
  await amina.media.add(aPhoto('taken-out', draft.id, bytes));

  await amina.write.finalize(draft, aResponse(draft), 'amina');

  const outbox = await amina.outbox.list('amina');
  expect(outbox.map(({ id, kind }) => [id, kind])).toEqual([
    ['response:one', 'text'],
    ['media:p1', 'media'],
  ]);
  expect(outbox[1]?.bytes).toBeGreaterThan(4000);
  expect(await amina.media.has('media:taken-out')).toBe(false);
  expect((await amina.documents.about('response:one', 'media')).map(({ id }) => id)).toEqual(['media:p1']);
});

test('a correction replaces what was not sent yet', async () => {
  const amina = open();
  const draft = aDraft('one');
  const first = await amina.write.finalize(draft, aResponse(draft), 'amina');
  const correction = aCorrection(draft, first, { heard: 'no' });
  const second = await amina.write.finalize(correction, aResponse(correction), 'amina');

  expect((await amina.outbox.list()).map(({ rev }) => rev)).toEqual([second]);
  const stored = await amina.documents.get('response:one');
  expect(stored?.leaves).toMatchObject([{ rev: second, ancestors: [first] }]);
});

test('two corrections of the same revision are both kept and both wait', async () => {
  const amina = open();
  const draft = aDraft('one');
  const first = await amina.write.finalize(draft, aResponse(draft), 'amina');
  for (const heard of ['no', 'not_sure']) {
    const correction = aCorrection(draft, first, { heard });
    await amina.write.finalize(correction, aResponse(correction), 'amina');
  }
  const stored = await amina.documents.get('response:one');
  expect(stored?.leaves).toHaveLength(2);
  expect(await amina.documents.conflicted()).toHaveLength(1);
  const waiting = (await amina.outbox.list()).map(({ rev }) => rev);
  expect(waiting.sort()).toEqual(stored?.leaves.map(({ rev }) => rev).sort());
});

test('a correction of a revision that was superseded meanwhile branches off where it began', async () => {
  const amina = open();
  const draft = aDraft('one');
  const first = await amina.write.finalize(draft, aResponse(draft), 'amina');
  const leaf = {
    rev: '2-fromelsewhere' as Rev,
    ancestors: [first],
    deleted: false,
    body: aResponse(draft, 1),
  };
  await amina.replicated.pulled([{ id: draft.id, leaf }], null, 1);

  const correction = aCorrection(draft, first, { heard: 'no' });
  await amina.write.finalize(correction, aResponse(correction), 'amina');

  const stored = await amina.documents.get('response:one');
  expect(stored?.leaves.map(({ ancestors }) => ancestors)).toEqual([[first], [first]]);
});

test('a correction that wins over nobody is kept and sent all the same', async () => {
  const amina = open();
  const draft = aDraft('one');
  const first = await amina.write.finalize(draft, aResponse(draft), 'amina');
  const winning = { rev: '9-zzz' as Rev, ancestors: [], deleted: false, body: aResponse(draft, 1) };
  await amina.replicated.pulled([{ id: draft.id, leaf: winning }], null, 1);
  const correction = aCorrection(draft, first, { heard: 'no' });
  const second = await amina.write.finalize(correction, aResponse(correction), 'amina');
  expect((await amina.outbox.list()).map(({ rev }) => rev)).toEqual([second]);
  expect((await amina.documents.get(draft.id))?.leaves.map(({ rev }) => rev)).toEqual(['9-zzz', second]);
});

test('what is saved is found again by round, by kind and by person', async () => {
  const amina = open();
  const survey = aDraft('one');
  const report = aDraft('two', {}, { form: 'place', subject: 'place', round: null, collector: 'diego' });
  await amina.write.finalize(survey, aResponse(survey), 'amina');
  await amina.write.finalize(report, aResponse(report), 'diego');

  const ids = async (query: Parameters<typeof amina.documents.responses>[0]) =>
    (await amina.documents.responses(query)).map(({ id }) => id);
  expect(await ids({ form: 'vaccine_baseline', round: 'baseline' })).toEqual(['response:one']);
  expect(await ids({ form: 'place' })).toEqual(['response:two']);
  expect(await ids({ subject: 'place' })).toEqual(['response:two']);
  expect(await ids({ collector: 'amina' })).toEqual(['response:one']);
  expect(await ids({ round: null })).toEqual(['response:two']);
  expect(await ids({ form: 'place', round: null })).toEqual(['response:two']);
  expect(await ids({ form: 'vaccine' })).toEqual([]);
});

test('a save after the first one asks for nothing before it writes', async () => {
  const amina = open();
  await amina.write.save('response:one', aResponse(aDraft('one')), 'amina');
  const gets = vi.spyOn(IDBObjectStore.prototype, 'get');
  const adds = vi.spyOn(IDBObjectStore.prototype, 'add');

  await amina.write.save('response:two', aResponse(aDraft('two')), 'amina');

  expect(gets).not.toHaveBeenCalled();
  expect(adds).toHaveBeenCalledTimes(2);
  vi.restoreAllMocks();
});

test('what two tabs save in turn, or at once, keeps its order, and each waits once', async () => {
  const disk = newDisk();
  const [here, there] = [openCampaignStore(REPLICA, disk), openCampaignStore(REPLICA, disk)];
  const save = (store: CampaignStore, name: string) =>
    store.write.save(`response:${name}`, aResponse(aDraft(name)), 'amina');

  const inTurn = ['a', 'b', 'c', 'd', 'e', 'f'];
  for (const [index, name] of inTurn.entries()) await save(index % 3 === 1 ? there : here, name);
  await Promise.all([save(here, 'g'), save(there, 'h'), save(here, 'i'), save(there, 'j')]);

  const places = await Promise.all(
    [...inTurn, 'g', 'h', 'i', 'j'].map(
      async (name) => (await here.documents.get(`response:${name}`))?.updatedSeq,
    ),
  );
  expect(places.slice(0, inTurn.length)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(places.slice(inTurn.length).toSorted()).toEqual([10, 7, 8, 9].toSorted());
  expect(await here.outbox.count()).toBe(places.length);
});

test('what is taken for new and is not becomes a child of what is shown', async () => {
  const disk = newDisk();
  const [here, there] = [openCampaignStore(REPLICA, disk), openCampaignStore(REPLICA, disk)];
  const body = aResponse(aDraft('one'));
  await here.write.save('response:other', body, 'amina');
  await there.write.save('response:one', body, 'amina');
  await here.write.save('response:third', body, 'amina');

  const rev = await here.write.save('response:one', { ...body, round: 'endline' }, 'amina');

  expect(await here.documents.get('response:one')).toMatchObject({ rev, body: { round: 'endline' } });
  expect((await here.documents.get('response:one'))?.leaves).toHaveLength(1);
  expect(await here.outbox.of('response:one')).toMatchObject([{ rev }]);
});

test('each person of a shared phone has an outbox of her own', async () => {
  const phone = open();
  const hers = aDraft('one');
  const his = aDraft('two', {}, { collector: 'diego' });
  await phone.write.finalize(hers, aResponse(hers), 'amina');
  await phone.write.finalize(his, aResponse(his), 'diego');

  expect(await phone.outbox.count('amina')).toBe(1);
  expect(await phone.outbox.count()).toBe(2);
});
