import type { FormDefinition, Translated } from '../../domain/form/definition.ts';

/** What a list calls a response by. */
export interface FormWords {
  readonly title: Translated;
  /** Choices of the question named `kind`, which names a place report. */
  readonly kinds: ReadonlyMap<string, Translated>;
}

export function formWords({ title, survey, choices }: FormDefinition): FormWords {
  const list = survey.find(({ name }) => name === 'kind')?.list_name;
  const kinds = choices[list ?? ''] ?? [];
  return { title, kinds: new Map(kinds.map(({ name, label }) => [name, label])) };
}
