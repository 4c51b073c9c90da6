import { type QuestionKind, UNASKED } from './kind.ts';

/** Holds rows; has a page of its own only as a `field-list` (see `pages`). */
export const group: QuestionKind = { ...UNASKED, accepts: () => false };
