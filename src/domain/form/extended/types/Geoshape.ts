import { PLAIN, type QuestionKind } from '../../types/kind.ts';
import { pointsIn } from './Geotrace.ts';

/** An area on the map: three points or more, and the first one again at the end. */
export const geoshape: QuestionKind = {
  ...PLAIN,
  accepts(value) {
    const points = typeof value === 'string' ? (pointsIn(value) ?? []) : [];
    const [first, last] = [points[0], points.at(-1)];
    return points.length >= 4 && first?.lat === last?.lat && first?.lon === last?.lon;
  },
  words: (answer) => String(Math.max((pointsIn(String(answer))?.length ?? 0) - 1, 0)),
};
