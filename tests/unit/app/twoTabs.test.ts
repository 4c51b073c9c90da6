import { expect, test } from 'vitest';
import type { OpenResponse } from '../../../src/app/types.ts';
import { pageLocks } from '../../../src/device/locks.ts';
import { collector, now } from '../../support/collector.ts';
import { newDisk } from '../../support/phone.ts';

/** One phone, two tabs. Without the browser's locks each tab knows only its own. */
async function twoTabs(hasWebLocks: boolean) {
  const disk = newDisk();
  const locks = hasWebLocks ? pageLocks() : undefined;
  const first = await collector('amina', disk, locks);
  const second = await collector('amina', disk, locks);
  const open = await first.startsSurvey();
  return { first, second, open, id: open.current().draft.id };
}

test('a draft that another tab has in hand is not opened twice, and says so', async () => {
  const { second, open, id } = await twoTabs(true);
  expect(await second.work.open(id)).toMatchObject({ ok: false, why: 'open-elsewhere' });
  await open.answer('respondent', '204815');
  await open.close();
  const again = await second.opens(id);
  expect(again.current().draft.answers['respondent']).toBe('204815');
});

test('a tab lets go only when its last answer is saved', async () => {
  const { second, open, id } = await twoTabs(true);
  void open.answer('respondent', '204815');
  void open.close();
  expect(await second.work.open(id)).toMatchObject({ ok: false, why: 'open-elsewhere' });
  await open.close();
  expect((await second.opens(id)).current().draft.answers['respondent']).toBe('204815');
});

test('a screen that gives way to the next one of the same tab hands the draft on', async () => {
  const { first, open, id } = await twoTabs(true);
  void open.answer('respondent', '204815');
  const next = first.opens(id);
  void open.close();
  expect((await next).current().draft.answers['respondent']).toBe('204815');
});

test('what cannot be opened is held by nobody', async () => {
  const { first, second, open, id } = await twoTabs(true);
  await open.close();
  await first.work.discardDraft(id);
  expect(await first.work.open(id)).toMatchObject({ ok: false, why: 'gone' });
  expect(await second.work.open(id)).toMatchObject({ ok: false, why: 'gone' });
});

test('where a browser has no locks, the tab with the older answers is refused and overwrites nothing', async () => {
  const { first, second, open, id } = await twoTabs(false);
  const late = await second.opens(id);
  await open.answer('respondent', '204815');
  await late.answer('respondent', '999999');
  expect(late.current()).toMatchObject({ saving: 'failed', trouble: { why: 'open-elsewhere' } });
  await late.answer('consent', 'no');
  expect(late.current().saving).toBe('failed');
  expect(await late.finalize()).toMatchObject({ ok: false });
  await open.answer('consent', 'yes');
  expect(open.current().saving).toBe('saved');
  await late.close();
  await open.close();
  expect((await first.opens(id)).current().draft.answers).toMatchObject({
    respondent: '204815',
    consent: 'yes',
  });
});

test('without locks a tab may go on where the other one left off', async () => {
  const { second, open, id } = await twoTabs(false);
  await open.answer('respondent', '204815');
  await open.close();
  const next = await second.opens(id);
  await next.answer('consent', 'yes');
  expect(next.current().saving).toBe('saved');
});

test('an answer in the other tab does not raise a draft again that was finished here', async () => {
  const { first, second, open, id } = await twoTabs(false);
  const late = await second.opens(id);
  await open.answer('respondent', '204815');
  await open.answer('union_council', open.form.questions.get('union_council')?.choices[0]?.name);
  await open.answer('consent', 'no');
  expect(await open.finalize()).toMatchObject({ ok: true });
  await late.answer('consent', 'yes');
  expect(late.current()).toMatchObject({ saving: 'failed', trouble: { why: 'gone' } });
  expect(await now(first.work.drafts())).toEqual([]);
});

async function endsItself(open: OpenResponse): Promise<void> {
  await open.answer('respondent', '204815');
  await open.answer('union_council', open.form.questions.get('union_council')?.choices[0]?.name);
  await open.answer('consent', 'no');
}

test('two tabs that finish the same draft make one response with one way out', async () => {
  const { first, second, open, id } = await twoTabs(false);
  await endsItself(open);
  await open.close();
  const late = await second.opens(id);
  expect(await open.finalize()).toMatchObject({ ok: true });
  expect(await late.finalize()).toMatchObject({ ok: false, why: 'gone' });
  expect((await first.store.documents.get(id))?.leaves).toHaveLength(1);
  expect(await first.store.outbox.count()).toBe(1);
});

test('two tabs that finish the same correction make one revision of it', async () => {
  const { first, second, open, id } = await twoTabs(false);
  await endsItself(open);
  await open.finalize();
  await first.work.correct(id);
  const correction = await first.opens(id);
  const late = await second.opens(id);
  expect(await correction.finalize()).toMatchObject({ ok: true });
  expect(await late.finalize()).toMatchObject({ ok: false, why: 'gone' });
  expect((await first.store.documents.get(id))?.leaves).toHaveLength(1);
});

test('a draft that one tab discarded is not finished in the other', async () => {
  const { first, second, open, id } = await twoTabs(false);
  await endsItself(open);
  await open.close();
  const late = await second.opens(id);
  await first.work.discardDraft(id);
  expect(await late.finalize()).toMatchObject({ ok: false, why: 'gone' });
  expect(await first.store.documents.get(id)).toBeUndefined();
  expect(await first.store.outbox.count()).toBe(0);
});

test('a correction that another tab began meanwhile keeps its answers', async () => {
  const { first, open, id } = await twoTabs(false);
  await endsItself(open);
  await open.finalize();
  const fresh = await first.work.correct(id).then(() => first.store.drafts.get(id));
  const correction = await first.opens(id);
  await correction.answer('respondent', '204816');
  if (fresh === undefined) throw new Error('no correction');
  await first.store.drafts.save(fresh);
  expect((await first.store.drafts.get(id))?.respondent).toBe('204816');
});
