import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWorkbook } from '../../src/exchange/xlsform/readFile.ts';
import { readForm } from '../../src/exchange/xlsform/readForm.ts';
import type { Workbook } from '../../src/exchange/xlsform/sheet.ts';
import { writeXForm } from '../../src/exchange/xlsform/xform/writeXForm.ts';
import { type Kind, noOutcome } from './outcome.ts';

interface Book {
  readonly file: string;
  /** `ok`, or how pyxform refuses it; not there for a file that is no workbook at all. */
  readonly pyxform?: string;
}

/** Real workbooks: cells read as a spreadsheet shows them, forms accepted and refused as pyxform does, `.xls` never. */
export const workbooks: Kind = {
  run: async (folder) => {
    const outcome = noOutcome();
    const manifest: { files: Book[] } = JSON.parse(
      readFileSync(join(folder, 'workbooks/manifest.json'), 'utf8'),
    );
    for (const book of manifest.files) {
      const { expected, got } = await judge(join(folder, 'workbooks'), book);
      if (expected === got) outcome.passed++;
      else {
        outcome.failed++;
        outcome.failures.push({ id: book.file, given: book.file, expected, got });
      }
    }
    return outcome;
  },
};

async function judge(folder: string, { file, pyxform }: Book): Promise<{ expected: string; got: string }> {
  const bytes = readFileSync(join(folder, file));
  const isOld = bytes.subarray(0, 4).equals(Buffer.from('d0cf11e0', 'hex'));
  const read = await readWorkbook(bytes);
  if (isOld) return { expected: 'old-workbook', got: 'trouble' in read ? read.trouble : 'read' };
  if ('trouble' in read) return { expected: pyxform ?? 'refused', got: read.trouble };
  const wrong = wrongCells(folder, file, read.workbook);
  if (wrong.length > 0) return { expected: 'cells', got: wrong.join('\n') };
  const { form, problems } = await readForm(read.workbook, { id: file.replace(/\.\w+$/, '') });
  if (form === undefined)
    return {
      expected: pyxform === 'ok' ? 'ok' : 'refused',
      got: pyxform === 'ok' ? JSON.stringify(problems) : 'refused',
    };
  writeXForm(form);
  return { expected: pyxform === 'ok' ? 'ok' : 'refused', got: 'ok' };
}

/** Cells that were read otherwise than openpyxl read them. */
function wrongCells(folder: string, file: string, workbook: Workbook): string[] {
  const expected = expectedCells(join(folder, 'expected', `${file}.cells.json`));
  return Object.entries(expected).flatMap(([name, rows]) => {
    const sheet = new Map(
      workbook.find((one) => one.name === name)?.rows.map((row) => [row.number, row.cells]),
    );
    return rows.flatMap((row, index) =>
      row.flatMap((text, column) => {
        const got = sheet.get(index + 1)?.get(column) ?? '';
        return shown(text) === shown(got)
          ? []
          : [`${name} row ${index + 1} column ${column + 1}: ${text} | ${got}`];
      }),
    );
  });
}

function expectedCells(path: string): Record<string, string[][]> {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {};
  }
}

/** Python writes 12.0, True and midnight where a form means 12, TRUE and the day. */
const shown = (text: string): string =>
  text
    .replaceAll('\u00A0', ' ')
    .replace(/^(\d+)\.0$/, '$1')
    .replace(/^(True|False)$/, (word) => word.toUpperCase())
    .replace(/^(\d{4}-\d\d-\d\d) 00:00:00$/, '$1')
    .replace(/^(\d{4}-\d\d-\d\d) (\d\d:)/, '$1T$2')
    .trim();
