import { pointsIn } from '../../../logic/extended/points.ts';
import { PLAIN, type QuestionKind } from '../../types/kind.ts';

/** A line on the map, of two points or more. */
export const geotrace: QuestionKind = {
  ...PLAIN,
  accepts: (value) => typeof value === 'string' && (pointsIn(value)?.length ?? 0) >= 2,
  words: (answer) => String(pointsIn(String(answer))?.length ?? 0),
};
