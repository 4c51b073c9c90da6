import { PLAIN, type QuestionKind } from './kind.ts';

/** Words to read out; holds no answer. */
export const note: QuestionKind = { ...PLAIN, accepts: () => false };
