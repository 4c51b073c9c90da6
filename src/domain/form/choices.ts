import { kept, own } from '../kept.ts';
import type { Evaluate } from '../logic/compile.ts';
import { toBoolean } from '../logic/values.ts';
import type { CompiledForm } from './compile.ts';
import type { Choice } from './definition.ts';
import { type FormState, questionAt, sceneOf } from './recompute.ts';

/** What was filtered once for a state, which never changes, stays so. */
const known = new WeakMap<FormState, Map<string, readonly Choice[]>>();

/** The choices of a question that its `choice_filter` lets through now, in the order in which they are shown. */
export function choicesFor(form: CompiledForm, state: FormState, path: string): readonly Choice[] {
  const filtered = kept(known, state, () => new Map<string, readonly Choice[]>());
  return kept(filtered, path, () => filteredFor(form, state, path));
}

/** Choices that a filter cannot tell apart, in their order. */
type Group = readonly Choice[];

/** What a filter reads of a list's choices, and the choices parted by that. */
export interface Sieve {
  readonly columns: Set<string>;
  groups: readonly Group[];
}

const sieves = new WeakMap<Group, Map<Evaluate, Sieve>>();

/** By filter; a list that comes from the form or a file is the same one each time. */
export const sievesOf = (choices: Group): Map<Evaluate, Sieve> =>
  kept(sieves, choices, () => new Map<Evaluate, Sieve>());

/**
 * The filter is asked once for all choices that have the same in each column it reads: 60,000 villages are of 120
 * districts. A column that it comes to later (`district = ${d} and kind = 'town'`) parts them again.
 */
function filteredFor(form: CompiledForm, state: FormState, path: string): Group {
  const { row, logic, choices: listed } = questionAt(form, path);
  const filter = logic.choice_filter;
  const choices = form.extended?.choices(state, path) ?? listed;
  // Choices from a repeat have passed it already: it stands at their instances, not at this question.
  if (!filter || row.list_name?.startsWith('$')) return choices;
  const sieve = kept(sievesOf(choices), filter, () => ({ columns: new Set<string>(), groups: [choices] }));
  const { columns } = sieve;
  const passes = asks(state, path, filter, columns);
  for (;;) {
    const { size } = columns;
    const passed = sieve.groups.filter(passes);
    if (columns.size === size) return passed.length === 1 ? (passed[0] ?? []) : inOrder(choices, passed);
    const groups = new Map<string, Choice[]>();
    partInto(groups, choices, [...columns]);
    sieve.groups = [...groups.values()];
  }
}

/** Asks a filter about the first of a group; the columns that it reads are added to `columns`. */
export function asks(
  state: FormState,
  path: string,
  filter: Evaluate,
  columns: Set<string>,
): (group: Group) => boolean {
  const scene = sceneOf(state, path);
  let here: Choice | undefined;
  scene.column = (name) => {
    columns.add(name);
    return [textIn(here, name)];
  };
  state.form.extended?.remember(scene);
  return (group) => {
    here = group[0];
    return toBoolean(filter(scene));
  };
}

function inOrder(choices: readonly Choice[], groups: readonly (readonly Choice[])[]): Choice[] {
  const wanted = new Set(groups.flat());
  return choices.filter((choice) => wanted.has(choice));
}

/** Puts each choice to those that have the same in some columns. */
export function partInto(groups: Map<string, Choice[]>, choices: Group, columns: readonly string[]): void {
  for (const choice of choices)
    kept(groups, columns.map((name) => textIn(choice, name)).join('\0'), (): Choice[] => []).push(choice);
}

const textIn = (choice: Choice | undefined, name: string): string =>
  (name === 'name' ? choice?.name : own(choice?.columns ?? {}, name)) ?? '';
