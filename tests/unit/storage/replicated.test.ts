import { expect, test, vi } from 'vitest';
import * as document from '../../../src/domain/document.ts';
import type { Rev } from '../../../src/domain/ids.ts';
import { CampaignDatabase, type OutboxRow } from '../../../src/storage/database.ts';
import { type CampaignStore, openCampaignStore } from '../../../src/storage/index.ts';
import { aCorrection, aDraft, aResponse } from '../../support/examples.ts';
import { newDisk } from '../../support/phone.ts';

const open = () => openCampaignStore('0123456789ab', newDisk());

async function savesOne(amina: CampaignStore, heard = 'yes') {
  const draft = aDraft('one', { heard });
  const rev = await amina.write.finalize(draft, aResponse(draft), 'amina');
  return { draft, rev };
}

const isReceived = async (store: CampaignStore, id: string): Promise<boolean> =>
  (await store.receipts.get(id))?.rev === (await store.documents.get(id))?.rev;

test('what the endpoint confirmed leaves the outbox with a receipt of its revision', async () => {
  const amina = open();
  const { rev } = await savesOne(amina);
  await amina.replicated.received(await amina.outbox.list(), 1);
  expect(await amina.outbox.count()).toBe(0);
  expect(await amina.receipts.get('response:one')).toMatchObject({ rev, author: 'amina' });
});

test('a correction saved while its forerunner travelled stays in the outbox', async () => {
  const amina = open();
  const { draft, rev } = await savesOne(amina);
  const travelling = await amina.outbox.list();
  const correction = aCorrection(draft, rev, { heard: 'no' });
  const newer = await amina.write.finalize(correction, aResponse(correction), 'amina');

  await amina.replicated.received(travelling, 1);

  expect((await amina.outbox.list()).map((entry) => entry.rev)).toEqual([newer]);
  expect(await isReceived(amina, 'response:one')).toBe(false);
});

test('what the endpoint refuses is kept with its reason and can be tried again', async () => {
  const amina = open();
  const { rev } = await savesOne(amina);
  const [entry] = await amina.outbox.list();
  if (entry === undefined) throw new Error('nothing waits');
  await amina.replicated.refused([{ entry, why: 'forbidden', reason: 'campaign is closed' }]);

  expect(await amina.outbox.count()).toBe(0);
  expect(await amina.quarantine.get('response:one')).toMatchObject({
    rev,
    direction: 'push',
    why: 'forbidden',
    reason: 'campaign is closed',
  });
  await amina.quarantine.retry('response:one');
  expect(await amina.quarantine.list()).toEqual([]);
  expect(await amina.outbox.list('amina')).toMatchObject([{ id: 'response:one', rev }]);
});

test('correcting a refused response tries the correction instead', async () => {
  const amina = open();
  const { draft, rev } = await savesOne(amina);
  const [entry] = await amina.outbox.list();
  if (entry === undefined) throw new Error('nothing waits');
  await amina.replicated.refused([{ entry, why: 'forbidden' }]);
  const correction = aCorrection(draft, rev, { heard: 'no' });
  await amina.write.finalize(correction, aResponse(correction), 'amina');

  expect(await amina.quarantine.list()).toEqual([]);
  expect(await amina.outbox.count()).toBe(1);
});

test('two corrections made apart and both refused are both kept, sent again, and dropped one by one', async () => {
  const amina = open();
  const { draft, rev } = await savesOne(amina);
  for (const heard of ['no', 'not_sure']) {
    const correction = aCorrection(draft, rev, { heard });
    await amina.write.finalize(correction, aResponse(correction), 'amina');
  }
  const entries = await amina.outbox.list('amina');
  expect(entries.length).toBe(2);
  const refuseAll = () => amina.replicated.refused(entries.map((entry) => ({ entry, why: 'forbidden' })));
  await refuseAll();
  await amina.quarantine.retry('response:one');
  expect((await amina.outbox.list()).map((entry) => entry.rev).sort()).toEqual(
    entries.map((entry) => entry.rev).sort(),
  );

  await refuseAll();
  await amina.replicated.received(entries.slice(1), 1);
  expect((await amina.quarantine.get('response:one'))?.rev).toBe(entries[0]?.rev);
  await amina.replicated.received(entries, 1);
  expect(await amina.quarantine.list()).toEqual([]);
});

