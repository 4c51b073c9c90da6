import { dateText, showsTime } from './numberFormats.ts';
import { attributesOf, scanXml, type XmlEvents } from './scanXml.ts';
import type { SheetRow, Workbook } from './sheet.ts';
import { Zip, ZipError, type ZipTrouble } from './zip.ts';

export type XlsxTrouble = ZipTrouble | 'not-a-workbook';
export type ReadXlsx = { readonly workbook: Workbook } | { readonly trouble: XlsxTrouble };

/** Cells in a workbook, empty ones apart: a list of all places of a country fits. */
const MOST_CELLS = 2_000_000;

/**
 * Reads an Office Open XML workbook (ECMA-376): the texts of its cells as they are shown, dates as ISO 8601.
 * @param mostBytes unpacked; undefined: as much as a form's workbook may be
 */
export function readXlsx(bytes: Uint8Array, mostBytes?: number): ReadXlsx {
  try {
    const workbook = new XlsxReader(new Zip(bytes, mostBytes)).read();
    return workbook === undefined ? { trouble: 'not-a-workbook' } : { workbook };
  } catch (error) {
    if (error instanceof ZipError) return { trouble: error.message };
    throw error;
  }
}

const QUIET: XmlEvents = { open: () => undefined, close: () => undefined, text: () => undefined };

/** Calls back for each element of a name. */
function eachElement(xml: string, name: string, call: (attributes: Map<string, string>) => void): void {
  scanXml(xml, { ...QUIET, open: (found, attributes) => found === name && call(attributesOf(attributes)) });
}

class XlsxReader {
  readonly #zip: Zip;
  #is1904 = false;
  #shared: readonly string[] = [];
  #dateStyles: readonly boolean[] = [];
  #cellsLeft = MOST_CELLS;

  constructor(zip: Zip) {
    this.#zip = zip;
  }

