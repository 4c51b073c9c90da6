import { type QuestionKind, UNASKED } from './kind.ts';

/** The day on which the response was begun. */
export const today: QuestionKind = {
  ...UNASKED,
  atStart: ({ today }) => today,
};
