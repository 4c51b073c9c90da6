/** A workbook as text: what every reader here gives, whatever the file was. */
export interface SheetRow {
  /** As the spreadsheet counts, from 1. */
  readonly number: number;
  /** By column, counted from 0; empty cells are left out, so that a giant empty sheet costs nothing. */
  readonly cells: ReadonlyMap<number, string>;
}

export interface Sheet {
  readonly name: string;
  readonly rows: readonly SheetRow[];
}

export type Workbook = readonly Sheet[];

/** A row of texts as a SheetRow; undefined if nothing stands in it. */
export function sheetRow(number: number, texts: readonly string[]): SheetRow | undefined {
  const cells = new Map<number, string>();
  texts.forEach((text, column) => {
    if (text.trim() !== '') cells.set(column, text);
  });
  return cells.size === 0 ? undefined : { number, cells };
}

/**
 * Sheets written below each other, a sheet's name in the first column and its rows after it, as pyxform reads
 * Markdown tables and CSV. Rows in which nothing stands are not counted.
 */
export function stackedSheets(lines: Iterable<readonly string[]>): Workbook {
  const sheets: { name: string; rows: SheetRow[] }[] = [];
  for (const [first = '', ...rest] of lines) {
    if (first.trim() !== '') sheets.push({ name: first.trim(), rows: [] });
    const rows = sheets.at(-1)?.rows;
    const row = sheetRow((rows?.length ?? 0) + 1, rest);
    if (row !== undefined) rows?.push(row);
  }
  return sheets;
}
