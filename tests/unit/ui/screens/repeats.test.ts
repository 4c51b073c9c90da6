import { beforeEach, expect, test } from 'vitest';
import { type CompiledForm, compileForm } from '../../../../src/domain/form/compile.ts';
import type { FormDefinition } from '../../../../src/domain/form/definition.ts';
import { addInstance, EXTENSION } from '../../../../src/domain/form/extended/index.ts';
import {
  answerQuestion,
  type FormState,
  newAnswers,
  openForm,
  pages,
} from '../../../../src/domain/form/state.ts';
import { answerSections } from '../../../../src/ui/screens/survey/answerSections.ts';
import { instancesAt } from '../../../../src/ui/screens/survey/extended/instances.ts';
import { countAnswered, jumpSections } from '../../../../src/ui/screens/survey/extended/jumps.ts';
import { sectionOf } from '../../../../src/ui/screens/survey/steps.ts';

const CLOCK = { now: '2026-03-01T09:00:00+05:00', today: '2026-03-01' };

/** A household: its members, and of each the children. */
const definition: FormDefinition = {
  form_id: 'household',
  version: '1',
  title: { en: 'Household' },
  subject: 'survey',
  default_language: 'en',
  languages: ['en'],
  choices: {},
  survey: [
    { type: 'text', name: 'house', label: { en: 'Which house?' }, required: 'yes' },
    {
      type: 'repeat',
      name: 'members',
      label: { en: 'Member' },
      children: [
        { type: 'text', name: 'name', label: { en: 'What is her name?' }, required: 'yes' },
        { type: 'integer', name: 'age', label: { en: 'How old is she?' }, constraint: '. < 120' },
        {
          type: 'repeat',
          name: 'children',
          label: { en: 'Child' },
          children: [{ type: 'text', name: 'called', label: { en: 'What is it called?' } }],
        },
      ],
    },
  ],
};

let form: CompiledForm;
let state: FormState;

beforeEach(() => {
  const compiled = compileForm(definition, EXTENSION);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled));
  form = compiled.value;
  state = openForm(form, newAnswers(form, CLOCK), CLOCK);
});

const amina = {
  answers: (path: string, value: string | number) => {
    state = answerQuestion(form, state, path, value, CLOCK);
  },
  adds: (path: string) => {
    state = addInstance(form, state, path, CLOCK);
  },
};
const cards = (path: string) => instancesAt(form, state, pages(form, state), path, 'en');

test('each card tells who it is about, how much is missing, and opens at its first page', () => {
  amina.answers('members[1]/name', 'Zainab');
  amina.answers('members[1]/age', 31);
  amina.adds('members');
  expect(cards('members')).toEqual([
    { number: 1, path: 'members[1]', page: 'members[1]/name', words: 'Zainab · 31', needed: 0 },
    { number: 2, path: 'members[2]', page: 'members[2]/name', words: '', needed: 1 },
  ]);
});

test('the children of one member are cards of their own', () => {
  amina.adds('members[1]/children');
  amina.answers('members[1]/children[2]/called', 'Ali');
  expect(cards('members[1]/children').map(({ words }) => words)).toEqual(['', 'Ali']);
});

test('a page within a repeat says which instance it belongs to', () => {
  expect(sectionOf(form, 'members[2]/age')).toEqual({ label: { en: 'Member' }, instance: 2 });
  expect(sectionOf(form, 'members[2]/children[13]/called')).toEqual({ label: { en: 'Child' }, instance: 13 });
  expect(sectionOf(form, 'house')).toEqual({ label: undefined });
});

test('the review keeps the answers of one instance together', () => {
  amina.adds('members');
  const named = answerSections(form, state).map(({ label, instance, lines }) => [
    label?.['en'],
    instance,
    lines.length,
  ]);
  expect(named).toEqual([
    [undefined, undefined, 1],
    ['Member', 1, 2],
    ['Child', 1, 1],
    ['Member', 2, 2],
    ['Child', 1, 1],
  ]);
});

test('the list of all pages tells answered from open, missing and wrong', () => {
  amina.answers('house', 'B-12');
  amina.answers('members[1]/age', 150);
  const sections = jumpSections(form, state, pages(form, state));
  const standing = sections.flatMap(({ jumps }) =>
    jumps.map(({ page, standing }) => `${page.path} ${standing}`),
  );
  expect(standing).toEqual([
    'house answered',
    'members[1]/name needed',
    'members[1]/age wrong',
    'members[1]/children[1]/called open',
    'members[1]/children answered',
    'members answered',
  ]);
  expect(countAnswered(sections)).toBe(3);
});
