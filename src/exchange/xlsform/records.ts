import { type ColumnPath, columnName, columnPath, type SheetColumns } from './columns.ts';
import { hasBadReference } from './names.ts';
import { at, type Report } from './problem.ts';
import type { Sheet, SheetRow } from './sheet.ts';

/** Texts by column, nested as the headers say: `{ label: { en: 'Age' }, bind: { relevant: 'true()' } }`. */
export interface Cells {
  [column: string]: string | Cells;
}

/** One row of a sheet below its header. */
export interface Rec {
  readonly row: number;
  readonly cells: Cells;
}

export interface Records {
  readonly records: readonly Rec[];
  readonly paths: readonly ColumnPath[];
}

export const NO_RECORDS: Records = { records: [], paths: [] };

export interface Cleaning {
  /** Columns in which `${}` means nothing. */
  readonly plain: ReadonlySet<string>;
  /** Whether runs of spaces become one: in the survey, where they are slips; in choices they may be meant. */
  readonly squeezes: boolean;
  /** Whether curly quotes and runs of spaces stay: the author has set `clean_text_values` to no. */
  readonly isRaw: boolean;
  /** The language of texts in columns that name none, where others name one. */
  readonly language: string;
}

/** The rows of a sheet by the names of their columns. */
export function readRecords(
  sheet: Sheet,
  columns: SheetColumns,
  { plain, squeezes, isRaw, language }: Cleaning,
  report: Report,
): Records {
  const [header, ...rows] = sheet.rows;
  if (header === undefined) return NO_RECORDS;
  const paths = headerPaths(sheet.name, header, columns, report);
  const records = rows.map(({ number, cells }) => {
    const record: Rec = { row: number, cells: emptyCells() };
    for (const [column, text] of cells) {
      const path = paths.get(column);
      if (path === undefined) continue;
      const cleaned = isRaw ? text.trim() : cleanText(text, squeezes);
      if (!plain.has(path[0] ?? '') && hasBadReference(cleaned))
        report.refuse(at(sheet.name, number, columnName(columns, path)), 'bad-reference', cleaned);
      put(record.cells, path, cleaned, language);
    }
    return record;
  });
  return { records, paths: [...paths.values()] };
}

/** Columns are named by authors: a header `__proto__` is a name like any other. */
export const emptyCells = (): Cells => Object.create(null);

function headerPaths(
  sheet: string,
  header: SheetRow,
  columns: SheetColumns,
  report: Report,
): Map<number, ColumnPath> {
  const isDouble = [...header.cells.values()].some((text) => text.includes('::'));
  const paths = new Map<number, ColumnPath>();
  const seen = new Map<string, string>();
  for (const [column, text] of header.cells) {
    const name = text.trim();
    const path = columnPath(name, isDouble, columns);
    const key = path.join('\n');
    const other = seen.get(key);
    if (other !== undefined) report.refuse(at(sheet, header.number, name), 'same-column-twice', other);
    else paths.set(column, path);
    seen.set(key, name);
  }
  return paths;
}

/** Word processors make quotes that no expression understands. */
function cleanText(text: string, squeezes: boolean): string {
  const straight = text.trim().replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
  return squeezes ? straight.replace(/ +/g, ' ') : straight;
}

/** Puts a text where its column leads; a text without language joins those with one. */
function put(cells: Cells, [first = '', ...rest]: ColumnPath, text: string, language: string): void {
  const old = cells[first];
  if (rest.length === 0) {
    if (typeof old === 'object') old[language] ??= text;
    else cells[first] = text;
    return;
  }
  if (typeof old === 'object') {
    put(old, rest, text, language);
    return;
  }
  const nested = emptyCells();
  if (old !== undefined) nested[language] = old;
  cells[first] = nested;
  put(nested, rest, text, language);
}
