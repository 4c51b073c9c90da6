import { stackedSheets, type Workbook } from './sheet.ts';

/**
 * Reads a form written as CSV (RFC 4180): several sheets below each other with their names in the first column, or the
 * survey sheet alone, whose first line holds its headers.
 */
export function readCsv(text: string): Workbook {
  const lines = csvLines(text.replace(/^\uFEFF/, ''));
  const isSurveyAlone = lines[0]?.some((cell) => cell.trim().toLowerCase() === 'type') ?? false;
  return stackedSheets(isSurveyAlone ? [['survey'], ...lines.map((line) => ['', ...line])] : lines);
}

const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|\r|$)/y;

function csvLines(text: string): string[][] {
  const lines: string[][] = [[]];
  FIELD.lastIndex = 0;
  while (FIELD.lastIndex < text.length) {
    const from = FIELD.lastIndex;
    const match = FIELD.exec(text);
    if (match === null) {
      // A quote in the middle of a field: what stands there is taken as it is, up to the next comma or line.
      const end = text.slice(from).search(/[,\r\n]/);
      const to = end < 0 ? text.length : from + end;
      lines.at(-1)?.push(text.slice(from, to));
      FIELD.lastIndex = text[to] === ',' ? to + 1 : to;
      if (text[to] !== ',') lines.push([]);
      if (to < text.length && text[to] !== ',') FIELD.lastIndex = to + (text.startsWith('\r\n', to) ? 2 : 1);
      continue;
    }
    lines.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] !== ',' && match[3] !== '') lines.push([]);
  }
  return lines;
}
