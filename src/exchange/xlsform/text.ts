import { readCsv } from './csv.ts';
import { readMarkdown } from './markdown.ts';
import type { Workbook } from './sheet.ts';

/** A form written as text: an XForm, Markdown tables if any line begins with a bar, else CSV. */
export async function readText(text: string): Promise<Workbook> {
  if (/^\uFEFF?\s*</.test(text)) return xformSheets(text);
  return /^\s*\|/m.test(text) ? readMarkdown(text) : readCsv(text);
}

/** An XForm as the sheets that would make it; none if it is other XML. */
async function xformSheets(xml: string): Promise<Workbook> {
  const [{ readXForm }, { toSheets }] = await Promise.all([
    import('./fromXForm/readXForm.ts'),
    import('./toSheets.ts'),
  ]);
  const form = readXForm(xml);
  return form === undefined ? [] : toSheets(form);
}
