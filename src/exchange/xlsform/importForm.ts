import { compileForm } from '../../domain/form/compile.ts';
import type { FormDefinition } from '../../domain/form/definition.ts';
import { EXTENSION } from '../../domain/form/extended/index.ts';
import { readForm as readDefinition } from '../../domain/form/read.ts';
import { walk, type XlsForm } from './form.ts';
import { at, type FormProblem, type FormWarning } from './problem.ts';
import { readWorkbook } from './readFile.ts';
import { readForm } from './readForm.ts';
import { toDefinition } from './toDefinition.ts';

/** A form's file as the app can use it, or everything that keeps it from that. */
export interface ImportedForm {
  /** Undefined if there is any problem: nothing is imported half. */
  readonly definition: FormDefinition | undefined;
  /** The form as its workbook says it; there even if the engine refuses it, so that it can be looked through. */
  readonly form: XlsForm | undefined;
  readonly problems: readonly FormProblem[];
  readonly warnings: readonly FormWarning[];
}

/**
 * Reads a form from a workbook, CSV or Markdown file.
 * @param fileName gives the form its id where its settings do not
 */
export async function importForm(bytes: Uint8Array, fileName: string): Promise<ImportedForm> {
  const read = await readWorkbook(bytes);
  if ('trouble' in read)
    return {
      definition: undefined,
      form: undefined,
      problems: [{ ...at('', 0), key: read.trouble, found: '' }],
      warnings: [],
    };
  const { form, problems, warnings } = await readForm(read.workbook, { id: fileName.replace(/\.\w+$/, '') });
  if (form === undefined) return { definition: undefined, form, problems, warnings };
  const definition = toDefinition(form);
  // The door that the phones' copies pass, too.
  const door = readDefinition(definition);
  const compiled = door.ok ? compileForm(definition, EXTENSION) : door;
  const degraded = [...warnings, ...degradedTypes(form)];
  if (compiled.ok) return { definition, form, problems, warnings: degraded };
  const { engineProblem } = await import('./engineProblem.ts');
  return { definition: undefined, form, problems: [engineProblem(form, compiled)], warnings: degraded };
}

/** Types that pyxform knows and the phone shows in a plainer way. */
const DEGRADED = new Set(['osm', 'background-audio', 'simserial', 'subscriberid', 'select_one_external']);

const degradedTypes = ({ survey }: XlsForm): FormWarning[] =>
  [...walk(survey)].flatMap(({ item: { type, row } }) =>
    DEGRADED.has(type) ? [{ ...at('survey', row, 'type'), key: 'plainer-type', found: type } as const] : [],
  );
