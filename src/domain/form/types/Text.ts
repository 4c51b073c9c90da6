import { PLAIN, type QuestionKind } from './kind.ts';

/** Free words. */
export const text: QuestionKind = PLAIN;
