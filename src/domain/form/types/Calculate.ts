import { type QuestionKind, UNASKED } from './kind.ts';

/** A value that the form works out; nobody sees or changes it. */
export const calculate: QuestionKind = {
  ...UNASKED,
  accepts: (value) => typeof value !== 'object' && (typeof value !== 'number' || Number.isFinite(value)),
};
