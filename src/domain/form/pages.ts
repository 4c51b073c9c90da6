import type { CompiledForm } from './compile.ts';
import type { FormState } from './recompute.ts';

/** One screen of the survey. */
export interface Page {
  /** Path of the question, or of the group whose questions stand on it together. */
  readonly path: string;
  /** Its place among all pages of the form, from 1, whichever apply now: it never jumps back. */
  readonly number: number;
  /** Paths of its relevant questions and notes, at least one but on a repeat's own page. */
  readonly questions: string[];
  /** This page asks whether there is one more of the repeat that `path` names; it has no questions. */
  readonly isRepeat?: true;
}

/** The pages that apply now, in order. */
export function pages(form: CompiledForm, state: FormState): Page[] {
  if (form.extended !== undefined) return form.extended.pages(state);
  return form.frames.flatMap(({ path, questions }, index) => {
    const relevant = questions.filter((question) => state.isRelevant(question));
    return relevant.length === 0 ? [] : [{ path, number: index + 1, questions: relevant }];
  });
}

/** The number of a page, whether or not it applies now; 1 for none. @param path may have instance numbers */
export function pageNumber({ frames }: CompiledForm, path: string | null): number {
  const model = path?.replace(/\[\d+\]/g, '') ?? '';
  const at = frames.findIndex((frame) => frame.path === model);
  // A repeat's own page comes after all that are in it.
  const last = at === -1 ? frames.findLastIndex((frame) => frame.path.startsWith(`${model}/`)) : at;
  return Math.max(last, 0) + 1;
}