async function hasTwoRefusedApart() {
  const amina = open();
  const { draft, rev } = await savesOne(amina);
  for (const heard of ['no', 'not_sure']) {
    const correction = aCorrection(draft, rev, { heard });
    await amina.write.finalize(correction, aResponse(correction), 'amina');
  }
  const [first, second] = await amina.outbox.list('amina');
  if (first === undefined || second === undefined) throw new Error('two must wait');
  await amina.replicated.refused([{ entry: first, why: 'forbidden', reason: 'campaign is closed' }]);
  await amina.replicated.refused([{ entry: second, why: 'too-large' }]);
  return { amina, first, second };
}

test('of two corrections refused apart, the one that stays keeps its own reason', async () => {
  const { amina, first, second } = await hasTwoRefusedApart();
  await amina.replicated.received([second], 1);
  expect(await amina.quarantine.get('response:one')).toMatchObject({
    rev: first.rev,
    why: 'forbidden',
    reason: 'campaign is closed',
    others: [],
  });
});

test('a reason that went with its correction is not told of the one that stays', async () => {
  const { amina, first, second } = await hasTwoRefusedApart();
  await amina.replicated.received([first], 1);
  const kept = await amina.quarantine.get('response:one');
  expect(kept).toMatchObject({ rev: second.rev, why: 'too-large' });
  expect(kept?.reason).toBeUndefined();
});

test('what a rule forbade is tried again when rules change, though another correction was refused since', async () => {
  const { amina, first, second } = await hasTwoRefusedApart();
  const causes = async (author: string) => (await amina.quarantine.refused(author)).map(({ why }) => why);
  expect((await causes('amina')).sort()).toEqual(['forbidden', 'too-large']);
  expect(await causes('diego')).toEqual([]);
  expect(await amina.quarantine.retryForbidden()).toBe(1);
  expect(await causes('amina')).toEqual([]);
  const waiting = await amina.outbox.list('amina');
  expect(waiting.map(({ rev }) => rev).sort()).toEqual([first.rev, second.rev].sort());
  expect(Object.keys(waiting[0] ?? {})).not.toContain('why');
});

test('corrections that an earlier version of the app put aside under one reason keep that reason', async () => {
  const disk = newDisk();
  const amina = openCampaignStore('0123456789ab', disk);
  const { entry } = await refusesOne(amina);
  const db = new CampaignDatabase('0123456789ab', disk);
  const refusal = await db.quarantine.get(['response:one', 'push']);
  if (refusal === undefined) throw new Error('nothing was refused');
  await db.quarantine.put({ ...refusal, others: [{ ...entry, rev: '2-other' as Rev }] });
  db.close();
  await amina.replicated.received([entry], 1);
  expect(await amina.quarantine.get('response:one')).toMatchObject({ rev: '2-other', why: 'forbidden' });
});

test('a document of a later version is kept whole, quarantined, and in no list', async () => {
  const sana = open();
  const body = { type: 'response', schema: 99, campaign: 'demo', unheard: true };
  const leaf = { rev: '1-a' as Rev, ancestors: [], deleted: false, body };
  const counts = await sana.replicated.pulled([{ id: 'response:new', leaf }], null, 1);

  expect(counts).toEqual({ added: 1, unreadable: 1 });
  expect(await sana.documents.ofType('response')).toEqual([]);
  expect(await sana.documents.get('response:new')).toMatchObject({ readable: false, body });
  expect(await sana.quarantine.get('response:new')).toMatchObject({
    direction: 'pull',
    why: 'document-newer',
    raw: body,
  });
});

