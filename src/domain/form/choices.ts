import { toBoolean } from '../logic/values.ts';
import type { CompiledForm } from './compile.ts';
import type { Choice } from './definition.ts';
import { type FormState, questionAt, sceneOf } from './recompute.ts';

/** The choices of a question that its `choice_filter` lets through now, in the order in which they are shown. */
export function choicesFor(form: CompiledForm, state: FormState, path: string): readonly Choice[] {
  const filter = questionAt(form, path).logic.choice_filter;
  const choices = form.extended?.choices(state, path) ?? questionAt(form, path).choices;
  if (filter === undefined) return choices;
  const scene = sceneOf(state, path);
  let here: Choice | undefined;
  scene.column = (name) => [
    here === undefined || name === 'name' ? (here?.name ?? '') : columnOf(here, name),
  ];
  return choices.filter((choice) => {
    here = choice;
    return toBoolean(filter.evaluate(scene));
  });
}

const columnOf = ({ columns = {} }: Choice, name: string): string =>
  Object.hasOwn(columns, name) ? (columns[name] ?? '') : '';
