import type { Answer, Answers } from '../../domain/answer.ts';
import { answerAt } from '../../domain/form/state.ts';
import { answerFrom, isMediaField, textOf } from './answerText.ts';
import { countIn, type Field, type Fields, isHolder, isRepeat } from './fields.ts';

/** A question of a response with its answer, a group with what it holds, or a repeat with its instances. */
export interface Node {
  readonly field: Field;
  /** With instance numbers. */
  readonly path: string;
  readonly answer?: Answer | undefined;
  /** Of a group. */
  readonly nodes?: readonly Node[];
  /** Of a repeat: what each instance holds. */
  readonly instances?: readonly (readonly Node[])[];
}

export function treeOf({ top }: Fields, answers: Answers): readonly Node[] {
  const within = (fields: readonly Field[], prefix: string): Node[] =>
    fields.map((field) => nodeOf(field, `${prefix}${field.row.name}`));
  function nodeOf(field: Field, path: string): Node {
    const answer = answerAt(answers, path);
    if (isRepeat(field)) {
      const instances = Array.from({ length: countIn(answer) }, (_, index) =>
        within(field.fields, `${path}[${index + 1}]/`),
      );
      return { field, path, instances };
    }
    if (isHolder(field)) return { field, path, nodes: within(field.fields, `${path}/`) };
    return { field, path, answer };
  }
  return within(top, '');
}

/**
 * The answers of which a file's text tells less than all: how a point was found, the digest of a photo, what another
 * version of the form asked for.
 * @param written what the format makes of a text; XML knows no control characters
 */
export function exactAnswers(
  fields: Fields,
  answers: Answers,
  written: (text: string, field: Field) => string = (text) => text,
): Record<string, [string, Answer]> {
  const exact: [string, [string, Answer]][] = [];
  const inTree = pathsIn(treeOf(fields, answers));
  for (const [path, answer] of Object.entries(answers)) {
    const field = inTree.get(path);
    if (field !== undefined && isRepeat(field) && countIn(answer) === answer) continue;
    const text = field === undefined || isHolder(field) ? '' : written(textOf(answer), field);
    if (field === undefined || !isSame(readBack(field, text, fields), answer))
      exact.push([path, [text, answer]]);
  }
  return Object.fromEntries(exact);
}

function pathsIn(nodes: readonly Node[]): Map<string, Field> {
  const found = new Map<string, Field>();
  const walk = (list: readonly Node[]): void => {
    for (const { field, path, nodes: inner, instances = [] } of list) {
      found.set(path, field);
      walk(inner ?? []);
      for (const instance of instances) walk(instance);
    }
  };
  walk(nodes);
  return found;
}

function readBack(field: Field, text: string, { definition }: Fields): Answer | undefined {
  if (text === '' || isMediaField(field)) return undefined;
  const read = answerFrom(field, text, definition.choices, () => undefined);
  return read.ok ? read.value : undefined;
}

const isSame = (one: Answer | undefined, other: Answer): boolean =>
  one !== undefined && JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

const sorted = (answer: Answer): unknown =>
  typeof answer === 'object' && !Array.isArray(answer)
    ? Object.entries(answer).sort(([a], [b]) => (a < b ? -1 : 1))
    : answer;
