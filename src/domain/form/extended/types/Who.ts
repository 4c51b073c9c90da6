import { PLAIN, type QuestionKind } from '../../types/kind.ts';

/** Who collects, or on which phone: filled in at the start from what the phone knows. */
export const who = (type: string): QuestionKind => ({
  ...PLAIN,
  hasPage: false,
  atStart: (clock) => clock.who?.[type],
});
