import Dexie from 'dexie';
import { expect, test, vi } from 'vitest';
import type { OpenResponse } from '../../../src/app/types.ts';
import { placeSummaries } from '../../../src/app/views/places.ts';
import { pageLocks } from '../../../src/device/locks.ts';
import type { ReviewDocument } from '../../../src/domain/document.ts';
import type { ResponseId } from '../../../src/domain/ids.ts';
import { childLeaf } from '../../../src/domain/revisions.ts';
import { StorageTrouble } from '../../../src/storage/index.ts';
import { type Collector, collector, now } from '../../support/collector.ts';
import { newDisk } from '../../support/phone.ts';

async function beginsReport(person: Collector): Promise<{ id: ResponseId; open: OpenResponse }> {
  const begun = await person.work.startReport('es');
  if (!begun.ok) throw new Error(begun.why);
  return { id: begun.value, open: await person.opens(begun.value) };
}

/** Begins a correction and turns a page, nothing more. */
async function looksAtCorrection(person: Collector, id: ResponseId): Promise<OpenResponse> {
  await person.work.correct(id);
  const looked = await person.opens(id);
  await looked.goTo('union_council');
  return looked;
}

/** The shortest honest interview: nobody wants to talk. */
async function refuse(open: OpenResponse): Promise<void> {
  await open.answer('respondent', '204815');
  await open.answer('union_council', firstChoice(open, 'union_council'));
  await open.answer('consent', 'no');
}

const firstChoice = (open: OpenResponse, path: string): string =>
  open.form.questions.get(path)?.choices[0]?.name ?? '';

test('an answer is on the disk before its promise resolves, and a new tab finds it', async () => {
  const disk = newDisk();
  const amina = await collector('amina', disk);
  const open = await amina.startsSurvey();
  await open.answer('respondent', '204815');
  await open.goTo('union_council');
  const { id } = open.current().draft;

  const again = await amina.diesAndReturns();
  const [draft] = await now(again.work.drafts());
  expect(draft?.id).toBe(id);
  const resumed = await again.opens(id);
  expect(resumed.current().draft.answers['respondent']).toBe('204815');
  expect(resumed.current().draft.position).toBe('union_council');
});

test('the screen shows an answer at once and calls it saved only when it is', async () => {
  const amina = await collector('amina', newDisk());
  const open = await amina.startsSurvey();
  const kept = open.answer('respondent', '204815');
  expect(open.current().state.answers['respondent']).toBe('204815');
  expect(open.current().saving).toBe('saving');
  await kept;
  expect(open.current().saving).toBe('saved');
});

test('quick answers are kept in their order, the last one standing', async () => {
  const disk = newDisk();
  const amina = await collector('amina', disk);
  const open = await amina.startsSurvey();
  await Promise.all(['no', 'yes', 'no', 'yes'].map((word) => open.answer('consent', word)));
  const again = await amina.diesAndReturns();
  expect((await again.opens(open.current().draft.id)).current().draft.answers['consent']).toBe('yes');
});

test('a full phone is told beside the answer, which stays on the screen', async () => {
  const amina = await collector('amina', newDisk());
  const open = await amina.startsSurvey();
  amina.store.drafts.save = () => Promise.reject(new StorageTrouble('storage-full'));
  await open.answer('respondent', '204815');
  expect(open.current().saving).toBe('failed');
  expect(open.current().trouble?.why).toBe('storage-full');
  expect(open.current().state.answers['respondent']).toBe('204815');
});

test('a full phone begins no survey, and says so instead of failing', async () => {
  const amina = await collector('amina', newDisk());
  amina.store.drafts.save = () => Promise.reject(new StorageTrouble('storage-full'));
  expect(await amina.work.startSurvey('ur')).toMatchObject({ ok: false, why: 'storage-full' });
});

test('an unfinished survey cannot be finished, and names what is open', async () => {
  const amina = await collector('amina', newDisk());
  const open = await amina.startsSurvey();
  const finished = await open.finalize();
  expect(finished).toMatchObject({ ok: false, why: 'incomplete' });
  expect('problems' in finished && finished.problems.map((one) => one.path)).toContain('respondent');
  expect(await amina.records()).toEqual([]);
});

