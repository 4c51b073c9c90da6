import type { Names } from '../logic/check.ts';
import { type Choice, CORE_COLUMNS, type FormDefinition, type Row } from './definition.ts';
import type { FormExtension } from './extension.ts';
import { type FormTrouble, formTrouble } from './problem.ts';
import { CORE_KINDS } from './types/index.ts';

export interface PlacedRow {
  readonly path: string;
  /** Path of the group that holds it. */
  readonly parent: string | null;
  readonly row: Row;
}

/** Every row of the survey, groups before what they hold. */
export function placeRows(rows: readonly Row[], parent: string | null = null): PlacedRow[] {
  return rows.flatMap((row) => {
    const path = parent === null ? row.name : `${parent}/${row.name}`;
    return [{ path, parent, row }, ...placeRows(row.children ?? [], path)];
  });
}

/** Names that `${}` can mean; a name that stands in two groups means neither. */
export function namesOf(placed: readonly PlacedRow[]): Names {
  const paths = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const { path, row } of placed) {
    if (row.type === 'group') continue;
    if (paths.has(row.name)) ambiguous.add(row.name);
    paths.set(row.name, path);
  }
  return { pathOf: (name) => paths.get(name), ambiguous };
}

/** The first mistake in the shape of the form, logic apart. */
export function shapeTrouble(
  definition: FormDefinition,
  placed: readonly PlacedRow[],
  extension?: FormExtension,
): FormTrouble | undefined {
  if (!definition.languages.includes(definition.default_language)) {
    return formTrouble('settings', 'default_language', 'unknown-language', definition.default_language);
  }
  const seen = new Set<string>();
  for (const { path, row } of placed) {
    if (seen.has(path)) return formTrouble(row.name, 'name', 'duplicate-name', row.name);
    seen.add(path);
    const found = rowTrouble(definition, row, extension);
    if (found !== undefined) return found;
  }
  return listsTrouble(definition, placed) ?? extension?.settingTrouble(definition);
}

/** Each list is looked at once, however many questions share it. */
function listsTrouble({ choices }: FormDefinition, placed: readonly PlacedRow[]): FormTrouble | undefined {
  const multiple = new Set(
    placed.map(({ row }) => (row.type === 'select_multiple' ? row.list_name : undefined)),
  );
  for (const [list, each] of Object.entries(choices)) {
    const found = choiceTrouble(list, each, multiple.has(list));
    if (found !== undefined) return found;
  }
  return undefined;
}

function rowTrouble(
  definition: FormDefinition,
  row: Row,
  extension: FormExtension | undefined,
): FormTrouble | undefined {
  if (!Object.hasOwn(extension?.kinds ?? CORE_KINDS, row.type)) {
    return formTrouble(row.name, 'type', 'wrong-value', row.type);
  }
  const other = extension === undefined ? beyondCore(row) : undefined;
  if (other !== undefined) return formTrouble(row.name, other, 'wrong-value', other);
  // Answers are plain objects by path, where this one name would set the object's prototype.
  if (row.name === '__proto__') return formTrouble(row.name, 'name', 'wrong-value', row.name);
  if (row.children !== undefined && row.type !== 'group' && row.type !== 'repeat') {
    return formTrouble(row.name, 'type', 'not-a-group', row.type);
  }
  if (row.type === 'calculate' && !row.calculation && !row.default) {
    return formTrouble(row.name, 'calculation', 'missing-value');
  }
  if (extension !== undefined) return extension.rowTrouble(definition, row);
  if (row.type !== 'select_one' && row.type !== 'select_multiple') return undefined;
  return listTrouble(definition, row);
}

/** A column that only the extension reads, or a `default` that may be an expression. */
const beyondCore = (row: Row): string | undefined =>
  Object.keys(row).find(
    (column) => !CORE_COLUMNS.has(column) || (column === 'default' && /\W/.test(row.default ?? '')),
  );

export function listTrouble({ choices }: FormDefinition, row: Row): FormTrouble | undefined {
  const list = row.list_name ?? '';
  return Object.hasOwn(choices, list) ? undefined : formTrouble(row.name, 'list_name', 'unknown-list', list);
}

/** The choices that a row names; a list may be called `constructor` without harm. */
export function listOf({ choices }: FormDefinition, { list_name: list = '' }: Row): readonly Choice[] {
  return Object.hasOwn(choices, list) ? (choices[list] ?? []) : [];
}

function choiceTrouble(
  list: string,
  choices: readonly Choice[],
  isMultiple: boolean,
): FormTrouble | undefined {
  const seen = new Set<string>();
  for (const { name } of choices) {
    const problem = seen.has(name)
      ? 'duplicate-choice'
      : isMultiple && /\s/.test(name)
        ? 'choice-with-space'
        : undefined;
    if (problem !== undefined) return formTrouble(`choices/${list}`, 'name', problem, name);
    seen.add(name);
  }
  return undefined;
}
