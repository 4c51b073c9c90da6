import type { ChoiceItem, EntityItem, Item, Text, XlsForm } from '../form.ts';
import { made } from '../item.ts';
import { onlyReference } from '../names.ts';
import { isDecimalRange } from '../parameters.ts';
import { controlOf } from './controls.ts';
import { entityNodes } from './entity.ts';

/** A value of the form's instance, with what the form's model and body say of it. */
export interface XNode {
  readonly item: Item;
  /** `/data/group/question`, or `…/@attribute`. */
  readonly path: string;
  readonly parent: XNode | undefined;
  readonly children: XNode[];
  /** Whether it is an attribute of its parent, and what it holds from the start. */
  readonly attribute?: string;
  /** Bind attributes in order, with names still in `${}`. */
  readonly bind: Readonly<Record<string, Text>>;
  /** Expressions that set the value at an event. */
  readonly sets: readonly XSet[];
}

export interface XSet {
  readonly element: string;
  readonly event: string;
  readonly value?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

const FIRST_LOAD = 'odk-instance-first-load';
const NEW_REPEAT = 'odk-new-repeat';

/** The form's instance as a tree, with the rows that XForms need and authors do not write. */
export function treeOf(form: XlsForm, isDynamic: (item: Item) => boolean): XNode {
  const root = nodeOf(made(0, 'group', form.settings['name'] ?? 'data'), undefined);
  const builder = new TreeBuilder(form, isDynamic);
  builder.fill(root, form.survey);
  builder.addMeta(root);
  return root;
}

const nodeOf = (item: Item, parent: XNode | undefined, sets: readonly XSet[] = []): XNode => ({
  item,
  parent,
  path: `${parent?.path ?? ''}/${item.name}`,
  children: [],
  bind: bindOf(item),
  sets,
});

class TreeBuilder {
  readonly #form: XlsForm;
  readonly #isDynamic: (item: Item) => boolean;
  readonly #audits: Item[] = [];

  constructor(form: XlsForm, isDynamic: (item: Item) => boolean) {
    this.#form = form;
    this.#isDynamic = isDynamic;
  }

  fill(parent: XNode, items: readonly Item[]): void {
    for (const item of withTableList(parent.item, items, this.#form.choices)) {
      if (item.type === 'audit') this.#audits.push(item);
      else this.#add(parent, item);
    }
    const names = namesOf(parent);
    const entity = this.#form.entities.find(
      ({ container }) => container.length > 0 && container.join('/') === names,
    );
    if (entity !== undefined) this.#addEntity(nodeIn(parent, made(0, 'meta', 'meta')), entity);
  }

  addMeta(root: XNode): void {
    const { settings, entities } = this.#form;
    const children: Item[] = [...this.#audits];
    if (!/^(yes|true|true\(\))$/i.test(settings['omit_instanceID'] ?? ''))
      children.push(
        made(0, 'calculate', 'instanceID', {
          bind: { readonly: 'true()', 'jr:preload': settings['instance_id'] ?? 'uid' },
        }),
      );
    const name = settings['instance_name'];
    if (name !== undefined)
      children.push(made(0, 'calculate', 'instanceName', { bind: { calculate: name } }));
    const entity = entities.find(({ container }) => container.length === 0);
    if (entity !== undefined) this.#addEntity(nodeIn(root, made(0, 'meta', 'meta')), entity);
    if (children.length === 0) return;
    const known = root.children.find(({ item }) => item.type === 'meta');
    const meta = known ?? nodeIn(root, made(0, 'meta', 'meta'));
    for (const child of children) nodeIn(meta, child);
  }

  #addEntity(meta: XNode, entity: EntityItem): void {
    const isRepeated = ancestors(meta).some(({ item }) => item.type === 'repeat');
    const node = nodeIn(meta, made(entity.row, 'entity', 'entity'));
    node.children.push(...entityNodes(entity, node, isRepeated));
  }

  #add(parent: XNode, item: Item): void {
    const count = item.type === 'repeat' ? item.control['jr:count'] : undefined;
    if (count !== undefined && onlyReference(count) === undefined)
      nodeIn(
        parent,
        made(item.row, 'calculate', `${item.name}_count`, { bind: { readonly: 'true()', calculate: count } }),
      );
    const written =
      count === undefined || onlyReference(count) !== undefined
        ? item
        : { ...item, control: { ...item.control, 'jr:count': `\${${item.name}_count}` } };
    const node = nodeIn(parent, written, this.#setsOf(item, parent));
    if (item.children !== undefined) this.fill(node, item.children);
  }

