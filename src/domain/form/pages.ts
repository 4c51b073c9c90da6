import type { CompiledForm } from './compile.ts';
import type { PageFrame } from './frames.ts';
import type { FormState } from './recompute.ts';

/** One screen of the survey: its relevant questions and notes, at least one but on a repeat's own page. */
export interface Page extends PageFrame {
  /** This page shows each instance of the repeat that `path` names, and makes more where she counts; it has no questions. */
  readonly isRepeat?: true;
}

/** The pages that apply now, in order. One that applies whole is the same each time, and need not be looked into again. */
export const pages = (form: CompiledForm, state: FormState): Page[] =>
  form.extended?.pages(state) ??
  form.frames.flatMap((frame) => {
    const { questions } = frame;
    const relevant = questions.filter((question) => state.isRelevant(question));
    if (relevant.length === questions.length) return frame;
    return relevant.length === 0 ? [] : { ...frame, questions: relevant };
  });

/** The number of the last page in a row or group, from 1, whether or not it applies now; 0 for none. */
export const lastPageIn = ({ frames }: CompiledForm, path: string): number =>
  frames.findLastIndex((frame) => `${frame.path}/`.startsWith(`${path}/`)) + 1;
