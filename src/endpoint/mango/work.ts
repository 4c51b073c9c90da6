import { Refusal } from '../couch/refusal.ts';

/**
 * Values of one document that a selector may look at, each as often as it does; sixteen characters that are compared
 * count as one. One thread works for everybody, and until a document is decided nobody else is answered: a tenth of a
 * second. A response has some hundred values.
 */
export const WORK_MAX = 2_000_000;
const CHARACTERS = 16;

let left = Number.POSITIVE_INFINITY;

/** @throws Refusal when the document that is looked at has cost too much */
export function spend(values: number): void {
  left -= values;
  if (left >= 0) return;
  throw new Refusal(
    400,
    'invalid_selector',
    'The selector looks at too much of a large document: ask with fewer conditions.',
  );
}

/** Of an object with many fields, to list them takes longer than to look at one. */
export const spendOnFields = (fields: readonly unknown[]): void => spend(4 * fields.length);

export const spendOnText = (length: number): void => spend(1 + length / CHARACTERS);

/** The same test, of which each document may cost so much. Tests do not wait, so that no other one comes between. */
export const bounded =
  <T>(test: (document: T) => boolean): ((document: T) => boolean) =>
  (document) => {
    left = WORK_MAX;
    try {
      return test(document);
    } finally {
      left = Number.POSITIVE_INFINITY;
    }
  };
