import type { CompiledForm } from './compile.ts';
import type { FormState } from './recompute.ts';

/** One screen of the survey. */
export interface Page {
  /** Path of the question, or of the group whose questions stand on it together. */
  readonly path: string;
  /** Its place among all pages of the form, from 1, whichever apply now. */
  readonly number: number;
  /** Paths of its relevant questions and notes, at least one but on a repeat's own page. */
  readonly questions: string[];
  /** This page asks whether there is one more of the repeat that `path` names; it has no questions. */
  readonly isRepeat?: true;
}

/** The pages that apply now, in order. */
export function pages(form: CompiledForm, state: FormState): Page[] {
  if (form.extended) return form.extended.pages(state);
  return form.frames.flatMap(({ path, questions }, index) => {
    const relevant = questions.filter((question) => state.isRelevant(question));
    return relevant.length === 0 ? [] : [{ path, number: index + 1, questions: relevant }];
  });
}

/** The number of the last page in a row or group, from 1, whether or not it applies now; 0 for none. */
export const lastPageIn = ({ frames }: CompiledForm, path: string): number =>
  frames.findLastIndex((frame) => `${frame.path}/`.startsWith(`${path}/`)) + 1;
