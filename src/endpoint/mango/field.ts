import { type Fields, isFields } from '../couch/json.ts';

/** `a.b` as steps; `\.` is a dot within a name. */
export function stepsOf(path: string): string[] {
  return path.split(/(?<!\\)\./).map((step) => step.replaceAll('\\.', '.'));
}

/** What stands there, or undefined. A number steps into a list, as CouchDB does. */
export function valueAt(document: unknown, steps: readonly string[]): unknown {
  let value = document;
  for (const step of steps) {
    const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, step);
    if (!isThere || (Array.isArray(value) && !/^\d+$/.test(step))) return undefined;
    value = (value as Fields)[step];
  }
  return value;
}

/** Only the named fields of a document, nested as they were. */
export function project(document: Fields, paths: readonly (readonly string[])[]): Fields {
  const chosen: Fields = {};
  for (const steps of paths) {
    const value = valueAt(document, steps);
    if (value !== undefined) place(chosen, steps, value);
  }
  return chosen;
}

function place(into: Fields, steps: readonly string[], value: unknown): void {
  const last = steps.at(-1) ?? '';
  let at = into;
  for (const step of steps.slice(0, -1)) {
    const inner = at[step];
    const next: Fields = isFields(inner) ? inner : {};
    at[step] = next;
    at = next;
  }
  at[last] = value;
}
