import { numberFromText, PLAIN, type QuestionKind } from './kind.ts';

/** A whole number. */
export const integer: QuestionKind = {
  ...PLAIN,
  accepts: (value) => Number.isSafeInteger(value),
  fromText: numberFromText,
};
