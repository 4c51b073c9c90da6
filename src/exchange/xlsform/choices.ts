import { given, plainOf, textOf, textsOf } from './cells.ts';
import { CHOICES } from './columns.ts';
import type { ChoiceItem } from './form.ts';
import { at, type Report } from './problem.ts';
import { type Cleaning, type Rec, type Records, readRecords } from './records.ts';
import type { Sheet } from './sheet.ts';

/** Choices by list; a list is made longer by `or_other`. */
export type OpenLists = Map<string, ChoiceItem[]>;

export interface ReadChoices {
  readonly lists: OpenLists;
  readonly paths: Records['paths'];
}

const PLAIN = new Set(['list_name', 'name']);
export const choiceCleaning = (language: string, isRaw = false): Cleaning => ({
  plain: PLAIN,
  squeezes: false,
  isRaw,
  language,
});

/** The choices sheet, checked: each choice has a name, and no name stands twice in a list. */
export function readChoices(
  sheet: Sheet | undefined,
  cleaning: Cleaning,
  mayRepeat: boolean,
  report: Report,
): ReadChoices {
  if (sheet === undefined) return { lists: new Map(), paths: [] };
  const { records, paths } = readRecords(sheet, CHOICES, cleaning, report);
  const heads = new Set(paths.map(([first = '']) => first));
  if (records.length > 0 && !heads.has('name'))
    report.refuse(at(sheet.name, sheet.rows[0]?.number ?? 1), 'missing-column', 'name');
  const ignored = [...heads].filter((head) => /\s/.test(head) || head === '');
  for (const head of ignored)
    report.warn(at(sheet.name, sheet.rows[0]?.number ?? 1, head), 'column-ignored', head);
  const lists = groupLists(records, new Set(ignored));
  for (const list of lists.values()) checkList(sheet.name, list, mayRepeat, report);
  return { lists, paths };
}

/** Rows by their list; rows without one are notes of the author. */
export function groupLists(records: readonly Rec[], ignored: ReadonlySet<string> = new Set()): OpenLists {
  const lists: OpenLists = new Map();
  for (const { row, cells } of records) {
    const list = plainOf(cells, 'list_name');
    if (list === undefined) continue;
    const extra: Record<string, string> = {};
    for (const [column, cell] of Object.entries(cells))
      if (!NO_EXTRA.has(column) && !ignored.has(column) && typeof cell === 'string') extra[column] = cell;
    const choice: ChoiceItem = {
      row,
      name: plainOf(cells, 'name') ?? '',
      ...given({ label: textOf(cells, 'label') }),
      media: textsOf(cells, 'media'),
      extra,
    };
    const known = lists.get(list);
    if (known === undefined) lists.set(list, [choice]);
    else known.push(choice);
  }
  return lists;
}

const NO_EXTRA = new Set(['list_name', 'name', 'label', 'media']);

function checkList(sheet: string, list: readonly ChoiceItem[], mayRepeat: boolean, report: Report): void {
  const seen = new Set<string>();
  for (const { row, name, label } of list) {
    if (name === '') report.refuse(at(sheet, row, 'name'), 'missing-name');
    else if (label === undefined) report.warn(at(sheet, row, 'label'), 'choice-without-label', name);
    if (name !== '' && seen.has(name) && !mayRepeat)
      report.refuse(at(sheet, row, 'name'), 'duplicate-choice', name);
    seen.add(name);
  }
}
