import Papa from 'papaparse';
import type { Table } from '../../domain/form/extended/tables.ts';
import type { Breathe } from './index.ts';

/**
 * Some two thousand rows: less than half a frame's work on a fast phone, some frames on a slow one. Smaller slices would
 * breathe more than they read.
 */
const SLICE_CHARACTERS = 100_000;

/**
 * A table with its headings in the first line; commas, semicolons or tabs between the cells. Undefined where marks of
 * quotation are left open: the rows behind them would lie in one cell.
 */
export function readCsvTable(text: string, breathe: Breathe): Promise<Table | undefined> {
  const rows: Record<string, string>[] = [];
  let isBroken = false;
  let readTo = 0;
  return new Promise((resolve) => {
    Papa.parse<Record<string, string>>(text, {
      header: true,
      skipEmptyLines: 'greedy',
      delimitersToGuess: [',', ';', '\t'],
      chunkSize: SLICE_CHARACTERS,
      transformHeader: (heading) => heading.trim(),
      chunk({ data, errors, meta }: Papa.ParseResult<Record<string, string>>, parser: Papa.Parser) {
        // A row that the slice cut in two is read again with the next one: its marks are not judged before.
        const end = meta.cursor - readTo;
        readTo = meta.cursor;
        isBroken ||= errors.some(({ type, index = 0 }) => type === 'Quotes' && index < end);
        for (const row of data) {
          // Cells beyond the last heading: nothing can name them.
          Reflect.deleteProperty(row, '__parsed_extra');
          rows.push(row);
        }
        parser.pause();
        void breathe().then(() => parser.resume());
      },
      complete: () => resolve(isBroken ? undefined : rows),
    });
  });
}
