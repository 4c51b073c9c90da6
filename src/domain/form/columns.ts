/** How deep the texts of a column lie: 0 is a text itself, 1 one in each language, 2 such translations by name. */
export type Columns = Readonly<Record<string, 0 | 1 | 2>>;

/** Columns that every form may have beside those of `RowSchema` itself; one with others needs the extension. */
export const CORE_COLUMNS = {
  label: 1,
  hint: 1,
  required: 0,
  required_message: 1,
  relevant: 0,
  constraint: 0,
  constraint_message: 1,
  calculation: 0,
  default: 0,
  read_only: 0,
  appearance: 0,
  list_name: 0,
  choice_filter: 0,
} as const satisfies Columns;
