import { compileForm } from '../../domain/form/compile.ts';
import type { FormDefinition } from '../../domain/form/definition.ts';
import { EXTENSION } from '../../domain/form/extended/index.ts';
import { readForm as readDefinition } from '../../domain/form/read.ts';
import { walk, type XlsForm } from './form.ts';
import { at, type FormProblem, type FormWarning } from './problem.ts';
import { readWorkbook } from './readFile.ts';
import { readForm } from './readForm.ts';
import type { Workbook } from './sheet.ts';
import { toDefinition } from './toDefinition.ts';

/** A form's file as the app can use it, or everything that keeps it from that. */
export interface ImportedForm {
  /** Undefined if there is any problem: nothing is imported half. */
  readonly definition: FormDefinition | undefined;
  /** The form as its workbook says it, as far as it could be read: whatever is wrong, it can be looked through. */
  readonly form: XlsForm | undefined;
  /** Its sheets as they were read, to find a place again; empty where there is nothing to be read. */
  readonly workbook: Workbook;
  readonly problems: readonly FormProblem[];
  readonly warnings: readonly FormWarning[];
}

/**
 * Reads a form from a workbook, CSV or Markdown file.
 * @param fileName gives the form its id where its settings do not
 */
export async function importForm(bytes: Uint8Array, fileName: string): Promise<ImportedForm> {
  const read = await readWorkbook(bytes, fileName);
  if ('trouble' in read)
    return {
      definition: undefined,
      form: undefined,
      workbook: [],
      problems: [{ ...at('', 0), key: read.trouble, found: read.found ?? '' }],
      warnings: [],
    };
  const { workbook } = read;
  const {
    form: said,
    draft,
    problems,
    warnings: told,
  } = await readForm(workbook, { id: fileName.replace(/\.\w+$/, '') });
  const lookCloser = () => import('./engineProblem.ts');
  if (said === undefined)
    return (await lookCloser()).readInPart({ form: draft, workbook, problems, warnings: told });
  const { form, warnings } = await runnable(said, told);
  const definition = toDefinition(form);
  // The door that the phones' copies pass, too.
  const door = readDefinition(definition);
  const compiled = door.ok ? compileForm(definition, EXTENSION) : door;
  if (compiled.ok && form.entities.length === 0) return { definition, form, workbook, problems, warnings };
  return (await lookCloser()).compiledForm({ definition, form, workbook, problems, warnings }, compiled);
}

/** What pyxform leaves to Collect, `search()`, said as choices from a file. */
async function runnable(
  form: XlsForm,
  warnings: readonly FormWarning[],
): Promise<{ form: XlsForm; warnings: readonly FormWarning[] }> {
  if (![...walk(form.survey)].some(({ item }) => item.control['appearance']?.includes('search(')))
    return { form, warnings };
  const { withFilesSearched } = await import('./search.ts');
  const searched = withFilesSearched(form);
  return { form: searched.form, warnings: [...warnings, ...searched.warnings] };
}
