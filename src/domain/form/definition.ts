import { z } from '../zod.ts';

/**
 * A form in XLSForm's words (https://xlsform.org). A row is one question, group or calculation of the `survey`
 * sheet; groups hold their rows in `children` instead of begin/end markers.
 */

/** A text in each language of the form, by BCP 47 tag: `{ en: 'Age', ur: 'عمر' }`. */
export const TranslatedSchema = z.record(z.string(), z.string());
export type Translated = z.infer<typeof TranslatedSchema>;

export const QUESTION_TYPES = [
  'text',
  'integer',
  'decimal',
  'note',
  'select_one',
  'select_multiple',
  'date',
  'geopoint',
  'image',
  'acknowledge',
  'calculate',
  'group',
  'start',
  'end',
  'today',
] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];

export const ChoiceSchema = z.object({
  name: z.string().check(z.minLength(1)),
  label: TranslatedSchema,
  /** Name of an icon in the sprite. */
  icon: z.optional(z.string()),
  /** Further columns of the choices sheet, for `choice_filter`. */
  columns: z.optional(z.record(z.string(), z.string())),
});
export type Choice = z.infer<typeof ChoiceSchema>;

const rowShape = {
  name: z.string().check(z.regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/)),
  label: z.optional(TranslatedSchema),
  hint: z.optional(TranslatedSchema),
  /** `yes`, or an XLSForm expression. */
  required: z.optional(z.string()),
  required_message: z.optional(TranslatedSchema),
  relevant: z.optional(z.string()),
  constraint: z.optional(z.string()),
  constraint_message: z.optional(TranslatedSchema),
  calculation: z.optional(z.string()),
  default: z.optional(z.string()),
  read_only: z.optional(z.string()),
  appearance: z.optional(z.string()),
  /** Key of `choices`, for the select types. */
  list_name: z.optional(z.string()),
  choice_filter: z.optional(z.string()),
} as const;

export interface Row {
  type: QuestionType;
  name: string;
  label?: Translated | undefined;
  hint?: Translated | undefined;
  required?: string | undefined;
  required_message?: Translated | undefined;
  relevant?: string | undefined;
  constraint?: string | undefined;
  constraint_message?: Translated | undefined;
  calculation?: string | undefined;
  default?: string | undefined;
  read_only?: string | undefined;
  appearance?: string | undefined;
  list_name?: string | undefined;
  choice_filter?: string | undefined;
  /** Rows of a group. */
  children?: Row[] | undefined;
}

export const RowSchema: z.ZodMiniType<Row> = z.object({
  type: z.enum(QUESTION_TYPES),
  ...rowShape,
  children: z.optional(z.array(z.lazy(() => RowSchema))),
});

export const FormDefinitionSchema = z.object({
  form_id: z.string().check(z.regex(/^[A-Za-z0-9_-]+$/)),
  version: z.string(),
  title: TranslatedSchema,
  /** A `survey` is asked page by page; a `place` is reported map-first. */
  subject: z.enum(['survey', 'place']),
  default_language: z.string(),
  languages: z.array(z.string()).check(z.minLength(1)),
  survey: z.array(RowSchema),
  choices: z.record(z.string(), z.array(ChoiceSchema)),
});
export type FormDefinition = z.infer<typeof FormDefinitionSchema>;
