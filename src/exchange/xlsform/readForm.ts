import { choiceCleaning, groupLists, type OpenLists, readChoices } from './choices.ts';
import { CHOICES, SURVEY } from './columns.ts';
import {
  type EntityItem,
  fileType,
  type Item,
  type Plain,
  textsOf,
  walk,
  type XlsForm,
  yesNo,
} from './form.ts';
import { at, type FormProblem, type FormWarning, Report } from './problem.ts';
import { NO_RECORDS, type Records, readRecords } from './records.ts';
import { checkLabels, checkReferences } from './references.ts';
import { readSettings } from './settings.ts';
import type { Sheet, Workbook } from './sheet.ts';
import { SurveyReader, type TypeReader } from './survey.ts';
import { readType } from './types.ts';

export interface ReadForm {
  /** Undefined if anything is wrong: nothing is imported half. */
  readonly form: XlsForm | undefined;
  /** The same as far as it could be read, whatever is wrong: to be looked through. */
  readonly draft: XlsForm | undefined;
  readonly problems: readonly FormProblem[];
  readonly warnings: readonly FormWarning[];
}

/** What a form is called where its settings do not say. */
export interface Names {
  /** Name of the form's data, `data` if not given; pyxform's `form_name`. */
  readonly root?: string;
  /** The form's id; that of its file, without the extension. */
  readonly id?: string;
}

/** Reads a workbook as a form: what pyxform refuses is refused, and everything that is wrong is told at once. */
export async function readForm(workbook: Workbook, names: Names = {}): Promise<ReadForm> {
  const report = new Report();
  const form = await new FormReader(workbook, names, report).read();
  const { problems, warnings } = report;
  return { form: problems.length === 0 ? form : undefined, draft: form, problems, warnings };
}

class FormReader {
  readonly #sheets: ReadonlyMap<string, Sheet>;
  readonly #names: Names;
  readonly #report: Report;

  constructor(workbook: Workbook, names: Names, report: Report) {
    // A workbook of one sheet is a survey, whatever the sheet is called.
    const nameOf = (sheet: Sheet): string =>
      workbook.length === 1 ? 'survey' : sheet.name.trim().toLowerCase();
    this.#sheets = new Map(workbook.map((sheet) => [nameOf(sheet), { ...sheet, name: nameOf(sheet) }]));
    this.#names = names;
    this.#report = report;
  }

  async read(): Promise<XlsForm | undefined> {
    const report = this.#report;
    const survey = this.#sheets.get('survey');
    if (survey === undefined) {
      report.refuse(at('survey', 0), 'no-survey-sheet');
      return undefined;
    }
    const given = readSettings(this.#sheets.get('settings'), report);
    const language = given['default_language'] ?? 'default';
    const isRaw = yesNo(given['clean_text_values'] ?? '') === false;
    const choices = readChoices(
      this.#sheets.get('choices'),
      choiceCleaning(language, isRaw),
      yesNo(given['allow_choice_duplicates'] ?? '') === true,
      report,
    );
    const external = this.#lists('external_choices', language);
    const records = this.#survey(survey, language, isRaw);
    const { root: name = 'data', id } = this.#names;
    const named: Plain = { name, ...(id === undefined ? {} : { id_string: id }), ...given };
    const types = await typeReader(records);
    const reader = new SurveyReader(choices.lists, external, named['name'] ?? name, types, report);
    const read = reader.read(records.records);
    if (types !== readType) await this.#expandLoops(read.items, choices.lists);
    const settings: Plain = { ...named, ...read.settings };
    await this.#warnOfSheets();
    const paths = [...records.paths, ...choices.paths];
    // A header with a language has two parts, or three after `media` and `bind`.
    if (
      paths.some(
        ([first = '', second, third]) => third !== undefined || (second !== undefined && TEXTS.test(first)),
      )
    ) {
      const { warnOfTranslations } = await import('./translations.ts');
      warnOfTranslations(records.paths, choices.paths, read.hasOther, report);
    }
    const form: XlsForm = {
      settings,
      survey: read.items,
      choices: choices.lists,
      externalChoices: external,
      osm: this.#lists('osm', language),
      entities: [],
    };
    checkLabels(form.survey, report);
    const entities = await this.#special(form);
    checkReferences({ ...form, entities }, report);
    return { ...form, entities };
  }

  async #expandLoops(items: Item[], lists: OpenLists): Promise<void> {
    if ([...walk(items)].every(({ item }) => item.type !== 'loop')) return;
    const { expandLoops } = await import('./loop.ts');
    expandLoops(items, lists, this.#report);
  }

  #survey(sheet: Sheet, language: string, isRaw: boolean): Records {
    const plain = new Set(['type', 'name']);
    const records = readRecords(sheet, SURVEY, { plain, squeezes: true, isRaw, language }, this.#report);
    if (!records.paths.some(([first]) => first === 'type'))
      this.#report.refuse(at('survey', sheet.rows[0]?.number ?? 1), 'missing-column', 'type');
    else return records;
    return NO_RECORDS;
  }

  async #special(form: XlsForm): Promise<readonly EntityItem[]> {
    const entities = this.#sheets.get('entities');
    if (entities === undefined && ![...walk(form.survey)].some(({ item }) => isSpecial(item))) return [];
    const { checkSpecial } = await import('./special.ts');
    return checkSpecial(form, entities, this.#report);
  }

  #lists(name: string, language: string): OpenLists {
    const sheet = this.#sheets.get(name);
    if (sheet === undefined) return new Map();
    return groupLists(readRecords(sheet, CHOICES, choiceCleaning(language), this.#report).records);
  }

  async #warnOfSheets(): Promise<void> {
    const names = [...this.#sheets.keys()];
    const missing = ['settings', 'entities'].filter((name) => !this.#sheets.has(name));
    if (missing.length === 0 || names.every((name) => NAMES.includes(name))) return;
    const { similarSheets } = await import('./similar.ts');
    for (const name of missing) {
      const similar = similarSheets(name, names);
      if (similar !== '') this.#report.warn(at(name, 0), 'similar-sheet', similar);
    }
  }
}

/** Types of old are loaded for forms that have one. */
async function typeReader({ records }: Records): Promise<TypeReader> {
  const cells = records.flatMap(({ cells: { type } }) => (typeof type === 'string' ? [type] : []));
  if (cells.every((cell) => readType(cell) !== undefined)) return readType;
  const { readLegacyType } = await import('./legacyTypes.ts');
  return (cell) => readType(cell) ?? readLegacyType(cell);
}

const NAMES = ['survey', 'choices', 'settings'];

const TEXTS = /^(?:label|hint|guidance_hint)$/;

/** A call that brings in a table from beside the form, or an "other" that a select got. */
const MORE = /pulldata|search\(|last-saved#|'other'/;

/** Whether a row asks for more than most forms do: see `special.ts`. */
const isSpecial = (item: Item): boolean =>
  Object.keys(item.parameters).length > 0 ||
  fileType(item.list ?? '') !== undefined ||
  /-external|background-geopoint|repeat/.test(item.type) ||
  item.trigger !== undefined ||
  item.bind['entities:saveto'] !== undefined ||
  [...Object.values(item.bind), ...Object.values(item.control), item.choice_filter, item.default].some(
    (text) => textsOf(text).some((one) => MORE.test(one)),
  );
