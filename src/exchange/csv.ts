import Papa from 'papaparse';
import type { Answer, Answers } from '../domain/answer.ts';
import type { FormDefinition } from '../domain/form/definition.ts';
import { modelOf } from '../domain/form/extended/InstanceMap.ts';
import { answerAt } from '../domain/form/state.ts';
import { FORMULA } from '../domain/formula.ts';
import { mediaIn } from '../domain/response.ts';
import {
  type Cell,
  type Column,
  geopointColumns,
  headerOf,
  plainCell,
  type TableColumns,
  tablesOfForm,
} from './csvColumns.ts';
import { countIn } from './odk/fields.ts';
import { type ExportedResponse, instanceIdOf } from './odk/instance.ts';

/** Spreadsheets read UTF-8 only when the file begins with this. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A cell as it was before it was guarded. */
export const unguarded = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;

type Fact = readonly [header: string, cell: (response: ExportedResponse) => Cell];

/** ODK Central's columns after the answers, then ours. */
const FACTS: readonly Fact[] = [
  ['KEY', ({ id }) => instanceIdOf(id)],
  ['SubmitterID', ({ document }) => document.collector],
  ['SubmitterName', ({ document }) => document.collector],
  ['AttachmentsPresent', ({ photosPresent }) => photosPresent],
  ['AttachmentsExpected', ({ document }) => mediaIn(document.answers).length],
  ['ReviewState', ({ reviewState }) => reviewState],
  ['DeviceID', ({ document }) => document.device],
  ['Edits', ({ document }) => document.corrections],
  ['FormVersion', ({ document }) => document.formVersion],
  ['InstanceName', ({ document }) => document.instanceName ?? ''],
  ['Round', ({ document }) => document.round ?? ''],
  ['Respondent', ({ document }) => document.respondent ?? ''],
  ['Language', ({ document }) => document.language],
  ['StartedAt', ({ document }) => document.trail.startedAt],
  ['FinalizedAt', ({ document }) => document.trail.finalizedAt],
  ['ActiveSeconds', ({ document }) => Math.round(document.trail.activeMs / 1000)],
];

export interface CsvTable {
  /** `household.csv`, `household-members.csv` */
  readonly name: string;
  /** After RFC 4180, with a byte order mark. */
  readonly csv: string;
}

/**
 * Every response as one row, every question as a column in the form's order; a table of its own for each repeat, its
 * rows tied to the others by KEY and PARENT_KEY as ODK's are. Answers to questions that this version of the form does
 * not know follow in columns of their own: an export drops nothing.
 * @param language words of the choices in that language; null writes their names, as ODK does
 */
export function exportTables(
  definition: FormDefinition,
  responses: readonly ExportedResponse[],
  language: string | null,
): CsvTable[] {
  const [form, ...repeats] = tablesOfForm(definition, language);
  if (form === undefined) return [];
  const names = tableNames(definition.form_id, repeats);
  return [
    { name: `${definition.form_id}.csv`, csv: formTable(form, [form, ...repeats], responses) },
    ...repeats.map((table, at) => ({ name: names[at] ?? '', csv: repeatTable(table, responses) })),
  ];
}

/** As Central tells repeats of the same name apart. */
function tableNames(formId: string, repeats: readonly TableColumns[]): string[] {
  const own = repeats.map(({ repeat }) => lastName(repeat));
  return own.map((name, at) => {
    const isOnly = own.filter((other) => other === name).length === 1;
    const number = own.slice(0, at + 1).filter((other) => other === name).length;
    return `${formId}-${name}${isOnly ? '' : `~${number}`}.csv`;
  });
}

const lastName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

type Columns = readonly (readonly [string, readonly Column[]])[];

function formTable(
  { columns, inner }: TableColumns,
  tables: readonly TableColumns[],
  responses: readonly ExportedResponse[],
): string {
  const known = new Set(tables.flatMap((table) => [...table.columns.keys(), ...table.inner]));
  const all = [...columns, ...unknownColumns(responses, known)];
  const fields = ['SubmissionDate', ...headers(all), ...inner.map(setOf), ...FACTS.map(([header]) => header)];
  const data = responses.map((response) => [
    response.document.trail.finalizedAt,
    ...cells(all, response.document.answers, (path) => path),
    ...inner.map((repeat) => `${instanceIdOf(response.id)}/${repeat}`),
    ...FACTS.map(([, cell]) => cell(response)),
  ]);
  return writeCsv(fields, data);
}

function repeatTable(
  { repeat, columns, inner }: TableColumns,
  responses: readonly ExportedResponse[],
): string {
  const fields = [...headers([...columns]), ...inner.map(setOf), 'PARENT_KEY', 'KEY', setOf(repeat)];
  const data = responses.flatMap(({ id, document: { answers } }) => {
    const key = instanceIdOf(id);
    return instancesIn(answers, repeat).map(({ path, holder, parent }) => [
      ...cells([...columns], answers, (model) => path + model.slice(repeat.length)),
      ...inner.map((one) => `${key}/${path}${one.slice(repeat.length)}`),
      parent === '' ? key : `${key}/${parent}`,
      `${key}/${path}`,
      `${key}/${holder}`,
    ]);
  });
  return writeCsv(fields, data);
}

interface RepeatInstance {
  /** `group/members[2]` */
  readonly path: string;
  /** Without its own number. */
  readonly holder: string;
  /** The instance of the repeat around it; '' when there is none. */
  readonly parent: string;
}

/** The instances of a repeat in all instances of the repeats around it. */
function instancesIn(answers: Answers, repeat: string): RepeatInstance[] {
  const holders = Object.keys(answers).filter((path) => modelOf(path) === repeat);
  return holders.flatMap((holder) => {
    const parent = holder.slice(0, holder.lastIndexOf(']') + 1);
    return Array.from({ length: countIn(answers[holder]) }, (_, index) => ({
      path: `${holder}[${index + 1}]`,
      holder,
      parent,
    }));
  });
}

const setOf = (repeat: string): string => `SET-OF-${lastName(repeat)}`;

const headers = (columns: Columns): string[] =>
  columns.flatMap(([, parts]) => parts.map(({ header }) => header));

const cells = (columns: Columns, answers: Answers, at: (path: string) => string): Cell[] =>
  columns.flatMap(([path, parts]) => parts.map(({ cell }) => cell(answerAt(answers, at(path)))));

/** A table with its guard against formulas. */
export const writeCsv = (fields: string[], data: Cell[][]): string =>
  BYTE_ORDER_MARK + Papa.unparse({ fields, data }, { newline: '\r\n', escapeFormulae: FORMULA });

/** Columns for answers that other versions of the form asked for, by path; who an instance is is no answer. */
function unknownColumns(
  responses: readonly ExportedResponse[],
  known: ReadonlySet<string>,
): [string, readonly Column[]][] {
  const found = new Map<string, Answer>();
  for (const { document } of responses) {
    for (const [path, answer] of Object.entries(document.answers))
      if (!known.has(modelOf(path)) && !path.endsWith(']')) found.set(path, answer);
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, answer]) => {
      const header = headerOf(path);
      const isPlace = typeof answer === 'object' && 'lat' in answer;
      return [path, isPlace ? geopointColumns(header) : [{ header, cell: plainCell }]];
    });
}
