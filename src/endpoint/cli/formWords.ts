import more from '../../../locales/en/more.json';
import words from '../../../locales/en/xlsform.json';
import type { FormAdvice, FormProblem, FormWarning, Place } from '../../exchange/xlsform/problem.ts';

/** A sentence with its values put in, as the app's own words have it: `{{found}}`. */
export const fill = (sentence: string, values: Readonly<Record<string, string | number>>): string =>
  sentence.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));

function placeWords(place: Place): string {
  const { sheet, row, column } = place;
  const kind =
    sheet === '' ? 'file' : row === 0 ? (column === '' ? 'sheet' : 'column') : column === '' ? 'row' : 'cell';
  return fill(words.place[kind], { ...place });
}

const line = (remark: Place & { readonly found: string }, sentence: string): string =>
  `${placeWords(remark)}: ${fill(sentence, { ...remark })}`;

export const problemLine = (problem: FormProblem): string => {
  const reasons: Readonly<Record<string, string>> = more.problem;
  return line(problem, reasons[problem.reason ?? ''] ?? words.problem[problem.key]);
};
export const warningLine = (warning: FormWarning): string => line(warning, words.warning[warning.key]);
export const adviceLine = (advice: FormAdvice): string => line(advice, words.advice[advice.key]);
