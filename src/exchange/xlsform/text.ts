import { readCsv } from './csv.ts';
import { readMarkdown } from './markdown.ts';
import type { Workbook } from './sheet.ts';

/** A form written as text: Markdown tables if any line begins with a bar, else CSV. */
export const readText = (text: string): Workbook =>
  /^\s*\|/m.test(text) ? readMarkdown(text) : readCsv(text);
