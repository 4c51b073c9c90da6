// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how XLSForm writes a reference
import { expect, test } from 'vitest';
import type { Answers } from '../../../src/domain/answer.ts';
import { actionsOf, entityDocuments } from '../../../src/domain/entities/actions.ts';
import { foldAll } from '../../../src/domain/entities/fold.ts';
import { compiled, formOf } from '../domain/form.scenario.ts';
import { first, formDocument, interview, office, receive } from './office.ts';

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

const PEOPLE = formOf(
  [
    {
      type: 'repeat',
      name: 'people',
      label: { en: 'Person' },
      children: [{ type: 'text', name: 'name', label: { en: 'Name' }, save_to: 'people#name' }],
    },
  ],
  {},
  { entities: [{ list_name: 'people', label: '${name}' }] },
);
const household = (...people: readonly (readonly [identity: string, name: string])[]): Answers => ({
  people: people.length,
  ...Object.fromEntries(
    people.flatMap(([identity, name], at) => [
      [`people[${at + 1}]`, identity],
      [`people[${at + 1}]/name`, name],
    ]),
  ),
});

test('two phones that changed a household apart leave the things of whom the coordinator keeps', async () => {
  const { store, desk } = await office();
  await receive(store, 'form:household:0', formDocument(PEOPLE));
  const form = compiled(PEOPLE);
  /** A version, and what its phone says of things with it. */
  const version = async (
    corrections: number,
    answers: Answers,
    parent?: Awaited<ReturnType<typeof receive>>,
  ) => {
    const body = interview({ form: 'household', formVersion: 'form:household:0', answers, corrections });
    const known = await store.documents.about('response:1', 'entity');
    const said = entityDocuments('response:1', body, actionsOf(form, 'response:1', body), known);
    return { rev: await receive(store, 'response:1', body, parent), said, body };
  };
  const begun = await version(0, household(['a', 'Sana'], ['b', 'Ali'], ['c', 'Bibi']));
  for (const one of begun.said) await receive(store, one.id, one.body);
  const names = async () =>
    foldAll(await store.documents.entities('people'))
      .filter(({ isMade }) => isMade)
      .map(({ label, uuid }) => `${label} ${uuid}`)
      .toSorted();
  const before = await names();
  const one = await version(1, household(['b', 'Ali'], ['c', 'Bibi Jan']), begun.rev);
  const other = await version(1, household(['a', 'Sana'], ['b', 'Ali'], ['d', 'Omar']), begun.rev);
  for (const { id, body } of [...one.said, ...other.said]) {
    await receive(
      store,
      id,
      body,
      (await store.documents.get(id))?.leaves[0]?.ancestors.at(-1) ?? (await store.documents.get(id))?.rev,
    );
  }
  const record = await first(desk.record('response:1'));
  if (record === null) throw new Error('no record');
  const isOneShown = record.rev === one.rev;
  // Sana stays away, Bibi has her whole name, Omar is there.
  const picks = isOneShown ? { 'people[4]': 1 } : { 'people[1]': 1, 'people[4]': 1 };
  expect(await desk.solve(record, picks)).toMatchObject({ ok: true });
  const solved = await first(desk.record('response:1'));
  expect(
    Object.entries(solved?.document.answers ?? {})
      .filter(([path]) => path.endsWith('name'))
      .map(([, name]) => name)
      .toSorted(),
  ).toEqual(['Ali', 'Bibi Jan', 'Omar']);
  const after = await names();
  expect(after.map((name) => name.replace(/ [^ ]+$/, ''))).toEqual(['Ali', 'Bibi Jan', 'Omar']);
  expect(after).toContain(before.find((name) => name.startsWith('Ali')));
  expect(after.map((name) => name.split(' ').at(-1))).toContain(
    before
      .find((name) => name.startsWith('Bibi'))
      ?.split(' ')
      .at(-1),
  );
  expect(await store.documents.conflicted()).toEqual([]);
});

test('what a form drew by chance stays when a conflict is solved, and what follows from answers follows', async () => {
  const { store, desk } = await office();
  const drawn = formOf([
    { type: 'calculate', name: 'case', calculation: 'uuid()' },
    {
      type: 'repeat',
      name: 'people',
      label: { en: 'Person' },
      children: [
        { type: 'text', name: 'name', label: { en: 'Name' } },
        { type: 'calculate', name: 'id', calculation: 'uuid()' },
        { type: 'calculate', name: 'long', calculation: 'string-length(${name})' },
      ],
    },
  ]);
  await receive(store, 'form:household:0', formDocument(drawn));
  const version = (name: string, corrections: number) =>
    interview({
      form: 'household',
      formVersion: 'form:household:0',
      answers: {
        case: '11111111-1111-4111-8111-111111111111',
        ...household(['a', 'Sana'], ['b', name]),
        'people[1]/id': '22222222-2222-4222-8222-222222222222',
        'people[1]/long': 4,
        'people[2]/id': '33333333-3333-4333-8333-333333333333',
        'people[2]/long': name.length,
      },
      corrections,
    });
  const begun = await receive(store, 'response:1', version('Al', 0));
  await receive(store, 'response:1', version('Ali', 1), begun);
  await receive(store, 'response:1', version('Ali Khan', 1), begun);
  const record = await first(desk.record('response:1'));
  if (record === null) throw new Error('no record');
  const other = record.conflicts[0]?.document.answers['people[2]/name'];
  expect(await desk.solve(record, { 'people[2]/name': 1 })).toMatchObject({ ok: true });
  expect((await first(desk.record('response:1')))?.document.answers).toEqual({
    ...record.document.answers,
    'people[2]/name': other,
    'people[2]/long': String(other).length,
  });
});

test('what a form would count further than anybody was asked leaves nothing in the response', async () => {
  const { store, desk } = await office();
  const counted = formOf([
    { type: 'integer', name: 'size', label: { en: 'How many' } },
    {
      type: 'repeat',
      name: 'people',
      repeat_count: '${size}',
      label: { en: 'Person' },
      children: [
        { type: 'text', name: 'name', label: { en: 'Name' } },
        { type: 'calculate', name: 'where', calculation: "'here'" },
      ],
    },
  ]);
  await receive(store, 'form:household:0', formDocument(counted));
  const version = (size: number, corrections: number) =>
    interview({
      form: 'household',
      formVersion: 'form:household:0',
      answers: { size, ...household(['a', 'Sana']), 'people[1]/where': 'here' },
      corrections,
    });
  const begun = await receive(store, 'response:1', version(1, 0));
  await receive(store, 'response:1', version(2, 1), begun);
  await receive(store, 'response:1', version(3, 1), begun);
  const record = await first(desk.record('response:1'));
  if (record === null) throw new Error('no record');
  await desk.solve(record, { size: 1 });
  const solved = (await first(desk.record('response:1')))?.document.answers ?? {};
  expect(Object.keys(solved).filter((path) => path.endsWith('where'))).toEqual(['people[1]/where']);
});

test('a response without its people, of whom its form counts two, makes nobody', () => {
  const form = compiled({
    ...PEOPLE,
    survey: PEOPLE.survey.map((row) => ({ ...row, repeat_count: '2' })),
  });
  const namesIn = (answers: Answers): unknown[] =>
    actionsOf(form, 'response:1', interview({ answers })).map(({ properties }) => properties['name']);
  expect(namesIn({})).toEqual([]);
  expect(namesIn(household(['a', 'Sana']))).toEqual(['Sana']);
});
