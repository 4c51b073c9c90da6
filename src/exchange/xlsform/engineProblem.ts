import { entityTroubles } from '../../domain/entities/actions.ts';
import type { CompiledForm } from '../../domain/form/compile.ts';
import { mistakesIn } from '../../domain/form/extended/mistakes.ts';
import type { FormTrouble } from '../../domain/form/problem.ts';
import type { Result } from '../../domain/result.ts';
import { walk, type XlsForm } from './form.ts';
import type { ImportedForm } from './importForm.ts';
import { at, type FormProblem, type Place } from './problem.ts';
import { toDefinition } from './toDefinition.ts';

/** A form that was read whole, if the engine can run it, and the entities it makes; else what keeps it from that. */
export function compiledForm(
  imported: ImportedForm & { readonly form: XlsForm },
  compiled: Result<CompiledForm, 'form-invalid'>,
): ImportedForm {
  const problems = engineProblems(imported.form, compiled);
  return problems.length === 0 ? imported : { ...imported, definition: undefined, problems };
}

/** Each at its place in the workbook. */
function engineProblems(form: XlsForm, compiled: Result<CompiledForm, 'form-invalid'>): FormProblem[] {
  if (compiled.ok) return entityTroubles(compiled.value).map((trouble) => engineProblem(form, trouble));
  const mistakes = mistakesOf(form);
  // A mistake in the form's shape is none of an expression.
  const first = engineProblem(form, compiled);
  return mistakes.some((one) => isSameCell(one, first)) ? mistakes : [first, ...mistakes];
}

/** What is wrong in the expressions themselves, whatever else is: of names the reader told that there are none. */
const OF_THEMSELVES: ReadonlySet<string | undefined> = new Set([
  'bad-date',
  'bad-pattern',
  'circular',
  'expression-syntax',
  'expression-too-long',
  'needs-questions',
  'unknown-function',
  'wrong-argument-count',
]);

/** A form that could be read in part, if at all, with what else is wrong with it. */
export function readInPart({ form, problems, ...read }: Omit<ImportedForm, 'definition'>): ImportedForm {
  const mistakes = form === undefined ? [] : mistakesOf(form);
  const further = mistakes.filter(
    (mistake) => OF_THEMSELVES.has(mistake.reason) && !problems.some((one) => isSameCell(one, mistake)),
  );
  return { ...read, form, definition: undefined, problems: [...problems, ...further] };
}

const mistakesOf = (form: XlsForm): FormProblem[] =>
  mistakesIn(toDefinition(form)).map((trouble) => engineProblem(form, trouble));

const isSameCell = (one: Place, other: Place): boolean =>
  one.sheet === other.sheet && one.row === other.row && one.column === other.column;

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
