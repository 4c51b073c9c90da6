import type { Row } from '../../definition.ts';
import { numberFromText, PLAIN, type QuestionKind } from '../../types/kind.ts';

/** The numbers that a range offers: from `start` to `end` in steps, either way round (pyxform's defaults: 1, 10, 1). */
export function rangeOf({ parameters = {} }: Pick<Row, 'parameters'>): {
  start: number;
  end: number;
  step: number;
} {
  const { start = 1, end = 10, step = 1 } = parameters;
  return { start: Number(start), end: Number(end), step: Math.abs(Number(step)) };
}

/** A number on a scale. */
export const range: QuestionKind = {
  ...PLAIN,
  accepts(value, _choices, row) {
    const { start, end, step } = rangeOf(row ?? {});
    if (typeof value !== 'number' || value < Math.min(start, end) || value > Math.max(start, end))
      return false;
    const steps = (value - start) / step;
    // Tenths are not exact in binary: 0.3 is the third step of 0.1 all the same.
    return Math.abs(steps - Math.round(steps)) < 1e-9;
  },
  fromText: numberFromText,
};
