import { type Item, walk, type XlsForm } from '../form.ts';
import { referencesIn } from '../names.ts';
import type { FormAdvice } from '../problem.ts';
import { textsWithColumns } from '../references.ts';
import { advice, choicesByQuestion, conjuncts, isAsked, withoutTexts } from './shared.ts';

/** Advice on conditions, patterns and references. */
export function lintLogic(form: XlsForm): FormAdvice[] {
  const choices = choicesByQuestion(form);
  const items = [...walk(form.survey)].map(({ item }) => item);
  const order = new Map(items.map((item, index) => [item.name, index]));
  return items.flatMap((item, index) => [
    ...unreachable(item),
    ...unknownChoices(item, choices),
    ...patterns(item),
    ...usedBefore(item, index, items, order),
    ...bareNames(item, order, form),
    ...requiredGroup(item),
  ]);
}

const NEVER = /^\s*(?:false\(\)|false|no|0|''|""|(\d+)\s*=\s*(?!\1\b)\d+)\s*$/i;
const EQUALS = /^[\s(]*\$\{([^}]+)\}\s*=\s*(?:'([^']*)'|"([^"]*)")[\s)]*$/;

/** A condition that is plainly never true: false, or two different answers to one question at once. */
function unreachable({ row, bind, type, children }: Item): FormAdvice[] {
  const relevant = bind['relevant'];
  if (typeof relevant !== 'string') return [];
  const wanted = new Map<string, string>();
  const isNever =
    NEVER.test(relevant) ||
    conjuncts(relevant).some((part) => {
      const [, name, single, double] = EQUALS.exec(part) ?? [];
      if (name === undefined) return false;
      const value = single ?? double ?? '';
      const other = wanted.get(name);
      wanted.set(name, value);
      return other !== undefined && other !== value;
    });
  return isNever ? [advice(row, 'relevant', 'unreachable', children === undefined ? '' : type)] : [];
}

const COMPARED =
  /\$\{([^}]+)\}\s*!?=\s*(?:'([^']+)'|"([^"]+)")|selected\s*\(\s*\$\{([^}]+)\}\s*,\s*(?:'([^']+)'|"([^"]+)")\s*\)/g;

/** A comparison with a choice that its list does not have is never true. */
function unknownChoices(item: Item, choices: ReadonlyMap<string, ReadonlySet<string>>): FormAdvice[] {
  return [...textsWithColumns(item)].flatMap(([column, text]) =>
    [...text.matchAll(COMPARED)].flatMap(([, one, a, b, other, c, d]) => {
      const value = a ?? b ?? c ?? d ?? '';
      const list = choices.get(one ?? other ?? '');
      return list === undefined || list.has(value) ? [] : [advice(item.row, column, 'unknown-choice', value)];
    }),
  );
}

const REGEX = /regex\s*\([^,]*,\s*(?:'([^']*)'|"([^"]*)")\s*\)/g;
/** One sign of a set, with no word of how many: ODK looks at the whole answer. */
const ONE_SIGN = /^\^?(?:\[[^\]]*\]|\\[dw]|\.)\$?$/;

function patterns({ row, bind }: Item): FormAdvice[] {
  const { constraint } = bind;
  if (typeof constraint !== 'string') return [];
  return [...constraint.matchAll(REGEX)].flatMap(([, single, double]) => {
    const pattern = single ?? double ?? '';
    if (!isPattern(pattern) || /\\\\[dws]/.test(pattern))
      return [advice(row, 'constraint', 'wrong-pattern', pattern)];
    return ONE_SIGN.test(pattern) ? [advice(row, 'constraint', 'pattern-one-sign', pattern)] : [];
  });
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    try {
      return new RegExp(pattern) instanceof RegExp;
    } catch {
      return false;
    }
  }
}

/** What a question asks about must have been asked. */
function usedBefore(
  item: Item,
  index: number,
  items: readonly Item[],
  order: ReadonlyMap<string, number>,
): FormAdvice[] {
  if (item.type === 'calculate') return [];
  const later = new Map<string, string>();
  for (const [column, text] of textsWithColumns(item)) {
    if (!AT_ONCE.has(column)) continue;
    for (const { name, isLastSaved } of referencesIn(text)) {
      const place = order.get(name) ?? 0;
      const asked = items[place];
      if (!isLastSaved && place > index && asked !== undefined && isAsked(asked) && !holds(item, name))
        later.set(name, column);
    }
  }
  return [...later].map(([name, column]) => advice(item.row, column, 'used-before', name));
}

/** Columns that matter when the question is reached. */
const AT_ONCE = new Set([
  'label',
  'hint',
  'relevant',
  'required',
  'constraint',
  'choice_filter',
  'default',
  'calculation',
  'repeat_count',
]);

const holds = ({ children = [] }: Item, name: string): boolean =>
  children.some((child) => child.name === name || holds(child, name));

const EXPRESSIONS = ['relevant', 'constraint', 'calculate', 'required', 'readonly'];
const BARE = /(?<![\w$/.:'"{-])([\p{L}_][\p{L}\p{N}_.-]*)(?![\w(:'"}-])/gu;

/** A question's name without `${}` means nothing to an expression. */
function bareNames(item: Item, order: ReadonlyMap<string, number>, { choices }: XlsForm): FormAdvice[] {
  const columns = new Set(choices.get(item.list ?? '')?.flatMap(({ extra }) => Object.keys(extra)));
  const expressions: [column: string, text: string | undefined][] = [
    ...EXPRESSIONS.map((key): [string, string | undefined] => [
      key,
      typeof item.bind[key] === 'string' ? item.bind[key] : undefined,
    ]),
    ['choice_filter', item.choice_filter],
  ];
  return expressions.flatMap(([column, text]) => {
    if (text === undefined) return [];
    const names = [...withoutTexts(text).matchAll(BARE)].map(([, name = '']) => name);
    const found = names.find(
      (name) =>
        order.has(name) &&
        !WORDS.has(name) &&
        !(column === 'choice_filter' && (columns.has(name) || name === 'name')),
    );
    return found === undefined ? [] : [advice(item.row, COLUMN[column] ?? column, 'bare-name', found)];
  });
}

const WORDS = new Set(['and', 'or', 'div', 'mod', 'yes', 'no', 'true', 'false']);
const COLUMN: Readonly<Record<string, string>> = { calculate: 'calculation', readonly: 'read_only' };

const requiredGroup = ({ row, bind, children }: Item): FormAdvice[] =>
  children !== undefined && bind['required'] !== undefined ? [advice(row, 'required', 'required-group')] : [];
