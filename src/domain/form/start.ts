import type { Answers } from '../answer.ts';
import type { Clock } from './clock.ts';
import type { CompiledForm } from './compile.ts';
import {
  answerFrom,
  answerQuestion,
  evaluate,
  type FormState,
  openForm,
  pathsOf,
  questionAt,
  startOf,
} from './recompute.ts';

/** The answers that a new response begins with: see `newState`. */
export const newAnswers = (form: CompiledForm, clock: Clock): Answers => newState(form, clock).answers;

/** Where a new response begins: with `start`, `today` and the defaults, each worked out once. */
export function newState(form: CompiledForm, clock: Clock): FormState {
  const answers: Answers = {};
  for (const [path, question] of form.questions) {
    const first = startOf(question, clock);
    if (first !== undefined) answers[path] = first;
  }
  form.extended?.begin({ form, answers, irrelevant: new Set(), clock });
  let state = openForm(form, answers, clock, true);
  for (const path of pathsOf(form, state.answers)) {
    const value = evaluate(state, path, 'default');
    if (value === undefined) continue;
    state = answerQuestion(form, state, path, answerFrom(questionAt(form, path), value), clock);
  }
  return state;
}
