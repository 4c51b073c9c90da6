import { type ColumnPath, columnName, SURVEY } from './columns.ts';
import { at, type Report } from './problem.ts';

const TEXTS = new Set([
  'label',
  'hint',
  'guidance_hint',
  'jr:constraintMsg',
  'jr:requiredMsg',
  'image',
  'big-image',
  'audio',
  'video',
]);

/** Columns of texts by language; '' is that of the columns that name none. */
function columnsByLanguage(paths: readonly ColumnPath[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const path of paths) {
    const [name = '', language = '', ...more] =
      path[0] === 'media' || path[0] === 'bind' ? path.slice(1) : path;
    if (!TEXTS.has(name) || more.length > 0) continue;
    const columns = found.get(language) ?? new Set();
    found.set(language, columns.add(name));
  }
  return found;
}

const hasLanguages = (paths: readonly ColumnPath[]): boolean =>
  [...columnsByLanguage(paths).keys()].some((language) => language !== '');

/** The columns that one language of a sheet has and another has not, as one warning for each language. */
function missingTranslations(
  sheet: string,
  paths: readonly ColumnPath[],
): { sheet: string; language: string; columns: string[] }[] {
  const found = columnsByLanguage(paths);
  if (!hasLanguages(paths)) return [];
  const all = new Set([...found.values()].flatMap((columns) => [...columns]));
  return [...found].flatMap(([language, columns]) => {
    const missing = [...all].filter((column) => !columns.has(column));
    return missing.length === 0 ? [] : [{ sheet, language: language || 'default', columns: missing }];
  });
}

/** As authors write it: `constraint_message`. */
const asWritten = (column: string): string => columnName(SURVEY, ['bind', column]).replace(/^bind::/, '');

/** One remark for the workbook, as its languages miss columns. */
export function warnOfTranslations(
  survey: readonly ColumnPath[],
  choices: readonly ColumnPath[],
  hasOther: boolean,
  report: Report,
): void {
  const missing = [...missingTranslations('survey', survey), ...missingTranslations('choices', choices)];
  for (const { sheet, language, columns } of missing)
    report.warn(at(sheet, 1, columns.map(asWritten).join(', ')), 'missing-translation', language);
  if (hasOther && (hasLanguages(survey) || hasLanguages(choices)))
    report.warn(at('survey', 0, 'type'), 'other-untranslated');
}
