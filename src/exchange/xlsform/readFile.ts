import type { ProblemKey } from './problem.ts';
import type { Workbook } from './sheet.ts';
import { readXlsx } from './xlsx.ts';

export type ReadWorkbook = { readonly workbook: Workbook } | { readonly trouble: ProblemKey };

/** Larger than any workbook of a form; a phone would stand still for seconds over more. */
const MOST_FILE_BYTES = 32 * 1024 * 1024;
/** Compound files of 1993: `.xls`, whatever the file is called, and workbooks locked with a password. */
const OLD = [0xd0, 0xcf, 0x11, 0xe0];
const ZIPPED = [0x50, 0x4b];
/** How a locked workbook calls its part: in UTF-16, in a directory whose entries begin at even places. */
const LOCKED = 'EncryptedPackage';

/** Reads a form's file by what it holds, not by its name: a workbook, CSV, Markdown tables or an XForm. */
export async function readWorkbook(bytes: Uint8Array): Promise<ReadWorkbook> {
  if (bytes.length > MOST_FILE_BYTES) return { trouble: 'workbook-too-large' };
  if (beginsWith(bytes, OLD)) {
    const isLocked = new TextDecoder('utf-16le').decode(bytes).includes(LOCKED);
    return { trouble: isLocked ? 'locked-workbook' : 'old-workbook' };
  }
  if (beginsWith(bytes, ZIPPED)) return readXlsx(bytes);
  const text = decoded(bytes);
  if (text === undefined) return { trouble: 'not-a-workbook' };
  const { readText } = await import('./text.ts');
  const workbook = await readText(text);
  return workbook.length === 0 ? { trouble: 'not-a-workbook' } : { workbook };
}

const beginsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);

/** UTF-8 or UTF-16 text; undefined for a file of another kind. */
function decoded(bytes: Uint8Array): string | undefined {
  const encoding = beginsWith(bytes, [0xff, 0xfe])
    ? 'utf-16le'
    : beginsWith(bytes, [0xfe, 0xff])
      ? 'utf-16be'
      : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
