import { beforeEach, expect, test } from 'vitest';
import { type CompiledForm, compileForm } from '../../../../src/domain/form/compile.ts';
import type { FormDefinition } from '../../../../src/domain/form/definition.ts';
import { answerQuestion, type FormState, openForm, pages } from '../../../../src/domain/form/state.ts';
import { answerSections, countLines } from '../../../../src/ui/screens/survey/answerSections.ts';
import {
  pageAddress,
  pageAfter,
  pageBefore,
  pageToShow,
  sectionOf,
  spokenLanguage,
} from '../../../../src/ui/screens/survey/steps.ts';
import { beginWay, noteStep, takeStepBack } from '../../../../src/ui/screens/survey/way.ts';

const CLOCK = { now: '2026-03-01T09:00:00+05:00', today: '2026-03-01' };

const definition: FormDefinition = {
  form_id: 'visit',
  version: '1',
  title: { en: 'Visit' },
  subject: 'survey',
  default_language: 'en',
  languages: ['en'],
  choices: {
    yes_no: [
      { name: 'yes', label: { en: 'Yes' } },
      { name: 'no', label: { en: 'No' } },
    ],
  },
  survey: [
    { type: 'start', name: 'start' },
    { type: 'text', name: 'respondent', label: { en: 'Which code?' }, required: 'yes' },
    {
      type: 'group',
      name: 'vaccine',
      label: { en: 'The vaccine' },
      children: [
        { type: 'note', name: 'intro', label: { en: 'Now about the vaccine.' } },
        { type: 'select_one', list_name: 'yes_no', name: 'heard', label: { en: 'Have you heard of it?' } },
        {
          type: 'group',
          name: 'inner',
          children: [
            // biome-ignore lint/suspicious/noTemplateCurlyInString: XLSForm's way to name an answer
            { type: 'text', name: 'whom', relevant: "${heard} = 'yes'", label: { en: 'From whom?' } },
          ],
        },
      ],
    },
  ],
};

let form: CompiledForm;
let state: FormState;

beforeEach(() => {
  const compiled = compileForm(definition);
  if (!compiled.ok) throw new Error(compiled.why);
  form = compiled.value;
  state = openForm(form, {}, CLOCK);
});

const amina = {
  answers: (path: string, value: string) => {
    state = answerQuestion(form, state, path, value, CLOCK);
  },
};

test('a page that no longer applies gives way to the first one', () => {
  amina.answers('vaccine/heard', 'yes');
  expect(pageToShow(pages(form, state), 'vaccine/inner/whom')?.path).toBe('vaccine/inner/whom');
  amina.answers('vaccine/heard', 'no');
  expect(pageToShow(pages(form, state), 'vaccine/inner/whom')?.path).toBe('respondent');
  expect(pageToShow([], 'respondent')).toBeUndefined();
});

test('a question keeps its number whatever applies before it', () => {
  const numbers = () => pages(form, state).map(({ path, number }) => `${number} ${path}`);
  expect(numbers()).toEqual(['1 respondent', '2 vaccine/intro', '3 vaccine/heard']);
  amina.answers('vaccine/heard', 'yes');
  expect(numbers()).toContain('4 vaccine/inner/whom');
  expect(form.frames).toHaveLength(4);
});

test('Next and Back follow the pages that apply now', () => {
  expect(pageAfter(pages(form, state), 'vaccine/heard')).toBeUndefined();
  amina.answers('vaccine/heard', 'yes');
  expect(pageAfter(pages(form, state), 'vaccine/heard')?.path).toBe('vaccine/inner/whom');
  expect(pageBefore(pages(form, state), 'respondent')).toBeUndefined();
});

test('the address of a page survives a path with slashes', () => {
  const address = new URL(pageAddress('response:1', 'vaccine/heard', 'review'), 'http://phone');
  expect(address.searchParams.get('page')).toBe('vaccine/heard');
  expect(address.searchParams.get('from')).toBe('review');
});

test('the part of the survey is the outermost group that has a name', () => {
  expect(sectionOf(form, 'vaccine/inner/whom')).toEqual({ label: { en: 'The vaccine' } });
  expect(sectionOf(form, 'respondent')).toEqual({ label: undefined });
});

test('the review tells what must still be answered from what may stay open', () => {
  const [first, second] = answerSections(form, state);
  expect(first?.lines).toEqual([{ path: 'respondent', page: 'respondent', state: 'needed' }]);
  expect(second?.lines.map(({ path, state: line }) => [path, line])).toEqual([['vaccine/heard', 'open']]);
});

test('the review shows no notes and nothing that does not apply', () => {
  amina.answers('respondent', '204815');
  amina.answers('vaccine/heard', 'no');
  const sections = answerSections(form, state);
  expect(sections.flatMap(({ lines }) => lines).map(({ path }) => path)).toEqual([
    'respondent',
    'vaccine/heard',
  ]);
  expect(countLines(sections, 'answered')).toBe(2);
});

test('Back takes the way she came, and only that', () => {
  beginWay();
  noteStep('one', 'two');
  noteStep('two', 'three');
  expect(takeStepBack('three', 'two')).toBe(true);
  expect(takeStepBack('two', 'one')).toBe(true);
  expect(takeStepBack('one', 'zero')).toBe(false);
});

test("after the phone's own Back key the button still takes the right way", () => {
  beginWay();
  noteStep('one', 'two');
  noteStep('two', 'three');
  // The phone's key led from three to two; nobody told the way.
  expect(takeStepBack('two', 'one')).toBe(true);
});

test('a way that does not lead where Back leads is not taken', () => {
  beginWay();
  noteStep('one', 'review');
  expect(takeStepBack('review', 'five')).toBe(false);
});

test('a survey that is entered anew does not go back into the former visit', () => {
  noteStep('one', 'two');
  beginWay();
  expect(takeStepBack('two', 'one')).toBe(false);
});

test('a form that does not speak the language of the page is asked in its own', () => {
  expect(spokenLanguage(form, 'en')).toBe('en');
  expect(spokenLanguage(form, 'ur')).toBe('en');
});
