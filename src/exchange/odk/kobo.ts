import type { FormDefinition } from '../../domain/form/definition.ts';
import { modelOf } from '../../domain/form/extended/InstanceMap.ts';
import { listOf } from '../../domain/form/rows.ts';
import { kept } from '../../domain/kept.ts';
import { type Sheet, type SheetRow, sheetRow, type Workbook } from '../xlsform/sheet.ts';
import { type Field, type Fields, isHolder, isRepeat } from './fields.ts';
import type { Row, Table } from './table.ts';
import { keyOf } from './tableFacts.ts';

/**
 * KoboToolbox's workbooks of responses (https://support.kobotoolbox.org/export_download.html): a sheet for the form and
 * one for each repeat, whose rows name the number of the row that they lie in. Headings and choices are names or labels
 * of any language, with the groups around them or without.
 */

/** The sheets as ODK's tables: headings by name, and rows tied by KEY and PARENT_KEY. */
export function koboTables(workbook: Workbook, fields: Fields): Table[] {
  const sheets = workbook.flatMap((sheet) => koboSheet(sheet, fields) ?? []);
  const told = sheets.flatMap(({ columns }) => columns.map(({ by }) => by));
  const often = (way: Meaning['by']): number => told.filter((by) => by === way).length;
  const isByLabel = often('label') > often('name');
  /** The key of each row, by its sheet's repeat and its number. */
  const keys = new Map<string, string>();
  const counts = new Map<string, number>();
  return sheets
    .toSorted((one, other) => one.around.length - other.around.length)
    .map((sheet) => {
      const rows = cellsIn(sheet, isByLabel, fields.definition).map((cells): Row => {
        const own = sheet.isInner ? { ...cells, ...placeOf(cells, sheet) } : cells;
        if (sheet.repeat !== undefined || !sheet.isInner)
          keys.set(rowKey(sheet.repeat, cells['_index'] ?? ''), own['KEY'] ?? keyOf(cells));
        return { answers: own, facts: own };
      });
      return { name: sheet.name, headings: Object.keys(rows[0]?.facts ?? {}), rows };
    });

  function placeOf(cells: Cells, { name, repeat, around }: KoboSheet): Cells {
    const [outer, told] = [around.at(-1), cells['_submission__uuid']];
    const parent =
      keys.get(rowKey(outer, cells['_parent_index'] ?? '')) ??
      (outer === undefined && told ? keyOf({ _uuid: told }) : undefined);
    // A row that belongs to nothing is told by its sheet.
    if (repeat === undefined || !parent) return { KEY: `${name} ${cells['_index'] ?? ''}`, PARENT_KEY: '' };
    const inside = parent.includes('/') ? parent.slice(parent.indexOf('/') + 1) : '';
    const holder = `${parent}/${repeat.path.slice(inside === '' ? 0 : modelOf(inside).length + 1)}`;
    const number = (counts.get(holder) ?? 0) + 1;
    counts.set(holder, number);
    return { KEY: `${holder}[${number}]`, PARENT_KEY: parent };
  }
}

/** The sheet that a table of KoboToolbox is, whatever names its columns; undefined for one of others. */
export function koboSheetIn({ name, headings, lines = [] }: Table): Sheet | undefined {
  if (!headings.includes('_uuid') || !headings.includes('_submission_time')) return undefined;
  return { name, rows: lines.flatMap((line, at) => sheetRow(at + 1, line) ?? []) };
}

type Cells = Readonly<Record<string, string>>;

const rowKey = (repeat: Field | undefined, number: string): string => `${repeat?.path ?? ''} ${number}`;

interface KoboSheet {
  readonly name: string;
  /** Whether its rows lie in those of another sheet. */
  readonly isInner: boolean;
  /** Undefined: of the form itself, or of no repeat that the form has. */
  readonly repeat: Field | undefined;
  /** Repeats around it, the outermost first. */
  readonly around: readonly (Field | undefined)[];
  readonly columns: readonly (Meaning & { readonly column: number })[];
  readonly rows: readonly SheetRow[];
}

/** Whether the rows of a sheet lie in those of another one. */
export const isInner = ({ rows: [header] }: Sheet): boolean =>
  [...(header?.cells.values() ?? [])].includes('_parent_index');

function koboSheet(sheet: Sheet, fields: Fields): KoboSheet | undefined {
  const {
    name,
    rows: [header, ...rows],
  } = sheet;
  if (header === undefined) return undefined;
  const isOfRepeat = isInner(sheet);
  const repeat = isOfRepeat ? repeatNamed(name, fields) : undefined;
  const around = fields.repeats.filter(({ path }) => repeat?.path.startsWith(`${path}/`) === true);
  const known = new Headings(repeat, fields);
  const columns = [...header.cells].map(([column, heading]) => ({ column, ...known.meaning(heading) }));
  const holders = isOfRepeat ? [undefined, ...around] : [];
  return { name, isInner: isOfRepeat, repeat, around: holders, columns, rows };
}

function cellsIn({ columns, rows }: KoboSheet, isByLabel: boolean, definition: FormDefinition): Cells[] {
  const readers = columns.map(({ field }) => field && choiceReader(field, definition, isByLabel));
  return rows.map(({ cells }) =>
    Object.fromEntries(
      columns.map(({ column, name }, at) => {
        const cell = cells.get(column) ?? '';
        return [name, readers[at]?.(cell) ?? cell];
      }),
    ),
  );
}

/** Spreadsheets cut names of sheets off. */
const SHEET_NAME_MAX = 31;

export const isSheetOf = (sheet: string, name: string): boolean =>
  sheet === name ||
  (sheet.length >= SHEET_NAME_MAX - 4 && name.startsWith(sheet.slice(0, SHEET_NAME_MAX - 4)));

