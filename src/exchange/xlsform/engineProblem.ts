import type { FormTrouble } from '../../domain/form/problem.ts';
import { walk, type XlsForm } from './form.ts';
import { at, type FormProblem, type Place } from './problem.ts';

/** What the engine cannot run, at its place in the workbook. */
export function engineProblem(form: XlsForm, { words = {} }: FormTrouble): FormProblem {
  const [row = '', column = '', problem = '', found = ''] = ['row', 'column', 'problem', 'found'].map((key) =>
    String(words[key] ?? ''),
  );
  return { ...placeOf(form, row, column), key: 'cannot-run', found, reason: problem };
}

function placeOf({ survey, choices }: XlsForm, name: string, column: string): Place {
  if (name.startsWith('choices/'))
    return at('choices', choices.get(name.slice('choices/'.length))?.[0]?.row ?? 0, column);
  for (const { item } of walk(survey)) if (item.name === name) return at('survey', item.row, column);
  return at(name === 'settings' ? 'settings' : 'survey', 0, column);
}
