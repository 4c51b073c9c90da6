import { strToU8, zipSync } from 'fflate';
import type { Sheet, Workbook } from './sheet.ts';
import { type Element, element, writeXml } from './xmlWriter.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'http://schemas.openxmlformats.org/package/2006/content-types';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The same form gives the same bytes: no time of writing stands in the archive. */
const MTIME = new Date(1980, 0, 1);

/** Writes a workbook of texts (Office Open XML, ECMA-376). */
export function writeXlsx(workbook: Workbook): Uint8Array<ArrayBuffer> {
  const numbered = workbook.map((sheet, index) => ({
    sheet,
    id: `rId${index + 1}`,
    file: `sheet${index + 1}.xml`,
  }));
  const parts: Record<string, Element> = {
    '[Content_Types].xml': contentTypes(numbered.map(({ file }) => file)),
    '_rels/.rels': relations([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': element('workbook', { xmlns: MAIN, 'xmlns:r': OFFICE }, [
      element(
        'sheets',
        {},
        numbered.map(({ sheet, id }, index) =>
          element('sheet', { name: sheet.name, sheetId: String(index + 1), 'r:id': id }),
        ),
      ),
    ]),
    'xl/_rels/workbook.xml.rels': relations(
      numbered.map(({ id, file }) => [id, 'worksheet', `worksheets/${file}`]),
    ),
  };
  for (const { sheet, file } of numbered) parts[`xl/worksheets/${file}`] = sheetXml(sheet);
  const files = Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, strToU8(writeXml(part, HEAD))]),
  );
  return zipSync(files, { mtime: MTIME }) as Uint8Array<ArrayBuffer>;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

const contentTypes = (files: readonly string[]): Element =>
  element('Types', { xmlns: TYPES }, [
    element('Default', {
      Extension: 'rels',
      ContentType: 'application/vnd.openxmlformats-package.relationships+xml',
    }),
    element('Override', { PartName: '/xl/workbook.xml', ContentType: `${SHEET_TYPE}.sheet.main+xml` }),
    ...files.map((file) =>
      element('Override', { PartName: `/xl/worksheets/${file}`, ContentType: `${SHEET_TYPE}.worksheet+xml` }),
    ),
  ]);

const relations = (all: readonly (readonly [id: string, kind: string, target: string])[]): Element =>
  element(
    'Relationships',
    { xmlns: RELATIONS },
    all.map(([id, kind, target]) =>
      element('Relationship', { Id: id, Type: `${OFFICE}/${kind}`, Target: target }),
    ),
  );

const sheetXml = ({ rows }: Sheet): Element =>
  element('worksheet', { xmlns: MAIN }, [
    element(
      'sheetData',
      {},
      rows.map(({ number, cells }) =>
        element(
          'row',
          { r: String(number) },
          [...cells]
            .sort(([one], [other]) => one - other)
            .map(([column, text]) => cellXml(`${letters(column)}${number}`, text)),
        ),
      ),
    ),
  ]);

const cellXml = (r: string, text: string): Element =>
  element('c', { r, t: 'inlineStr' }, [
    element('is', {}, [element('t', { 'xml:space': 'preserve' }, [escaped(text)])]),
  ]);

/** Characters that XML cannot hold, and texts that look like such an escape (ECMA-376, 22.9.2.19). */
const escaped = (text: string): string =>
  text.replace(
    /(?![\t\n])\p{Cc}|[\uFFFE\uFFFF]|_(?=x[\dA-Fa-f]{4}_)/gu,
    (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
  );

/** 27 → `AB`. */
const letters = (column: number): string =>
  (column < 26 ? '' : letters(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));
