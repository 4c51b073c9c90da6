import { expect, test } from 'vitest';
import type { OpenResponse } from '../../../src/app/types.ts';
import type { Fix, PositionSight } from '../../../src/device/index.ts';
import { pageLocks } from '../../../src/device/locks.ts';
import { auditCsv } from '../../../src/domain/audit.ts';
import type { FormDefinition, Row } from '../../../src/domain/form/definition.ts';
import { addInstance, removeInstance } from '../../../src/domain/form/extended/repeats.ts';
import { StorageTrouble } from '../../../src/storage/trouble.ts';
import { type Collector, collector } from '../../support/collector.ts';
import { newDisk } from '../../support/phone.ts';
import { until } from '../../support/until.ts';

const survey = (...rows: Row[]): FormDefinition => ({
  form_id: 'watched',
  version: '1',
  title: { en: 'Watched' },
  subject: 'survey',
  default_language: 'en',
  languages: ['en'],
  survey: rows,
  choices: {},
});

const NAME: Row = { type: 'text', name: 'name', label: { en: 'Name' }, required: 'yes' };
const AGE: Row = { type: 'integer', name: 'age', label: { en: 'Age' } };
const audit = (parameters: Record<string, string> = {}): Row => ({
  type: 'audit',
  name: 'audit',
  parameters,
});

/** A sky that the test moves. */
function sky() {
  const watchers = new Set<(sight: PositionSight) => void>();
  const asked: boolean[] = [];
  return {
    watchers,
    location: {
      watch(next: (sight: PositionSight) => void, isExact = true) {
        watchers.add(next);
        asked.push(isExact);
        return () => watchers.delete(next) && undefined;
      },
    },
    /** How exactly each watcher asked. */
    asked,
    shows(lat: number, accuracyMetres: number, fixedAt = '2026-03-01T09:00:00+05:00'): void {
      const fix: Fix = { lat, lon: -101.68, accuracyMetres, fixedAt };
      for (const next of [...watchers]) next({ state: 'fixed', fix, best: fix, readings: 1 });
    },
  };
}

async function asks(definition: FormDefinition, above = sky()): Promise<[Collector, OpenResponse]> {
  const amina = await collector('amina', newDisk(), pageLocks(), { definition, location: above.location });
  return [amina, await amina.startsSurvey()];
}

/** The lines of the log that the response names, each as its cells by column. */
async function logOf({ store }: Collector, open: OpenResponse): Promise<Record<string, string>[]> {
  const done = await open.finalize();
  if (!done.ok) throw new Error(done.why);
  const document = await store.documents.get(done.value);
  const { audit } = (document?.body['answers'] ?? {}) as Record<string, { media: string } | undefined>;
  const kept = await store.media.get(audit?.media ?? '');
  const [head = '', ...lines] = new TextDecoder().decode(kept?.bytes).trimEnd().split('\n');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(head.split(',').map((column, at) => [column, cells[at] ?? '']));
  });
}

const told = (lines: Record<string, string>[]) =>
  lines.map(({ event, node }) => [event, node].filter(Boolean).join(' '));

test('a form with an audit row tells in the end where she was, in order', async () => {
  const [amina, open] = await asks(survey(audit(), NAME, AGE));
  await open.goTo('name');
  await open.answer('name', 'Bibi');
  await open.goTo('age');
  await open.goTo('name');
  const lines = await logOf(amina, open);
  expect(told(lines)).toEqual([
    'form start',
    ...['question /data/name', 'question /data/age', 'question /data/name'],
    ...['end screen', 'form save', 'form exit', 'form finalize'],
  ]);
  const stays = lines.filter(({ event }) => event === 'question');
  expect(stays.every(({ start, end }) => Number(start) < Number(end))).toBe(true);
  expect(Object.keys(lines[0] ?? {})).toEqual(['event', 'node', 'start', 'end']);
});

test('the log of a draft is on the disk with each answer, and goes on where the tab died', async () => {
  const [amina, open] = await asks(survey(audit(), NAME, AGE));
  await open.goTo('name');
  await open.answer('name', 'Bibi');
  await open.goTo('age');
  const { id } = open.current().draft;
  const again = await amina.diesAndReturns();
  const resumed = await again.opens(id);
  expect(told(await logOf(again, resumed))).toEqual([
    ...['form start', 'question /data/name', 'form exit', 'form resume', 'question /data/age'],
    ...['end screen', 'form save', 'form exit', 'form finalize'],
  ]);
});

test('who finishes too early is noted, and asked for what is missing', async () => {
  const [amina, open] = await asks(survey(audit(), NAME));
  expect(await open.finalize()).toMatchObject({ ok: false, why: 'incomplete' });
  await open.answer('name', 'Bibi');
  expect(told(await logOf(amina, open))).toContain('finalize error');
});

