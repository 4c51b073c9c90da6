// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how XLSForm writes a reference
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer } from '../../../src/domain/answer.ts';
import type { CompiledForm } from '../../../src/domain/form/compile.ts';
import type { Row } from '../../../src/domain/form/definition.ts';
import { addInstance, removeInstance } from '../../../src/domain/form/extended/index.ts';
import { finalAnswers } from '../../../src/domain/form/final.ts';
import {
  answerQuestion,
  type FormState,
  newAnswers,
  openForm,
  pages,
  problems,
} from '../../../src/domain/form/state.ts';
import { compiled, formOf, MORNING } from './form.scenario.ts';

/** What a row may refer to: questions before it, and repeats. */
interface Known {
  readonly questions: readonly string[];
  readonly repeats: readonly string[];
}

function expressionOver({ questions, repeats }: Known): fc.Arbitrary<string> {
  const reference =
    questions.length === 0 ? fc.constant('1') : fc.constantFrom(...questions).map((name) => `\${${name}}`);
  const leaf = fc.oneof(reference, reference, fc.constantFrom('1', "'a'", "''", '3'));
  const counted =
    repeats.length === 0 ? leaf : fc.constantFrom(...repeats).map((name) => `count(\${${name}})`);
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      leaf,
      counted,
      fc
        .tuple(tie('tree'), fc.constantFrom('+', '-', '=', '!=', '<', '>=', 'and', 'or'), tie('tree'))
        .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
      tie('tree').map((inner) => `not(${inner})`),
      reference.map((one) => `sum(${one})`),
      reference.map((one) => `join(' ', ${one})`),
      reference.map((one) => (one === '1' ? one : `count-non-empty(${one})`)),
      fc.tuple(tie('tree'), tie('tree')).map(([one, other]) => `coalesce(${one}, ${other})`),
      fc.constant('position(..)'),
    ),
  }));
  return tree;
}

/** Rows as letters: q a question, c a calculation, ( a group, [ a repeat, ) the end of either. */
const plan = fc.array(fc.constantFrom('q', 'q', 'c', 'c', '(', '[', ')'), { minLength: 2, maxLength: 14 });

const survey: fc.Arbitrary<Row[]> = plan.chain((letters) => {
  const known: { questions: string[]; repeats: string[] } = { questions: [], repeats: [] };
  const rows: fc.Arbitrary<Row>[] = [];
  letters.forEach((letter, at) => {
    if (letter === ')') return;
    const before: Known = { questions: [...known.questions], repeats: [...known.repeats] };
    const maybe = fc.option(expressionOver(before), { nil: undefined, freq: 3 });
    const name = `r${at}`;
    if (letter === 'q' || letter === 'c') known.questions.push(name);
    if (letter === '[') known.repeats.push(name);
    rows.push(
      fc.tuple(maybe, expressionOver(before), maybe).map(([relevant, value, count]) => ({
        type: ({ q: 'integer', c: 'calculate', '(': 'group', '[': 'repeat' } as const)[letter],
        name,
        ...(relevant === undefined ? {} : { relevant }),
        ...(letter === 'c' ? { calculation: value } : {}),
        ...(letter === '[' && count !== undefined ? { repeat_count: count } : {}),
        ...(letter === '(' || letter === '[' ? { children: [] } : {}),
      })),
    );
  });
  return fc.tuple(...rows).map((made) => nested(letters, made));
});

/** Puts rows into the groups and repeats that the letters open. */
function nested(letters: readonly string[], rows: readonly Row[]): Row[] {
  const top: Row[] = [];
  const open: Row[][] = [top];
  let next = 0;
  for (const letter of letters) {
    if (letter === ')') {
      if (open.length > 1) open.pop();
      continue;
    }
    const made = rows[next++];
    if (made === undefined) break;
    const row: Row = made.children === undefined ? made : { ...made, children: [] };
    open.at(-1)?.push(row);
    if (row.children !== undefined) open.push(row.children);
  }
  return top;
}

type Move = readonly [kind: 'answer' | 'add' | 'remove', where: number, pick: number];
const moves = fc.array(
  fc.tuple(
    fc.constantFrom('answer', 'answer', 'answer', 'add', 'remove' as const),
    fc.nat(),
    fc.nat({ max: 5 }),
  ),
  { maxLength: 12 },
);

function after(form: CompiledForm, state: FormState, [kind, where, pick]: Move): FormState {
  const paths = form.extended?.paths(state.answers) ?? [];
  const wanted = kind === 'answer' ? 'integer' : 'repeat';
  const fitting = paths.filter((path) => form.questions.get(path)?.row.type === wanted);
  const path = fitting[where % Math.max(fitting.length, 1)];
  if (path === undefined) return state;
  if (kind === 'add') return addInstance(form, state, path, MORNING);
  if (kind === 'remove') return removeInstance(form, state, path, pick, MORNING);
  const value: Answer | undefined = pick === 0 ? undefined : pick - 1;
  return answerQuestion(form, state, path, value, MORNING);
}

const picture = (state: FormState) => ({
  answers: state.answers,
  pages: pages(state.form, state),
  problems: problems(state.form, state),
  final: finalAnswers(state.form, state),
});

test('with repeats, too, stands where it would stand had everything been worked out anew', () => {
  fc.assert(
    fc.property(survey, moves, (rows, list) => {
      const form = compiled(formOf(rows));
      let state = openForm(form, newAnswers(form, MORNING), MORNING);
      for (const move of list) {
        state = after(form, state, move as Move);
        expect(picture(state)).toEqual(picture(openForm(form, state.answers, MORNING)));
      }
    }),
    { numRuns: Number(process.env['RUNS'] ?? 400) },
  );
});
