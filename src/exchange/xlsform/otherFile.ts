import { unicodeIn } from '../decoded.ts';
import type { ReadWorkbook } from './readFile.ts';
import type { Sheet } from './sheet.ts';
import { readText } from './text.ts';

/** Compound files of 1993: `.xls`, whatever the file is called, and workbooks locked with a password. */
const OLD = [0xd0, 0xcf, 0x11, 0xe0];
/** How a locked workbook calls its part: in UTF-16, in a directory whose entries begin at even places. */
const LOCKED = 'EncryptedPackage';

/**
 * Reads a form's file that is no ZIP archive.
 * @param name only to say that it misleads
 */
export async function readOther(bytes: Uint8Array, name: string): Promise<ReadWorkbook> {
  const isCalledWorkbook = /\.xlsx$/i.test(name);
  if (beginsWith(bytes, OLD)) {
    const isLocked = new TextDecoder('utf-16le').decode(bytes).includes(LOCKED);
    if (isLocked) return { trouble: 'locked-workbook' };
    return { trouble: isCalledWorkbook ? 'misnamed-workbook' : 'old-workbook', found: name };
  }
  const text = unicodeIn(bytes);
  const workbook = text === undefined || text.includes('\0') ? [] : await readText(text);
  if (isCalledWorkbook && !workbook.some(isOfForm)) return { trouble: 'no-workbook-inside', found: name };
  if (workbook.length > 0) return { workbook };
  if (text === undefined || !XFORM.test(text)) return { trouble: 'not-a-workbook' };
  const { breakIn } = await import('./fromXForm/broken.ts');
  const found = breakIn(text);
  if (found === undefined) return { trouble: 'not-a-workbook' };
  return { trouble: 'damaged-xform', found: `${found.line} <${found.element}>` };
}

/** Whether a sheet is one that a form has: by its name, or else by its first row. */
const isOfForm = ({ name, rows: [header] }: Sheet): boolean =>
  name.toLowerCase() === 'survey' ||
  [...(header?.cells.values() ?? [])].some((text) => text.trim() === 'type');

/** How a form's XML begins, whatever becomes of it. */
const XFORM = /^\uFEFF?\s*<(?:[\s\S]{0,1000}<)?(?:\w+:)?html[\s>]/;

const beginsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);
