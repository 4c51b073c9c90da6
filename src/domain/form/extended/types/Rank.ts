import type { QuestionKind } from '../../types/kind.ts';
import { selectMultiple } from '../../types/SelectMultiple.ts';

/** All choices in an order, the first one foremost. */
export const rank: QuestionKind = {
  ...selectMultiple,
  accepts: (value, choices) =>
    Array.isArray(value) && value.length === choices.length && selectMultiple.accepts(value, choices),
};
