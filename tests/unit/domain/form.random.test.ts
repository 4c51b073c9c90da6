import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Answer } from '../../../src/domain/answer.ts';
import { compileForm } from '../../../src/domain/form/compile.ts';
import type { Row } from '../../../src/domain/form/definition.ts';
import { EXTENSION } from '../../../src/domain/form/extended/index.ts';
import { finalAnswers } from '../../../src/domain/form/final.ts';
import { answerQuestion, type FormState, openForm, pages, problems } from '../../../src/domain/form/state.ts';
import { choice, formOf, MORNING } from './form.scenario.ts';

const CHOICES = { l: [choice('a', { kind: 'x' }), choice('b', { kind: 'y' }), choice('c')] };

/** An expression over the questions before number `at`, so that no circle arises. */
function expressionOver(at: number): fc.Arbitrary<string> {
  const reference = fc.nat(Math.max(0, at - 1)).map((one) => `\${q${one}}`);
  const leaf = fc.oneof(
    at === 0 ? fc.constant('2') : reference,
    fc.constantFrom('1', "'a'", "''", 'true()', '0.5'),
  );
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc
        .tuple(
          tie('tree'),
          fc.constantFrom('+', '-', '*', 'div', '=', '!=', '<', '>=', 'and', 'or'),
          tie('tree'),
        )
        .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
      tie('tree').map((inner) => `not(${inner})`),
      fc.tuple(tie('tree'), tie('tree')).map(([one, other]) => `coalesce(${one}, ${other})`),
      fc.tuple(tie('tree'), tie('tree')).map(([one, other]) => `max(${one}, ${other})`),
      tie('tree').map((inner) => `selected(${inner}, 'a')`),
    ),
  }));
  return tree;
}

function rowAt(at: number): fc.Arbitrary<Row> {
  const maybe = fc.option(expressionOver(at), { nil: undefined, freq: 2 });
  const type = fc.constantFrom('integer', 'text', 'select_one', 'select_multiple', 'calculate', 'integer');
  return fc
    .tuple(type, maybe, maybe, expressionOver(at))
    .map(([kind, relevant, constraint, calculation]) => ({
      type: kind as Row['type'],
      name: `q${at}`,
      relevant,
      constraint,
      list_name: 'l',
      ...(kind === 'calculate' ? { calculation } : {}),
    }));
}

/** Rows cut into groups of three, each with a relevance of its own. */
const survey: fc.Arbitrary<Row[]> = fc
  .integer({ min: 1, max: 14 })
  .chain((count) =>
    fc.tuple(
      fc.tuple(...Array.from({ length: count }, (_, at) => rowAt(at))),
      fc.tuple(...Array.from({ length: Math.ceil(count / 3) }, (_, at) => expressionOver(at * 3))),
    ),
  )
  .map(([rows, relevances]) =>
    relevances.map((relevant, at) => ({
      type: 'group' as const,
      name: `g${at}`,
      relevant,
      children: rows.slice(at * 3, at * 3 + 3),
    })),
  );

const answer = fc.tuple(fc.nat(), fc.nat({ max: 6 }));

/** Some value that fits the row's type; undefined clears. */
function valueFor(type: Row['type'], pick: number): Answer | undefined {
  if (pick === 0) return undefined;
  if (type === 'integer') return pick - 2;
  const name = ['a', 'b', 'c'][pick % 3] ?? 'a';
  return type === 'select_multiple' ? [...new Set([name, 'a'])] : name;
}

const picture = (state: FormState) => ({
  answers: state.answers,
  irrelevant: [...state.irrelevant].sort(),
  pages: pages(state.form, state),
  problems: problems(state.form, state),
  final: finalAnswers(state.form, state),
});

test('after any answers stands where it would stand had everything been worked out anew', () => {
  fc.assert(
    fc.property(survey, fc.array(answer, { maxLength: 20 }), (rows, answers) => {
      const form = compileForm(formOf(rows, CHOICES), EXTENSION);
      if (!form.ok) throw new Error(JSON.stringify(form));
      const asked = rows
        .flatMap((group) => (group.children ?? []).map((row) => ({ path: `${group.name}/${row.name}`, row })))
        .filter(({ row }) => row.type !== 'calculate');
      let state = openForm(form.value, {}, MORNING);
      for (const [where, pick] of asked.length === 0 ? [] : answers) {
        const target = asked[where % asked.length];
        if (target === undefined) continue;
        state = answerQuestion(form.value, state, target.path, valueFor(target.row.type, pick), MORNING);
        expect(picture(state)).toEqual(picture(openForm(form.value, state.answers, MORNING)));
      }
    }),
    { numRuns: 400 },
  );
});

test('the order of answers does not matter, only the answers', () => {
  fc.assert(
    fc.property(survey, fc.infiniteStream(fc.nat({ max: 6 })), fc.nat(), (rows, picks, turn) => {
      const form = compileForm(formOf(rows, CHOICES), EXTENSION);
      if (!form.ok) throw new Error(JSON.stringify(form));
      const given = rows
        .flatMap((group) => (group.children ?? []).map((row) => ({ path: `${group.name}/${row.name}`, row })))
        .filter(({ row }) => row.type !== 'calculate')
        .map(({ path, row }) => ({ path, value: valueFor(row.type, picks.next().value ?? 0) }));
      const at = given.length === 0 ? 0 : turn % given.length;
      const inOrder = (order: typeof given) =>
        order.reduce(
          (state, { path, value }) => answerQuestion(form.value, state, path, value, MORNING),
          openForm(form.value, {}, MORNING),
        );
      const turned = [...given.slice(at), ...given.slice(0, at)];
      expect(picture(inOrder(turned))).toEqual(picture(inOrder(given)));
    }),
    { numRuns: 200 },
  );
});
