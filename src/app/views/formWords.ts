import type { FormDefinition, Translated } from '../../domain/form/definition.ts';
import { placeRows } from '../../domain/form/rows.ts';

/** What a list calls a response by. */
export interface FormWords {
  readonly title: Translated;
  /** Choices of the question named `kind`, which names a place report. */
  readonly kinds: ReadonlyMap<string, Translated>;
}

export function formWords({ title, survey, choices }: FormDefinition): FormWords {
  const list = placeRows(survey).find(({ path }) => path === 'kind')?.row.list_name;
  const kinds = choices[list ?? ''] ?? [];
  return { title, kinds: new Map(kinds.map(({ name, label }) => [name, label])) };
}
