import { z } from '../../zod.ts';
import { CORE_COLUMNS, type FormDefinition, type Row, TranslatedSchema } from '../definition.ts';
import { type FormTrouble, formTrouble } from '../problem.ts';

const text = z.optional(z.string());
const media = z.optional(z.record(z.string(), TranslatedSchema));

/** What only forms with the extension may have in a row. */
const RowColumns = z.looseObject({
  guidance_hint: z.optional(TranslatedSchema),
  media,
  parameters: z.optional(z.record(z.string(), z.string())),
  repeat_count: text,
  trigger: text,
  save_to: text,
  autoplay: text,
  attributes: z.optional(z.record(z.string(), z.string())),
});

const EntityColumns = z.object({
  list_name: z.string(),
  label: text,
  entity_id: text,
  create_if: text,
  update_if: text,
  repeat: text,
});

/** And beside its sheets. */
const FormColumns = z.looseObject({
  choices: z.record(z.string(), z.array(z.looseObject({ media }))),
  entities: z.optional(z.array(EntityColumns)),
  instance_name: text,
  style: text,
  language_names: z.optional(z.record(z.string(), z.string())),
  settings: z.optional(z.record(z.string(), z.string())),
});

type Issues = readonly { readonly path: readonly PropertyKey[] }[];

/** The first column of a row that does not hold what it should. */
export function columnTrouble(row: Row): FormTrouble | undefined {
  // The core's own columns were parsed at the door; a row of a long form seldom has others.
  if (Object.keys(row).every((column) => CORE_COLUMNS.has(column))) return undefined;
  const read = z.safeParse(RowColumns, row);
  return read.success ? undefined : wrong(row.name, read.error.issues);
}

export function settingTrouble(definition: FormDefinition): FormTrouble | undefined {
  const read = z.safeParse(FormColumns, definition);
  return read.success ? undefined : wrong('settings', read.error.issues);
}

const wrong = (row: string, issues: Issues): FormTrouble =>
  formTrouble(row, String(issues[0]?.path[0] ?? ''), 'wrong-value');
