import { unicodeIn } from '../decoded.ts';
import type { ReadWorkbook } from './readFile.ts';
import { readText } from './text.ts';

/** Compound files of 1993: `.xls`, whatever the file is called, and workbooks locked with a password. */
const OLD = [0xd0, 0xcf, 0x11, 0xe0];
/** How a locked workbook calls its part: in UTF-16, in a directory whose entries begin at even places. */
const LOCKED = 'EncryptedPackage';

/** Reads a form's file that is no ZIP archive. */
export async function readOther(bytes: Uint8Array): Promise<ReadWorkbook> {
  if (beginsWith(bytes, OLD)) {
    const isLocked = new TextDecoder('utf-16le').decode(bytes).includes(LOCKED);
    return { trouble: isLocked ? 'locked-workbook' : 'old-workbook' };
  }
  const text = unicodeIn(bytes);
  const workbook = text === undefined || text.includes('\0') ? [] : await readText(text);
  if (workbook.length > 0) return { workbook };
  if (text === undefined || !XFORM.test(text)) return { trouble: 'not-a-workbook' };
  const { breakIn } = await import('./fromXForm/broken.ts');
  const found = breakIn(text);
  if (found === undefined) return { trouble: 'not-a-workbook' };
  return { trouble: 'damaged-xform', found: `${found.line} <${found.element}>` };
}

/** How a form's XML begins, whatever becomes of it. */
const XFORM = /^\uFEFF?\s*<(?:[\s\S]{0,1000}<)?(?:\w+:)?html[\s>]/;

const beginsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte);
