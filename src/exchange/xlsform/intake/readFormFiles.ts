import type { FormDefinition } from '../../../domain/form/definition.ts';
import { countAsked } from '../../../domain/form/extended/asked.ts';
import { filesNamedBy } from '../attached.ts';
import { fileType, walk, type XlsForm } from '../form.ts';
import { importForm } from '../importForm.ts';
import { lint } from '../lint/lint.ts';
import { plainerParts } from '../plainer.ts';
import { type AdviceKey, at, type Place, type ProblemKey, short, type WarningKey } from '../problem.ts';
import type { Workbook } from '../sheet.ts';
import { toldOnce } from '../toldOnce.ts';
import { spotOf } from './cell.ts';
import { type GivenFile, sortFiles } from './given.ts';

/** Something that is said of a form, with its place. */
export type Finding = Place & {
  /** What was found; shortened to what fits into a sentence. */
  readonly found: string;
  /** `B12`, where the form came as a workbook and a single cell is meant. */
  readonly cell?: string;
  /** Name of the row. */
  readonly name?: string;
} & (
    | { readonly kind: 'problem'; readonly key: ProblemKey; readonly reason?: string }
    | { readonly kind: 'warning'; readonly key: WarningKey }
    | { readonly kind: 'advice'; readonly key: AdviceKey }
  );

/** A file that belongs to the form, under the name that the form uses. */
export interface AttachedFile {
  readonly name: string;
  readonly bytes: ArrayBuffer;
}

/** All that can be said of the files that a coordinator gave. */
export interface FormReport {
  /** Name of the file that holds the form; '' when none does. */
  readonly fileName: string;
  /** What the app can run; undefined when it cannot. With any problem among the findings it must not be published. */
  readonly definition: FormDefinition | undefined;
  /** How many questions it asks. */
  readonly questions: number;
  readonly findings: readonly Finding[];
  readonly files: readonly AttachedFile[];
  /** Names of files that the published version has and this one goes on using. */
  readonly kept: readonly string[];
}

export type ReadingStep = 'sorting' | 'reading' | 'advising';

export interface FormRequest {
  readonly given: readonly GivenFile[];
  /** Names of the files that each published form has already, by `form_id`. */
  readonly published: Readonly<Record<string, readonly string[]>>;
  /** Names under which forms take lists of entities for files: nobody could give those. */
  readonly filled?: readonly string[];
}

/**
 * Reads a form and its files, given in any order, and tells everything that is wrong at once.
 * @param onStep is told what begins
 */
export async function readFormFiles(
  { given, published, filled = [] }: FormRequest,
  onStep: (step: ReadingStep) => void = () => undefined,
): Promise<FormReport> {
  onStep('sorting');
  const sorted = await sortFiles(given);
  if ('key' in sorted) return refusal('', sorted.key, sorted.found);
  const { form: file, others } = sorted;
  if (file.bytes.length === 0) return refusal(file.name, 'empty-file', file.name);
  onStep('reading');
  const { definition, form, workbook, problems, warnings } = await importForm(file.bytes, file.name);
  onStep('advising');
  const attached =
    form === undefined
      ? NOTHING_ATTACHED
      : await attach(
          form,
          others,
          namesFor(definition?.form_id ?? form.settings['id_string'] ?? '', published),
          filled,
        );
  const findings: Finding[] = [
    ...problems.map((one) => ({ ...one, kind: 'problem' as const })),
    ...attached.findings,
    ...[...toldOnce(warnings), ...(form === undefined ? [] : plainerParts(form))].map((one) => ({
      ...one,
      kind: 'warning' as const,
    })),
    // Of a form that was read in part, advice would be about what is missing.
    ...(form === undefined || problems.length > 0 ? [] : lint(form)).map((one) => ({
      ...one,
      kind: 'advice' as const,
    })),
  ];
  return {
    fileName: file.name,
    definition,
    questions: definition === undefined ? 0 : countAsked(definition),
    findings: placed(findings, workbook, file.bytes[0] === ZIPPED),
    files: attached.files,
    kept: attached.kept,
  };
}

/** Whatever an author calls a form. */
const namesFor = (formId: string, published: FormRequest['published']): readonly string[] =>
  Object.hasOwn(published, formId) ? (published[formId] ?? []) : [];

const refusal = (fileName: string, key: ProblemKey, found: string): FormReport => ({
  fileName,
  definition: undefined,
  questions: 0,
  findings: [{ ...at('', 0), kind: 'problem', key, found: short(found) }],
  files: [],
  kept: [],
});

interface Attached {
  readonly files: readonly AttachedFile[];
  readonly kept: readonly string[];
  readonly findings: readonly Finding[];
}
const NOTHING_ATTACHED: Attached = { files: [], kept: [], findings: [] };

/** Gives each name in the form its file; capital letters alone make no other name. */
async function attach(
  form: XlsForm,
  others: readonly GivenFile[],
  published: readonly string[],
  filled: readonly string[],
): Promise<Attached> {
  const byName = new Map(others.map((file) => [plain(file.name), file]));
  const used = new Set<string>();
  const files: AttachedFile[] = [];
  const kept: string[] = [];
  const findings: Finding[] = [];
  for (const { name, place } of filesNamedBy(form)) {
    const file = byName.get(plain(name));
    used.add(plain(name));
    if (file === undefined && published.includes(name)) kept.push(name);
    else if (file === undefined && filled.includes(name)) continue;
    else if (file === undefined)
      findings.push({ ...place, kind: 'problem', key: 'missing-file', found: name });
    else if (file.bytes.length === 0)
      findings.push({ ...place, kind: 'problem', key: 'empty-file', found: name });
    else {
      const bytes = file.bytes.slice().buffer;
      files.push({ name, bytes });
      findings.push(...(await tableProblems(form, name, bytes, place)));
    }
  }
  for (const { name } of others)
    if (!used.has(plain(name)))
      findings.push({ ...at('', 0), kind: 'warning', key: 'file-unused', found: name });
  return { files, kept, findings };
}

/** A table that cannot be read, or has no column of values for the questions that choose from it. */
async function tableProblems(
  form: XlsForm,
  name: string,
  bytes: ArrayBuffer,
  place: Place,
): Promise<Finding[]> {
  if (fileType(name) === undefined) return [];
  const { readTable } = await import('../../tables/index.ts');
  const table = await readTable(name, bytes, () => Promise.resolve());
  if (!table.ok) return [{ ...place, kind: 'problem', key: 'file-unreadable', found: name }];
  const [first = {}] = 'rows' in table.value ? table.value.rows : table.value;
  return [...walk(form.survey)].flatMap(({ item }): Finding[] => {
    if (item.list !== name) return [];
    const value = item.parameters['value'] ?? (name.endsWith('.geojson') ? 'id' : 'name');
    if (Object.hasOwn(first, value)) return [];
    return [
      {
        ...at('survey', item.row, 'type'),
        kind: 'problem',
        key: 'no-value-column',
        found: `${name}: ${value}`,
      },
    ];
  });
}

const plain = (name: string): string => name.normalize('NFC').toLowerCase();

/** How a workbook begins: only there are cells to be found. */
const ZIPPED = 0x50;

/** Every finding with its cell, where there are cells to be found, and the name of its row. */
const placed = (findings: readonly Finding[], workbook: Workbook, hasCells: boolean): Finding[] =>
  findings.map((finding) => {
    const { cell, name } = spotOf(workbook, finding, finding.found);
    return {
      ...finding,
      ...(cell !== undefined && hasCells ? { cell } : {}),
      ...(name === undefined ? {} : { name }),
    };
  });
