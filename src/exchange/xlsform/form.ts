/** A form as its workbook says it, checked, before it becomes a definition: the exporters' and the importer's middle. */

/** One text for every language, or one for each, by the language's name as the author wrote it. */
export type Text = string | Readonly<Record<string, string>>;
export type Texts = Readonly<Record<string, Text>>;
export type Plain = Readonly<Record<string, string>>;

/** A question, group, repeat or other row of the survey. */
export interface Item {
  /** Row in the sheet; that of its question for what is made from one. */
  readonly row: number;
  readonly type: string;
  readonly name: string;
  readonly label?: Text;
  readonly hint?: Text;
  readonly guidance_hint?: Text;
  /** `image`, `big-image`, `audio`, `video`. */
  readonly media: Texts;
  /** What the form says of the answer: `relevant`, `calculate`, `jr:constraintMsg` and attributes of authors' own. */
  readonly bind: Texts;
  /** What the form says of the question on the screen: `appearance`, `jr:count` and others. */
  readonly control: Plain;
  readonly instance: Plain;
  readonly default?: string;
  readonly choice_filter?: string;
  /** Names of the questions whose change sets the value. */
  readonly trigger?: readonly string[];
  readonly parameters: Plain;
  /** List, file name or `${question}` of a select. */
  readonly list?: string;
  readonly children?: Item[];
}

export interface ChoiceItem {
  readonly row: number;
  readonly name: string;
  readonly label?: Text;
  readonly media: Texts;
  /** Further columns. */
  readonly extra: Plain;
}
export type Lists = ReadonlyMap<string, readonly ChoiceItem[]>;

export interface EntityItem {
  readonly row: number;
  /** Its list, which pyxform calls dataset. */
  readonly dataset: string;
  readonly label?: string;
  readonly entity_id?: string;
  readonly create_if?: string;
  readonly update_if?: string;
  /** Names of the groups and repeats from the outermost to the one that holds it; none: the form itself. */
  readonly container: readonly string[];
}

export interface XlsForm {
  /** By pyxform's names: `id_string`, `title`, `version`, `default_language`, `style` … */
  readonly settings: Plain;
  readonly survey: readonly Item[];
  readonly choices: Lists;
  readonly externalChoices: Lists;
  readonly osm: Lists;
  readonly entities: readonly EntityItem[];
}

/** Every item, containers before what they hold, with the containers around it from the outside in. */
export function* walk(
  items: readonly Item[],
  around: readonly Item[] = [],
): Generator<{ item: Item; around: readonly Item[] }> {
  for (const item of items) {
    yield { item, around };
    if (item.children !== undefined) yield* walk(item.children, [...around, item]);
  }
}

/** Extensions of files that a form can take its choices from. */
export const FILE_TYPES = ['csv', 'xml', 'geojson'];

/** The extension of a list that is a file; undefined for a list of the choices sheet. */
export const fileType = (list: string): string | undefined =>
  FILE_TYPES.find((extension) => list.endsWith(`.${extension}`));

export const textsOf = (text: Text | undefined): string[] =>
  text === undefined ? [] : typeof text === 'string' ? [text] : Object.values(text);

/** What pyxform takes for a plain yes or no. */
const YES = new Set(['yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'true()']);
const NO = new Set(['no', 'No', 'NO', 'false', 'False', 'FALSE', 'false()']);
export const yesNo = (text: string): boolean | undefined =>
  YES.has(text) ? true : NO.has(text) ? false : undefined;
