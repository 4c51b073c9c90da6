import { PLAIN, type QuestionKind } from './kind.ts';

/** The day on which the response was begun. */
export const today: QuestionKind = {
  ...PLAIN,
  hasPage: false,
  atStart: ({ today }) => today,
};
