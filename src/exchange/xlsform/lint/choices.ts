import { type Item, type Lists, walk, type XlsForm } from '../form.ts';
import type { FormAdvice } from '../problem.ts';
import { advice, choicesByQuestion, conjuncts } from './shared.ts';

/** Advice on choices that nobody will ever see. */
export function lintChoices(form: XlsForm): FormAdvice[] {
  const items = [...walk(form.survey)].map(({ item }) => item);
  return [...neverShown(items, form), ...unused(items, form.choices)];
}

const BY_PARENT = /^[\s(]*([\p{L}_][\p{L}\p{N}_.-]*)\s*=\s*\$\{([^}]+)\}[\s)]*$/u;

/** In a cascade, a choice whose parent does not exist. */
function neverShown(items: readonly Item[], form: XlsForm): FormAdvice[] {
  const parents = choicesByQuestion(form);
  const found = new Map<number, FormAdvice>();
  for (const { list = '', choice_filter: filter } of items) {
    for (const part of filter === undefined ? [] : conjuncts(filter)) {
      const [, column = '', parent = ''] = BY_PARENT.exec(part) ?? [];
      const allowed = parents.get(parent);
      if (allowed === undefined) continue;
      for (const { row, name, extra } of form.choices.get(list) ?? []) {
        const value = extra[column] ?? '';
        if (!allowed.has(value)) found.set(row, advice(row, column, 'choice-never-shown', name, 'choices'));
      }
    }
  }
  return [...found.values()];
}

function unused(items: readonly Item[], choices: Lists): FormAdvice[] {
  const used = new Set(
    items.flatMap(({ list = '', parameters }) => [
      list,
      parameters['tick_labelset'] ?? '',
      parameters['reference-geometry'] ?? '',
    ]),
  );
  const texts = items
    .map(({ bind, choice_filter: filter }) => `${Object.values(bind).join(' ')} ${filter ?? ''}`)
    .join(' ');
  return [...choices].flatMap(([name, list]) =>
    used.has(name) || texts.includes(`instance('${name}')`) || list[0] === undefined
      ? []
      : [advice(list[0].row, 'list_name', 'list-unused', name, 'choices')],
  );
}
