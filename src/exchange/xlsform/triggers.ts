import { type Item, walk } from './form.ts';
import { at, type Report } from './problem.ts';
import { isHiddenCalculation } from './references.ts';

/** A trigger is a question that people answer, or at least see. */
export function checkTriggers(survey: readonly Item[], report: Report): void {
  const items = new Map<string, Item>();
  for (const { item } of walk(survey)) if (item.children === undefined) items.set(item.name, item);
  for (const { item } of walk(survey)) {
    for (const name of item.trigger ?? []) {
      if (name === '') continue;
      const by = items.get(name);
      const place = at('survey', item.row, 'trigger');
      if (by === undefined) report.refuse(place, 'unknown-reference', name);
      else if (item.type !== 'background-geopoint' && isHiddenCalculation(by))
        report.refuse(place, 'trigger-not-shown', name);
    }
  }
}
