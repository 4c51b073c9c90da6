import { placeEntities, readEntities } from './entities.ts';
import { type EntityItem, type Item, walk, type XlsForm } from './form.ts';
import { checkInstances } from './instances.ts';
import { onlyReference } from './names.ts';
import { checkParameters, checkRange } from './parameters.ts';
import { at, type Report } from './problem.ts';
import type { Sheet } from './sheet.ts';
import { checkTriggers } from './triggers.ts';

/**
 * What only some forms have, loaded for those: parameters, triggers, tables beside the form, entities.
 * @returns the form's entities
 */
export function checkSpecial(
  form: XlsForm,
  entities: Sheet | undefined,
  report: Report,
): readonly EntityItem[] {
  const placed = placeEntities(readEntities(entities, report), form.survey, report);
  for (const { item } of walk(form.survey)) {
    const { row, type, parameters, control } = item;
    const place = at('survey', row, 'parameters');
    checkParameters(item, place, report);
    if (type === 'background-geopoint') checkBackground(item, report);
    if (type === 'range') checkRange(parameters, control['appearance'] ?? '', form.choices, place, report);
  }
  checkInstances({ ...form, entities: placed }, report);
  checkTriggers(form.survey, report);
  checkAddedNames(form.survey, report);
  return placed;
}

/**
 * Questions that a form gets besides those that are written down: what an "other" is, and, in an XForm, how often
 * something is repeated when that is worked out. None beside them may be called so.
 */
function checkAddedNames(items: readonly Item[], report: Report): void {
  for (const { row, name, control, children = [] } of items) {
    checkAddedNames(children, report);
    const count = control['jr:count'];
    const isCounted = count !== undefined && onlyReference(count) === undefined;
    const alike = (added: string): number[] =>
      items.filter((one) => one.name === added).map((one) => one.row);
    const others = alike(`${name}_other`);
    if (others.length > 1 && others.includes(row))
      report.refuse(at('survey', row, 'name'), 'duplicate-name', `${name}_other`);
    if (isCounted && alike(`${name}_count`).length > 0)
      report.refuse(at('survey', row, 'name'), 'duplicate-name', `${name}_count`);
  }
}

/** A position is taken when another question is answered, and not worked out. */
function checkBackground({ row, trigger, bind }: Item, report: Report): void {
  if (trigger === undefined) report.refuse(at('survey', row, 'trigger'), 'missing-value');
  if (bind['calculate'] !== undefined)
    report.refuse(at('survey', row, 'calculation'), 'not-allowed-here', 'calculation');
}
