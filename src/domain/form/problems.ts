import { toBoolean } from '../logic/values.ts';
import { choicesFor } from './choices.ts';
import type { CompiledForm } from './compile.ts';
import type { Translated } from './definition.ts';
import { answerAt, evaluate, type FormState, isEmpty, pathsOf, questionAt } from './recompute.ts';

/** Why a question keeps its page from being left, or the response from being finalized. */
export interface Problem {
  readonly path: string;
  readonly why: 'required' | 'constraint' | 'wrong-type';
  /** The form's own words for it. */
  readonly message?: Translated | undefined;
}

/** Whether a question must be answered now; never one that does not apply. */
export const isRequired = (state: FormState, path: string): boolean =>
  state.isRelevant(path) && toBoolean(evaluate(state, path, 'required') ?? false);

/** Whether a question shows its value but takes no answer now. */
export const isReadOnly = (state: FormState, path: string): boolean =>
  toBoolean(evaluate(state, path, 'read_only') ?? false);

/** What is wrong with the answers to some questions, or to all; nothing is wrong where a question does not apply. */
export const problems = (
  form: CompiledForm,
  state: FormState,
  paths: readonly string[] = pathsOf(form, state.answers),
): Problem[] => paths.flatMap((path) => problemAt(form, state, path) ?? []);

function problemAt(form: CompiledForm, state: FormState, path: string): Problem | undefined {
  const { row, kind } = questionAt(form, path);
  if (!kind.hasPage || row.type === 'note' || !state.isRelevant(path)) return undefined;
  const answer = answerAt(state.answers, path);
  if (answer === undefined || isEmpty(answer)) {
    return isRequired(state, path) ? { path, why: 'required', message: row.required_message } : undefined;
  }
  if (!kind.accepts(answer, choicesFor(form, state, path), row)) return { path, why: 'wrong-type' };
  const isMet = toBoolean(evaluate(state, path, 'constraint') ?? true);
  return isMet ? undefined : { path, why: 'constraint', message: row.constraint_message };
}
