import { PLAIN, type QuestionKind } from '../../types/kind.ts';

/** Names a file that is attached to the form, for `instance()` and `pulldata()`; holds no answer. */
export const external: QuestionKind = { ...PLAIN, hasPage: false, accepts: () => false };