const repeatNamed = (sheet: string, { repeats }: Fields): Field | undefined =>
  repeats.find(({ row }) => row.name === sheet) ??
  repeats.find(({ row }) => [row.name, ...labels(row.label)].some((name) => isSheetOf(sheet, name)));

const labels = (label: Readonly<Record<string, string>> | undefined): string[] => Object.values(label ?? {});

/** The label of a question behind those of the groups and repeats around it, in one language. */
const withGroups = (path: string, language: string, at: Fields['at']): string =>
  path
    .split('/')
    .map((name, index, parts) => at(parts.slice(0, index + 1).join('/'))?.row.label?.[language] ?? name)
    .join('/');

interface Meaning {
  /** As the form names it within its repeat: `about/age`, `heard/radio` for a column of one choice; else the heading. */
  readonly name: string;
  /** Where the cells are the answer itself. */
  readonly field?: Field;
  /** How the heading names it, where name and label are not the same: Kobo writes choices in the same way. */
  readonly by?: 'name' | 'label' | undefined;
}

/**
 * What the headings of one sheet stand for. Of questions with one label the first column is the first one's; of columns for
 * one question the first one is read, and the others are told as nobody's.
 */
class Headings {
  readonly #known = new Map<string, Meaning[]>();
  readonly #seen = new Map<string, number>();
  readonly #taken = new Set<string>();

  constructor(repeat: Field | undefined, { definition, top, at }: Fields) {
    const walk = (list: readonly Field[], name: string): void => {
      for (const field of list) {
        if (isRepeat(field)) continue;
        const own = `${name}${field.row.name}`;
        if (isHolder(field)) walk(field.fields, `${own}/`);
        else {
          const words = Object.entries(field.row.label ?? {}).flatMap(([language, word]) => [
            word,
            withGroups(field.path, language, at),
          ]);
          this.#learn(field, [own, field.path, field.row.name], words, definition);
        }
      }
    };
    walk(repeat?.fields ?? top, '');
  }

  /** @param names the first is the one within its repeat */
  #learn(field: Field, names: readonly string[], words: readonly string[], definition: FormDefinition): void {
    const [name = ''] = names;
    const isName = new Set(names);
    const isWord = new Set(words);
    for (const heading of new Set([...names, ...words])) {
      const isBoth = words.length === 0 || (isName.has(heading) && isWord.has(heading));
      const by = isBoth ? undefined : isName.has(heading) ? 'name' : 'label';
      kept(this.#known, heading, (): Meaning[] => []).push({ name, field, by });
      if (field.row.type !== 'select_multiple') continue;
      for (const choice of listOf(definition, field.row)) {
        for (const word of new Set([choice.name, ...labels(choice.label)]))
          kept(this.#known, `${heading}/${word}`, (): Meaning[] => []).push({
            name: `${name}/${choice.name}`,
          });
      }
    }
  }

  meaning(heading: string): Meaning {
    const own = heading.trim();
    // Beside the name of a photo Kobo writes where it keeps it.
    if (this.#known.has(own.replace(/_URL$/, '')) && !this.#known.has(own)) return { name: `_${own}` };
    const found = ['/', '-', ':', '.'].map((between) => this.#known.get(own.replaceAll(between, '/')));
    const meanings = this.#known.get(own) ?? found.find((one) => one !== undefined) ?? [];
    const before = this.#seen.get(own) ?? 0;
    this.#seen.set(own, before + 1);
    return this.#free(meanings[before] ?? { name: own }, own);
  }

  #free(meaning: Meaning, heading: string): Meaning {
    let { name } = meaning;
    const isFree = !this.#taken.has(name);
    for (let number = 1; this.#taken.has(name); number++)
      name = number === 1 ? heading : `${heading} (${number})`;
    this.#taken.add(name);
    return isFree ? meaning : { name };
  }
}

/** Reads the names of choices from cells that tell them by name or label; any other cell stays as it is. */
function choiceReader(
  { row }: Field,
  definition: FormDefinition,
  isByLabel: boolean,
): ((cell: string) => string) | undefined {
  const list = listOf(definition, row);
  if (row.list_name === undefined || list.length === 0) return undefined;
  const isSeveral = row.type === 'select_multiple' || row.type === 'rank';
  const names = new Set(list.map(({ name }) => name));
  const byLabel = new Map<string, string | undefined>();
  // A label of two choices stands for neither.
  for (const [word, name] of list.flatMap(({ name, label }) =>
    labels(label).map((one) => [one.trim(), name] as const),
  ))
    byLabel.set(word, !byLabel.has(word) || byLabel.get(word) === name ? name : undefined);
  const longestFirst = [...byLabel].toSorted(([one], [other]) => other.length - one.length);
  const named = (cell: string) =>
    (isSeveral ? cell.split(' ') : [cell]).every((one) => names.has(one)) ? cell : undefined;
  const worded = (cell: string) => (isSeveral ? several(cell, longestFirst) : byLabel.get(cell.trim()));
  // A scale may have one mark's label as another mark's name.
  const [first, second] = isByLabel ? [worded, named] : [named, worded];
  return (cell) => (cell === '' ? cell : (first(cell) ?? second(cell) ?? cell));
}

/** Labels stand one behind the other, and may hold spaces themselves: the longest that fits is meant. */
function several(
  cell: string,
  byLabel: readonly (readonly [label: string, name: string | undefined])[],
): string | undefined {
  const names: string[] = [];
  for (let rest = cell.trim(); rest !== ''; ) {
    const next = byLabel.find(([label]) => rest === label || rest.startsWith(`${label} `));
    if (next?.[1] === undefined) return undefined;
    names.push(next[1]);
    rest = rest.slice(next[0].length).trimStart();
  }
  return names.join(' ');
}
