import {
  CHOICES,
  columnName,
  columnPath,
  ENTITIES,
  SETTINGS,
  type SheetColumns,
  SURVEY,
} from '../columns.ts';
import type { Place } from '../problem.ts';
import type { Sheet, Workbook } from '../sheet.ts';

/** Where something stands as its author finds it: the cell, and the name of its row. */
export interface Spot {
  /** `B12`; undefined for a whole row, sheet or file. */
  readonly cell?: string;
  /** What the row itself is called. */
  readonly name?: string;
}

const COLUMNS: Readonly<Record<string, SheetColumns>> = {
  survey: SURVEY,
  choices: CHOICES,
  external_choices: CHOICES,
  settings: SETTINGS,
  entities: ENTITIES,
};

/** The engine's names for columns that stand in another one's cells. */
const INSIDE: Readonly<Record<string, string>> = {
  list_name: 'type',
  repeat_count: 'repeat_count',
  media: 'image',
};

/**
 * Finds a place in a workbook again.
 * @param found what is said of it: a language in it tells which of several columns is meant
 */
export function spotOf(workbook: Workbook, place: Place, found: string): Spot {
  const sheet = sheetNamed(workbook, place.sheet);
  const header = sheet?.rows[0];
  if (sheet === undefined || header === undefined) return {};
  const name = place.row > header.number ? nameOf(sheet, place.row) : undefined;
  const column = columnOf(sheet, place, found);
  const row = place.row === 0 ? header.number : place.row;
  return {
    ...(column === undefined ? {} : { cell: `${columnLetters(column)}${row}` }),
    ...(name === undefined ? {} : { name }),
  };
}

/** As `readForm.ts` finds its sheets: one sheet alone is the survey. */
const sheetNamed = (workbook: Workbook, name: string): Sheet | undefined =>
  workbook.length === 1 && name === 'survey'
    ? workbook[0]
    : workbook.findLast((sheet) => sheet.name.trim().toLowerCase() === name);

function columnOf(sheet: Sheet, { sheet: sheetName, column }: Place, found: string): number | undefined {
  if (column === '') return undefined;
  const columns = COLUMNS[sheetName] ?? SURVEY;
  const headers = [...(sheet.rows[0]?.cells ?? [])];
  const isDouble = headers.some(([, text]) => text.includes('::'));
  const named = headers.map(([index, text]) => ({
    index,
    header: text.trim(),
    name: columnName(columns, columnPath(text.trim(), isDouble, columns)),
  }));
  const exact = named.find(({ header, name }) => header === column || name === column);
  if (exact !== undefined) return exact.index;
  const inLanguages = named.filter(({ name }) => name.startsWith(`${column}::`));
  const meant =
    inLanguages.find(({ name }) => found.includes(name.slice(column.length + 2))) ?? inLanguages[0];
  if (meant !== undefined) return meant.index;
  const other = INSIDE[column];
  return other === undefined || other === column
    ? undefined
    : columnOf(sheet, { sheet: sheetName, row: 0, column: other }, found);
}

function nameOf(sheet: Sheet, number: number): string | undefined {
  const row = sheet.rows.find((one) => one.number === number);
  const column = [...(sheet.rows[0]?.cells ?? [])].find(([, text]) =>
    /^(?:name|value)$/i.test(text.trim()),
  )?.[0];
  return column === undefined ? undefined : row?.cells.get(column)?.trim();
}

/** A column counted from 0 in letters, as spreadsheets name it: 0 is A, 26 is AA. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}
