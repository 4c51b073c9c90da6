import { type ChoiceItem, type Item, type Lists, type Text, walk } from './form.ts';
import { at, type Report } from './problem.ts';

/** Puts a group for each choice of its list in place of what a loop holds. */
export function expandLoops(items: Item[], lists: Lists, report: Report): void {
  for (const [index, item] of items.entries()) {
    const { children = [], list = '', name, row } = item;
    expandLoops(children, lists, report);
    if (item.type !== 'loop') continue;
    const columns = (lists.get(list) ?? []).filter((choice) => choice.name !== 'none');
    if (columns.length > 1 && [...walk(children)].some((one) => one.item.type === 'repeat'))
      report.refuse(at('survey', row, 'name'), 'duplicate-repeat', name);
    const { list: _list, ...group } = item;
    items[index] = {
      ...group,
      type: 'group',
      children: columns.map((choice) => expandLoop(choice, children)),
    };
  }
}

/** A loop's questions as a group for one of its choices: `%(label)s` and `%(name)s` become that choice's. */
function expandLoop(choice: ChoiceItem, children: readonly Item[]): Item {
  return {
    row: choice.row,
    type: 'group',
    name: choice.name,
    ...(choice.label === undefined ? {} : { label: choice.label }),
    media: choice.media,
    bind: {},
    control: {},
    instance: {},
    parameters: {},
    children: children.map((child) => substitute(child, choice)),
  };
}

function substitute(item: Item, choice: ChoiceItem): Item {
  const text = (one: Text | undefined): { text: Text } | undefined =>
    one === undefined ? undefined : { text: inText(one, choice) };
  const label = text(item.label);
  const hint = text(item.hint);
  return {
    ...item,
    name: inString(item.name, choice, ''),
    ...(label === undefined ? {} : { label: label.text }),
    ...(hint === undefined ? {} : { hint: hint.text }),
    ...(item.default === undefined ? {} : { default: inString(item.default, choice, '') }),
    ...(item.children === undefined
      ? {}
      : { children: item.children.map((child) => substitute(child, choice)) }),
  };
}

const inText = (text: Text, choice: ChoiceItem): Text =>
  typeof text === 'string'
    ? inString(text, choice, '')
    : Object.fromEntries(
        Object.entries(text).map(([language, one]) => [language, inString(one, choice, language)]),
      );

function inString(text: string, { name, label = '', extra }: ChoiceItem, language: string): string {
  const words = typeof label === 'string' ? label : (label[language] ?? Object.values(label)[0] ?? '');
  return text.replace(/%\((\w+)\)s/g, (whole, key: string) =>
    key === 'name' ? name : key === 'label' ? words : (extra[key] ?? whole),
  );
}
