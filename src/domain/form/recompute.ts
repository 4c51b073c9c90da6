import type { Answer, Answers } from '../answer.ts';
import { kept, own } from '../kept.ts';
import { zoneMsOf } from '../logic/time.ts';
import {
  ABSENT,
  INVALID_DATE,
  type Nodes,
  type Scene,
  toBoolean,
  toText,
  type Value,
} from '../logic/values.ts';
import type { Clock } from './clock.ts';
import type { CompiledForm, CompiledQuestion, LogicColumn } from './compile.ts';

/** The answers to a form and what follows from them; never changed, each answer gives a new one. */
export interface FormState {
  readonly form: CompiledForm;
  /** Given and calculated, those of irrelevant questions included: showing a question again restores its answer. */
  readonly answers: Answers;
  readonly clock: Clock;
  readonly irrelevant: ReadonlySet<string>;
  /** How many rows the last step looked at again; tests watch that it stays small. */
  readonly recomputed: number;
  /** False if the question, or a group around it, does not apply now. */
  isRelevant(path: string): boolean;
}

/** The state while it is being worked out. */
export interface Working {
  readonly form: CompiledForm;
  readonly answers: Answers;
  readonly irrelevant: Set<string>;
  readonly clock: Clock;
}

/** What a scene needs of a state. */
export type Sight = Working | FormState;

const EMPTY: Nodes = [''];

/**
 * Works out everything once; defaults are not applied (see `newAnswers`).
 * @param isNew no one has answered yet: else a calculated answer that is missing was cleared by hand, and stays so
 */
export function openForm(form: CompiledForm, answers: Answers, clock: Clock, isNew = false): FormState {
  const working = workingOn(form, { answers, irrelevant: [] }, clock);
  const scene = sceneOf(working);
  for (const path of form.graph.order) {
    for (const at of form.extended?.instances.of(working.answers, path) ?? [path])
      settle(working, scene, at, isNew ? NEW : undefined);
  }
  return stateOf(working, form.graph.order.length);
}

/**
 * Gives or clears (`undefined`, '' or an empty list) one answer and works out again only what depends on it.
 * @param path must be a question of the form
 */
export function answerQuestion(
  form: CompiledForm,
  state: FormState,
  path: string,
  value: Answer | undefined,
  clock: Clock,
): FormState {
  const model = questionAt(form, path).path;
  const working = workingOn(form, state, clock);
  return put(working.answers, path, value) ? follow(working, model, path) : stateOf(working, 0);
}

/** A state of its own that may be changed. */
export const workingOn = (
  form: CompiledForm,
  { answers, irrelevant }: { readonly answers: Answers; readonly irrelevant: Iterable<string> },
  clock: Clock,
): Working => ({ form, answers: { ...answers }, irrelevant: new Set(irrelevant), clock });

/** Works out all that depends on one change, each thing at most once: inputs come first in the graph's order. */
export function follow(working: Working, model: string, path: string): FormState {
  const { form } = working;
  const scene = sceneOf(working);
  const changed = new Map([[model, [path]]]);
  let recomputed = 0;
  for (const dependent of form.graph.affectedBy(model)) {
    for (const at of touched(working, dependent, changed)) {
      recomputed++;
      if (settle(working, scene, at, changed)) kept(changed, dependent, (): string[] => []).push(at);
    }
  }
  return stateOf(working, recomputed);
}

type Changes = ReadonlyMap<string, readonly string[]>;
const NONE: readonly string[] = [];
const NEW: Changes = new Map();

function touched({ form, answers }: Working, path: string, changed: Changes): readonly string[] {
  if (!questionAt(form, path).dependsOn.some((input) => changed.has(input))) return NONE;
  return form.extended?.touched(answers, path, changed) ?? [path];
}

/** Evaluates one expression of a question; undefined if the question has none in that column. */
export function evaluate(state: FormState, path: string, column: LogicColumn): Value | undefined {
  const expression = questionAt(state.form, path).logic[column];
  if (!expression) return undefined;
  const scene = sceneOf(state, path);
  scene.own = textsAt(state.form, state.answers, path);
  return expression(scene);
}

/**
 * What expressions see of a state.
 * @param from path of the question that holds the expression
 */