test('what a newer app can read leaves the quarantine and enters the lists', async () => {
  const sana = open();
  const draft = aDraft('new');
  const leaf = {
    rev: '1-a' as Rev,
    ancestors: [],
    deleted: false,
    body: { ...aResponse(draft), schema: 99 },
  };
  await sana.replicated.pulled([{ id: draft.id, leaf }], null, 1);
  expect(await sana.quarantine.readAgain()).toBe(0);
  vi.spyOn(document, 'parseDocument').mockReturnValue({ ok: true, value: aResponse(draft) });
  expect(await sana.quarantine.readAgain()).toBe(1);
  vi.restoreAllMocks();
  expect(await sana.quarantine.list()).toEqual([]);
  expect(await sana.documents.ofType('response')).toHaveLength(1);
});

test('an unreadable revision that a readable one replaced leaves the quarantine', async () => {
  const sana = open();
  const draft = aDraft('one');
  const leaf = { rev: '1-a' as Rev, ancestors: [], deleted: false, body: { nonsense: true } };
  await sana.replicated.pulled([{ id: draft.id, leaf }], null, 1);
  const next = { rev: '2-b' as Rev, ancestors: [leaf.rev], deleted: false, body: aResponse(draft) };
  await sana.replicated.pulled([{ id: draft.id, leaf: next }], null, 1);
  expect(await sana.quarantine.readAgain()).toBe(1);
  expect(await sana.documents.ofType('response')).toHaveLength(1);
});

test('an answer that was lost on the way is received by the next pull', async () => {
  const amina = open();
  const { draft, rev } = await savesOne(amina);
  const leaf = { rev, ancestors: [], deleted: false, body: aResponse(draft) };
  await amina.replicated.pulled([{ id: draft.id, leaf }], { id: 'c', seq: '7-x', filter: 'all' }, 1);

  expect(await amina.outbox.count()).toBe(0);
  expect(await isReceived(amina, draft.id)).toBe(true);
  expect(await amina.checkpoints.get('c')).toMatchObject({ seq: '7-x' });
});

test("somebody else's newer revision does not make a received response unsent", async () => {
  const amina = open();
  const { draft, rev } = await savesOne(amina);
  await amina.replicated.received(await amina.outbox.list(), 1);
  const leaf = { rev: '2-b' as Rev, ancestors: [rev], deleted: false, body: aResponse(draft, 1) };
  await amina.replicated.pulled([{ id: draft.id, leaf }], null, 1);
  expect((await amina.documents.get(draft.id))?.rev).toBe('2-b');
  expect(await isReceived(amina, draft.id)).toBe(true);
});

test('after the endpoint lost its database, everything with a receipt waits again', async () => {
  const amina = open();
  const { draft, rev } = await savesOne(amina);
  await amina.replicated.received(await amina.outbox.list(), 1);
  await amina.checkpoints.put({ id: 'c', seq: '7-x', filter: 'all', session: 1, note: 'c-1' });

  expect(await amina.replicated.startOver('later')).toBe(1);

  expect(await amina.outbox.list('amina')).toMatchObject([{ id: draft.id, rev, again: true }]);
  expect(await amina.receipts.all()).toEqual([]);
  expect(await amina.checkpoints.get('c')).toMatchObject({ seq: null, note: 'c-1' });
  expect(await amina.endpoint.get()).toMatchObject({ instance: 'later' });
});

test('a pull moves its place and leaves what is known of the note', async () => {
  const amina = open();
  const noted = { id: 'c', seq: '7-x', filter: 'all', session: 5, note: 'c-3', isChecked: true };
  await amina.checkpoints.put(noted);
  await amina.replicated.pulled([], { id: 'c', seq: '8-x', filter: 'all' }, 6);
  expect(await amina.checkpoints.get('c')).toEqual({ ...noted, seq: '8-x' });
});

test('no number of a session is given twice on a phone, whatever the endpoint lost', async () => {
  const amina = open();
  await amina.checkpoints.put({ id: 'c', seq: '7-x', filter: 'all', session: 41 });
  expect(await amina.syncState.begin('amina', '')).toMatchObject({ session: 42 });
  await amina.replicated.startOver('later');
  expect(await amina.syncState.begin('diego', '')).toMatchObject({ session: 43 });
});

