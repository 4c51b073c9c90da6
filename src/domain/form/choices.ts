import { kept, own } from '../kept.ts';
import { toBoolean } from '../logic/values.ts';
import type { CompiledForm } from './compile.ts';
import type { Choice } from './definition.ts';
import { type FormState, questionAt, sceneOf } from './recompute.ts';

/** What was filtered once for a state, which never changes, stays so: a list may have 60,000 choices. */
const known = new WeakMap<FormState, Map<string, readonly Choice[]>>();

/** The choices of a question that its `choice_filter` lets through now, in the order in which they are shown. */
export function choicesFor(form: CompiledForm, state: FormState, path: string): readonly Choice[] {
  const filtered = kept(known, state, () => new Map<string, readonly Choice[]>());
  return kept(filtered, path, () => filteredFor(form, state, path));
}

function filteredFor(form: CompiledForm, state: FormState, path: string): readonly Choice[] {
  const { row, logic, choices: listed } = questionAt(form, path);
  const filter = logic.choice_filter;
  const choices = form.extended?.choices(state, path) ?? listed;
  // Choices from a repeat have passed it already: it stands at their instances, not at this question.
  if (!filter || row.list_name?.startsWith('$')) return choices;
  const scene = sceneOf(state, path);
  let here: Choice | undefined;
  scene.column = (name) => [(name === 'name' ? here?.name : own(here?.columns ?? {}, name)) ?? ''];
  form.extended?.remember(scene);
  return choices.filter((choice) => {
    here = choice;
    return toBoolean(filter(scene));
  });
}
