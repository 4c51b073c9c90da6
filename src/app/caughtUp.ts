import type { Answers } from '../domain/answer.ts';
import type { CompiledForm } from '../domain/form/compile.ts';
import {
  answerAt,
  answerFrom,
  answerQuestion,
  evaluate,
  openForm,
  pathsOf,
  questionAt,
} from '../domain/form/recompute.ts';
import type { Clock } from '../domain/form/state.ts';
import type { Draft } from '../domain/response.ts';

/**
 * A draft that was begun while tables were missing, with what they say now that some are here. Else its visible
 * calculations would stay empty, as if somebody had cleared them by hand.
 * @param missing tables that are still missing
 */
export function caughtUp(form: CompiledForm, draft: Draft, missing: readonly string[], clock: Clock): Draft {
  const { lacks, ...rest } = draft;
  const come = (lacks ?? []).filter((name) => !missing.includes(name));
  if (come.length === 0) return draft;
  const left = (lacks ?? []).filter((name) => missing.includes(name));
  const answers = filled(form, draft.answers, come, clock);
  return { ...rest, answers, ...(left.length === 0 ? {} : { lacks: left }) };
}

function filled(form: CompiledForm, answers: Answers, tables: readonly string[], clock: Clock): Answers {
  const readers = readersOf(form, tables);
  let state = openForm(form, answers, clock);
  for (const path of pathsOf(form, answers)) {
    const question = questionAt(form, path);
    const { kind, row, triggers } = question;
    const isOpen = kind.hasPage && !triggers && answerAt(state.answers, path) === undefined;
    if (!isOpen || !readers.has(row.name)) continue;
    const value = evaluate(state, path, 'calculation');
    if (value === undefined) continue;
    state = answerQuestion(form, state, path, answerFrom(question, value), clock);
  }
  return state.answers;
}

/** Names of the rows that are worked out from tables, or from others that are. */
function readersOf({ graph, questions }: CompiledForm, tables: readonly string[]): ReadonlySet<string> {
  const named = tables.map((name) => name.replace(/\.\w+$/, ''));
  const readers = new Set<string>();
  // Each comes after all that it is worked out from.
  for (const path of graph.order) {
    const { name = '', calculation = '' } = questions.get(path)?.row ?? {};
    const isReader =
      textsIn(calculation).some((text) => named.includes(text.replace(/\.\w+$/, ''))) ||
      referencesIn(calculation).some((other) => readers.has(other));
    if (isReader) readers.add(name);
  }
  return readers;
}

const textsIn = (expression: string): string[] =>
  [...expression.matchAll(/['"]([^'"]+)['"]/g)].map(([, text = '']) => text);

const referencesIn = (expression: string): string[] =>
  [...expression.matchAll(/\$\{\s*([^{}\s]+)\s*\}/g)].map(([, name = '']) => name);
