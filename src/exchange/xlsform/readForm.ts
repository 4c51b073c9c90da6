import { type OpenLists, choiceCleaning, groupLists, readChoices } from './choices.ts';
import { CHOICES, SURVEY } from './columns.ts';
import { placeEntities, readEntities } from './entities.ts';
import { type Plain, type XlsForm, yesNo } from './form.ts';
import { checkInstances } from './instances.ts';
import { at, type FormProblem, type FormWarning, Report } from './problem.ts';
import { NO_RECORDS, readRecords, type Records } from './records.ts';
import { checkLabels, checkReferences, settingsName } from './references.ts';
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

/**
 * Reads a workbook as a form: what pyxform refuses is refused, and everything that is wrong is told at once.
 * @param rootName name of the form's data where the settings give none, as pyxform's `form_name`
 */
export function readForm(workbook: Workbook, rootName?: string): ReadForm {
  const report = new Report();
  const form = new FormReader(workbook, rootName, report).read();
  const { problems, warnings } = report;
  return { form: problems.length === 0 ? form : undefined, problems, warnings };
}

class FormReader {
  readonly #sheets: ReadonlyMap<string, Sheet>;
  readonly #rootName: string | undefined;
  readonly #report: Report;

  constructor(workbook: Workbook, rootName: string | undefined, report: Report) {
    this.#sheets = new Map(
      workbook.map((sheet) => [sheet.name.trim().toLowerCase(), { ...sheet, name: sheet.name.trim().toLowerCase() }]),
    );
    this.#rootName = rootName;
    this.#report = report;
  }

  read(): XlsForm | undefined {
    const report = this.#report;
    const survey = this.#sheets.get('survey');
    if (survey === undefined) {
      report.refuse(at('survey', 0), 'no-survey-sheet', this.#similar('survey'));
      return undefined;
    }
    const given = readSettings(this.#sheets.get('settings'), report);
    const language = given['default_language'] ?? 'default';
    const choices = readChoices(this.#sheets.get('choices'), language, yesNo(given['allow_choice_duplicates'] ?? '') === true, report);
    const external = this.#lists('external_choices', language);
    const entities = readEntities(this.#sheets.get('entities'), report);
    const records = this.#survey(survey, language, yesNo(given['clean_text_values'] ?? '') !== false);
    const root = given['name'] ?? this.#rootName;
    const read = new SurveyReader(choices.lists, external, settingsName(root === undefined ? {} : { name: root }), report).read(records.records);
    const settings: Plain = { ...given, ...read.settings, ...(root === undefined ? {} : { name: root }) };
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
      entities: placeEntities(entities, read.items, report),
    };
    checkLabels(form.survey, report);
    checkReferences(form, report);
    checkInstances(form, report);
    return form;
  }

  #survey(sheet: Sheet, language: string, squeezes: boolean): Records {
    const plain = new Set(['type', 'name']);
    const records = readRecords(sheet, SURVEY, { plain, squeezes, language }, this.#report);
    if (!records.paths.some(([first]) => first === 'type'))
      this.#report.refuse(at('survey', sheet.rows[0]?.number ?? 1), 'missing-column', 'type');
    else return records;
    return NO_RECORDS;
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
