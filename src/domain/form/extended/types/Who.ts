import { type QuestionKind, UNASKED } from '../../types/kind.ts';

/** Who collects, or on which phone: filled in at the start from what the phone knows. */
export const who: QuestionKind = {
  ...UNASKED,
  atStart: (clock, type) => clock.who?.[type],
};
