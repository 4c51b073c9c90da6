import { isDynamicDefault } from '../../domain/form/defaults.ts';
import { copyCells, given, parseParameters, plainOf, plains, textOf, textsOf } from './cells.ts';
import type { OpenLists } from './choices.ts';
import { type Item, type Plain, yesNo } from './form.ts';
import { isXmlName, onlyReference } from './names.ts';
import { at, type ProblemKey, type Report } from './problem.ts';
import type { Cells, Rec } from './records.ts';
import { addOther, checkList } from './selects.ts';
import type { ReadType } from './types.ts';

/** A group, repeat or loop whose end has not come yet; the survey itself is the first. */
interface Open {
  readonly item: Item | undefined;
  readonly type: string;
  readonly row: number;
  readonly children: Item[];
  readonly names: Set<string>;
  readonly lowerNames: Set<string>;
  /** List of the selects in a `table-list`; '' until the first of them. */
  tableList: string | undefined;
}

/** What a `type` cell means; undefined if it means nothing. */
export type TypeReader = (cell: string) => ReadType | undefined;

export interface ReadSurvey {
  readonly items: Item[];
  /** Settings that stand as rows of the survey. */
  readonly settings: Plain;
  readonly hasOther: boolean;
}

const SHEET = 'survey';
/** The name of the form's own data. */
const RESERVED = 'meta';

/** Reads the survey sheet row by row into a tree; what is wrong goes to the report and the reading goes on. */
export class SurveyReader {
  readonly #lists: OpenLists;
  readonly #external: OpenLists;
  readonly #rootName: string;
  readonly #report: Report;
  readonly #types: TypeReader;
  readonly #settings: Record<string, string> = {};
  readonly #repeats = new Set<string>();
  readonly #stack: Open[] = [openOf(undefined, '', 0)];
  #hasOther = false;

  /** @param lists are made longer where a select asks for an "other" */
  constructor(lists: OpenLists, external: OpenLists, rootName: string, types: TypeReader, report: Report) {
    this.#lists = lists;
    this.#external = external;
    this.#rootName = rootName;
    this.#types = types;
    this.#report = report;
  }

  read(records: readonly Rec[]): ReadSurvey {
    for (const record of records) this.#readRow(record);
    for (const { type, row, item } of this.#stack.slice(1).reverse())
      this.#refuse(row, 'type', 'begin-without-end', `${type} ${item?.name ?? ''}`);
    return { items: this.#stack[0]?.children ?? [], settings: this.#settings, hasOther: this.#hasOther };
  }

  get #open(): Open {
    const open = this.#stack.at(-1);
    if (open === undefined) throw new Error('the survey itself is always open');
    return open;
  }

  #refuse(row: number, column: string, key: ProblemKey, found = ''): void {
    this.#report.refuse(at(SHEET, row, column), key, found);
  }

  #readRow({ row, cells: given }: Rec): void {
    const cells = copyCells(given);
    if (this.#isDisabled(row, cells) || Object.keys(cells).length === 0) return;
    const written = plainOf(cells, 'type');
    if (written === undefined) {
      if (cells['name'] === undefined && cells['label'] === undefined)
        this.#report.warn(at(SHEET, row), 'skipped-row', Object.values(cells).find(isText) ?? '');
      else this.#refuse(row, 'type', 'missing-type');
      return;
    }
    const type = this.#types(written);
    if (type === undefined) this.#refuse(row, 'type', 'unknown-type', written);
    else if (type.kind === 'setting') this.#settings[type.type] = plainOf(cells, 'name') ?? '';
    else if (type.kind === 'end') this.#end(row, type, cells);
    else this.#readItem(row, type, cells);
  }

