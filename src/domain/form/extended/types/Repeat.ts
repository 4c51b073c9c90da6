import { type QuestionKind, UNASKED } from '../../types/kind.ts';

/** Holds rows that are asked again and again; its answer is how many instances there are. */
export const repeat: QuestionKind = {
  ...UNASKED,
  accepts: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
};
