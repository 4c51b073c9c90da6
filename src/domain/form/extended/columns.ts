import type { Columns } from '../columns.ts';
import type { FormDefinition, Row } from '../definition.ts';
import { type FormTrouble, formTrouble } from '../problem.ts';

/** What only forms with the extension may have in a row. */
const ROW: Columns = {
  guidance_hint: 1,
  media: 2,
  parameters: 1,
  repeat_count: 0,
  trigger: 0,
  save_to: 0,
  autoplay: 0,
  attributes: 1,
};
/** And beside its sheets. */
const SETTINGS: Columns = { instance_name: 0, style: 0, language_names: 1, settings: 1 };

const isDeep = (value: unknown, depth: number): boolean =>
  depth === 0
    ? typeof value === 'string'
    : typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      Object.values(value).every((each) => isDeep(each, depth - 1));

/** The first column of a record that does not hold what it should; one that is not there is well. */
const wrongIn = (record: object, columns: Columns): string | undefined =>
  Object.keys(columns).find((column) => {
    const value: unknown = Reflect.get(record, column);
    return value !== undefined && !isDeep(value, columns[column] ?? 0);
  });

/** The first column of a row that does not hold what it should. */
export function columnTrouble(row: Row): FormTrouble | undefined {
  // The core's own columns were parsed at the door.
  return wrong(row.name, wrongIn(row, ROW));
}

export function settingTrouble(definition: FormDefinition): FormTrouble | undefined {
  const { choices, entities = [] } = definition;
  if (Object.values(choices).some((list) => list.some((one) => wrongIn(one, { media: 2 }))))
    return wrong('settings', 'choices');
  const isWell = Array.isArray(entities) && entities.every((one) => isDeep(one, 1) && 'list_name' in one);
  return wrong('settings', isWell ? wrongIn(definition, SETTINGS) : 'entities');
}

const wrong = (row: string, column: string | undefined): FormTrouble | undefined =>
  column ? formTrouble(row, column, 'wrong-value') : undefined;
