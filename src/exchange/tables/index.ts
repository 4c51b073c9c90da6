import type { AttachedFile } from '../../domain/form/extended/tables.ts';
import { ok, type Result, trouble } from '../../domain/result.ts';
import { textIn } from '../decoded.ts';
import { readCsvTable } from './csvTable.ts';
import { readGeoJsonTable } from './geoJsonTable.ts';
import { readXmlTable } from './xmlTable.ts';

/** Lets the page draw and listen between two slices of work. */
export type Breathe = () => Promise<void>;

type Read = (text: string, breathe: Breathe) => Promise<AttachedFile | undefined>;

const READERS: Readonly<Record<string, Read>> = {
  csv: readCsvTable,
  geojson: readGeoJsonTable,
  xml: readXmlTable,
};

/**
 * Reads a table that comes with a form, by the ending of its name, in slices.
 * @returns `file-unreadable` where it is none, or has no row
 */
export async function readTable(
  name: string,
  bytes: ArrayBuffer,
  breathe: Breathe,
): Promise<Result<AttachedFile, 'file-unreadable'>> {
  const read = READERS[name.slice(name.lastIndexOf('.') + 1).toLowerCase()];
  const text = textIn(new Uint8Array(bytes));
  const table = text === undefined ? undefined : await read?.(text, breathe);
  const rows = table === undefined || !('rows' in table) ? table : table.rows;
  return table === undefined || rows?.length === 0 ? trouble('file-unreadable', { name }) : ok(table);
}
