import { toBoolean } from '../logic/values.ts';
import type { CompiledForm } from './compile.ts';
import type { Choice } from './definition.ts';
import { type FormState, questionAt, sceneOf } from './recompute.ts';

/** The choices of a question that its `choice_filter` lets through now, in the form's order. */
export function choicesFor(form: CompiledForm, state: FormState, path: string): readonly Choice[] {
  const { choices, logic } = questionAt(form, path);
  const filter = logic.choice_filter;
  if (filter === undefined) return choices;
  const scene = sceneOf(state);
  return choices.filter((choice) => {
    scene.column = (name) => (name === 'name' ? choice.name : columnOf(choice, name));
    return toBoolean(filter.evaluate(scene));
  });
}

const columnOf = ({ columns = {} }: Choice, name: string): string =>
  Object.hasOwn(columns, name) ? (columns[name] ?? '') : '';
