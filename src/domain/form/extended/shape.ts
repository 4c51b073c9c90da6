import type { FormDefinition, Row } from '../definition.ts';
import { type FormTrouble, formTrouble } from '../problem.ts';
import type { PlacedRow } from '../rows.ts';
import { columnTrouble, settingTrouble } from './columns.ts';
import { isFile } from './tables.ts';
import { KINDS } from './types/index.ts';
import { rangeOf } from './types/Range.ts';

/** The first mistake in the shape of the form, logic apart. */
export function shapeTrouble(
  definition: FormDefinition,
  placed: readonly PlacedRow[],
): FormTrouble | undefined {
  if (!definition.languages.includes(definition.default_language)) {
    return formTrouble('settings', 'default_language', 'unknown-language', definition.default_language);
  }
  const seen = new Set<string>();
  for (const { path, row } of placed) {
    if (seen.has(path)) return formTrouble(row.name, 'name', 'duplicate-name', row.name);
    seen.add(path);
    const found = rowTrouble(definition, row);
    if (found) return found;
  }
  return listsTrouble(definition, placed) ?? settingTrouble(definition);
}

/** Each list is looked at once, however many questions share it. */
function listsTrouble(
  { choices, settings = {} }: FormDefinition,
  placed: readonly PlacedRow[],
): FormTrouble | undefined {
  // One name under several provinces: allowed where the author says so (XLSForm, `allow_choice_duplicates`).
  const mayRepeat = /^(yes|true)/i.test(settings['allow_choice_duplicates'] ?? '');
  const multiple = new Set(
    placed.map(({ row }) => (row.type === 'select_multiple' ? row.list_name : undefined)),
  );
  for (const [list, each] of Object.entries(choices)) {
    const seen = new Set<string>();
    for (const { name } of each) {
      const isTwice = seen.has(name) && !mayRepeat;
      if (isTwice || (multiple.has(list) && /\s/.test(name)))
        return formTrouble(
          `choices/${list}`,
          'name',
          isTwice ? 'duplicate-choice' : 'choice-with-space',
          name,
        );
      seen.add(name);
    }
  }
  return undefined;
}

function rowTrouble(definition: FormDefinition, row: Row): FormTrouble | undefined {
  const { name, type } = row;
  if (!Object.hasOwn(KINDS, type)) return formTrouble(name, 'type', 'wrong-value', type);
  // Answers are plain objects by path, where this one name would set the object's prototype.
  if (name === '__proto__') return formTrouble(name, 'name', 'wrong-value', name);
  if (row.children && type !== 'group' && type !== 'repeat') {
    return formTrouble(name, 'type', 'not-a-group', type);
  }
  if (type === 'calculate' && !row.calculation && !row.default) {
    return formTrouble(name, 'calculation', 'missing-value');
  }
  return columnTrouble(row) ?? (type === 'range' ? rangeTrouble(row) : listTrouble(definition, row));
}

const LIST_TYPES = ['select_one', 'select_multiple', 'rank'];

/** A list that is neither in the form, nor a file, nor a question in a repeat. */
function listTrouble(
  { choices }: FormDefinition,
  { type, name, list_name: list = '' }: Row,
): FormTrouble | undefined {
  if (!LIST_TYPES.includes(type) || isFile(list) || list.startsWith('${')) return undefined;
  return Object.hasOwn(choices, list) ? undefined : formTrouble(name, 'list_name', 'unknown-list', list);
}

/** A step of nothing would never end. */
function rangeTrouble(row: Row): FormTrouble | undefined {
  const range = rangeOf(row);
  const wrong = Object.entries(range).find(
    ([key, value]) => !(Number.isFinite(value) && (value || key !== 'step')),
  );
  return (
    wrong && formTrouble(row.name, 'parameters', 'wrong-value', `${wrong[0]}=${row.parameters?.[wrong[0]]}`)
  );
}
