import type { Answer, Answers, MediaReference } from '../../domain/answer.ts';

/** The photos that a response names. */
export const mediaOf = (answers: Answers): MediaReference[] => Object.values(answers).filter(isMedia);

const isMedia = (answer: Answer): answer is MediaReference =>
  typeof answer === 'object' && !Array.isArray(answer) && 'media' in answer;
