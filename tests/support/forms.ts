import { readMarkdown } from '../../src/exchange/xlsform/markdown.ts';
import { writeXlsx } from '../../src/exchange/xlsform/writeXlsx.ts';

/** A workbook (`.xlsx`) with the sheets that are written here as Markdown tables. */
export const xlsxOf = (tables: string): Uint8Array => writeXlsx(readMarkdown(tables));

/** A file as a browser's file chooser takes it. */
export const chosen = (name: string, content: Uint8Array | string) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});
