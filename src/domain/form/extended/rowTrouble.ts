import type { FormDefinition, Row } from '../definition.ts';
import { type FormTrouble, formTrouble } from '../problem.ts';
import { listTrouble } from '../rows.ts';
import { columnTrouble } from './columns.ts';
import { isFile } from './tables.ts';

const LIST_TYPES = ['select_one', 'select_multiple', 'rank'];

/** What is wrong with a row when all types are known: a list that is neither in the form, nor a file, nor a question. */
export function extendedRowTrouble(definition: FormDefinition, row: Row): FormTrouble | undefined {
  const column = columnTrouble(row);
  if (column !== undefined) return column;
  if (row.type === 'range') return rangeTrouble(row);
  const list = row.list_name ?? '';
  if (!LIST_TYPES.includes(row.type) || isFile(list) || list.startsWith('${')) return undefined;
  return listTrouble(definition, row);
}

/** A step of nothing would never end. */
function rangeTrouble({ name, parameters = {} }: Row): FormTrouble | undefined {
  const wrong = Object.entries(parameters).find(
    ([key, value]) => ['start', 'end', 'step'].includes(key) && !Number.isFinite(Number(value)),
  );
  if (wrong !== undefined) return formTrouble(name, 'parameters', 'wrong-value', wrong[1]);
  return Number(parameters['step'] ?? 1) === 0
    ? formTrouble(name, 'parameters', 'wrong-value', 'step=0')
    : undefined;
}
