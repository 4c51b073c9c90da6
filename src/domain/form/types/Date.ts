import { isInstant } from '../../logic/time.ts';
import { PLAIN, type QuestionKind } from './kind.ts';

/** A day of the calendar, `YYYY-MM-DD`. */
export const date: QuestionKind = {
  ...PLAIN,
  accepts: (value) => typeof value === 'string' && value.length === 10 && isInstant(value),
};
