import Papa from 'papaparse';
import type { Answer } from '../domain/answer.ts';
import type { ResponseDocument, ReviewDocument } from '../domain/document.ts';
import type { FormDefinition } from '../domain/form/definition.ts';
import { mediaIn } from '../domain/response.ts';
import { type Cell, type Column, columnsOfForm, geopointColumns, headerOf, plainCell } from './csvColumns.ts';

/** A finalized response with what is known of it besides its answers. */
export interface ExportedResponse {
  readonly id: string;
  readonly document: ResponseDocument;
  readonly reviewState: ReviewDocument['state'];
  /** Photos of it that are on this device. */
  readonly photosPresent: number;
}

/** Spreadsheets read UTF-8 only when the file begins with this. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A cell that begins so is run as a formula by spreadsheets. Unlike papaparse's own pattern it has no end, because
 * that one lets pass a text of several lines.
 */
const FORMULA = /^[=+\-@\t\r]/;

type Fact = readonly [header: string, cell: (response: ExportedResponse) => Cell];

/** ODK Central's columns after the answers, then ours. */
const FACTS: readonly Fact[] = [
  ['KEY', ({ id }) => id],
  ['SubmitterID', ({ document }) => document.collector],
  ['SubmitterName', ({ document }) => document.collector],
  ['AttachmentsPresent', ({ photosPresent }) => photosPresent],
  ['AttachmentsExpected', ({ document }) => mediaIn(document.answers).length],
  ['ReviewState', ({ reviewState }) => reviewState],
  ['DeviceID', ({ document }) => document.device],
  ['Edits', ({ document }) => document.corrections],
  ['FormVersion', ({ document }) => document.formVersion],
  ['Round', ({ document }) => document.round ?? ''],
  ['Respondent', ({ document }) => document.respondent ?? ''],
  ['Language', ({ document }) => document.language],
  ['StartedAt', ({ document }) => document.trail.startedAt],
  ['FinalizedAt', ({ document }) => document.trail.finalizedAt],
  ['ActiveSeconds', ({ document }) => Math.round(document.trail.activeMs / 1000)],
];

/**
 * Every response as one row, every question as a column in the form's order. Answers to questions that this version of
 * the form does not know follow in columns of their own: an export drops nothing.
 * @param language words of the choices in that language; null writes their names, as ODK does
 * @returns CSV after RFC 4180, with a byte order mark
 */
export function exportResponsesCsv(
  definition: FormDefinition,
  responses: readonly ExportedResponse[],
  language: string | null,
): string {
  const columns = [...columnsOfForm(definition, language)];
  const known = new Set(columns.map(([path]) => path));
  const all = [...columns, ...unknownColumns(responses, known)];
  const fields = [
    'SubmissionDate',
    ...all.flatMap(([, parts]) => parts.map(({ header }) => header)),
    ...FACTS.map(([header]) => header),
  ];
  const data = responses.map((response) => rowOf(response, all));
  return BYTE_ORDER_MARK + Papa.unparse({ fields, data }, { newline: '\r\n', escapeFormulae: FORMULA });
}

function rowOf(
  response: ExportedResponse,
  columns: readonly (readonly [string, readonly Column[]])[],
): Cell[] {
  const { answers, trail } = response.document;
  return [
    trail.finalizedAt,
    ...columns.flatMap(([path, parts]) => parts.map(({ cell }) => cell(answers[path]))),
    ...FACTS.map(([, cell]) => cell(response)),
  ];
}

/** Columns for answers that other versions of the form asked for, by path. */
function unknownColumns(
  responses: readonly ExportedResponse[],
  known: ReadonlySet<string>,
): [string, readonly Column[]][] {
  const found = new Map<string, Answer>();
  for (const { document } of responses) {
    for (const [path, answer] of Object.entries(document.answers))
      if (!known.has(path)) found.set(path, answer);
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, answer]) => {
      const header = headerOf(path);
      const isPlace = typeof answer === 'object' && 'lat' in answer;
      return [path, isPlace ? geopointColumns(header) : [{ header, cell: plainCell }]];
    });
}
