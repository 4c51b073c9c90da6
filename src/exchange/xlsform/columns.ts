/** Headers of each sheet as pyxform knows them, and other spellings of the same column. */

/** Where a column's text goes: `['bind', 'relevant']`, `['label', 'English (en)']`. */
export type ColumnPath = readonly string[];

export interface SheetColumns {
  /** Names that stand for themselves. */
  readonly known: { has(name: string): boolean };
  /** Other spellings, in snake case, and where they lead. */
  readonly aliases: ReadonlyMap<string, ColumnPath>;
}

const words = (text: string): string[] => text.trim().split(/\s+/);
const path = (text: string): ColumnPath => text.split('>');

/** `caption=label relevance=bind>relevant` as a map. */
const aliasMap = (text: string): Map<string, ColumnPath> =>
  new Map(words(text).map((one) => [one.slice(0, one.indexOf('=')), path(one.slice(one.indexOf('=') + 1))]));

const MEDIA = 'image=media>image big-image=media>big-image audio=media>audio video=media>video';

export const SURVEY: SheetColumns = {
  known: new Set(
    words(
      `type name label hint guidance_hint default bind control media parameters trigger choice_filter
       instance intent sms_field sms_option disabled`,
    ),
  ),
  aliases: aliasMap(
    `${MEDIA} command=type caption=label tag=name value=name body=control
     read_only=bind>readonly readonly=bind>readonly relevant=bind>relevant relevance=bind>relevant
     required=bind>required constraint=bind>constraint constraint_message=bind>jr:constraintMsg
     constraining_message=bind>jr:constraintMsg calculation=bind>calculate calculate=bind>calculate
     required_message=bind>jr:requiredMsg requiredmsg=bind>jr:requiredMsg
     no_app_error_string=bind>jr:noAppErrorString noapperrorstring=bind>jr:noAppErrorString
     save_to=bind>entities:saveto appearance=control>appearance repeat_count=control>jr:count
     count=control>jr:count jr:count=control>jr:count autoplay=control>autoplay rows=control>rows
     compact_tag=instance>odk:tag`,
  ),
};

export const CHOICES: SheetColumns = {
  known: new Set(words('list_name name label media sms_option')),
  aliases: aliasMap(`${MEDIA} caption=label value=name`),
};

/** Settings are kept whatever they are: servers read some that nobody here knows. */
export const SETTINGS: SheetColumns = {
  known: { has: (name) => /^(?:[a-z_]+|omit_instanceID)$/.test(name) },
  aliases: aliasMap('form_title=title set_form_title=title set_form_id=form_id'),
};

export const ENTITIES: SheetColumns = {
  known: new Set(words('dataset label entity_id create_if update_if repeat')),
  aliases: aliasMap('list_name=dataset'),
};

/** The spelling of a column that an author knows, for sentences: `bind>relevant` → `relevant`. */
export function columnName({ aliases }: SheetColumns, [first = '', second, ...rest]: ColumnPath): string {
  if (second === undefined) return first;
  const pair = `${first}>${second}`;
  const alias = [...aliases].find(([, to]) => to.join('>') === pair)?.[0];
  return [...(alias === undefined ? [first, second] : [alias]), ...rest].join('::');
}

const snakeCase = (text: string): string => text.trim().split(/\s+/).join('_').toLowerCase();

/**
 * Where a header leads. Unknown headers stay as they are, since choice filters may name them.
 * @param isDouble whether any header of the sheet holds `::`; without, a single colon parts too
 */
export function columnPath(header: string, isDouble: boolean, columns: SheetColumns): ColumnPath {
  const { known, aliases } = columns;
  const snake = snakeCase(header);
  if (known.has(header) && !aliases.has(header)) return [header];
  if (known.has(snake) && !aliases.has(snake)) return [snake];
  const [first = '', ...rest] = parts(header, isDouble);
  const start = snakeCase(first);
  const alias = aliases.get(start);
  if (alias !== undefined) return [...alias, ...rest];
  return [known.has(start) ? start : first, ...rest];
}

function parts(header: string, isDouble: boolean): string[] {
  if (isDouble || header.includes('::')) return header.split('::').map((part) => part.trim());
  const single = header.split(':').map((part) => part.trim());
  // `bind:jr:constraintMsg`: this colon belongs to the name.
  const jr = single.indexOf('jr');
  return jr < 0 ? single : [...single.slice(0, jr), `jr:${single[jr + 1] ?? ''}`, ...single.slice(jr + 2)];
}
