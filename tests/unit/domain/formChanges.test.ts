import { expect, test } from 'vitest';
import { type AskedIn, withForm } from '../../../src/domain/askedIn.ts';
import type { Campaign } from '../../../src/domain/document.ts';
import { changesBetween, comparedQuestions } from '../../../src/domain/form/changes.ts';
import type { FormDefinition, Row } from '../../../src/domain/form/definition.ts';
import { formDocumentId } from '../../../src/domain/ids.ts';

const text = (en: string) => ({ en });
const list = (...names: string[]) => names.map((name) => ({ name, label: text(name) }));

const asks = (survey: Row[], choices = { yn: list('yes', 'no') }): FormDefinition => ({
  form_id: 'visit',
  version: '1',
  title: text('Visit'),
  subject: 'survey',
  default_language: 'en',
  languages: ['en'],
  survey,
  choices,
});

const heard: Row = { type: 'select_one', name: 'heard', list_name: 'yn', label: text('Heard?') };
const age: Row = { type: 'integer', name: 'age', label: text('Age?') };
const before = asks([heard, age]);

const told = (after: FormDefinition, compared: string[] = []) =>
  changesBetween(before, after, new Set(compared)).map(
    ({ kind, path, breaks }) => `${kind} ${path}${breaks ? ' breaks' : ''}`,
  );

test('a form that says the same in another order of its languages has not changed', () => {
  const both = { ...heard, label: { en: 'Heard?', ur: 'سنا؟' } };
  const turned = { ...heard, label: { ur: 'سنا؟', en: 'Heard?' } };
  expect(changesBetween(asks([both]), asks([turned]), new Set())).toEqual([]);
});

test('what costs answers is told first', () => {
  const after = asks([
    { ...age, type: 'decimal' },
    { type: 'text', name: 'why', label: text('Why?') },
  ]);
  expect(told(after)).toEqual(['removed heard', 'type age', 'added why']);
});

test('what breaks a comparison is told before all else', () => {
  expect(told(asks([{ ...age, type: 'decimal' }]), ['age'])).toEqual(['type age breaks', 'removed heard']);
});

test('a question that moved into a group is one change, not two', () => {
  const group: Row = { type: 'group', name: 'who', children: [age] };
  expect(told(asks([heard, group]), ['age'])).toEqual(['moved who/age breaks', 'added who']);
});

test('a choice that is gone breaks a comparison, a new one and other words do not', () => {
  expect(told(asks([heard, age], { yn: list('yes') }), ['heard'])).toEqual(['choices heard breaks']);
  expect(told(asks([heard, age], { yn: list('yes', 'no', 'maybe') }), ['heard'])).toEqual(['choices heard']);
  expect(told(asks([{ ...heard, label: text('Have you heard?') }, age]), ['heard'])).toEqual(['words heard']);
});

test('what nobody compares breaks nothing', () => {
  expect(told(asks([heard]), ['heard'])).toEqual(['removed age']);
  expect(told(asks([age]), ['heard'])).toEqual(['removed heard breaks']);
});

test('conditions and words are told apart', () => {
  expect(told(asks([heard, { ...age, relevant: `\${heard} = 'yes'`, hint: text('In years') }]))).toEqual([
    'logic age',
    'words age',
  ]);
});

const campaign = {
  campaign: 'demo',
  rounds: [
    { name: 'baseline', title: text('Baseline'), form: 'before' },
    { name: 'visit', title: text('Visit'), form: 'after' },
  ],
  currentRound: 'baseline',
  forms: { before: 'form:before:0', after: 'form:after:0' },
  comparisons: [{ question: 'heard', counts: ['yes'], label: text('Heard') }],
  segments: [{ question: 'age', label: text('Age') }],
} as unknown as Campaign;
const id = formDocumentId('visit', '1');
const asked = (askedIn: AskedIn): Campaign => withForm(campaign, before, id, askedIn);

test('the questions that results compare and are split by are those of the campaign', () => {
  expect([...comparedQuestions(campaign)]).toEqual(['heard', 'age']);
});

test('a new version leaves the rounds alone unless another is chosen', () => {
  expect(asked({ kind: 'asBefore' })).toEqual({ ...campaign, forms: { ...campaign.forms, visit: id } });
  const inRound = asked({ kind: 'round', name: 'visit' });
  expect(inRound.currentRound).toBe('visit');
  expect(inRound.rounds.map(({ form }) => form)).toEqual(['before', 'visit']);
  expect(asked({ kind: 'placeReport' }).placeForm).toBe('visit');
});

test('a new round has a name of its own, and is asked from now on', () => {
  const { rounds, currentRound } = asked({ kind: 'newRound' });
  expect(rounds.at(-1)).toEqual({ name: 'visit-2', title: text('Visit'), form: 'visit' });
  expect(currentRound).toBe('visit-2');
});

test('publishing what is so already changes nothing', () => {
  const once = asked({ kind: 'round', name: 'visit' });
  expect(withForm(once, before, id, { kind: 'round', name: 'visit' })).toBe(once);
  expect(withForm(once, before, id, { kind: 'asBefore' })).toBe(once);
});