  #setsOf(item: Item, parent: XNode): XSet[] {
    if (item.type === 'start-geopoint') return [{ element: 'odk:setgeopoint', event: FIRST_LOAD }];
    if (item.type === 'background-audio')
      return [
        {
          element: 'odk:recordaudio',
          event: 'odk-instance-load',
          attributes: onlyGiven({ 'odk:quality': item.parameters['quality'] }),
        },
      ];
    if (!this.#isDynamic(item)) return [];
    const set = { element: 'setvalue', value: item.default ?? '' };
    const isRepeated = [parent, ...ancestors(parent)].some((node) => node.item.type === 'repeat');
    return [{ ...set, event: FIRST_LOAD }, ...(isRepeated ? [{ ...set, event: NEW_REPEAT }] : [])];
  }
}

export function nodeIn(parent: XNode, item: Item, sets: readonly XSet[] = []): XNode {
  const node = nodeOf(item, parent, sets);
  parent.children.push(node);
  return node;
}

/** From the nearest outwards. */
export function ancestors(node: XNode): XNode[] {
  return node.parent === undefined ? [] : [node.parent, ...ancestors(node.parent)];
}

export function* nodes(node: XNode): Generator<XNode> {
  yield node;
  for (const child of node.children) yield* nodes(child);
}

const namesOf = (node: XNode): string => node.path.split('/').slice(2).join('/');

const onlyGiven = (attributes: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );

/** Parameters that an XForm says in its binds. */
function bindOf({ type, bind, parameters, trigger }: Item): Readonly<Record<string, Text>> {
  const { calculate, ...rest } = bind;
  const own = trigger === undefined ? bind : rest;
  const known: Record<string, string | undefined> = {
    type: type === 'range' && isDecimalRange(parameters) ? 'decimal' : undefined,
    'orx:max-pixels': type === 'image' ? parameters['max-pixels'] : undefined,
    'odk:quality': type === 'audio' ? parameters['quality']?.toLowerCase() : undefined,
    'odk:allow-mock-accuracy': type.startsWith('geo') ? parameters['allow-mock-accuracy'] : undefined,
  };
  const audit =
    type === 'audit' ? Object.entries(parameters).map(([key, value]) => [`odk:${key}`, value]) : [];
  const saved = own['entities:saveto'];
  return {
    ...controlOf(type).bind,
    ...own,
    ...(typeof saved === 'string' ? { 'entities:saveto': saved.split('#').at(-1) ?? '' } : {}),
    ...onlyGiven(known),
    ...Object.fromEntries(audit),
  };
}

/** The label of a table-list group as a note, and the row of labels above its selects. */
function withTableList(parent: Item, items: readonly Item[], choices: XlsForm['choices']): Item[] {
  if (!isTableList(parent)) return [...items];
  const heading: Item[] =
    parent.label === undefined && parent.hint === undefined ? [] : [tableHeading(parent)];
  const first = items.findIndex(({ list }) => list !== undefined);
  return [
    ...heading,
    ...items.flatMap((item, index) => {
      if (item.list === undefined) return [item];
      const select = { ...item, control: { ...item.control, appearance: 'list-nolabel' } };
      return index === first ? [tableLabels(item, choices), select] : [select];
    }),
  ];
}

const tableHeading = ({ row, label, hint }: Item): Item =>
  made(row, 'note', `generated_table_list_label_${row}`, {
    ...(label === undefined ? {} : { label }),
    ...(hint === undefined ? {} : { hint }),
  });

const tableLabels = (
  { row, type, list = '' }: Item,
  _choices: ReadonlyMap<string, readonly ChoiceItem[]>,
): Item =>
  made(row, type, `reserved_name_for_field_list_labels_${row}`, {
    list,
    label: ' ',
    control: { appearance: 'label' },
  });

export const isTableList = ({ control, children }: Item): boolean =>
  children !== undefined && (control['appearance'] ?? '').split(' ').includes('table-list');
