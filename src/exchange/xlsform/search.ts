import type { Expression } from '../../domain/logic/ast.ts';
import { parsePaths } from '../../domain/logic/extended/paths.ts';
import { print } from '../../domain/logic/print.ts';
import { given } from './cells.ts';
import { type ChoiceItem, type Item, textsOf, walk, type XlsForm } from './form.ts';
import { usesSearch } from './instances.ts';
import { at, type FormWarning, short } from './problem.ts';

/** The call in an appearance, with texts and brackets in its arguments. */
const CALL = /search\s*\((?:[^()'"]|'[^']*'|"[^"]*"|\((?:[^()'"]|'[^']*'|"[^"]*"|\([^()]*\))*\))*\)/;

/**
 * A form whose `search()` appearances (https://docs.surveycto.com, ODK Collect) are choices from a file, which say the
 * same: the one row of the list names the columns of value and label, the arguments are a filter.
 * @returns what could not be said so, as warnings: such a question offers what stands in its list
 */
export function withFilesSearched(form: XlsForm): { form: XlsForm; warnings: FormWarning[] } {
  const warnings: FormWarning[] = [];
  const leftOut = (row: number, found: string): void => {
    warnings.push({ ...at('survey', row, 'appearance'), key: 'search-left-out', found: short(found) });
  };
  const searched = (item: Item): Item => {
    const { children } = item;
    if (children !== undefined) return { ...item, children: children.map(searched) };
    return usesSearch(item) ? fromFile(item, form.choices.get(item.list ?? '') ?? [], leftOut) : item;
  };
  const survey = form.survey.map(searched);
  const used = new Set([...walk(survey)].map(({ item }) => item.list));
  const before = new Set([...walk(form.survey)].map(({ item }) => item.list));
  // A list that only said which columns to take is none any more.
  const choices = new Map([...form.choices].filter(([name]) => used.has(name) || !before.has(name)));
  return { form: { ...form, survey, choices }, warnings };
}

type LeftOut = (row: number, found: string) => void;

function fromFile(item: Item, list: readonly ChoiceItem[], leftOut: LeftOut): Item {
  const appearance = item.control['appearance'] ?? '';
  const call = CALL.exec(appearance)?.[0] ?? appearance;
  const parsed = parsePaths(call);
  const args = parsed.ok && parsed.value.kind === 'call' ? parsed.value.args : [];
  const file = textOf(args[0]);
  // Whole numbers are choices of their own in Collect; any other name is that of a column.
  const [columns, ...more] = list.filter(({ name }) => !/^-?\d+$/.test(name));
  const filter = file === undefined ? undefined : filterOf(args.slice(1));
  if (file === undefined || filter === undefined || columns === undefined) {
    leftOut(item.row, call);
    return without(item, appearance, call);
  }
  const labels = [...new Set(textsOf(columns.label).flatMap((text) => text.split(',')))].map((one) =>
    one.trim(),
  );
  const extra = [
    ...more.map(({ name }) => name),
    ...list.filter(({ name }) => /^-?\d+$/.test(name)).map(({ name }) => name),
    ...labels.slice(1),
  ];
  if (extra.length > 0) leftOut(item.row, extra.join(', '));
  const filters = [item.choice_filter, filter].filter(Boolean);
  return {
    ...without(item, appearance, call),
    list: `${file.replace(/\.csv$/i, '')}.csv`,
    parameters: { ...item.parameters, ...given({ value: columns.name, label: labels[0] }) },
    ...given({ choice_filter: filters.length === 0 ? undefined : filters.join(' and ') }),
  };
}

/** The same question without the call; its other appearances stay. */
function without(item: Item, appearance: string, call: string): Item {
  const { appearance: _taken, ...control } = item.control;
  const rest = appearance.replace(call, '').trim();
  return { ...item, control: rest === '' ? control : { ...control, appearance: rest } };
}

const textOf = (expression: Expression | undefined): string | undefined =>
  expression?.kind === 'text' ? expression.text : undefined;

const MATCHES: Readonly<Record<string, (column: string, value: string) => string>> = {
  matches: (column, value) => `${column} = ${value}`,
  contains: (column, value) => `contains(${column}, ${value})`,
  startswith: (column, value) => `starts-with(${column}, ${value})`,
  endswith: (column, value) => `ends-with(${column}, ${value})`,
};

const isColumn = (name: string): boolean => /^[A-Za-z_][\w.-]*$/.test(name);

/** `'contains', 'name,town', ${typed}, 'district', ${district}` as a filter; '' for none, undefined if it is none. */
function filterOf([kind, columns, value, column, wanted, ...more]: readonly Expression[]):
  | string
  | undefined {
  if (kind === undefined) return '';
  const match = MATCHES[textOf(kind)?.toLowerCase() ?? ''];
  const names =
    textOf(columns)
      ?.split(',')
      .map((one) => one.trim()) ?? [];
  const beside = column === undefined ? undefined : (textOf(column) ?? '');
  const isWhole = (beside === undefined) === (wanted === undefined) && more.length === 0;
  if (match === undefined || value === undefined || !isWhole) return undefined;
  if (names.length === 0 || ![...names, ...(beside === undefined ? [] : [beside])].every(isColumn))
    return undefined;
  const any = names.map((name) => match(name, print(value))).join(' or ');
  if (beside === undefined || wanted === undefined) return names.length === 1 ? any : `(${any})`;
  return `${names.length === 1 ? any : `(${any})`} and ${beside} = ${print(wanted)}`;
}
