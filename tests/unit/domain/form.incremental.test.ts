import fc from 'fast-check';
import { expect, test } from 'vitest';
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
import { choice, compiled, formOf, MORNING } from './form.scenario.ts';

/**
 * Forms and answers out of one number each, so that ten thousand of them take seconds: `form.random.test.ts` builds
 * fewer, and shrinks what it finds. A failure names its number. Triggers, and calculations that a person may change by
 * hand, are left out: what they hold depends on what happened, and not on the answers alone.
 */
const FORMS = 10_000;
const MOVES = 6;
const CHOICES = { l: [choice('a', { kind: 'x' }), choice('b', { kind: 'y' }), choice('c')] };

/** Mulberry32: whole numbers from 0 to below `end`. */
function chance(seed: number): (end: number) => number {
  let state = seed | 0;
  return (end) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  };
}

type Chance = ReturnType<typeof chance>;

const oneOf = <T>(pick: Chance, all: readonly [T, ...T[]]): T => all[pick(all.length)] ?? all[0];

/** Builds a survey row by row; each refers only to what stands before it, so that no circle arises. */
class Survey {
  readonly #pick: Chance;
  readonly #questions: string[] = [];
  readonly #repeats: string[] = [];
  #count = 0;

  constructor(pick: Chance) {
    this.#pick = pick;
  }

  rows(depth: number): Row[] {
    return Array.from({ length: 2 + this.#pick(3) }, () => this.#row(depth));
  }

  #row(depth: number): Row {
    const pick = this.#pick;
    const name = `r${this.#count++}`;
    const kind = pick(depth === 0 ? 7 : 9);
    const relevant = pick(3) === 0 ? { relevant: this.#expression(2) } : {};
    if (kind >= 7) return this.#holder(name, kind === 7, depth, relevant);
    if (kind >= 5) {
      const calculation = this.#expression(3);
      this.#questions.push(name);
      return { type: 'calculate', name, calculation, ...relevant };
    }
    const constraint = pick(3) === 0 ? { constraint: `. != ${this.#expression(1)}` } : {};
    const required = pick(4) === 0 ? { required: this.#expression(1) } : {};
    const filter = kind > 2 && pick(3) === 0 ? { choice_filter: `kind = 'x' or ${this.#expression(1)}` } : {};
    this.#questions.push(name);
    const type = (['integer', 'text', 'integer', 'select_one', 'select_multiple'] as const)[kind] ?? 'text';
    const list = kind > 2 ? { list_name: 'l' } : {};
    return { type, name, ...list, ...relevant, ...constraint, ...required, ...filter };
  }

  #holder(name: string, isRepeat: boolean, depth: number, relevant: object): Row {
    const counted = isRepeat && this.#pick(2) === 0 ? { repeat_count: this.#expression(1) } : {};
    if (isRepeat) this.#repeats.push(name);
    const children = this.rows(depth - 1);
    return { type: isRepeat ? 'repeat' : 'group', name, ...relevant, ...counted, children };
  }

  #reference(): string | undefined {
    const name = this.#questions[this.#pick(this.#questions.length + 1)];
    return name === undefined ? undefined : `\${${name}}`;
  }

  #expression(depth: number): string {
    const pick = this.#pick;
    const leaf = this.#reference() ?? oneOf(pick, ['1', "'a'", "''", '3', 'position(..)']);
    if (depth === 0 || pick(3) === 0) return leaf;
    const inner = () => this.#expression(depth - 1);
    const repeat = this.#repeats[pick(this.#repeats.length + 1)];
    switch (pick(8)) {
      case 0:
        return `not(${inner()})`;
      case 1:
        return `coalesce(${inner()}, ${inner()})`;
      case 2:
        return `sum(${leaf})`;
      case 3:
        return repeat === undefined ? `selected(${inner()}, 'a')` : `count(\${${repeat}})`;
      case 4:
        return `if(${inner()}, ${inner()}, ${inner()})`;
      default:
        return `(${inner()} ${oneOf(pick, ['+', '-', '=', '!=', '<', '>=', 'and', 'or'])} ${inner()})`;
    }
  }
}

/** One thing that a person does: an answer, an instance more, or one less. */
function move(state: FormState, pick: Chance): FormState {
  const { form } = state;
  const paths = form.extended?.paths(state.answers) ?? [];
  const path = paths[pick(paths.length)] ?? '';
  const question = form.questions.get(path);
  if (question?.row.type === 'repeat') {
    const number = 1 + pick(3);
    return pick(2) === 0
      ? addInstance(form, state, path, MORNING)
      : removeInstance(form, state, path, number, MORNING);
  }
  if (question?.kind.hasPage !== true) return state;
  const value = pick(6);
  const name = oneOf(pick, ['a', 'b', 'c']);
  const named = question.row.type === 'select_multiple' ? [name] : name;
  const given = value === 0 ? undefined : question.row.type === 'integer' ? value - 2 : named;
  return answerQuestion(form, state, path, given, MORNING);
}

const picture = (state: FormState): string =>
  JSON.stringify([
    Object.entries(state.answers).sort(([one], [other]) => (one < other ? -1 : 1)),
    pages(state.form, state),
    problems(state.form, state),
    finalAnswers(state.form, state),
  ]);

test('ten thousand forms stand after any answers where they would stand had everything been worked out anew', () => {
  let moved = 0;
  const stands = (seed: number): void => {
    const pick = chance(seed);
    const form = compiled(formOf(new Survey(pick).rows(2), CHOICES));
    let state = openForm(form, newAnswers(form, MORNING), MORNING);
    for (let turn = 0; turn < MOVES; turn++) {
      const next = move(state, pick);
      if (next === state) continue;
      state = next;
      moved++;
      const anew = openForm(form, state.answers, MORNING);
      if (picture(state) !== picture(anew)) expect(picture(state)).toBe(picture(anew));
    }
  };
  fc.assert(fc.property(fc.integer(), stands), { numRuns: FORMS, endOnFailure: true });
  expect(moved).toBeGreaterThan(FORMS * 2);
}, 600_000);
