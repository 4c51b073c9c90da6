import type { Answer, Answers } from './answer.ts';
import { canonicalJson } from './canonical.ts';
import type { ResponseDocument } from './document.ts';
import { pinned } from './identity.ts';
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

/** A correction that says just what was sent: it was opened and looked at. */
export const isEmptyCorrection = ({ answers }: Draft, sent: ResponseDocument): boolean =>
  isSame(answers, pinned(sent.answers));

const isSame = (one: Answers, other: Answers): boolean => canonicalJson(one) === canonicalJson(other);
