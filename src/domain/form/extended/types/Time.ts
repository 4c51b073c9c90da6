import { isInstant } from '../../../logic/time.ts';
import { PLAIN, type QuestionKind } from '../../types/kind.ts';

/** A time of the day with the zone's offset, `13:30:00.000-07:00`; its words are hours and minutes. */
export const time: QuestionKind = {
  ...PLAIN,
  accepts: (value) => typeof value === 'string' && isInstant(`1970-01-01T${value}`),
  words: (answer) => String(answer).slice(0, 5),
};
