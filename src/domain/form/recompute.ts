import type { Answer, Answers } from '../answer.ts';
import { zoneMsOf } from '../logic/time.ts';
import { ABSENT, type Nodes, type Scene, toBoolean, toText, type Value } from '../logic/values.ts';
import type { CompiledForm, CompiledQuestion, LogicColumn } from './compile.ts';

/** The time at which something happens, as the phone tells it. */
export interface Clock {
  /** ISO 8601 with the zone's offset. */
  readonly now: string;
  /** `YYYY-MM-DD`, local. */
  readonly today: string;
}

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
interface Working {
  readonly form: CompiledForm;
  readonly answers: Answers;
  readonly irrelevant: Set<string>;
  readonly clock: Clock;
}

const EMPTY: Nodes = [''];

/** Works out everything once; defaults are not applied (see `newAnswers`). */
export function openForm(form: CompiledForm, answers: Answers, clock: Clock): FormState {
  const working = { form, answers: { ...answers }, irrelevant: new Set<string>(), clock };
  const scene = sceneOf(working);
  for (const path of form.graph.order) settle(working, scene, path, true);
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
  if (!form.questions.has(path)) throw new Error(`no question ${path}`);
  const working = { form, answers: { ...state.answers }, irrelevant: new Set(state.irrelevant), clock };
  if (!put(working.answers, path, value)) return stateOf(working, 0);
  const scene = sceneOf(working);
  const changed = new Set([path]);
  let recomputed = 0;
  for (const dependent of form.graph.affectedBy(path)) {
    if (!questionAt(form, dependent).dependsOn.some((input) => changed.has(input))) continue;
    recomputed++;
    if (settle(working, scene, dependent, false)) changed.add(dependent);
  }
  return stateOf(working, recomputed);
}

/** Evaluates one expression of a question; undefined if the question has none in that column. */
export function evaluate(state: FormState, path: string, column: LogicColumn): Value | undefined {
  const expression = questionAt(state.form, path).logic[column];
  if (expression === undefined) return undefined;
  const scene = sceneOf(state);
  scene.own = textsAt(state.form, state.answers, path);
  return expression.evaluate(scene);
}

/** What expressions see of a state. */
export function sceneOf({ form, answers, irrelevant, clock }: Working | FormState): Scene {
  return {
    answer: (path) => (irrelevant.has(path) ? ABSENT : textsAt(form, answers, path)),
    own: EMPTY,
    column: () => '',
    now: clock.now,
    today: clock.today,
    zoneMs: zoneMsOf(clock.now) ?? 0,
  };
}

export function questionAt(form: CompiledForm, path: string): CompiledQuestion {
  const question = form.questions.get(path);
  if (question === undefined) throw new Error(`no question ${path}`);
  return question;
}

function textsAt(form: CompiledForm, answers: Answers, path: string): Nodes {
  const answer = answerAt(answers, path);
  return answer === undefined ? EMPTY : [questionAt(form, path).kind.toExpressionValue(answer)];
}

/** Works out a row's relevance and calculation; tells whether either changed. */
function settle(working: Working, scene: Scene, path: string, isOpening: boolean): boolean {
  const { form, answers, irrelevant } = working;
  const { parent, logic, kind } = questionAt(form, path);
  const isRelevant =
    (parent === null || !irrelevant.has(parent)) &&
    (logic.relevant === undefined || toBoolean(logic.relevant.evaluate(scene)));
  const wasRelevant = !irrelevant.has(path);
  if (isRelevant) irrelevant.delete(path);
  else irrelevant.add(path);
  let hasChanged = isRelevant !== wasRelevant;
  // A calculated answer that a person may have changed by hand stays hers until one of its inputs changes.
  const isKept = isOpening && kind.hasPage && answerAt(answers, path) !== undefined;
  if (logic.calculation !== undefined && !isKept) {
    scene.own = textsAt(form, answers, path);
    const value = answerFrom(questionAt(form, path), logic.calculation.evaluate(scene));
    if (put(answers, path, value)) hasChanged = true;
  }
  return hasChanged;
}

/** What a calculation or a default gave, as an answer of the question's type. */
export function answerFrom({ kind, choices }: CompiledQuestion, value: Value): Answer | undefined {
  const text = toText(value);
  if (text === '') return undefined;
  return typeof value !== 'object' && kind.accepts(value, choices) ? value : kind.fromText(text);
}

/** The answer at a path; a question may be called `constructor`, which every plain object has. */
export const answerAt = (answers: Answers, path: string): Answer | undefined =>
  Object.hasOwn(answers, path) ? answers[path] : undefined;

/** Sets or clears an answer; tells whether that changed anything. */
function put(answers: Answers, path: string, value: Answer | undefined): boolean {
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

const stateOf = (working: Working, recomputed: number): FormState => ({
  ...working,
  recomputed,
  isRelevant: (path) => !working.irrelevant.has(path),
});