test('who could not finish at once has every line all the same, and each once', async () => {
  const [amina, open] = await asks(survey(audit({ 'track-changes': 'true' }), NAME, AGE));
  await open.goTo('name');
  await open.answer('name', 'Bibi');
  const { finalize } = amina.store.write;
  amina.store.write.finalize = () => Promise.reject(new StorageTrouble('storage-full'));
  expect(await open.finalize()).toMatchObject({ ok: false, why: 'storage-full' });
  amina.store.write.finalize = finalize;
  const lines = await logOf(amina, open);
  expect(told(lines)).toEqual([
    ...['form start', 'question /data/name'],
    ...['end screen', 'form save', 'form exit', 'form finalize'],
  ]);
  expect(lines[1]).toMatchObject({ 'new-value': 'Bibi' });
});

test('a response that is left when its log cannot be kept can be opened again', async () => {
  const [amina, open] = await asks(survey(audit(), NAME));
  const { id } = open.current().draft;
  const { save } = amina.store.drafts;
  amina.store.drafts.save = () => Promise.reject(new Error('a bug of ours'));
  await open.close().catch(() => undefined);
  amina.store.drafts.save = save;
  expect((await amina.work.open(id)).ok).toBe(true);
});

test('where the form tracks changes, each visit tells the answer before and after', async () => {
  const [amina, open] = await asks(
    survey(audit({ 'track-changes': 'true', 'identify-user': 'true' }), NAME, AGE),
  );
  await open.goTo('name');
  await open.answer('name', 'Bibi');
  await open.goTo('age');
  const [, first, second] = await logOf(amina, open);
  expect(first).toMatchObject({ 'old-value': '', 'new-value': 'Bibi', user: 'amina' });
  expect(second).toMatchObject({ node: '/data/age', 'old-value': '', 'new-value': '' });
});

test('where the form asks for places, the log has the last one known', async () => {
  const above = sky();
  const [amina, open] = await asks(survey(audit({ 'location-priority': 'balanced' }), NAME), above);
  above.shows(21.1, 12);
  await open.answer('name', 'Bibi');
  const lines = await logOf(amina, open);
  expect(lines.at(-1)).toMatchObject({ latitude: '21.1', longitude: '-101.68', accuracy: '12' });
  expect(above.watchers.size).toBe(0);
});

test('a place is asked for as exactly, kept as seldom and used for as long as the form says', async () => {
  const above = sky();
  const parameters = {
    'location-priority': 'balanced',
    'location-min-interval': '60',
    'location-max-age': '120',
  };
  const [amina, open] = await asks(survey(audit(parameters), NAME, AGE), above);
  expect(above.asked).toEqual([false]);
  above.shows(21.1, 12, '2026-03-01T04:00:00Z');
  above.shows(21.2, 12, '2026-03-01T04:00:59Z');
  await open.goTo('name');
  await open.answer('name', 'Bibi');
  const before = (await logOf(amina, open)).map(({ latitude }) => latitude);
  expect(before[0]).toBe('');
  expect(new Set(before.slice(1))).toEqual(new Set(['21.1']));
});

test('a place that is older than the form allows is not told', async () => {
  const above = sky();
  const parameters = { 'location-priority': 'high-accuracy', 'location-max-age': '120' };
  const [amina, open] = await asks(survey(audit(parameters), NAME), above);
  above.shows(21.1, 12, '2026-03-01T03:50:00Z');
  await open.answer('name', 'Bibi');
  expect(above.asked).toEqual([true]);
  expect((await logOf(amina, open)).every(({ latitude }) => latitude === '')).toBe(true);
});

test('who corrects a finished response says why, where the form asks for that', async () => {
  const parameters = { 'track-changes': 'true', 'track-changes-reasons': 'on-form-edit' };
  const [amina, first] = await asks(survey(audit(parameters), NAME));
  expect(first.reason).toBeUndefined();
  await first.answer('name', 'Bibi');
  const done = await first.finalize();
  if (!done.ok) throw new Error(done.why);
  const correction = await amina.work.correct(done.value);
  if (!correction.ok) throw new Error(correction.why);
  const open = await amina.opens(correction.value);
  await open.answer('name', 'Bibi Jan');
  expect(await open.finalize()).toMatchObject({ ok: false, why: 'reason-missing' });
  open.reason?.say('  ');
  expect(await open.finalize()).toMatchObject({ ok: false, why: 'reason-missing' });
  open.reason?.say('=misheard');
  // Whoever comes back from a question finds it where she left it.
  expect(open.reason?.said()).toBe('=misheard');
  const lines = await logOf(amina, open);
  expect(lines.find(({ event }) => event === 'change reason')).toMatchObject({
    'change-reason': "'=misheard",
  });
});

test('members who are added and taken away are in the log', async () => {
  const members: Row = { type: 'repeat', name: 'members', label: { en: 'Members' }, children: [NAME] };
  const [amina, open] = await asks(survey(audit(), members));
  await open.apply((state, clock) => addInstance(open.form, state, 'members', clock));
  await open.answer('members[2]/name', 'Bibi');
  await open.apply((state, clock) => removeInstance(open.form, state, 'members', 1, clock));
  const lines = told(await logOf(amina, open));
  expect(lines).toContain('add repeat /data/members[2]');
  expect(lines).toContain('delete repeat /data/members[1]');
  expect(lines.filter((line) => line === 'question /data/members[2]/name').length).toBe(1);
});

