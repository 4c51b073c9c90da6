import type { FormDefinition } from '../../domain/form/definition.ts';
import { modelOf } from '../../domain/form/extended/InstanceMap.ts';
import { listOf } from '../../domain/form/rows.ts';
import { kept } from '../../domain/kept.ts';
import type { Sheet, Workbook } from '../xlsform/sheet.ts';
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
  /** The key of each row, by its sheet's repeat and its number. */
  const keys = new Map<string, string>();
  const counts = new Map<string, number>();
  return sheets
    .toSorted((one, other) => one.around.length - other.around.length)
    .map((sheet) => {
      const rows = sheet.rows.map((cells): Row => {
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
  readonly rows: readonly Cells[];
}

const PARENT = '_parent_index';

function koboSheet({ name, rows: [header, ...rows] }: Sheet, fields: Fields): KoboSheet | undefined {
  if (header === undefined) return undefined;
  const columns = [...header.cells];
  const isInner = columns.some(([, heading]) => heading === PARENT);
  const repeat = isInner ? repeatNamed(name, fields) : undefined;
  const around = fields.repeats.filter(({ path }) => repeat?.path.startsWith(`${path}/`) === true);
  const known = new Headings(repeat, fields);
  const named = columns.map(([column, heading]) => ({ column, ...known.meaning(heading) }));
  return {
    name,
    isInner,
    repeat,
    around: isInner ? [undefined, ...around] : [],
    rows: rows.map(({ cells }) =>
      Object.fromEntries(
        named.map(({ column, name: own, field }) => {
          const cell = cells.get(column) ?? '';
          return [own, field === undefined ? cell : choiceNames(field, cell, fields.definition)];
        }),
      ),
    ),
  };
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
}

/** What the headings of one sheet stand for. Of questions with one label the first column is the first one's. */
class Headings {
  readonly #known = new Map<string, Meaning[]>();
  readonly #seen = new Map<string, number>();

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
          this.#learn(field, own, [own, field.path, field.row.name, ...words], definition);
        }
      }
    };
    walk(repeat?.fields ?? top, '');
  }

  #learn(field: Field, name: string, headings: readonly string[], definition: FormDefinition): void {
    for (const heading of new Set(headings)) {
      kept(this.#known, heading, (): Meaning[] => []).push({ name, field });
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
    const found = ['/', '-', ':', '.'].map((between) => this.#known.get(own.replaceAll(between, '/')));
    const meanings = this.#known.get(own) ?? found.find((one) => one !== undefined) ?? [];
    const before = this.#seen.get(own) ?? 0;
    this.#seen.set(own, before + 1);
    return meanings[before] ?? { name: own };
  }
}

/** The names of choices that a cell tells by name or label; any other cell as it is. */
function choiceNames(field: Field, cell: string, definition: FormDefinition): string {
  const { type, list_name } = field.row;
  const list = listOf(definition, field.row);
  if (cell === '' || list_name === undefined || list.length === 0) return cell;
  const names = new Set(list.map(({ name }) => name));
  const isSeveral = type === 'select_multiple' || type === 'rank';
  if ((isSeveral ? cell.split(' ') : [cell]).every((one) => names.has(one))) return cell;
  const byLabel = new Map(
    list.flatMap(({ name, label }) => labels(label).map((word) => [word.trim(), name])),
  );
  if (!isSeveral) return byLabel.get(cell.trim()) ?? cell;
  return (
    several(
      cell,
      [...byLabel].toSorted(([one], [other]) => other.length - one.length),
    ) ?? cell
  );
}

/** Labels stand one behind the other, and may hold spaces themselves: the longest that fits is meant. */
function several(
  cell: string,
  byLabel: readonly (readonly [label: string, name: string])[],
): string | undefined {
  const names: string[] = [];
  for (let rest = cell.trim(); rest !== ''; ) {
    const next = byLabel.find(([label]) => rest === label || rest.startsWith(`${label} `));
    if (next === undefined) return undefined;
    names.push(next[1]);
    rest = rest.slice(next[0].length).trimStart();
  }
  return names.join(' ');
}
