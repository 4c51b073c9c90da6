import type { ProblemKey } from './problem.ts';
import type { Workbook } from './sheet.ts';
import { readXlsx } from './xlsx.ts';

export type ReadWorkbook =
  | { readonly workbook: Workbook }
  | {
      readonly trouble: ProblemKey;
      /** What the sentence names. */
      readonly found?: string;
    };

/** Larger than any workbook of a form; a phone would stand still for seconds over more. */
const MOST_FILE_BYTES = 32 * 1024 * 1024;

/** Reads a form's file by what it holds, not by its name: a workbook, CSV, Markdown tables or an XForm. */
export async function readWorkbook(bytes: Uint8Array, name = ''): Promise<ReadWorkbook> {
  if (bytes.length > MOST_FILE_BYTES) return { trouble: 'workbook-too-large' };
  const isZipped = bytes[0] === 0x50 && bytes[1] === 0x4b;
  return isZipped ? readXlsx(bytes) : (await import('./otherFile.ts')).readOther(bytes, name);
}
