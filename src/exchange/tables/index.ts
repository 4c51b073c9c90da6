import type { AttachedFile } from '../../domain/form/extended/tables.ts';
import { ok, type Result, trouble } from '../../domain/result.ts';
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
  const table = await read?.(textOf(bytes), breathe);
  const rows = table === undefined || !('rows' in table) ? table : table.rows;
  return table === undefined || rows?.length === 0 ? trouble('file-unreadable', { name }) : ok(table);
}

/** UTF-8, or UTF-16 that says so; what is neither comes from a spreadsheet of a Western Windows. */
function textOf(bytes: ArrayBuffer): string {
  const [first, second] = new Uint8Array(bytes);
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
