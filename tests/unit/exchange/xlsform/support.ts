import { strToU8, zipSync } from 'fflate';
import { readMarkdown } from '../../../../src/exchange/xlsform/markdown.ts';
import { type ReadForm, readForm } from '../../../../src/exchange/xlsform/readForm.ts';
import type { Workbook } from '../../../../src/exchange/xlsform/sheet.ts';

/** A form written as Markdown tables, read. */
export const formOf = (tables: string): Promise<ReadForm> => readForm(readMarkdown(tables));

/** What is wrong with a form: `survey 3 name: missing-name`. */
export async function problemsOf(tables: string): Promise<string[]> {
  const { problems } = await formOf(tables);
  return problems.map(({ sheet, row, column, key }) => `${sheet} ${row} ${column}: ${key}`);
}

interface Parts {
  readonly rows: string;
  readonly shared?: string;
  readonly styles?: string;
  readonly is1904?: boolean;
  readonly dimension?: string;
}

/** A workbook of one sheet, made from the XML of its parts as other programs write them. */
export const workbookOf = ({
  rows,
  shared = '',
  styles = '',
  is1904 = false,
  dimension = 'A1',
}: Parts): Uint8Array =>
  zipSync({
    'xl/workbook.xml': strToU8(
      `<workbook xmlns:r="r"><workbookPr date1904="${is1904 ? 1 : 0}"/><sheets><sheet name="survey" r:id="a"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships><Relationship Id="a" Type="x/worksheet" Target="/xl/worksheets/sheet1.xml"/>
       <Relationship Id="b" Type="x/sharedStrings" Target="sharedStrings.xml"/>
       <Relationship Id="c" Type="x/styles" Target="styles.xml"/></Relationships>`,
    ),
    'xl/sharedStrings.xml': strToU8(`<sst>${shared}</sst>`),
    'xl/styles.xml': strToU8(`<styleSheet>${styles}</styleSheet>`),
    'xl/worksheets/sheet1.xml': strToU8(
      `<x:worksheet xmlns:x="y"><x:dimension ref="${dimension}"/><x:sheetData>${rows.replace(/<(\/?)/g, '<$1x:')}</x:sheetData></x:worksheet>`,
    ),
  });

/** The texts of the first sheet, row by row: `{ 1: ['a', 'b'] }`. */
export const textsIn = (workbook: Workbook): Record<number, string[]> =>
  Object.fromEntries((workbook[0]?.rows ?? []).map(({ number, cells }) => [number, [...cells.values()]]));