  read(): Workbook | undefined {
    const path = this.#related('', 'officeDocument')[0]?.[1] ?? 'xl/workbook.xml';
    if (!this.#zip.entries.has(path)) return undefined;
    const targets = new Map(this.#related(path, ''));
    const part = (kind: string): string => this.#zip.text(this.#related(path, kind)[0]?.[1] ?? '');
    const sheets: [string, string][] = [];
    const book = this.#zip.text(path);
    eachElement(book, 'sheet', (one) =>
      sheets.push([one.get('name') ?? '', targets.get(one.get('r:id') ?? '') ?? '']),
    );
    eachElement(book, 'workbookPr', (one) => {
      this.#is1904 = /^(1|true)$/.test(one.get('date1904') ?? '');
    });
    this.#shared = sharedStrings(part('sharedStrings'));
    this.#dateStyles = dateStyles(part('styles'));
    return sheets.map(([name, target]) => ({ name, rows: this.#rows(this.#zip.text(target)) }));
  }

  /** Parts of the package that one part names, of one kind or all, by id. */
  #related(part: string, kind: string): [id: string, path: string][] {
    const cut = part.lastIndexOf('/') + 1;
    const found: [string, string][] = [];
    eachElement(
      this.#zip.text(`${part.slice(0, cut)}_rels/${part.slice(cut)}.rels`),
      'Relationship',
      (one) => {
        const target = one.get('Target') ?? '';
        if ((one.get('Type') ?? '').endsWith(kind))
          found.push([
            one.get('Id') ?? '',
            target.startsWith('/') ? target.slice(1) : resolved(part.slice(0, cut), target),
          ]);
      },
    );
    return found;
  }

  #rows(xml: string): SheetRow[] {
    const reader = new SheetReader(
      (type, style, value) => this.#shown(type, style, value),
      () => {
        if (--this.#cellsLeft < 0) throw new ZipError('workbook-too-large');
      },
    );
    scanXml(xml, reader);
    return reader.rows.sort((one, other) => one.number - other.number);
  }

  #shown(type: string, style: number, value: string): string {
    switch (type) {
      case 's':
        return this.#shared[Number(value)] ?? '';
      case 'b':
        return value === '1' ? 'TRUE' : 'FALSE';
      case 'd':
        return value.replace(/T00:00:00(\.0+)?Z?$/, '');
      case 'n': {
        const number = Number(value);
        if (value === '' || !Number.isFinite(number)) return value;
        if (this.#dateStyles[style]) return dateText(number, this.#is1904);
        return Number.isInteger(number) ? BigInt(number).toString() : String(number);
      }
      default:
        return value;
    }
  }
}

const resolved = (folder: string, target: string): string => {
  const steps: string[] = [];
  for (const step of `${folder}${target}`.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  return steps.join('/');
};

/** Collects the cells of a sheet; nothing is made for cells that are not there, however large the sheet says it is. */
class SheetReader implements XmlEvents {
  readonly rows: SheetRow[] = [];
  readonly #shown: (type: string, style: number, value: string) => string;
  readonly #count: () => void;
  #cells = new Map<number, string>();
  #row = 0;
  #column = -1;
  #type = '';
  #style = 0;
  #value = '';
  #isInValue = false;
  /** Readings above a word in Japanese and Chinese are not part of it. */
  #isPhonetic = false;

  constructor(shown: (type: string, style: number, value: string) => string, count: () => void) {
    this.#shown = shown;
    this.#count = count;
  }

  open(name: string, attributes: string): void {
    if (name === 'row') this.#openRow(attributesOf(attributes));
    else if (name === 'c') this.#openCell(attributesOf(attributes));
    else if (name === 'v' || name === 't') this.#isInValue = !this.#isPhonetic;
    else if (name === 'rPh') this.#isPhonetic = true;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#isInValue = false;
    else if (name === 'rPh') this.#isPhonetic = false;
    else if (name === 'c') this.#closeCell();
    else if (name === 'row' && this.#cells.size > 0)
      this.rows.push({ number: this.#row, cells: this.#cells });
  }

  text(text: string): void {
    if (this.#isInValue) this.#value += text;
  }

  #openRow(attributes: Map<string, string>): void {
    this.#row = Number(attributes.get('r')) || this.#row + 1;
    this.#cells = new Map();
    this.#column = -1;
  }

  #openCell(attributes: Map<string, string>): void {
    const column = columnOf(attributes.get('r') ?? '');
    this.#column = column < 0 ? this.#column + 1 : column;
    this.#type = attributes.get('t') ?? 'n';
    this.#style = Number(attributes.get('s') ?? 0);
    this.#value = '';
  }

  #closeCell(): void {
    const shown = this.#shown(this.#type, this.#style, this.#value).replaceAll('\u00A0', ' ');
    if (shown.trim() === '') return;
    this.#count();
    this.#cells.set(this.#column, unescaped(shown));
  }
}

/** Excel writes what XML cannot hold, and line ends of old, as `_x000D_`. */
const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([\dA-F]{4})_/gi, (_whole, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
    : text;

/** `AB12` → 27; -1 where there are no letters. */
function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '';
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** Texts that several cells share; runs of one text in several fonts are one text. */
function sharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let [isInText, isPhonetic] = [false, false];
  let text = '';
  scanXml(xml, {
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 't') isInText = !isPhonetic;
      else if (name === 'rPh') isPhonetic = true;
    },
    close: (name) => {
      if (name === 't') isInText = false;
      else if (name === 'rPh') isPhonetic = false;
      else if (name === 'si') strings.push(text);
    },
    text: (part) => {
      if (isInText) text += part;
    },
  });
  return strings;
}

/** For each cell style, whether it shows dates. */
function dateStyles(xml: string): boolean[] {
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  let isInCells = false;
  scanXml(xml, {
    ...QUIET,
    open: (name, text) => {
      if (name === 'numFmt') {
        const format = attributesOf(text);
        codes.set(Number(format.get('numFmtId')), format.get('formatCode') ?? '');
      } else if (name === 'cellXfs') isInCells = true;
      else if (name === 'xf' && isInCells) {
        const id = Number(attributesOf(text).get('numFmtId') ?? 0);
        styles.push(showsTime(id, codes.get(id)));
      }
    },
    close: (name) => {
      if (name === 'cellXfs') isInCells = false;
    },
  });
  return styles;
}