test('a finished survey is on this phone, is no draft any more, and waits to be sent', async () => {
  const amina = await collector('amina', newDisk());
  const open = await amina.startsSurvey();
  await refuse(open);
  expect(await open.finalize()).toMatchObject({ ok: true });
  expect(await now(amina.work.drafts())).toEqual([]);
  expect(await now(amina.work.counts())).toEqual({
    phone: 1,
    received: 0,
    attention: 0,
    drafts: 0,
    unread: 0,
  });
  expect((await now(amina.work.sync())).waiting).toBe(1);
});

test('what was finished can be corrected until the coordinator has decided', async () => {
  const amina = await collector('amina', newDisk());
  const open = await amina.startsSurvey();
  await refuse(open);
  const { id } = open.current().draft;
  await open.finalize();

  expect(await amina.work.correct(id)).toEqual({ ok: true, value: id });
  const correction = await amina.opens(id);
  await correction.answer('respondent', '204816');
  await correction.finalize();
  const [record] = await amina.records();
  expect(record?.respondent).toBe('204816');
  const view = await now(amina.work.record(id));
  expect(view?.document.corrections).toBe(1);
  expect(view?.rev).toMatch(/^2-/);

  await amina.reviews({ response: id, state: 'approved' });
  expect(await amina.work.correct(id)).toMatchObject({ ok: false, why: 'already-reviewed' });
});

test('a correction in which nothing was changed is no unfinished work, whatever tab left it behind', async () => {
  const disk = newDisk();
  const amina = await collector('amina', disk);
  const id = await receivedInterview(amina);
  const looked = await looksAtCorrection(amina, id);
  await looked.close();
  expect(await now(amina.work.drafts())).toEqual([]);

  const again = await amina.diesAndReturns();
  await again.work.correct(id);
  const correction = await again.opens(id);
  await correction.answer('respondent', '204816');
  expect(await now(again.work.drafts())).toMatchObject([{ id, isCorrection: true }]);
});

test('an unchanged correction stays nobody’s work when her other phone corrects the same interview', async () => {
  const disk = newDisk();
  const amina = await collector('amina', disk);
  const id = await receivedInterview(amina);
  await looksAtCorrection(amina, id);
  expect((await now(amina.work.counts())).drafts).toBe(0);
  const sent = await now(amina.work.record(id));
  if (!sent) throw new Error('no interview');
  const answers = { ...sent.document.answers, respondent: '204999' };
  const leaf = childLeaf([], sent.rev, false, { ...sent.document, answers, respondent: '204999' });
  await amina.store.replicated.pulled([{ id, leaf }], null, 1);
  expect((await now(amina.work.record(id)))?.document.respondent).toBe('204999');

  const again = await amina.diesAndReturns();
  expect(await now(again.work.drafts())).toEqual([]);
  expect((await now(again.work.counts())).drafts).toBe(0);
  await again.work.correct(id);
  expect((await again.opens(id)).current().draft.answers['respondent']).toBe('204999');
});

/** An interview that ended at the door, and is at the endpoint. */
async function receivedInterview(amina: Collector): Promise<ResponseId> {
  const open = await amina.startsSurvey();
  await refuse(open);
  await open.finalize();
  await amina.store.replicated.received(await amina.store.outbox.list(), 1);
  return open.current().draft.id;
}

test('what the coordinator sends back needs attention, says why, and is open again', async () => {
  const amina = await collector('amina', newDisk());
  const id = await receivedInterview(amina);
  expect((await amina.records())[0]?.state).toBe('received');

  await amina.reviews({ response: id, state: 'hasIssues', note: 'Is the code right?' });
  expect((await amina.records())[0]).toMatchObject({
    state: 'attention',
    decision: 'hasIssues',
    note: 'Is the code right?',
  });
  expect(await amina.work.correct(id)).toMatchObject({ ok: true });
});

test('what the coordinator rejects is told, and asks for nothing that could not be done', async () => {
  const amina = await collector('amina', newDisk());
  const id = await receivedInterview(amina);
  await amina.reviews({ response: id, state: 'rejected', note: 'Twice the same home' });
  expect((await amina.records())[0]).toMatchObject({
    state: 'received',
    decision: 'rejected',
    note: 'Twice the same home',
  });
});

test('a correction that answers the coordinator waits on the phone and no longer asks for attention', async () => {
  const amina = await collector('amina', newDisk());
  const id = await receivedInterview(amina);
  await amina.reviews({ response: id, state: 'hasIssues', note: 'Is the code right?' });
  await amina.work.correct(id);
  const correction = await amina.opens(id);
  await correction.answer('respondent', '204999');
  await correction.finalize();
  expect((await amina.records())[0]?.state).toBe('phone');
  await amina.store.replicated.received(await amina.store.outbox.list(), 1);
  expect((await amina.records())[0]?.state).toBe('received');
});

