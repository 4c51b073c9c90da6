import type { Answer, Answers } from './answer.ts';
import { canonicalJson } from './canonical.ts';
import { md5Hex } from './md5.ts';
import { type Draft, filesIn } from './response.ts';

/**
 * A report of which nobody has chosen anything: no kind, no photo, no place by hand, and nothing that the form had
 * chosen for her was changed. What the phone found itself is no choice.
 */
export const isEmptyReport = ({ subject, corrects, answers, answersChanged }: Draft): boolean =>
  subject === 'place' &&
  corrects === null &&
  answersChanged === 0 &&
  answers['kind'] === undefined &&
  filesIn(answers).length === 0 &&
  !Object.values(answers).some(isByHand);

const isByHand = (answer: Answer): boolean =>
  typeof answer === 'object' && 'method' in answer && answer.method !== 'gps';

/** A correction that says just what it began with: it was opened and looked at, whatever was sent since. */
export const isEmptyCorrection = ({ corrects, answers }: Draft): boolean =>
  corrects?.begun !== undefined && corrects.begun === digestOf(answers);

/** A draft of which nobody has made anything yet, so that nobody is told of it. */
export const isEmptyDraft = (draft: Draft): boolean => isEmptyReport(draft) || isEmptyCorrection(draft);

export const digestOf = (answers: Answers): string => md5Hex(canonicalJson(answers));
