import { numberFromText, PLAIN, type QuestionKind } from './kind.ts';

/** A number, with or without a fraction. */
export const decimal: QuestionKind = {
  ...PLAIN,
  accepts: (value) => Number.isFinite(value),
  fromText: numberFromText,
};