/** Her interview, after the endpoint refused it. */
async function refusedInterview(amina: Collector): Promise<string> {
  const open = await amina.startsSurvey();
  await refuse(open);
  await open.finalize();
  const [entry] = await amina.store.outbox.list();
  if (entry === undefined) throw new Error('nothing waits');
  await amina.store.replicated.refused([{ entry, why: 'forbidden', reason: 'not yours' }]);
  return entry.id;
}

test('what the endpoint refuses needs attention and goes back to the outbox on a retry', async () => {
  const amina = await collector('amina', newDisk());
  const id = await refusedInterview(amina);
  expect((await amina.records())[0]).toMatchObject({ state: 'attention', trouble: { why: 'forbidden' } });
  expect((await amina.records())[0]?.isFileRefused).toBeUndefined();
  await amina.work.retry(id);
  expect((await amina.records())[0]?.state).toBe('phone');
});

test('a photo that the endpoint refused goes back to the outbox when she sends her report again', async () => {
  const amina = await collector('amina', newDisk());
  const { id, open } = await beginsReport(amina);
  await open.addPhoto('photo', new Blob());
  await open.answer('kind', 'broken_surface');
  await open.answer('place', { lat: 21.12, lon: -101.68, method: 'pin' });
  await open.finalize();
  const waiting = await amina.store.outbox.list();
  const photo = waiting.find(({ kind }) => kind === 'media');
  if (photo === undefined) throw new Error('no photo waits');
  await amina.store.replicated.received(
    waiting.filter((entry) => entry !== photo),
    1,
  );
  await amina.store.replicated.refused([{ entry: photo, why: 'too-large', reason: '' }]);
  // Her answers were not refused, and nothing says so.
  const told = { state: 'attention', trouble: { why: 'too-large' }, isFileRefused: true };
  expect((await amina.records())[0]).toMatchObject(told);
  await amina.work.retry(id);
  expect((await amina.records())[0]).toMatchObject({ state: 'received', filesWaiting: 1 });
  expect(await amina.store.quarantine.list()).toEqual([]);
});

test('what the endpoint refused is counted, so that nothing claims that everything was received', async () => {
  const amina = await collector('amina', newDisk());
  await refusedInterview(amina);
  expect(await now(amina.work.sync())).toMatchObject({ waiting: 0, refused: 1 });
});

test('what was refused of her and is none of her records is told too, alike things together, and can be sent again', async () => {
  const amina = await collector('amina', newDisk());
  const open = await amina.startsSurvey();
  await refuse(open);
  await open.finalize();
  for (const at of ['1', '2']) {
    const review = {
      type: 'review',
      schema: 1,
      response: 'response:x',
      responseRev: '1-a',
      state: 'approved',
    };
    const { campaign } = open.current().draft;
    const body = { ...review, campaign, reviewer: 'amina', at: '2026-03-01T09:00:00+05:00' };
    await amina.store.write.save(`review:x:${at}-amina`, body as ReviewDocument, 'amina');
  }
  const waiting = await amina.store.outbox.list();
  await amina.store.replicated.refused(
    waiting.map((entry) => ({ entry, why: 'forbidden', reason: 'closed' })),
  );
  const [refused, ...more] = await now(amina.work.refusedBesides());
  expect(more).toEqual([]);
  expect(refused).toMatchObject({
    type: 'review',
    trouble: { why: 'forbidden', words: { reason: 'closed' } },
  });
  expect(refused?.ids).toHaveLength(2);
  await amina.work.retry(...(refused?.ids ?? []));
  expect(await now(amina.work.refusedBesides())).toEqual([]);
});

test('on a shared phone each collector sees her own drafts and records only', async () => {
  const disk = newDisk();
  const amina = await collector('amina', disk);
  const open = await amina.startsSurvey();
  await refuse(open);
  await open.finalize();
  await amina.startsSurvey();
  await amina.work.stop();

  const diego = await collector('diego', disk);
  expect(await now(diego.work.drafts())).toEqual([]);
  expect(await diego.records()).toEqual([]);
  expect(await diego.work.open(open.current().draft.id)).toMatchObject({ ok: false, why: 'gone' });
});

