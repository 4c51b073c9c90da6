import { type QuestionKind, UNASKED } from './kind.ts';

/** When the response was last finalized. */
export const end: QuestionKind = UNASKED;
