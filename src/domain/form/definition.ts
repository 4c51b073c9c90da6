import { once } from '../kept.ts';
import { z } from '../zod.ts';
import { CORE_COLUMNS } from './columns.ts';

/**
 * A form in XLSForm's words (https://xlsform.org). A row is one question, group or calculation of the `survey`
 * sheet; groups hold their rows in `children` instead of begin/end markers.
 */

/** A text in each language of the form, by BCP 47 tag: `{ en: 'Age', ur: 'عمر' }`. */
export const TranslatedSchema = z.record(z.string(), z.string());
export type Translated = z.infer<typeof TranslatedSchema>;

/** Types that most surveys ask with: what the engine knows of them is there before the first question. */
export const CORE_TYPES = [
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
export type CoreType = (typeof CORE_TYPES)[number];

/** Types that come with `extended/` when a form has one. */
export type ExtendedType =
  | 'repeat'
  | 'range'
  | 'rank'
  | 'time'
  | 'dateTime'
  | 'geotrace'
  | 'geoshape'
  | 'start-geopoint'
  | 'background-geopoint'
  | 'audio'
  | 'background-audio'
  | 'video'
  | 'file'
  | 'barcode'
  | 'hidden'
  | 'audit'
  | 'deviceid'
  | 'username'
  | 'email'
  | 'phonenumber'
  | 'simserial'
  | 'subscriberid'
  | 'csv-external'
  | 'xml-external';
export type QuestionType = CoreType | ExtendedType;

export const ChoiceSchema = once(() =>
  z.looseObject({
    name: z.string().check(z.minLength(1)),
    label: TranslatedSchema,
    /** Name of an icon in the sprite. */
    icon: z.optional(z.string()),
    /** Further columns of the choices sheet, for `choice_filter`. */
    columns: z.optional(z.record(z.string(), z.string())),
  }),
);
export interface Choice extends z.infer<ReturnType<typeof ChoiceSchema>> {
  /** As in `Row`. */
  media?: Record<string, Translated> | undefined;
}

export interface Row {
  type: QuestionType;
  name: string;
  label?: Translated | undefined;
  hint?: Translated | undefined;
  /** `yes`, or an XLSForm expression. */
  required?: string | undefined;
  required_message?: Translated | undefined;
  relevant?: string | undefined;
  constraint?: string | undefined;
  constraint_message?: Translated | undefined;
  calculation?: string | undefined;
  default?: string | undefined;
  read_only?: string | undefined;
  appearance?: string | undefined;
  /** For the select types and rank: key of `choices`, name of an attached file (`villages.csv`), or `${question}` in a repeat. */
  list_name?: string | undefined;
  choice_filter?: string | undefined;
  // What follows is read only with the extension: see `extended/columns.ts`.
  guidance_hint?: Translated | undefined;
  /** Names of attached files in each language, by `image`, `big-image`, `audio`, `video`. */
  media?: Record<string, Translated> | undefined;
  /** `seed`, `randomize`, `start`, `end`, `step`, `max-pixels` and so on, as written. */
  parameters?: Record<string, string> | undefined;
  repeat_count?: string | undefined;
  /** `${a}, ${b}`: the calculation is made only when one of these is answered. */
  trigger?: string | undefined;
  /** Property of an entity that the answer is saved to. */
  save_to?: string | undefined;
  autoplay?: string | undefined;
  /** Further columns that an XForm takes over, by header: `bind::orx:x`, `body::x`, `instance::x`. */
  attributes?: Record<string, string> | undefined;
  /** Rows of a group or repeat. */
  children?: Row[] | undefined;
}

export const RowSchema: () => z.ZodMiniType<Row> = once(
  () =>
    z.looseObject({
      // Which types there are is for `compileForm` to say: a form may need those of `extended/`.
      type: z.string(),
      name: z.string().check(z.regex(/^[\p{L}_][\p{L}\p{M}\p{N}_.:-]*$/u)),
      ...Object.fromEntries(
        Object.entries(CORE_COLUMNS).map(([column, depth]) => [
          column,
          z.optional(depth === 0 ? z.string() : TranslatedSchema),
        ]),
      ),
      children: z.optional(z.array(z.lazy(RowSchema))),
    }) as unknown as z.ZodMiniType<Row>,
);

/** A file that comes with the form, in the words in which the form names it: `towns.csv`, `big_a.jpg`. */
export const FormFileSchema = once(() =>
  z.object({
    name: z.string(),
    /** Its content, 64 hex digits; its bytes are in `file:<sha256>`. */
    sha256: z.string(),
    size_bytes: z.number(),
    content_type: z.string(),
  }),
);
export type FormFile = z.infer<ReturnType<typeof FormFileSchema>>;

export const FormDefinitionSchema = once(() =>
  z.looseObject({
    form_id: z.string().check(z.regex(/^[A-Za-z0-9_-]+$/)),
    version: z.string(),
    title: TranslatedSchema,
    /** A `survey` is asked page by page; a `place` is reported map-first. */
    subject: z.enum(['survey', 'place']),
    default_language: z.string(),
    languages: z.array(z.string()).check(z.minLength(1)),
    survey: z.array(RowSchema()),
    choices: z.record(z.string(), z.array(ChoiceSchema())),
    files: z.optional(z.array(FormFileSchema())),
  }),
);

/** A row of the `entities` sheet. */
export interface Entity {
  list_name: string;
  label?: string | undefined;
  entity_id?: string | undefined;
  create_if?: string | undefined;
  update_if?: string | undefined;
  /** Name of the repeat each instance of which is one entity. */
  repeat?: string | undefined;
}

export interface FormDefinition extends z.infer<ReturnType<typeof FormDefinitionSchema>> {
  entities?: Entity[] | undefined;
  /** Expression that names a response. */
  instance_name?: string | undefined;
  /** `pages`, `theme-grid` */
  style?: string | undefined;
  /** What its author calls a language, by tag, where that is more than the tag: `{ en: 'English (en)' }`. */
  language_names?: Record<string, string> | undefined;
  /** Further settings, by pyxform's names; kept for export: `public_key`, `auto_send`. */
  settings?: Record<string, string> | undefined;
}