  #isDisabled(row: number, cells: Cells): boolean {
    const disabled = plainOf(cells, 'disabled');
    if (disabled === undefined) return false;
    this.#report.warn(at(SHEET, row, 'disabled'), 'disabled-row');
    delete cells['disabled'];
    return yesNo(disabled) === true;
  }

  #end(row: number, { type }: ReadType, cells: Cells): void {
    if (plains(cells, 'bind')['entities:saveto'] !== undefined)
      this.#refuse(row, 'save_to', 'not-allowed-here', 'save_to');
    const open = this.#open;
    if (open.item === undefined || open.type !== type) {
      this.#refuse(row, 'type', 'end-without-begin', `${type} ${plainOf(cells, 'name') ?? ''}`);
      return;
    }
    this.#stack.pop();
    this.#open.tableList = undefined;
  }

  #readItem(row: number, type: ReadType, cells: Cells): void {
    const item = itemOf(row, type, cells, this.#name(row, type, cells), this.#parameters(row, cells));
    this.#checkName(item);
    this.#checkItem(item);
    if (type.kind === 'begin') this.#begin(item, type);
    else if (type.kind === 'select') this.#select(item, type);
    else this.#open.children.push(item);
  }

  #parameters(row: number, cells: Cells): Plain {
    const text = plainOf(cells, 'parameters') ?? '';
    const parameters = parseParameters(text);
    if (parameters === undefined) this.#refuse(row, 'parameters', 'bad-parameter', text);
    return parameters ?? {};
  }

  #name(row: number, type: ReadType, cells: Cells): string {
    const name = plainOf(cells, 'name');
    if (type.type === 'audit') {
      if (name !== undefined && name !== 'audit') this.#refuse(row, 'name', 'reserved-name', name);
      return 'audit';
    }
    if (name !== undefined) return name;
    if (type.type === 'note') return `generated_note_name_${row}`;
    this.#refuse(row, 'name', 'missing-name');
    return '';
  }

  #checkName({ row, name, type }: Item): void {
    if (name === '' || type === 'audit') return;
    const { names, lowerNames } = this.#open;
    if (!isXmlName(name)) this.#refuse(row, 'name', 'bad-name', name);
    else if (name === RESERVED) this.#refuse(row, 'name', 'reserved-name', name);
    else if (names.has(name)) this.#refuse(row, 'name', 'duplicate-name', name);
    else if (lowerNames.has(name.toLowerCase()))
      this.#report.warn(at(SHEET, row, 'name'), 'same-name-but-case', name);
    names.add(name);
    lowerNames.add(name.toLowerCase());
    if (type !== 'repeat') return;
    if (name === this.#rootName) this.#refuse(row, 'name', 'reserved-name', name);
    if (this.#repeats.has(name)) this.#refuse(row, 'name', 'duplicate-repeat', name);
    this.#repeats.add(name);
  }

  #checkItem(item: Item): void {
    const { row, type, bind, parameters } = item;
    if (type === 'calculate' && bind['calculate'] === undefined && !isDynamicDefault(defaultOf(item)))
      this.#refuse(row, 'calculation', 'missing-value');
    if (type === 'simserial' || type === 'subscriberid')
      this.#report.warn(at(SHEET, row, 'type'), 'old-device-id', type);
    if (type === 'image' && parameters['max-pixels'] === undefined)
      this.#report.warn(at(SHEET, row, 'parameters'), 'max-pixels');
    if (item.media['big-image'] !== undefined && item.media['image'] === undefined)
      this.#refuse(row, 'big-image', 'image-needed');
    for (const kind of Object.keys(item.media))
      if (!MEDIA.has(kind)) this.#refuse(row, kind, 'unknown-column', kind);
    if (item.trigger?.includes('')) this.#refuse(row, 'trigger', 'bad-trigger');
  }

  #begin(item: Item, { type, list = '' }: ReadType): void {
    if (type === 'loop' && !this.#lists.has(list)) this.#refuse(item.row, 'type', 'unknown-list', list);
    if (type === 'repeat' && !hasHeading(item))
      this.#report.warn(at(SHEET, item.row, 'label'), 'repeat-without-label', item.name);
    this.#open.children.push(item);
    const open = openOf(item, type, item.row);
    const appearance = (item.control['appearance'] ?? '').split(' ');
    open.tableList = appearance.includes('table-list') ? '' : this.#open.tableList;
    this.#stack.push(open);
  }

  #select(item: Item, type: ReadType): void {
    const place = at(SHEET, item.row, 'type');
    checkList(item, type, this.#lists, this.#external, place, this.#report);
    this.#checkTableList(item);
    this.#open.children.push(item);
    if (!type.hasOther) return;
    this.#hasOther = true;
    if (item.choice_filter !== undefined)
      this.#refuse(item.row, 'choice_filter', 'not-allowed-here', 'or_other');
    this.#open.children.push(addOther(item, this.#lists));
  }

  #checkTableList(item: Item): void {
    const open = this.#open;
    if (open.tableList === undefined) return;
    if (open.tableList === '' && item.choice_filter !== undefined)
      this.#refuse(item.row, 'choice_filter', 'not-allowed-here', 'table-list');
    if (open.tableList === '') open.tableList = item.list ?? '';
    if (open.tableList !== item.list) this.#refuse(item.row, 'type', 'list-not-same', item.list);
  }
}

const MEDIA = new Set(['image', 'big-image', 'audio', 'video']);
const isText = (value: string | Cells): value is string => typeof value === 'string';

const openOf = (item: Item | undefined, type: string, row: number): Open => ({
  item,
  type,
  row,
  children: item?.children ?? [],
  names: new Set(),
  lowerNames: new Set(),
  tableList: undefined,
});

const hasHeading = ({ label, media, bind }: Item): boolean =>
  label !== undefined || Object.keys(media).length > 0 || bind['calculate'] !== undefined;

/** Whether an item's `default` is worked out when the question appears. */
const defaultOf = ({ type, default: text = '' }: Item): { type: string; default: string } => ({
  type:
    type === 'geotrace' || type === 'geoshape' ? 'geopoint' : /^(dateTime|time)$/.test(type) ? 'date' : type,
  default: text,
});
export const hasDynamicDefault = (item: Item): boolean => isDynamicDefault(defaultOf(item));

function itemOf(row: number, type: ReadType, cells: Cells, name: string, parameters: Plain): Item {
  const trigger = plainOf(cells, 'trigger');
  const isOpening = type.kind === 'begin';
  const bind = { ...implied('constraint', type.implies?.constraint), ...textsOf(cells, 'bind') };
  const control = { ...plains(cells, 'control'), ...implied('intent', plainOf(cells, 'intent')) };
  return {
    row,
    type: type.type,
    name,
    media: textsOf(cells, 'media'),
    bind,
    control,
    instance: plains(cells, 'instance'),
    parameters,
    ...given({
      label:
        textOf(cells, 'label') ?? (control['appearance'] === 'label' ? ' ' : plainOf(cells, 'media') && ''),
      hint: textOf(cells, 'hint') ?? type.implies?.hint,
      guidance_hint: textOf(cells, 'guidance_hint'),
      default: plainOf(cells, 'default'),
      choice_filter: plainOf(cells, 'choice_filter'),
      trigger: trigger === undefined ? undefined : triggersIn(trigger),
      list: type.list ?? plainOf(cells, 'dastak_list'),
      children: isOpening ? [] : undefined,
    }),
  };
}

/** Names of the questions in a list of references; '' where one is none. */
const triggersIn = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => onlyReference(one) ?? '');

const implied = (column: string, text: string | undefined): Plain =>
  text === undefined ? {} : { [column]: text };
