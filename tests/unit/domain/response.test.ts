// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how XLSForm writes a reference
import { expect, test } from 'vitest';
import type { Answer } from '../../../src/domain/answer.ts';
import { correctionOf } from '../../../src/domain/correction.ts';
import { parseDocument, type ResponseDocument } from '../../../src/domain/document.ts';
import { finalizeResponse } from '../../../src/domain/finalize.ts';
import type { Row } from '../../../src/domain/form/definition.ts';
import { answerQuestion, type Clock, openForm } from '../../../src/domain/form/state.ts';
import { formDocumentId, type Rev, responseId } from '../../../src/domain/ids.ts';
import {
  answerDraft,
  type Draft,
  IDLE_MS_MAX,
  mediaIn,
  moveDraft,
  startDraft,
} from '../../../src/domain/response.ts';
import { compiled, formOf } from './form.scenario.ts';

const SURVEY: Row[] = [
  { type: 'start', name: 'begun' },
  { type: 'end', name: 'done' },
  { type: 'text', name: 'respondent', required: 'yes' },
  { type: 'integer', name: 'age', required: 'yes', constraint: '. > 0' },
  { type: 'calculate', name: 'is_adult', calculation: '${age} >= 18' },
  { type: 'image', name: 'card', relevant: '${age} >= 18' },
];
const form = compiled(formOf(SURVEY));
const at = (minute: number): Clock => ({
  now: `2026-03-04T10:${String(minute).padStart(2, '0')}:00.000+05:00`,
  today: '2026-03-04',
});
const start = {
  id: responseId('0190'),
  campaign: 'demo',
  formVersion: formDocumentId('household', 'abc'),
  round: 'baseline',
  collector: 'amina',
  device: 'phone-1',
  language: 'ur',
};
const photo = (id: string) => ({
  media: `media:${id}`,
  sha256: 'a'.repeat(64),
  contentType: 'image/webp',
  bytes: 10,
  widthPx: 1,
  heightPx: 1,
});

function answered(draft: Draft, path: string, value: Answer | undefined, clock: Clock): Draft {
  const state = answerQuestion(form, openForm(form, draft.answers, clock), path, value, clock);
  return answerDraft(draft, state, clock);
}
const finalized = (draft: Draft, clock: Clock) =>
  finalizeResponse(form, draft, openForm(form, draft.answers, clock), clock);

function documentOf(draft: Draft, clock: Clock): ResponseDocument {
  const result = finalized(draft, clock);
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value;
}

const complete = (): Draft =>
  answered(answered(startDraft(form, start, at(0)), 'respondent', 'R-17', at(1)), 'age', 40, at(2));

test('a draft becomes a document that the one door lets in, with its trail', () => {
  const document = documentOf(complete(), at(3));
  expect(parseDocument(document)).toEqual({ ok: true, value: document });
  expect(document).toMatchObject({
    form: 'household',
    formVersion: 'form:household:abc',
    subject: 'survey',
    round: 'baseline',
    collector: 'amina',
    respondent: 'R-17',
    answers: { begun: at(0).now, respondent: 'R-17', age: 40, is_adult: true, done: at(3).now },
    trail: { startedAt: at(0).now, finalizedAt: at(3).now, activeMs: 180_000, answersChanged: 0 },
    corrections: 0,
  });
});

test('nothing is finalized while a required answer is open or a constraint is broken', () => {
  const draft = startDraft(form, start, at(0));
  expect(finalized(draft, at(1))).toEqual({
    ok: false,
    why: 'incomplete',
    words: { count: 2 },
    problems: [
      { path: 'respondent', why: 'required' },
      { path: 'age', why: 'required' },
    ],
  });
  const wrong = answered(complete(), 'age', -4, at(3));
  expect(finalized(wrong, at(4))).toMatchObject({ problems: [{ path: 'age', why: 'constraint' }] });
});

test('a tea break is not counted as work, nor a clock that was set back', () => {
  const early = answered(startDraft(form, start, at(0)), 'age', 30, at(2));
  const late = answered(early, 'age', 31, at(50));
  expect(late.activeMs).toBe(120_000 + IDLE_MS_MAX);
  expect(answered(late, 'age', 32, at(1)).activeMs).toBe(late.activeMs);
});

test('counts an answer as changed only when there was one before', () => {
  const draft = complete();
  expect(draft.answersChanged).toBe(0);
  expect(answered(draft, 'age', 40, at(3)).answersChanged).toBe(0);
  const changed = answered(draft, 'age', 41, at(3));
  expect(changed.answersChanged).toBe(1);
  expect(answered(changed, 'age', undefined, at(4)).answersChanged).toBe(2);
});

test('a draft knows its respondent from the question of that name', () => {
  const draft = complete();
  expect(draft.respondent).toBe('R-17');
  expect(answered(draft, 'respondent', undefined, at(3)).respondent).toBeUndefined();
  const known = startDraft(form, { ...start, respondent: 'R-9' }, at(0));
  expect(known).toMatchObject({ respondent: 'R-9', answers: { respondent: 'R-9' } });
});

test('a photo of a question that no longer applies stays in the draft and out of the document', () => {
  const draft = answered(complete(), 'card', photo('1'), at(3));
  expect(draft.media).toEqual(['media:1']);
  expect(mediaIn(documentOf(draft, at(4)).answers)).toEqual(['media:1']);
  const young = answered(draft, 'age', 12, at(4));
  expect(young.media).toEqual(['media:1']);
  expect(mediaIn(documentOf(young, at(5)).answers)).toEqual([]);
  expect(answered(draft, 'card', photo('2'), at(4)).media).toEqual(['media:2']);
});

test('a correction begins with what was finalized and makes the next version of the same response', () => {
  const first = documentOf(complete(), at(3));
  const rev = '1-abc' as Rev;
  const correction = correctionOf(start.id, rev, first, 'phone-1', at(30));
  expect(correction).toMatchObject({
    id: start.id,
    answers: first.answers,
    corrects: { rev, corrections: 0 },
  });
  const second = documentOf(answered(correction, 'age', 41, at(31)), at(31));
  expect(second).toMatchObject({
    corrections: 1,
    respondent: 'R-17',
    answers: { age: 41, begun: at(0).now },
  });
  expect(second.trail).toMatchObject({ startedAt: at(0).now, finalizedAt: at(31).now, activeMs: 240_000 });
  const third = correctionOf(start.id, rev, second, 'phone-1', at(40));
  expect(documentOf(third, at(41)).corrections).toBe(2);
});

test('going to another page changes no answer', () => {
  const draft = complete();
  expect(moveDraft(draft, 'card', at(3))).toEqual({
    ...draft,
    position: 'card',
    updatedAt: at(3).now,
    activeMs: draft.activeMs + 60_000,
  });
});

test('notes how far the phone is ahead of the endpoint, when that is known', () => {
  const draft = complete();
  const state = openForm(form, draft.answers, at(3));
  const result = finalizeResponse(form, draft, state, at(3), 5000);
  expect(result).toMatchObject({ ok: true, value: { trail: { clockAheadMs: 5000 } } });
});
