import { own } from '../kept.ts';
import type { Names } from '../logic/check.ts';
import { CORE_COLUMNS } from './columns.ts';
import type { Choice, FormDefinition, Row } from './definition.ts';
import { CORE_KINDS } from './types/index.ts';

export interface PlacedRow {
  readonly path: string;
  /** Path of the group that holds it. */
  readonly parent: string | null;
  readonly row: Row;
}

/** Every row of the survey, groups before what they hold. */
export const placeRows = (rows: readonly Row[], parent: string | null = null): PlacedRow[] =>
  rows.flatMap((row) => {
    const path = parent === null ? row.name : `${parent}/${row.name}`;
    return [{ path, parent, row }, ...placeRows(row.children ?? [], path)];
  });

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

/**
 * Whether the core alone can tell that a form is well in its shape. Of one that is not, or that needs more than the
 * core, the extension says what is wrong, if anything.
 */
export function isPlain(definition: FormDefinition, placed: readonly PlacedRow[]): boolean {
  const { languages, default_language: language, choices, instance_name, entities } = definition;
  return (
    !instance_name &&
    !entities &&
    languages.includes(language) &&
    isDistinct(placed.map(({ path }) => path)) &&
    placed.every(({ row }) => isPlainRow(row, choices)) &&
    Object.values(choices).every((list) => isDistinct(list.map(({ name }) => name)))
  );
}

const isDistinct = (names: readonly string[]): boolean =>
  new Set(names).size === names.length && !/\s|__proto__/.test(names.join());

const isPlainRow = (
  { type, name: _name, children, calculation, list_name: list = '', ...columns }: Row,
  choices: object,
): boolean =>
  Object.hasOwn(CORE_KINDS, type) &&
  Object.keys(columns).every((column) => Object.hasOwn(CORE_COLUMNS, column)) &&
  !/\W/.test(columns.default ?? '') &&
  (!children || type === 'group') &&
  (type !== 'calculate' || Boolean(calculation)) &&
  (!type.startsWith('select') || Object.hasOwn(choices, list));

/** The choices that a row names, or the names of a scale's marks; a list may be called `constructor` without harm. */
export const listOf = ({ choices }: FormDefinition, { list_name, parameters }: Row): readonly Choice[] =>
  own(choices, list_name ?? parameters?.['tick_labelset'] ?? '') ?? [];
