import { columnName, SURVEY } from './columns.ts';
import { type Item, type Lists, textsOf, walk, type XlsForm } from './form.ts';
import { referencesIn } from './names.ts';
import { at, type Place, type Report } from './problem.ts';

/** Every text of an item in which `${}` may stand, with its column. */
export function* textsWithColumns(item: Item): Generator<readonly [column: string, text: string]> {
  for (const column of ['label', 'hint', 'guidance_hint'] as const)
    for (const text of textsOf(item[column])) yield [column, text];
  for (const [key, text] of Object.entries(item.bind))
    for (const one of textsOf(text)) yield [columnName(SURVEY, ['bind', key]), one];
  for (const [key, text] of Object.entries(item.control)) yield [columnName(SURVEY, ['control', key]), text];
  for (const [key, text] of Object.entries(item.instance)) yield [`instance::${key}`, text];
  for (const column of ['choice_filter', 'default'] as const) yield [column, item[column] ?? ''];
  yield ['type', item.list ?? ''];
  for (const text of Object.values(item.parameters)) yield ['parameters', text];
}

/** Whether every `${name}` of a form means exactly one row of it. */
export function checkReferences({ settings, survey, choices, entities }: XlsForm, report: Report): void {
  const counts = new Map<string, number>();
  for (const { item } of walk(survey)) counts.set(item.name, (counts.get(item.name) ?? 0) + 1);
  const check = (place: Place, text: string): void => {
    for (const { name } of referencesIn(text)) {
      const count = counts.get(name) ?? 0;
      if (count !== 1) report.refuse(place, count === 0 ? 'unknown-reference' : 'ambiguous-reference', name);
    }
  };
  for (const { item } of walk(survey))
    for (const [column, text] of textsWithColumns(item))
      if (text.includes('${')) check(at('survey', item.row, column), text);
  for (const { row, ...entity } of entities)
    for (const column of ['label', 'entity_id', 'create_if', 'update_if'] as const)
      check(at('entities', row, column), entity[column] ?? '');
  check(at('settings', 2, 'instance_name'), settings['instance_name'] ?? '');
  checkChoiceLabels(choices, check);
}

function checkChoiceLabels(choices: Lists, check: (place: Place, text: string) => void): void {
  for (const list of choices.values())
    for (const { row, label } of list)
      for (const text of textsOf(label)) if (text.includes('${')) check(at('choices', row, 'label'), text);
}

/** Whether an item is worked out and never shown. */
export const isHiddenCalculation = ({ type, bind, trigger, label, hint }: Item): boolean =>
  type === 'calculate' ||
  ((bind['calculate'] !== undefined || trigger !== undefined) && label === undefined && hint === undefined);

/** Types that are never shown, whatever their label. */
const SILENT = new Set(
  `calculate hidden start end today deviceid username email phonenumber simserial subscriberid start-geopoint
   background-geopoint background-audio audit csv-external xml-external`.split(/\s+/),
);
export const isSilent = ({ type }: Item): boolean => SILENT.has(type) || type.startsWith('uri:');

/** Whether every question that is shown says something. */
export function checkLabels(survey: readonly Item[], report: Report): void {
  for (const { item } of walk(survey)) {
    const { row, name, label, hint, media, children } = item;
    const isShown = children === undefined && !isSilent(item) && !isHiddenCalculation(item);
    if (isShown && label === undefined && hint === undefined && Object.keys(media).length === 0)
      report.refuse(at('survey', row, 'label'), 'missing-label', name);
  }
}