test('whatever she finishes, the browser is asked to send it should she close the page', async () => {
  let asked = 0;
  // No session comes to its end while she works.
  const locks = { ...pageLocks(), request: () => new Promise<never>(() => undefined) };
  const amina = await collector('amina', newDisk(), locks, {
    askBackgroundSync: async () => {
      asked += 1;
    },
  });
  const open = await amina.startsSurvey();
  await refuse(open);
  expect(asked).toBe(0);
  await open.finalize();
  expect(asked).toBe(1);
});

test('a discarded draft takes its photos along', async () => {
  const amina = await collector('amina', newDisk());
  const started = await amina.work.startReport('es');
  if (!started.ok) throw new Error(started.why);
  const report = await amina.opens(started.value);
  await report.addPhoto('photo', new Blob());
  await report.addPhoto('photo', new Blob());
  expect(await amina.store.media.of(started.value)).toHaveLength(2);
  await amina.work.discardDraft(started.value);
  expect(await amina.store.media.of(started.value)).toEqual([]);
});

test('a report of somebody else that was rejected leaves the map, her own stays', async () => {
  const amina = await collector('amina', newDisk());
  const started = await amina.work.startReport('es');
  if (!started.ok) throw new Error(started.why);
  const report = await amina.opens(started.value);
  await report.answer('kind', 'broken_surface');
  await report.answer('mode', 'pedestrian');
  await report.answer('valence', 'problem');
  await report.answer('place', { lat: 21.12, lon: -101.68, method: 'pin' });
  await report.finalize();
  await amina.reviews({ response: started.value, state: 'rejected' });
  expect(await placeSummaries(amina.store, 'amina')).toHaveLength(1);
  expect(await placeSummaries(amina.store, 'diego')).toEqual([]);
});

test('a report keeps the photo that it names and lets go of the one that was replaced', async () => {
  const amina = await collector('amina', newDisk());
  const started = await amina.work.startReport('es');
  if (!started.ok) throw new Error(started.why);
  const report = await amina.opens(started.value);
  await report.addPhoto('photo', new Blob());
  await report.addPhoto('photo', new Blob());
  await report.answer('mode', 'pedestrian');
  await report.answer('valence', 'problem');
  await report.answer('kind', 'broken_surface');
  await report.answer('place', { lat: 21.12, lon: -101.68, method: 'pin' });
  expect(await report.finalize()).toMatchObject({ ok: true });
  expect(await amina.store.media.of(started.value)).toHaveLength(1);
  const [place] = await now(amina.work.places());
  expect(place).toMatchObject({
    kind: 'broken_surface',
    lat: 21.12,
    lon: -101.68,
    isOwn: true,
    isReceived: false,
  });
  expect((await amina.records())[0]).toMatchObject({ photos: 1, files: 0, filesWaiting: 1, state: 'phone' });
  expect((await amina.records())[0]?.kind?.['en']).toBe('Broken surface');
});

test('the phone is ready to work offline when campaign, forms and the app itself are on it', async () => {
  const amina = await collector('amina', newDisk());
  expect(await now(amina.work.readiness())).toEqual({ isReady: true, missing: [] });
});

test('what goes to whoever mends the phone names nobody and holds no answer', async () => {
  const amina = await collector('amina', newDisk());
  const open = await amina.startsSurvey();
  await refuse(open);
  await open.finalize();
  const told = JSON.stringify(await amina.work.diagnosis());
  for (const secret of ['amina', '204815', 'response:', open.current().draft.id]) {
    expect(told).not.toContain(secret);
  }
});

/** A report with everything but its photo. */
async function reportOf(diego: Collector): Promise<OpenResponse> {
  const started = await diego.work.startReport('es');
  if (!started.ok) throw new Error(started.why);
  const report = await diego.opens(started.value);
  await report.answer('kind', 'broken_surface');
  await report.answer('place', { lat: 21.12, lon: -101.68, method: 'pin' });
  return report;
}

test('a photo that is still being made when she taps Done is part of the report', async () => {
  const diego = await collector('diego', newDisk());
  const report = await reportOf(diego);
  void report.addPhoto('photo', new Blob());
  expect(await report.finalize()).toMatchObject({ ok: true });
  expect((await diego.records())[0]).toMatchObject({ photos: 1 });
});

test('an answer that comes after Done raises no second draft', async () => {
  const diego = await collector('diego', newDisk());
  const report = await reportOf(diego);
  await report.finalize();
  await report.answer('note', 'too late');
  expect(await now(diego.work.drafts())).toEqual([]);
});

