import { PLAIN, plainText, type QuestionKind } from './kind.ts';

/** One choice, held by its name. */
export const selectOne: QuestionKind = {
  ...PLAIN,
  accepts: (value, choices) => choices.some((choice) => choice.name === value),
  words: (answer, labelOf) => labelOf(plainText(answer)),
};
