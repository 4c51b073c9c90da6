import { PLAIN, type QuestionKind } from './kind.ts';

/** A claim that is agreed to (`OK`) or left open. */
export const acknowledge: QuestionKind = { ...PLAIN, accepts: (value) => value === 'OK' };
