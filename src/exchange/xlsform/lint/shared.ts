import { fileType, type Item, walk, type XlsForm } from '../form.ts';
import { type AdviceKey, at, type FormAdvice, short } from '../problem.ts';
import { isHiddenCalculation, isSilent } from '../references.ts';

export const advice = (
  row: number,
  column: string,
  key: AdviceKey,
  found = '',
  sheet = 'survey',
): FormAdvice => ({
  ...at(sheet, row, column),
  key,
  found: short(found),
});

/** Whether people see an item and answer it. */
export const isAsked = (item: Item): boolean =>
  item.children === undefined && item.type !== 'note' && !isSilent(item) && !isHiddenCalculation(item);

/** Names of the choices of each select whose list stands in the form, by the select's name. */
export function choicesByQuestion({ survey, choices }: XlsForm): Map<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>();
  for (const { item } of walk(survey)) {
    const list =
      item.list === undefined || fileType(item.list) !== undefined ? undefined : choices.get(item.list);
    if (list !== undefined && /^(select|rank)/.test(item.type))
      found.set(item.name, new Set(list.map(({ name }) => name)));
  }
  return found;
}

/** Parts of a condition that must all hold; one part if there is an `or` in it. */
export const conjuncts = (expression: string): string[] =>
  /\bor\b/.test(withoutTexts(expression)) ? [expression] : expression.split(/\band\b/);

/** An expression with its texts emptied, so that words in them are no words of it. */
export const withoutTexts = (expression: string): string => expression.replace(/'[^']*'|"[^"]*"/g, "''");
