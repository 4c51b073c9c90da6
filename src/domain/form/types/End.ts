import { PLAIN, type QuestionKind } from './kind.ts';

/** When the response was last finalized. */
export const end: QuestionKind = { ...PLAIN, hasPage: false };
