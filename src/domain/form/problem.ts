import { type Trouble, trouble } from '../result.ts';

/** A form that cannot be used; the words name the row and the column of the first mistake. */
export type FormTrouble = Trouble<'form-invalid'>;

/**
 * @param row name of the row, or `settings`, or `choices/<list>`
 * @param column as in XLSForm
 * @param problem key of a sentence, `more:problem.<problem>`
 * @param found what stands there, for that sentence
 */
export const formTrouble = (
  row: string,
  column: string,
  problem: string,
  found: string | number = '',
): FormTrouble => trouble('form-invalid', { row, column, problem, found });
