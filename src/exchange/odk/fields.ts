import type { Answer } from '../../domain/answer.ts';
import type { FormDefinition, Row } from '../../domain/form/definition.ts';
import { modelOf } from '../../domain/form/extended/InstanceMap.ts';
import { KINDS } from '../../domain/form/extended/types/index.ts';
import { PLAIN, type QuestionKind } from '../../domain/form/types/kind.ts';

/** One row of a form as ODK's files know it: an element, a member, a column. */
export interface Field {
  /** In the definition, without instance numbers. */
  readonly path: string;
  readonly row: Row;
  readonly kind: QuestionKind;
  /** What a group or repeat holds, in the form's order. */
  readonly fields: readonly Field[];
}

export interface Fields {
  readonly definition: FormDefinition;
  readonly top: readonly Field[];
  /** @param path with or without instance numbers */
  at(path: string): Field | undefined;
  /** Repeats, the outer ones before those in them. */
  readonly repeats: readonly Field[];
}

/** Rows that hold no value of their own, in no file. */
const SILENT: ReadonlySet<string> = new Set(['note', 'csv-external', 'xml-external']);

export const isRepeat = ({ row }: Field): boolean => row.type === 'repeat';
export const isHolder = ({ row }: Field): boolean => row.children !== undefined;

export function fieldsOf(definition: FormDefinition): Fields {
  const known = new Map<string, Field>();
  const read = (rows: readonly Row[], prefix: string): Field[] =>
    rows
      .filter(({ type }) => !SILENT.has(type))
      .map((row) => {
        const path = `${prefix}${row.name}`;
        const field: Field = { path, row, kind: kindOf(row), fields: read(row.children ?? [], `${path}/`) };
        known.set(path, field);
        return field;
      });
  const top = read(definition.survey, '');
  const repeats = [...known.values()].filter(isRepeat).sort((a, b) => depthOf(a.path) - depthOf(b.path));
  return { definition, top, repeats, at: (path) => known.get(modelOf(path)) };
}

const depthOf = (path: string): number => path.split('/').length;

const kindOf = ({ type }: Row): QuestionKind => (Object.hasOwn(KINDS, type) ? KINDS[type] : PLAIN);

/** How many instances the answer at a repeat's own path tells of. */
export const countIn = (answer: Answer | undefined): number =>
  typeof answer === 'number' && Number.isSafeInteger(answer) && answer > 0 ? answer : 0;
