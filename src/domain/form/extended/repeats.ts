import type { Answer, Answers } from '../../answer.ts';
import { toNumber, UTC, type Value } from '../../logic/values.ts';
import type { Clock } from '../clock.ts';
import type { CompiledForm } from '../compile.ts';
import {
  answerFrom,
  evaluate,
  type FormState,
  follow,
  put,
  questionAt,
  startOf,
  stateOf,
  type Working,
  workingOn,
} from '../recompute.ts';
import { type Instances, joined } from './instances.ts';

/** More would be a mistyped number; ODK's forms have tens. */
export const INSTANCES_MAX = 1000;

/** Instances of a path that a change may have touched: in the same instances of the repeats that both stand in. */
export function touchedBy(
  form: CompiledForm,
  instances: Instances,
  answers: Answers,
  path: string,
  changed: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  if (instances.around(path).length === 0) return [path];
  const { dependsOn, everywhere } = questionAt(form, path);
  const found = new Set<string>();
  for (const input of dependsOn) {
    const depth = everywhere.has(input) ? 0 : instances.shared(path, input);
    for (const at of changed.get(input) ?? []) {
      for (const one of instances.beside(answers, path, at, depth)) found.add(one);
    }
  }
  if (!everywhere.has(path)) return [...found];
  // It looks at itself in other instances (a running total): those after the first that changed may change, too.
  const all = instances.of(answers, path);
  return all.slice(
    Math.max(
      all.findIndex((at) => found.has(at)),
      0,
    ),
  );
}

/** Lets a repeat grow to what its `repeat_count` says; a smaller number takes no instance away (ODK). */
export function grow(working: Working, instances: Instances, path: string, count: Value): boolean {
  const wanted = Math.min(Math.trunc(toNumber(count, UTC)) || 0, INSTANCES_MAX);
  const has = instances.countAt(working.answers, path);
  for (let number = has + 1; number <= wanted; number++) begin(working, instances, path, number);
  return wanted > has;
}

/** Gives a new instance its identity (see `identity.ts`) and defaults, and one instance of each repeat in it. */
function begin(working: Working, instances: Instances, path: string, number: number): void {
  const { form, answers, clock } = working;
  answers[path] = number;
  const inside = `${path}[${number}]`;
  put(answers, inside, clock.random?.().toString(36).slice(2, 10));
  const repeat = questionAt(form, path).path;
  for (const model of form.order) {
    if (instances.around(model).at(-1) !== repeat) continue;
    const at = joined(inside, model);
    const question = questionAt(form, at);
    put(answers, at, startOf(question, clock));
    if (startsWithOne(question)) begin(working, instances, at, 1);
    // Dynamic ones see what is there now; calculations of the new instance come after it.
    const value = evaluate(stateOf(working, 0), at, 'default');
    if (value !== undefined) put(answers, at, answerFrom(question, value));
  }
}

/** Whether a number in the form says how many instances there are. */
const isGoverned = (form: CompiledForm, path: string): boolean =>
  questionAt(form, path).logic.repeat_count !== undefined;

/** A repeat that no number governs is there once from the start, as in the web engines. */
const startsWithOne = ({ row, logic }: ReturnType<typeof questionAt>): boolean =>
  row.type === 'repeat' && logic.repeat_count === undefined;

/** Gives a new response the first instance of each outermost repeat. */
export function beginAll(working: Working, instances: Instances): void {
  const { form } = working;
  for (const path of form.order) {
    const isOuter = instances.around(path).length === 0;
    if (isOuter && startsWithOne(questionAt(form, path))) begin(working, instances, path, 1);
  }
}

/**
 * One more instance of a repeat, with its defaults; at most `INSTANCES_MAX`. A `repeat_count` leaves no choice.
 * @param path of the repeat, with the instance numbers of those around it
 */
export function addInstance(form: CompiledForm, state: FormState, path: string, clock: Clock): FormState {
  const instances = form.extended?.instances;
  const has = instances?.countAt(state.answers, path) ?? INSTANCES_MAX;
  if (instances === undefined || has >= INSTANCES_MAX || isGoverned(form, path)) return state;
  const working = workingOn(form, state, clock);
  begin(working, instances, path, has + 1);
  return follow(working, questionAt(form, path).path, path);
}

/**
 * Takes one instance of a repeat away; those after it move up and stay who they are.
 * @param number from 1
 */
export function removeInstance(
  form: CompiledForm,
  state: FormState,
  path: string,
  number: number,
  clock: Clock,
): FormState {
  const has = form.extended?.instances.countAt(state.answers, path) ?? 0;
  if (number < 1 || number > has || isGoverned(form, path)) return state;
  const answers: Answers = {};
  for (const [at, answer] of Object.entries(state.answers)) {
    const moved = movedUp(at, path, number);
    if (moved !== undefined) answers[moved] = answer;
  }
  put(answers, path, has === 1 ? undefined : ((has - 1) satisfies Answer));
  const irrelevant = new Set([...state.irrelevant].flatMap((at) => movedUp(at, path, number) ?? []));
  return follow({ form, answers, irrelevant, clock }, questionAt(form, path).path, path);
}

/** Where an answer stands after an instance was taken away; undefined if it went with it. */
function movedUp(at: string, repeat: string, number: number): string | undefined {
  if (!at.startsWith(`${repeat}[`)) return at;
  const end = at.indexOf(']', repeat.length);
  const own = Number(at.slice(repeat.length + 1, end));
  if (own === number) return undefined;
  return own < number ? at : `${repeat}[${own - 1}${at.slice(end)}`;
}
