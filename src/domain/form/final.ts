import type { Answers } from '../answer.ts';
import type { CompiledForm } from './compile.ts';
import {
  answerAt,
  answerFrom,
  answerQuestion,
  type Clock,
  evaluate,
  type FormState,
  isEmpty,
  openForm,
} from './recompute.ts';

/** The answers that a new response begins with: `start`, `today` and the defaults, each worked out once. */
export function newAnswers(form: CompiledForm, clock: Clock): Answers {
  const answers: Answers = {};
  for (const [path, question] of form.questions) {
    const { type, default: plain } = question.row;
    if (type === 'start') answers[path] = clock.now;
    else if (type === 'today') answers[path] = clock.today;
    else if (plain && question.logic.default === undefined) answers[path] = question.kind.fromText(plain);
  }
  let state = openForm(form, answers, clock);
  for (const [path, question] of form.questions) {
    const value = evaluate(state, path, 'default');
    if (value === undefined) continue;
    state = answerQuestion(form, state, path, answerFrom(question, value), clock);
  }
  return state.answers;
}

/** What a finalized response holds: answers to relevant questions only, in the form's order, and `end`. */
export function finalAnswers(form: CompiledForm, state: FormState, clock: Clock = state.clock): Answers {
  const answers: Answers = {};
  for (const path of form.order) {
    if (!state.isRelevant(path)) continue;
    const isEnd = form.questions.get(path)?.row.type === 'end';
    const answer = isEnd ? clock.now : answerAt(state.answers, path);
    if (answer !== undefined && !isEmpty(answer)) answers[path] = answer;
  }
  return answers;
}
