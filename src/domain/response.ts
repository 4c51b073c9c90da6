import type { Answers, FileReference } from './answer.ts';
import type { AuditEvent } from './audit.ts';
import type { CompiledForm } from './form/compile.ts';
import { answerAt, answerQuestion, type Clock, type FormState, newState } from './form/state.ts';
import { placeIn } from './identity.ts';
import { type FormDocumentId, type MediaId, partIds, type ResponseId, type Rev } from './ids.ts';

/** A response that is being filled in or corrected; it lives on one phone only. */
export interface Draft {
  id: ResponseId;
  campaign: string;
  /** `form_id` */
  form: string;
  formVersion: FormDocumentId;
  subject: 'survey' | 'place';
  round: string | null;
  collector: string;
  device: string;
  language: string;
  /** Answer to the question named `respondent`, if the form has one. */
  respondent?: string;
  answers: Answers;
  /** Path of the page she is on. */
  position: string | null;
  /** ISO 8601 with offset. */
  startedAt: string;
  updatedAt: string;
  activeMs: number;
  /** How often an answer that was already given was changed or cleared. */
  answersChanged: number;
  /**
   * The finalized revision that this draft corrects, how often it had been corrected before, and the digest of the
   * answers that the draft began with.
   */
  corrects: { rev: Rev; corrections: number; begun?: string } | null;
  /** Photos that its answers name. */
  media: MediaId[];
  /** Of the response that it corrects: see `ResponseSchema`. */
  entities?: Readonly<Record<string, string>>;
  /** The log so far, of a form with an `audit` row. */
  audit?: AuditEvent[];
  /** Tables that were missing when it was begun, and have not come since. */
  lacks?: string[];
}

/**
 * Time between two answers counts as work up to this long. Less would cut off a long explanation at the door; more
 * would count a tea break or a phone in the pocket.
 */
export const IDLE_MS_MAX = 5 * 60_000;

/** The question whose answer tells which person it is about. */
export const RESPONDENT = 'respondent';

export interface DraftStart {
  readonly id: ResponseId;
  readonly campaign: string;
  readonly formVersion: FormDocumentId;
  readonly round: string | null;
  readonly collector: string;
  readonly device: string;
  readonly language: string;
  /** Code of a respondent who is already known; answers the question named `respondent`. */
  readonly respondent?: string;
}

/** A new draft with the form's defaults. */
export function startDraft(form: CompiledForm, start: DraftStart, clock: Clock): Draft {
  const { respondent, ...given } = start;
  const path = form.pathOf(RESPONDENT);
  let state = newState(form, clock);
  if (path !== undefined && respondent !== undefined) {
    state = answerQuestion(form, state, path, respondent, clock);
  }
  const draft: Draft = {
    ...given,
    form: form.definition.form_id,
    subject: form.definition.subject,
    answers: {},
    position: null,
    startedAt: clock.now,
    updatedAt: clock.now,
    activeMs: 0,
    answersChanged: 0,
    corrects: null,
    media: [],
  };
  return withAnswers(respondent === undefined ? draft : { ...draft, respondent }, state);
}

/** The draft after an answer; `state` is what `answerQuestion` gave. */
export function answerDraft(draft: Draft, state: FormState, clock: Clock): Draft {
  const changed = changedAnswers(draft.answers, state);
  return touch({ ...withAnswers(draft, state), answersChanged: draft.answersChanged + changed }, clock);
}

/** The draft after she went to another page. */
export const moveDraft = (draft: Draft, position: string, clock: Clock): Draft =>
  touch({ ...draft, position }, clock);

/** Photos, recordings and files that answers name, each once. */
export const mediaIn = (answers: Answers): MediaId[] => [
  ...new Set(filesIn(answers).map(({ media }) => media as MediaId)),
];

/** Of its first photo that has one. */
export const previewIn = (answers: Answers): string | undefined =>
  filesIn(answers).find(({ preview }) => preview !== undefined)?.preview;

/** Ids of the documents that carry them, parts by their numbers, each once. */
export const mediaDocumentsIn = (answers: Answers): string[] => [
  ...new Set(filesIn(answers).flatMap(({ media, parts }) => partIds(media, parts))),
];

export const filesIn = (answers: Answers): FileReference[] =>
  Object.values(answers).flatMap((answer) => (typeof answer === 'object' && 'media' in answer ? answer : []));

/**
 * Answers that a person had given before and that are different now. Calculated ones are nobody's change, nor is the
 * new number of an instance.
 */
function changedAnswers(before: Answers, { form, answers }: FormState): number {
  const placeOf = placeIn(before, answers);
  return Object.keys(before).filter((path) => {
    // Untouched answers are the very same: in a long survey all but one.
    if (before[path] === answerAt(answers, path)) return false;
    const question = form.questions.get(path);
    if (question?.kind.hasPage !== true || question.logic.calculation !== undefined) return false;
    const now = placeOf(path);
    return JSON.stringify(before[path]) !== JSON.stringify(now && answerAt(answers, now));
  }).length;
}

function withAnswers(draft: Draft, { form, answers }: FormState): Draft {
  const path = form.pathOf(RESPONDENT);
  const next = { ...draft, answers, media: mediaIn(answers) };
  if (path === undefined) return next;
  const code = answerAt(answers, path);
  if (code !== undefined) return { ...next, respondent: String(code) };
  const { respondent: _gone, ...rest } = next;
  return rest;
}

/** With the time that was worked since it was touched last. */
export function touch(draft: Draft, clock: Clock): Draft {
  const apartMs = Date.parse(clock.now) - Date.parse(draft.updatedAt);
  // A phone's clock may have been set back in between.
  const workedMs = Math.min(Math.max(apartMs, 0), IDLE_MS_MAX);
  return { ...draft, updatedAt: clock.now, activeMs: draft.activeMs + workedMs };
}