test('a form may ask where it was begun: the best place of the first minute, and nobody is asked', async () => {
  const above = sky();
  const [, open] = await asks(survey({ type: 'start-geopoint', name: 'begun' }, NAME), above);
  above.shows(21.1, 40);
  above.shows(21.2, 60);
  expect(open.current().state.answers['begun']).toMatchObject({ lat: 21.1, accuracyMetres: 40 });
  above.shows(21.3, 8);
  expect(open.current().state.answers['begun']).toMatchObject({ lat: 21.3, accuracyMetres: 8 });
  await until(() => expect(above.watchers.size).toBe(0));
  expect(open.current().draft.answersChanged).toBe(0);
});

test('a question may be called as what every object of JavaScript has', async () => {
  const above = sky();
  const [amina, open] = await asks(
    survey(audit({ 'track-changes': 'true' }), { type: 'start-geopoint', name: 'constructor' }, AGE),
    above,
  );
  above.shows(21.1, 8);
  expect(open.current().state.answers['constructor']).toMatchObject({ lat: 21.1 });
  expect(told(await logOf(amina, open))).toContain('form finalize');
});

test('a place that is triggered is that of the same member', async () => {
  const above = sky();
  const [, open] = await asks(
    survey({
      type: 'repeat',
      name: 'members',
      label: { en: 'Members' },
      children: [NAME, { type: 'background-geopoint', name: 'where', trigger: `$\{name}` }],
    }),
    above,
  );
  await open.apply((state, clock) => addInstance(open.form, state, 'members', clock));
  await open.apply((state, clock) => addInstance(open.form, state, 'members', clock));
  await open.answer('members[2]/name', 'Bibi');
  above.shows(21.4, 5);
  expect(open.current().state.answers['members[2]/where']).toMatchObject({ lat: 21.4 });
  expect(open.current().state.answers['members[1]/where']).toBeUndefined();
});

test('a member who moves up keeps the place where she was met', async () => {
  const above = sky();
  const [, open] = await asks(
    survey({
      type: 'repeat',
      name: 'members',
      label: { en: 'Members' },
      children: [NAME, { type: 'background-geopoint', name: 'where', trigger: `$\{name}` }],
    }),
    above,
  );
  await open.answer('members[1]/name', 'Sana');
  await open.apply((state, clock) => addInstance(open.form, state, 'members', clock));
  await open.answer('members[2]/name', 'Bibi');
  above.shows(21.4, 5);
  await open.apply((state, clock) => removeInstance(open.form, state, 'members', 1, clock));
  above.shows(33.7, 5);
  expect(open.current().state.answers).toMatchObject({
    members: 1,
    'members[1]/name': 'Bibi',
    'members[1]/where': { lat: 21.4 },
  });
});

test('a phone that knows no place keeps nobody from finishing, and is not asked for ever', async () => {
  const above = sky();
  const [, open] = await asks(survey({ type: 'start-geopoint', name: 'begun' }, AGE), above);
  for (const next of above.watchers) next({ state: 'refused' });
  expect((await open.finalize()).ok).toBe(true);
  expect(above.watchers.size).toBe(0);
});

test('whoever asks is told what is recorded besides the answers, and nothing where nothing is', async () => {
  const watchedBy = async (...rows: Row[]) => (await asks(survey(...rows, NAME)))[1].watched;
  expect(await watchedBy(audit())).toEqual(['times']);
  const parameters = { 'location-priority': 'balanced', 'track-changes': 'true' };
  expect(await watchedBy(audit(parameters), { type: 'start-geopoint', name: 'begun' })).toEqual([
    ...['times', 'changes', 'places'],
  ]);
  expect(await watchedBy({ type: 'start-geopoint', name: 'begun' })).toEqual(['places']);
  expect(await watchedBy({ type: 'time', name: 'hour', label: { en: 'When' } })).toBeUndefined();
});

test('what a spreadsheet would run as a formula is harmless in the log, and a number is left as it is', () => {
  const changed: [string, string] = ['-5', '=HYPERLINK("http://x")'];
  const csv = auditCsv([{ event: 'question', path: 'name', startMs: 1, changed }], {
    hasPlaces: false,
    hasChanges: true,
  });
  expect(csv).toContain(`,-5,"'=HYPERLINK(""http://x"")"`);
});

test('a cell of the log keeps its commas, quotes and lines', () => {
  const changed: [string, string] = ['a,b', 'said "no"\nand left'];
  expect(
    auditCsv([{ event: 'question', path: 'name', startMs: 1, endMs: 2, changed }], {
      hasPlaces: false,
      hasChanges: true,
    }),
  ).toBe('event,node,start,end,old-value,new-value\nquestion,/data/name,1,2,"a,b","said ""no""\nand left"\n');
});