test('a correction that the coordinator overtook is not finished, and says so', async () => {
  const amina = await collector('amina', newDisk());
  const open = await amina.startsSurvey();
  await refuse(open);
  const { id } = open.current().draft;
  await open.finalize();
  await amina.work.correct(id);
  const correction = await amina.opens(id);
  await amina.reviews({ response: id, state: 'approved' });
  expect(await correction.finalize()).toMatchObject({ ok: false, why: 'already-reviewed' });
});

test("nobody corrects somebody else's report", async () => {
  const disk = newDisk();
  const diego = await collector('diego', disk);
  const report = await reportOf(diego);
  await report.finalize();
  const { id } = report.current().draft;
  await diego.work.stop();
  const amina = await collector('amina', disk);
  expect((await now(amina.work.record(id)))?.canCorrect).toBe(false);
  expect(await amina.work.correct(id)).toMatchObject({ ok: false, why: 'gone' });
  expect(await amina.store.drafts.list('diego')).toEqual([]);
});

/** What a dead tab left behind: a report without an answer, begun so long before the test's clock. */
async function leavesEmptyReport(diego: Collector, minutesAgo: number): Promise<ResponseId> {
  const begun = await diego.work.startReport('es');
  const draft = begun.ok ? await diego.store.drafts.get(begun.value) : undefined;
  if (draft === undefined) throw new Error('no report');
  const at = new Date(Date.parse(draft.startedAt) - minutesAgo * 60_000).toISOString();
  await diego.store.drafts.remove(draft.id);
  await diego.store.drafts.save({ ...draft, startedAt: at, updatedAt: at });
  return draft.id;
}

test('a report that was opened and left empty by a dead tab is gone when the next one begins', async () => {
  const diego = await collector('diego', newDisk());
  await leavesEmptyReport(diego, 61);
  const begun = await diego.work.startReport('es');
  expect((await diego.store.drafts.list('diego')).map(({ id }) => id)).toEqual([begun.ok && begun.value]);
});

test('a report of which nothing was chosen is no unfinished work, though its tab died a moment ago', async () => {
  const disk = newDisk();
  const diego = await collector('diego', disk);
  const { id, open } = await beginsReport(diego);
  await open.answer('place', { lat: 21.12, lon: -101.68, accuracyMetres: 6, method: 'gps' });
  const again = await diego.diesAndReturns();
  expect(await now(again.work.drafts())).toEqual([]);
  const resumed = await again.opens(id);
  await resumed.answer('place', { lat: 21.13, lon: -101.68, method: 'pin' });
  expect(await now(again.work.drafts())).toMatchObject([{ id }]);
});

test('a report whose mode she changed is hers to find again, before she chose a kind', async () => {
  const diego = await collector('diego', newDisk());
  const { id, open } = await beginsReport(diego);
  await open.answer('mode', 'cycling');
  await diego.work.leaveReport(open);
  expect(await now(diego.work.drafts())).toMatchObject([{ id }]);
});

test('a report that she leaves while its photo is being made keeps it', async () => {
  const diego = await collector('diego', newDisk());
  const { id, open } = await beginsReport(diego);
  void open.addPhoto('photo', new Blob());
  await diego.work.leaveReport(open);
  expect((await diego.store.drafts.get(id))?.media).toHaveLength(1);
  expect(await now(diego.work.drafts())).toMatchObject([{ id }]);
});

test('a report that she leaves as it began is gone, unless another tab has it in hand by then', async () => {
  const diego = await collector('diego', newDisk());
  const { id, open } = await beginsReport(diego);
  await open.close();
  const other = await diego.opens(id);
  await other.answer('kind', 'broken_surface');
  await Promise.all([diego.work.leaveReport(open), other.close()]);
  expect(await diego.store.drafts.get(id)).toBeDefined();
  const empty = await diego.work.startReport('es');
  if (!empty.ok) throw new Error(empty.why);
  await diego.work.leaveReport(await diego.opens(empty.value));
  expect(await diego.store.drafts.get(empty.value)).toBeUndefined();
});

test('an empty report that another tab may be showing is left to it where there are no locks to ask', async () => {
  const disk = newDisk();
  const first = await collector('diego', disk);
  const second = await collector('diego', disk);
  const open = await first.opens(await leavesEmptyReport(first, 30));
  await second.work.startReport('es');
  await open.answer('kind', 'broken_surface');
  expect(open.current().saving).toBe('saved');
});

