import type { OpenLists } from './choices.ts';
import { type ChoiceItem, fileType, type Item, type Text } from './form.ts';
import { referencesIn } from './names.ts';
import type { Place, Report } from './problem.ts';
import type { ReadType } from './types.ts';

/** Whether a select's list exists: in the choices, as a file, or in the answers to another question. */
export function checkList(
  item: Item,
  { type, list = '', isFromFile = false }: ReadType,
  lists: OpenLists,
  external: OpenLists,
  place: Place,
  report: Report,
): void {
  const refuse = report.refuse.bind(report, place);
  if (type === 'select_one_external') {
    if (item.choice_filter === undefined) report.warn(place, 'unfiltered-external');
    if (!external.has(list)) refuse(external.size === 0 ? 'no-choices' : 'unknown-list', list);
    return;
  }
  const isFile = fileType(list) !== undefined;
  if (isFromFile && !isFile) return refuse('unknown-file-type', list);
  if (isFile || referencesIn(list).length > 0) return;
  const choices = lists.get(list);
  if (choices === undefined) return refuse(lists.size === 0 ? 'no-choices' : 'unknown-list', list);
  const spaced = type === 'select_multiple' ? choices.find(({ name }) => name.includes(' ')) : undefined;
  if (spaced !== undefined) report.refuse({ ...place, sheet: 'choices', row: spaced.row, column: 'name' }, 'choice-with-space', spaced.name);
}

/** Gives a select's list an "other", and makes the question that asks which. */
export function addOther(item: Item, lists: OpenLists): Item {
  const list = lists.get(item.list ?? '');
  if (list !== undefined && !list.some(({ name }) => name === 'other')) list.push(otherChoice(list));
  return {
    row: item.row,
    type: 'text',
    name: `${item.name}_other`,
    label: 'Specify other.',
    media: {},
    bind: { relevant: `selected(../${item.name}, 'other')` },
    control: {},
    instance: {},
    parameters: {},
  };
}

function otherChoice(list: readonly ChoiceItem[]): ChoiceItem {
  const languages = new Set(
    list.flatMap(({ label }) => (typeof label === 'object' ? Object.keys(label) : [])),
  );
  const label: Text =
    languages.size === 0 ? 'Other' : Object.fromEntries([...languages].map((language) => [language, 'Other']));
  return { row: list.at(-1)?.row ?? 0, name: 'other', label, media: {}, extra: {} };
}
