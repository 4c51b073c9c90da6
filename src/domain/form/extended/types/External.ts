import { type QuestionKind, UNASKED } from '../../types/kind.ts';

/** Names a file that is attached to the form, for `instance()` and `pulldata()`; holds no answer. */
export const external: QuestionKind = { ...UNASKED, accepts: () => false };
