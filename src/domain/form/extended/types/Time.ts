import { PLAIN, type QuestionKind } from '../../types/kind.ts';

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:[0-5]\d)?$/;

/** A time of the day with the zone's offset, `13:30:00.000-07:00`; its words are hours and minutes. */
export const time: QuestionKind = {
  ...PLAIN,
  accepts: (value) => typeof value === 'string' && TIME.test(value),
  words: (answer) => String(answer).slice(0, 5),
};
