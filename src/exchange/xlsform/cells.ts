import type { Plain, Text, Texts } from './form.ts';
import { type Cells, emptyCells } from './records.ts';

/** A column's text, if it is one without languages. */
export function plainOf(cells: Cells, column: string): string | undefined {
  const cell = cells[column];
  return typeof cell === 'string' ? cell : undefined;
}

/** A column's text or its texts by language. */
export function textOf(cells: Cells, column: string): Text | undefined {
  const cell = cells[column];
  return cell === undefined || typeof cell === 'string' ? cell : plainsOf(cell);
}

/** The columns of a group such as `bind::…`, each in one language or many. */
export function textsOf(cells: Cells, group: string): Texts {
  const found = cells[group];
  if (typeof found !== 'object') return {};
  return Object.fromEntries(Object.keys(found).flatMap((key) => entry(key, textOf(found, key))));
}

/** The columns of a group that has no languages. */
export function plains(cells: Cells, group: string): Plain {
  const found = cells[group];
  return typeof found === 'object' ? plainsOf(found) : {};
}

/** A name of three parts (`body:esri:style`) belongs to a namespace: its last two stay together. */
const plainsOf = (cells: Cells): Plain =>
  Object.fromEntries(
    Object.entries(cells).flatMap(([key, cell]) =>
      typeof cell === 'string'
        ? [[key, cell]]
        : Object.entries(plainsOf(cell)).map(([rest, text]) => [`${key}:${rest}`, text]),
    ),
  );

const entry = <Value>(key: string, value: Value | undefined): [string, Value][] =>
  value === undefined ? [] : [[key, value]];

/** A copy whose columns may be changed. */
export const copyCells = (cells: Cells): Cells => Object.assign(emptyCells(), cells);

/** An object without the keys that have no value, as optional fields want it. */
export function given<Fields extends object>(
  fields: Fields,
): { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } {
  const kept: { [Key in keyof Fields]?: Exclude<Fields[Key], undefined> } = {};
  for (const key in fields) {
    const value = fields[key];
    if (value !== undefined) kept[key] = value as Exclude<Fields[typeof key], undefined>;
  }
  return kept;
}

/** `key=value` pairs, parted by semicolons, else commas, else spaces; undefined if one has no `=`. */
export function parseParameters(text: string): Plain | undefined {
  const separator = [';', ','].find((sign) => text.includes(sign)) ?? /\s+/;
  const found: Record<string, string> = {};
  for (const part of text.split(separator)) {
    if (part.trim() === '') continue;
    const [key = '', value] = part.split('=');
    if (value === undefined) return undefined;
    found[key.trim().toLowerCase()] = value.trim();
  }
  return found;
}