test('what only unknown sessions brought waits again; what the endpoint remembers does not', async () => {
  const amina = open();
  await savesOne(amina);
  await amina.replicated.received(await amina.outbox.list(), 3);
  const later = aDraft('later');
  await amina.write.finalize(later, aResponse(later), 'amina');
  await amina.replicated.received(await amina.outbox.list(), 4);

  expect(await amina.replicated.askAgain('amina', 3)).toBe(1);
  expect(await amina.outbox.list()).toMatchObject([{ id: 'response:later', again: true }]);
  expect(await amina.receipts.get('response:one')).toBeDefined();
});

test('the journal keeps its last two hundred lines', async () => {
  const amina = open();
  for (let line = 1; line <= 203; line++) await amina.journal.add('tested', { line });
  const lines = await amina.journal.list();
  expect(lines).toHaveLength(200);
  expect(lines.at(-1)?.counts).toEqual({ line: 203 });
});

async function refusesOne(amina: CampaignStore) {
  const saved = await savesOne(amina);
  const [entry] = await amina.outbox.list();
  if (entry === undefined) throw new Error('nothing waits');
  await amina.replicated.refused([{ entry, why: 'forbidden' }]);
  return { ...saved, entry };
}

test('what was refused once and is received after all leaves the quarantine', async () => {
  const amina = open();
  const { entry, rev } = await refusesOne(amina);
  await amina.replicated.received([entry], 1);
  expect(await amina.quarantine.list()).toEqual([]);
  expect(await amina.receipts.get('response:one')).toMatchObject({ rev });
});

test('an older revision that is received leaves a newer one in the quarantine', async () => {
  const amina = open();
  const { entry } = await refusesOne(amina);
  await amina.replicated.received([{ ...entry, rev: '1-older' as Rev }], 1);
  expect(await amina.quarantine.list()).toHaveLength(1);
});

test('what was refused and yet comes back from the endpoint leaves the quarantine', async () => {
  const amina = open();
  const { draft, rev } = await refusesOne(amina);
  const leaf = { rev, ancestors: [], deleted: false, body: aResponse(draft) };
  await amina.replicated.pulled([{ id: draft.id, leaf }], null, 1);
  expect(await amina.quarantine.list()).toEqual([]);
  expect(await isReceived(amina, draft.id)).toBe(true);
});

async function hasARefusedCorrection(amina: CampaignStore) {
  const { draft, rev } = await savesOne(amina);
  await amina.replicated.received(await amina.outbox.list(), 1);
  const correction = aCorrection(draft, rev, { heard: 'no' });
  await amina.write.finalize(correction, aResponse(correction), 'amina');
  const [entry] = await amina.outbox.list();
  if (entry === undefined) throw new Error('nothing waits');
  await amina.replicated.refused([{ entry, why: 'forbidden' }]);
}

test.each([
  ['a database made anew', (amina: CampaignStore) => amina.replicated.startOver('later')],
  ['a backup', (amina: CampaignStore) => amina.replicated.askAgain('amina', 0)],
])('after %s, what was refused waits for a person, not in the outbox', async (_what, forgets) => {
  const amina = open();
  await hasARefusedCorrection(amina);
  expect(await forgets(amina)).toBe(0);
  expect(await amina.outbox.list()).toEqual([]);
  expect(await amina.quarantine.list()).toHaveLength(1);
});

test('trying again what waits already only clears the complaint', async () => {
  const disk = newDisk();
  const amina = openCampaignStore('0123456789ab', disk);
  const { entry } = await refusesOne(amina);
  // As an earlier version of the app left it: the same revision in both places.
  const db = new CampaignDatabase('0123456789ab', disk);
  await db.outbox.add(entry as OutboxRow);
  db.close();
  await amina.quarantine.retry('response:one');
  expect(await amina.quarantine.list()).toEqual([]);
  expect(await amina.outbox.count()).toBe(1);
});
