import { PLAIN, type QuestionKind } from './kind.ts';

/** When the response was begun. */
export const start: QuestionKind = {
  ...PLAIN,
  hasPage: false,
  atStart: ({ now }) => now,
};
