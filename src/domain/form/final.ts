import type { Answers } from '../answer.ts';
import type { Clock } from './clock.ts';
import type { CompiledForm } from './compile.ts';
import {
  answerAt,
  answerFrom,
  answerQuestion,
  evaluate,
  type FormState,
  isEmpty,
  openForm,
  pathsOf,
  plainDefault,
  questionAt,
} from './recompute.ts';

/** The answers that a new response begins with: `start`, `today` and the defaults, each worked out once. */
export function newAnswers(form: CompiledForm, clock: Clock): Answers {
  const answers: Answers = {};
  for (const [path, question] of form.questions) {
    const first = question.kind.atStart?.(clock) ?? plainDefault(question);
    if (first !== undefined) answers[path] = first;
  }
  form.extended?.begin({ form, answers, irrelevant: new Set(), clock });
  let state = openForm(form, answers, clock);
  for (const path of pathsOf(form, state.answers)) {
    const value = evaluate(state, path, 'default');
    if (value === undefined) continue;
    state = answerQuestion(form, state, path, answerFrom(questionAt(form, path), value), clock);
  }
  return state.answers;
}

/** What a finalized response holds: answers to relevant questions only, in the form's order, and `end`. */
export function finalAnswers(form: CompiledForm, state: FormState, clock: Clock = state.clock): Answers {
  const answers: Answers = {};
  for (const path of pathsOf(form, state.answers)) {
    if (!state.isRelevant(path)) continue;
    const isEnd = questionAt(form, path).row.type === 'end';
    const answer = isEnd ? clock.now : answerAt(state.answers, path);
    if (answer !== undefined && !isEmpty(answer)) answers[path] = answer;
  }
  return answers;
}