test('what cannot be tidied away keeps nobody from reporting', async () => {
  const diego = await collector('diego', newDisk());
  await leavesEmptyReport(diego, 61);
  diego.store.drafts.remove = () => Promise.reject(new StorageTrouble('storage-full'));
  expect(await diego.work.startReport('es')).toMatchObject({ ok: true });
});

test('a full phone that cannot even discard says so', async () => {
  const amina = await collector('amina', newDisk());
  const open = await amina.startsSurvey();
  amina.store.drafts.remove = () => Promise.reject(new StorageTrouble('storage-full'));
  const { id } = open.current().draft;
  expect(await amina.work.discardDraft(id)).toEqual({ ok: false, why: 'storage-full' });
});

test('an answer and a photo on their way are kept when the person is signed out under them', async () => {
  const disk = newDisk();
  const diego = await collector('diego', disk);
  const report = await reportOf(diego);
  void report.addPhoto('photo', new Blob());
  void report.answer('note', 'by the school');
  const { id } = report.current().draft;
  const { answers } = (await (await diego.diesAndReturns()).opens(id)).current().draft;
  expect(answers).toMatchObject({ note: 'by the school', photo: { contentType: 'image/jpeg' } });
});

test('a draft that cannot be read is told, and opens once it can', async () => {
  const amina = await collector('amina', newDisk());
  const open = await amina.startsSurvey();
  const { id } = open.current().draft;
  await open.close();
  const taken = vi.spyOn(amina.store.drafts, 'take').mockRejectedValueOnce(new Dexie.UnknownError('disk'));
  expect(await amina.work.open(id)).toEqual({ ok: false, why: 'storage-failed' });
  taken.mockRestore();
  expect(await amina.work.open(id)).toMatchObject({ ok: true });
});

test('a photo for which the app has no code any more is refused with words, and the report goes on', async () => {
  const diego = await collector('diego', newDisk());
  const report = await reportOf(diego);
  vi.doMock('../../../src/app/keepMedia.ts', () => {
    throw new TypeError('Failed to fetch dynamically imported module');
  });
  expect(await report.addPhoto('photo', new Blob())).toEqual({ ok: false, why: 'not-loaded' });
  vi.doUnmock('../../../src/app/keepMedia.ts');
  expect(await report.finalize()).toMatchObject({ ok: true });
});

test('a report that was begun stays beside the next one, and each is named by its kind', async () => {
  const diego = await collector('diego', newDisk());
  const report = await reportOf(diego);
  await report.close();
  const next = await diego.work.startReport('es');
  if (!next.ok) throw new Error(next.why);
  await (await diego.opens(next.value)).answer('kind', 'narrow');
  const drafts = await now(diego.work.drafts());
  expect(drafts.map(({ id }) => id).sort()).toEqual([report.current().draft.id, next.value].sort());
  const kinds = new Map(drafts.map(({ id, kind }) => [id, kind?.['en']]));
  expect(kinds.get(report.current().draft.id)).toBe('Broken surface');
});

test('an empty report that another tab is holding is left to it', async () => {
  const disk = newDisk();
  const locks = pageLocks();
  const first = await collector('diego', disk, locks);
  const second = await collector('diego', disk, locks);
  const started = await first.work.startReport('es');
  if (!started.ok) throw new Error(started.why);
  const open = await first.opens(started.value);
  await second.work.startReport('es');
  await open.answer('kind', 'broken_surface');
  expect(open.current().saving).toBe('saved');
});

test('an answer is drawn before the phone begins to save it, and counts as saved only after that', async () => {
  const frames: (() => void)[] = [];
  const drawn = (): Promise<void> => new Promise((resolve) => frames.push(resolve));
  const disk = newDisk();
  const amina = await collector('amina', disk, undefined, { drawn });
  const open = await amina.startsSurvey();
  const saved = open.answer('respondent', '204815');
  expect(open.current()).toMatchObject({ saving: 'saving', draft: { answers: { respondent: '204815' } } });
  expect((await amina.store.drafts.get(open.current().draft.id))?.answers['respondent']).toBeUndefined();
  for (const resolve of frames) resolve();
  await saved;
  expect(open.current().saving).toBe('saved');
  expect((await amina.store.drafts.get(open.current().draft.id))?.answers['respondent']).toBe('204815');
});
