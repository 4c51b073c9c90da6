import Papa from 'papaparse';
import type { Table } from '../../domain/form/extended/tables.ts';
import type { Breathe } from './index.ts';

/**
 * Some two thousand rows: less than half a frame's work on a fast phone, some frames on a slow one. Smaller slices would
 * breathe more than they read.
 */
const SLICE_CHARACTERS = 100_000;

/** A table with its headings in the first line; commas, semicolons or tabs between the cells. */
export function readCsvTable(text: string, breathe: Breathe): Promise<Table> {
  const rows: Record<string, string>[] = [];
  return new Promise((resolve) => {
    Papa.parse<Record<string, string>>(text, {
      header: true,
      skipEmptyLines: 'greedy',
      delimitersToGuess: [',', ';', '\t'],
      chunkSize: SLICE_CHARACTERS,
      transformHeader: (heading) => heading.trim(),
      chunk({ data }: Papa.ParseResult<Record<string, string>>, parser: Papa.Parser) {
        for (const row of data) {
          // Cells beyond the last heading: nothing can name them.
          Reflect.deleteProperty(row, '__parsed_extra');
          rows.push(row);
        }
        parser.pause();
        void breathe().then(() => parser.resume());
      },
      complete: () => resolve(rows),
    });
  });
}
