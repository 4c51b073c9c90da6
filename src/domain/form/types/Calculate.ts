import { PLAIN, type QuestionKind } from './kind.ts';

/** A value that the form works out; nobody sees or changes it. */
export const calculate: QuestionKind = {
  ...PLAIN,
  hasPage: false,
  accepts: (value) => typeof value !== 'object' && (typeof value !== 'number' || Number.isFinite(value)),
};