export function sceneOf(working: Sight, from = ''): Scene {
  const { form, answers, irrelevant, clock } = working;
  const { extended } = form;
  const seen = (path: string): Nodes => (irrelevant.has(path) ? ABSENT : textsAt(form, answers, path));
  const scene: Scene = {
    answer: seen,
    own: EMPTY,
    from,
    column: () => EMPTY,
    now: clock.now,
    today: clock.today,
    zoneMs: zoneMsOf(clock.now) ?? 0,
  };
  return extended?.sceneWith(working, scene) ?? scene;
}

/** Every question of a form in its order, each instance of a repeated one. */
export const pathsOf = (form: CompiledForm, answers: Answers): readonly string[] =>
  form.extended?.paths(answers) ?? form.order;

/** What a question begins with: from the phone, or what a plain `default` stands for. */
export const startOf = ({ row, logic, kind }: CompiledQuestion, clock: Clock): Answer | undefined =>
  kind.atStart?.(clock, row.type) ?? (row.default && !logic.default ? kind.fromText(row.default) : undefined);

export function questionAt(form: CompiledForm, path: string): CompiledQuestion {
  const question = form.questions.get(path);
  if (!question) throw new Error(`no question ${path}`);
  return question;
}

export function textsAt(form: CompiledForm, answers: Answers, path: string): Nodes {
  const answer = answerAt(answers, path);
  return answer === undefined ? EMPTY : [questionAt(form, path).kind.toExpressionValue(answer)];
}

/**
 * Works out a row's relevance, calculation and number of instances; tells whether any of them changed.
 * @param changed undefined when answers of before are opened again
 */
function settle(working: Working, scene: Scene, path: string, changed?: Changes): boolean {
  const { form, answers, irrelevant } = working;
  const question = questionAt(form, path);
  const { logic } = question;
  const parent = path === question.path ? question.parent : (form.extended?.holderOf(path) ?? null);
  scene.from = path;
  const isRelevant =
    (parent === null || !irrelevant.has(parent)) && (!logic.relevant || toBoolean(logic.relevant(scene)));
  const wasRelevant = !irrelevant.has(path);
  if (isRelevant) irrelevant.delete(path);
  else irrelevant.add(path);
  let hasChanged = isRelevant !== wasRelevant;
  if (logic.repeat_count && form.extended?.grow(working, path, logic.repeat_count(scene))) hasChanged = true;
  if (!isDue(question, changed)) return hasChanged;
  scene.own = textsAt(form, answers, path);
  const value = logic.calculation?.(scene) ?? '';
  return put(answers, path, answerFrom(question, value)) || hasChanged;
}

/** Whether a calculation is to be made now. */
function isDue({ logic, triggers, kind }: CompiledQuestion, changed: Changes | undefined): boolean {
  if (triggers) return triggers.some((trigger) => changed?.has(trigger));
  // A calculated answer that a person may have changed or cleared by hand stays hers until one of its inputs changes.
  return !!logic.calculation && (!!changed || !kind.hasPage);
}

/** What a calculation or a default gave, as an answer of the question's type. */
export function answerFrom({ kind, choices, row }: CompiledQuestion, value: Value): Answer | undefined {
  const text = toText(value);
  if (text === '' || value === INVALID_DATE) return undefined;
  return typeof value !== 'object' && kind.accepts(value, choices, row) ? value : kind.fromText(text);
}

/** The answer at a path; a question may be called `constructor`, which every plain object has. */
export const answerAt: (answers: Answers, path: string) => Answer | undefined = own;

/** Sets or clears an answer; tells whether that changed anything. */
export function put(answers: Answers, path: string, value: Answer | undefined): boolean {
  const isSame = JSON.stringify(answerAt(answers, path)) === JSON.stringify(value);
  if (isEmpty(value)) {
    const had = Object.hasOwn(answers, path);
    delete answers[path];
    return had;
  }
  if (value !== undefined) answers[path] = value;
  return !isSame;
}

export const isEmpty = (value: Answer | undefined): boolean =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

export const stateOf = (working: Working, recomputed: number): FormState => ({
  ...working,
  recomputed,
  isRelevant: (path) => !working.irrelevant.has(path),
});
