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

/** What a filter reads of a list's choices, and those that it cannot tell apart by that, in their order. */
interface Sieve {
  readonly columns: Set<string>;
  groups: readonly (readonly Choice[])[];
  /** The groups that it let through last, and their choices. */
  passed: readonly (readonly Choice[])[];
  found: readonly Choice[];
}

const sieves = new WeakMap<readonly Choice[], Map<Evaluate, Sieve>>();

function filteredFor(form: CompiledForm, state: FormState, path: string): readonly Choice[] {
  const { row, logic, choices: listed } = questionAt(form, path);
  const filter = logic.choice_filter;
  const choices = form.extended?.choices(state, path) ?? listed;
  // Choices from a repeat have passed it already: it stands at their instances, not at this question.
  if (!filter || row.list_name?.startsWith('$')) return choices;
  const ofList = kept(sieves, choices, () => new Map<Evaluate, Sieve>());
  const sieve = kept(ofList, filter, () => ({
    columns: new Set<string>(),
    groups: choices.length > 0 ? [choices] : [],
    passed: [],
    found: [],
  }));
  const scene = sceneOf(state, path);
  let here: Choice | undefined;
  scene.column = (name) => {
    sieve.columns.add(name);
    return [textIn(here, name)];
  };
  form.extended?.remember(scene);
  return sift(choices, sieve, (one) => {
    here = one;
    return toBoolean(filter(scene));
  });
}

/**
 * Asks the filter once for all choices that have the same in each column it reads: 60,000 villages are of 120 districts.
 * A column that it comes to later (`district = ${d} and kind = 'town'`) parts them again.
 */
function sift(choices: readonly Choice[], sieve: Sieve, holds: (one: Choice | undefined) => boolean) {
  let passed: readonly (readonly Choice[])[];
  for (let known = -1; ; sieve.groups = partedBy(choices, [...sieve.columns])) {
    known = sieve.columns.size;
    passed = sieve.groups.filter(([first]) => holds(first));
    if (sieve.columns.size === known) break;
  }
  if (passed.length !== sieve.passed.length || passed.some((group, at) => group !== sieve.passed[at])) {
    const through = new Set(passed.flat());
    sieve.found = passed.length === 1 ? (passed[0] ?? []) : choices.filter((one) => through.has(one));
    sieve.passed = passed;
  }
  return sieve.found;
}

function partedBy(choices: readonly Choice[], columns: readonly string[]): Choice[][] {
  const groups = new Map<string, Choice[]>();
  for (const one of choices) {
    const key = columns.map((name) => textIn(one, name)).join('\0');
    kept(groups, key, (): Choice[] => []).push(one);
  }
  return [...groups.values()];
}

const textIn = (choice: Choice | undefined, name: string): string =>
  (name === 'name' ? choice?.name : own(choice?.columns ?? {}, name)) ?? '';
