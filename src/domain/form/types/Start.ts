import { type QuestionKind, UNASKED } from './kind.ts';

/** When the response was begun. */
export const start: QuestionKind = {
  ...UNASKED,
  atStart: ({ now }) => now,
};
