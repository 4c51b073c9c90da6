import { isInstant } from '../../../logic/time.ts';
import { PLAIN, type QuestionKind } from '../../types/kind.ts';

/** A day and a time, ISO 8601 with the zone's offset; its words are the day, hours and minutes. */
export const dateTime: QuestionKind = {
  ...PLAIN,
  accepts: (value) => typeof value === 'string' && value.includes('T') && isInstant(value),
  words: (answer) => String(answer).slice(0, 16).replace('T', ' '),
};
