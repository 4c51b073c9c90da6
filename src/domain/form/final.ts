import type { Answers } from '../answer.ts';
import type { Clock } from './clock.ts';
import type { CompiledForm } from './compile.ts';
import { answerAt, type FormState, isEmpty, pathsOf, questionAt } from './recompute.ts';

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
