import { ok, type Result } from '../result.ts';
import { z } from '../zod.ts';
import { type FormDefinition, FormDefinitionSchema } from './definition.ts';
import { type FormTrouble, formTrouble } from './problem.ts';

/** Reads a form from outside; a form that fails its schema is told by row and column of its first mistake. */
export function readForm(raw: unknown): Result<FormDefinition, 'form-invalid'> {
  const parsed = z.safeParse(FormDefinitionSchema(), raw);
  if (parsed.success) return ok(parsed.data);
  return placeOf(raw, parsed.error.issues[0]?.path ?? []);
}

/** Follows the schema's path (`survey 3 children 0 type`) through the raw form to the words a person knows. */
function placeOf(raw: unknown, path: readonly PropertyKey[]): FormTrouble {
  const sheet = path[0];
  if (sheet !== 'survey' && sheet !== 'choices') {
    return valueTrouble('settings', String(sheet ?? 'form_id'), step(raw, sheet ?? 'form_id'));
  }
  const last = path.findLastIndex((key) => typeof key === 'number');
  if (last === -1) return valueTrouble(path.join('/'), sheet, path.reduce(step, raw));
  const row = path.slice(0, last + 1).reduce(step, raw);
  const name = step(row, 'name');
  const number = `#${Number(path[last]) + 1}`;
  const where = sheet === 'choices' ? `choices/${String(path[1] ?? '')}` : '';
  const label = typeof name === 'string' && name !== '' ? name : number;
  const column = String(path[last + 1] ?? sheet);
  return valueTrouble([where, label].filter(Boolean).join('/'), column, step(row, column));
}

const valueTrouble = (row: string, column: string, value: unknown): FormTrouble =>
  value === undefined
    ? formTrouble(row, column, 'missing-value')
    : formTrouble(row, column, 'wrong-value', (JSON.stringify(value) ?? '').slice(0, 40));

const step = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
