import { readFileSync } from 'node:fs';
import { beforeAll, expect, test, vi } from 'vitest';
import type { Answer } from '../../../src/domain/answer.ts';
import { compileForm } from '../../../src/domain/form/compile.ts';
import type { Translated } from '../../../src/domain/form/definition.ts';
import { EXTENSION } from '../../../src/domain/form/extended/index.ts';
import { KINDS } from '../../../src/domain/form/extended/types/index.ts';
import type { Problem } from '../../../src/domain/form/problems.ts';
import { startLanguage } from '../../../src/language/index.ts';
import { VIEWS } from '../../../src/ui/questions/extended/index.tsx';
import { problemText } from '../../../src/ui/questions/problemText.ts';
import { ExtendedQuestion, viewOf } from '../../../src/ui/questions/registry.ts';
import { GALLERY_FORM } from '../../../src/ui/screens/gallery/galleryForm.ts';
import { QUESTION_STATES } from '../../../src/ui/screens/gallery/questionStates.ts';

beforeAll(async () => {
  vi.stubGlobal('document', { documentElement: {} });
  await startLanguage('en');
});

const words = JSON.parse(readFileSync('locales/en/question.json', 'utf8'));
const compiled = compileForm(GALLERY_FORM, EXTENSION);
if (!compiled.ok) throw new Error(JSON.stringify(compiled.words));
const { questions } = compiled.value;
const text = (translated: Translated | undefined): string => translated?.['en'] ?? '';

function said(path: string, why: Problem['why'], answer?: Answer, message?: Translated): string {
  const question = questions.get(path);
  if (question === undefined) throw new Error(`no question ${path}`);
  return problemText({ path, why, ...(message !== undefined && { message }) }, question, answer, text);
}

test('every question type that somebody answers has a view, and no other', () => {
  const answered = Object.entries(KINDS).filter(([, kind]) => kind.hasPage);
  expect(Object.keys(VIEWS).sort()).toEqual(answered.map(([type]) => type).sort());
});

test('what most surveys ask with needs no further file, and any other look or type does', () => {
  const first = [...questions.values()].filter((question) => viewOf(question) !== ExtendedQuestion);
  expect(first.map(({ path }) => path)).toEqual([
    'heard',
    'kind',
    'reasons',
    'age',
    'width',
    'code',
    'words',
    'thanks',
    'consent',
    'packed',
  ]);
});

test("the form's own words come before ours", () => {
  expect(said('age', 'required', undefined, { en: 'Her age, please.' })).toBe('Her age, please.');
});

test('an open question is asked for by what it takes', () => {
  expect(said('heard', 'required')).toBe(words.problem.requiredChoice);
  expect(said('photo', 'required')).toBe(words.problem.requiredPhoto);
  expect(said('place', 'required')).toBe(words.problem.requiredPlace);
  expect(said('consent', 'required')).toBe(words.problem.requiredConfirmation);
  expect(said('words', 'required')).toBe(words.problem.required);
});

test('a number that cannot be read is answered by a sentence about it', () => {
  expect(said('age', 'wrong-type', '۳۴ سال')).toBe(words.number.notNumber);
  expect(said('age', 'wrong-type', '1.5')).toBe(words.number.notWhole);
  expect(said('width', 'wrong-type', '1,500')).toBe(words.number.comma);
});

test('the gallery shows every question that it has, and every type that has a view', () => {
  const shown = [...questions.values()].map(({ row }) => row.type);
  for (const type of Object.keys(VIEWS)) expect(shown).toContain(type);
  expect(Object.keys(QUESTION_STATES).sort()).toEqual([...questions.keys()].sort());
});
