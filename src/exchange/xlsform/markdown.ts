import { stackedSheets, type Workbook } from './sheet.ts';

/** A line of a table: from the first bar to the last; what follows is a remark. */
const TABLE_LINE = /^\s*\|(.*)\|/;
const RULE = /^[\s|:-]*$/;
const BAR = /(?<!\\)\|/;

/** Reads a form written as Markdown tables, with the name of each sheet in the first column. */
export function readMarkdown(text: string): Workbook {
  const lines: string[][] = [];
  for (const line of text.split('\n')) {
    const inner = TABLE_LINE.exec(line)?.[1];
    if (inner === undefined || RULE.test(inner)) continue;
    lines.push(inner.split(BAR).map((cell) => cell.trim().replaceAll('\\|', '|')));
  }
  return stackedSheets(lines);
}
