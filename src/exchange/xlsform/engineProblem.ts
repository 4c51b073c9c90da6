import { entityTroubles } from '../../domain/entities/actions.ts';
import type { CompiledForm } from '../../domain/form/compile.ts';
import type { FormTrouble } from '../../domain/form/problem.ts';
import type { Result } from '../../domain/result.ts';
import { walk, type XlsForm } from './form.ts';
import { at, type FormProblem, type Place } from './problem.ts';

/** What the engine cannot run, each at its place in the workbook: the form itself, or else the entities it makes. */
export function engineProblems(form: XlsForm, compiled: Result<CompiledForm, 'form-invalid'>): FormProblem[] {
  const troubles = compiled.ok ? entityTroubles(compiled.value) : [compiled];
  return troubles.map((trouble) => engineProblem(form, trouble));
}

function engineProblem(form: XlsForm, { words = {} }: FormTrouble): FormProblem {
  const [row = '', column = '', problem = '', found = ''] = ['row', 'column', 'problem', 'found'].map((key) =>
    String(words[key] ?? ''),
  );
  return { ...placeOf(form, row, column), key: 'cannot-run', found, reason: problem };
}

function placeOf({ survey, choices, entities }: XlsForm, name: string, column: string): Place {
  for (const { dataset, row } of entities)
    if (name === `entities/${dataset}`) return at('entities', row, column);
  if (name.startsWith('choices/'))
    return at('choices', choices.get(name.slice('choices/'.length))?.[0]?.row ?? 0, column);
  for (const { item } of walk(survey)) if (item.name === name) return at('survey', item.row, column);
  return at(name === 'settings' ? 'settings' : 'survey', 0, column);
}
