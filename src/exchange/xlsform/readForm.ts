import { choiceCleaning, groupLists, type OpenLists, readChoices } from './choices.ts';
import { CHOICES, SURVEY } from './columns.ts';
import { type EntityItem, type Item, type Plain, walk, type XlsForm, yesNo } from './form.ts';
import { checkInstances } from './instances.ts';
import { at, type FormProblem, type FormWarning, Report } from './problem.ts';
import { NO_RECORDS, type Records, readRecords } from './records.ts';
import { checkLabels, checkReferences } from './references.ts';
import { readSettings } from './settings.ts';
import type { Sheet, Workbook } from './sheet.ts';
import { SurveyReader } from './survey.ts';
import { hasLanguages, warnOfTranslations } from './translations.ts';

export interface ReadForm {
  /** Undefined if anything is wrong: nothing is imported half. */
  readonly form: XlsForm | undefined;
  readonly problems: readonly FormProblem[];
  readonly warnings: readonly FormWarning[];
}

const SHEETS = ['survey', 'choices', 'settings', 'external_choices', 'entities', 'osm'];

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
  return { form: problems.length === 0 ? form : undefined, problems, warnings };
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
      report.refuse(at('survey', 0), 'no-survey-sheet', this.#similar('survey'));
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
    const read = new SurveyReader(choices.lists, external, named['name'] ?? name, report).read(
      records.records,
    );
    const settings: Plain = { ...named, ...read.settings };
    this.#warnOfSheets();
    warnOfTranslations(records.paths, choices.paths, report);
    if (read.hasOther && (hasLanguages(records.paths) || hasLanguages(choices.paths)))
      report.warn(at('survey', 0, 'type'), 'other-untranslated');
    const form = {
      settings,
      survey: read.items,
      choices: choices.lists,
      externalChoices: external,
      osm: this.#lists('osm', language),
      entities: await this.#entities(read.items),
    };
    checkLabels(form.survey, report);
    checkReferences(form, report);
    checkInstances(form, report);
    return form;
  }

  #survey(sheet: Sheet, language: string, isRaw: boolean): Records {
    const plain = new Set(['type', 'name']);
    const records = readRecords(sheet, SURVEY, { plain, squeezes: true, isRaw, language }, this.#report);
    if (!records.paths.some(([first]) => first === 'type'))
      this.#report.refuse(at('survey', sheet.rows[0]?.number ?? 1), 'missing-column', 'type');
    else return records;
    return NO_RECORDS;
  }

  /** Few forms make entities: what is known of them is loaded for those that do. */
  async #entities(survey: readonly Item[]): Promise<readonly EntityItem[]> {
    const sheet = this.#sheets.get('entities');
    const isSaved = [...walk(survey)].some(({ item }) => item.bind['entities:saveto'] !== undefined);
    if (sheet === undefined && !isSaved) return [];
    const { placeEntities, readEntities } = await import('./entities.ts');
    return placeEntities(readEntities(sheet, this.#report), survey, this.#report);
  }

  #lists(name: string, language: string): OpenLists {
    const sheet = this.#sheets.get(name);
    if (sheet === undefined) return new Map();
    return groupLists(readRecords(sheet, CHOICES, choiceCleaning(language), this.#report).records);
  }

  #warnOfSheets(): void {
    for (const name of ['settings', 'entities'])
      if (!this.#sheets.has(name)) {
        const similar = this.#similar(name);
        if (similar !== '') this.#report.warn(at(name, 0), 'similar-sheet', similar);
      }
  }

  /** Names of sheets that are this one but for a slip or two. */
  #similar(name: string): string {
    return [...this.#sheets.keys()]
      .filter((other) => !SHEETS.includes(other) && !other.startsWith('_') && distance(name, other) <= 2)
      .join(', ');
  }
}

/** How many letters must be put in, taken out or changed to make one word the other (Levenshtein 1966). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  [...one].forEach((letter, i) => {
    const next = [i + 1];
    [...other].forEach((their, j) => {
      const change = (row[j] ?? 0) + (letter === their ? 0 : 1);
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    });
    row = next;
  });
  return row.at(-1) ?? 0;
}
