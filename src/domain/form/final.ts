import type { Answers } from '../answer.ts';
import type { Clock } from './clock.ts';
import type { CompiledForm } from './compile.ts';
import { answerAt, type FormState, pathsOf, put, questionAt } from './recompute.ts';

/** What a finalized response holds: answers to relevant questions only, in the form's order, who each instance is, and `end`. */
export function finalAnswers(form: CompiledForm, state: FormState, clock: Clock = state.clock): Answers {
  const answers: Answers = {};
  for (const path of pathsOf(form, state.answers)) {
    if (!state.isRelevant(path)) continue;
    const isEnd = questionAt(form, path).row.type === 'end';
    for (const at of [path, ...(form.extended?.instances.eachOf(state.answers, path) ?? [])]) {
      put(answers, at, isEnd ? clock.now : answerAt(state.answers, at));
    }
  }
  return answers;
}
