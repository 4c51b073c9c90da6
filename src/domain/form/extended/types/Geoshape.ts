import { isClosed, pointsIn } from '../../../logic/extended/points.ts';
import { PLAIN, type QuestionKind } from '../../types/kind.ts';

/** An area on the map: three points or more, and the first one again at the end. */
export const geoshape: QuestionKind = {
  ...PLAIN,
  accepts: (value) => typeof value === 'string' && isClosed(pointsIn(value) ?? []),
  words: (answer) => String(Math.max((pointsIn(String(answer))?.length ?? 0) - 1, 0)),
};
