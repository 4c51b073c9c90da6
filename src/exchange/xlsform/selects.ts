import type { OpenLists } from './choices.ts';
import { type ChoiceItem, fileType, type Item, type Text } from './form.ts';
import { referencesIn } from './names.ts';
import { at, type Place, type Report } from './problem.ts';
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
  const isExternal = type === 'select_one_external';
  const known = isExternal ? external : lists;
  if (isExternal && item.choice_filter === undefined) report.warn(place, 'unfiltered-external');
  const isFile = !isExternal && fileType(list) !== undefined;
  if (isFromFile && !isFile) report.refuse(place, 'unknown-file-type', list);
  else if (isFile || (!isExternal && referencesIn(list).length > 0)) return;
  else if (!known.has(list)) report.refuse(place, known.size === 0 ? 'no-choices' : 'unknown-list', list);
  else if (type === 'select_multiple') refuseSpaces(known.get(list) ?? [], report);
}

/** Choices of which several can be taken are stored with spaces between them. */
function refuseSpaces(choices: readonly ChoiceItem[], report: Report): void {
  for (const { row, name } of choices.filter((choice) => choice.name.includes(' ')))
    report.refuse(at('choices', row, 'name'), 'choice-with-space', name);
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
    languages.size === 0
      ? 'Other'
      : Object.fromEntries([...languages].map((language) => [language, 'Other']));
  return { row: list.at(-1)?.row ?? 0, name: 'other', label, media: {}, extra: {} };
}
