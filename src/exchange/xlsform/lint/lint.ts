import type { XlsForm } from '../form.ts';
import type { FormAdvice } from '../problem.ts';
import { lintChoices } from './choices.ts';
import { lintLogic } from './logic.ts';
import { lintWords } from './words.ts';

/** Plain advice to a form's author, in the order of its rows: what works, and could work better. */
export function lint(form: XlsForm): FormAdvice[] {
  const sheets = ['survey', 'choices'];
  return [...lintLogic(form), ...lintChoices(form), ...lintWords(form)].sort(
    (one, other) => sheets.indexOf(one.sheet) - sheets.indexOf(other.sheet) || one.row - other.row,
  );
}
