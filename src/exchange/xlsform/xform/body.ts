import { fileType, type Item, type XlsForm } from '../form.ts';
import { usesSearch } from '../instances.ts';
import { onlyReference, referencesIn } from '../names.ts';
import { RANGE_DEFAULTS } from '../parameters.ts';
import { isHiddenCalculation } from '../references.ts';
import { type Element, element } from '../xmlWriter.ts';
import { controlOf } from './controls.ts';
import { listNeedsItext, needsItext, withOutputs } from './itext.ts';
import type { Paths } from './paths.ts';
import { isTableList, nodes, type XNode } from './tree.ts';

/** The form's questions as they are shown. */
export class Body {
  readonly #form: XlsForm;
  readonly #paths: Paths;
  readonly #root: XNode;
  /** Nodes that are set when a question is answered, by the question's name. */
  readonly #triggeredBy = new Map<string, XNode[]>();

  constructor(form: XlsForm, root: XNode, paths: Paths) {
    this.#form = form;
    this.#root = root;
    this.#paths = paths;
    for (const node of nodes(root)) {
      const triggers = node.item.children === undefined ? (node.item.trigger ?? []) : [];
      for (const name of triggers)
        this.#triggeredBy.set(name, [...(this.#triggeredBy.get(name) ?? []), node]);
    }
  }

  write(): Element {
    return element('h:body', { class: this.#form.settings['style'] }, this.#children(this.#root));
  }

  #children(node: XNode): Element[] {
    return node.children.flatMap((child) => {
      const { type } = child.item;
      if (type === 'group') return [this.#group(child)];
      if (type === 'repeat') return [this.#repeat(child)];
      return this.#question(child);
    });
  }

  #group(node: XNode): Element {
    const { item } = node;
    const label = item.label === undefined || isTableList(item) ? [] : [this.#label(node)];
    return element('group', { ...this.#attributes(node), ref: node.path }, [
      ...label,
      ...this.#children(node),
    ]);
  }

  #repeat(node: XNode): Element {
    const sets = [...nodes(node)]
      .filter((one) => nearestRepeat(one) === node)
      .flatMap((one) => this.sets(one, true));
    const repeat = element('repeat', { nodeset: node.path, ...this.#attributes(node) }, [
      ...this.#children(node),
      ...sets,
    ]);
    return element('group', { ref: node.path }, [this.#label(node), repeat]);
  }

  /** Elements that set a value at an event: those of new repeats stand in the repeat, others in the model. */
  sets(node: XNode, isInRepeat: boolean): Element[] {
    return node.sets
      .filter(({ event }) => (event === 'odk-new-repeat') === isInRepeat)
      .map(({ element: name, event, value, attributes }) =>
        element(name, {
          ref: node.path,
          event,
          value: value === undefined ? undefined : this.#paths.expression(value, node),
          ...attributes,
        }),
      );
  }

  #question(node: XNode): Element[] {
    const { item } = node;
    const { tag, attributes } = controlOf(item.type);
    if (tag === '' || isHiddenCalculation(item)) return [];
    const query = item.type === 'select_one_external' ? this.#query(node) : undefined;
    return [
      element(
        tag,
        { ref: node.path, ...attributes, ...this.#attributes(node), ...parameterAttributes(item), query },
        [this.#label(node), ...this.#hint(node), ...this.#choices(node), ...this.#triggered(item)],
      ),
    ];
  }

  #attributes(node: XNode): Record<string, string> {
    const { control } = node.item;
    const written: Record<string, string> = {};
    for (const [key, text] of Object.entries(control)) written[key] = this.#paths.expression(text, node);
    if (isTableList(node.item))
      written['appearance'] = [
        'field-list',
        ...(control['appearance'] ?? '').split(' ').filter((word) => word !== 'table-list'),
      ].join(' ');
    return written;
  }

  #label(node: XNode): Element {
    const { label, media } = node.item;
    if (needsItext(label, media)) return element('label', { ref: `jr:itext('${node.path}:label')` });
    return element(
      'label',
      {},
      withOutputs(typeof label === 'string' && !isTableList(node.item) ? label : '', node, this.#paths),
    );
  }

  #hint(node: XNode): Element[] {
    const { hint, guidance_hint: guidance } = node.item;
    if (typeof hint === 'object' || guidance !== undefined)
      return [element('hint', { ref: `jr:itext('${node.path}:hint')` })];
    return hint === undefined ? [] : [element('hint', {}, withOutputs(hint, node, this.#paths))];
  }

  #query(node: XNode): string {
    const { list = '', choice_filter: filter } = node.item;
    const predicate =
      filter === undefined ? '' : `[${this.#paths.expression(filter, node, { isInPredicate: true })}]`;
    return `instance('${list}')/root/item${predicate}`;
  }

  #choices(node: XNode): Element[] {
    const { item } = node;
    if (item.type === 'osm') return this.#tags(item);
    const list =
      item.type === 'range'
        ? item.parameters['tick_labelset']
        : item.type.startsWith('geo')
          ? item.parameters['reference-geometry']
          : item.list;
    if (list === undefined || item.type === 'select_one_external') return [];
    if (usesSearch(item)) return this.#items(list);
    const { nodeset, value, label } = this.#itemset(node, list);
    const rows = [element('value', { ref: value }), element('label', { ref: label })];
    return [
      element(
        'itemset',
        { nodeset: randomized(nodeset, item, (seed) => this.#paths.expression(seed, node).trim()) },
        rows,
      ),
    ];
  }

  #itemset(node: XNode, list: string): { nodeset: string; value: string; label: string } {
    const { item } = node;
    const other = onlyReference(list);
    if (other !== undefined) return this.#fromAnswers(node, list);
    const extension = fileType(list);
    const file = extension === undefined ? list : list.slice(0, -extension.length - 1);
    const isGeojson = extension === 'geojson';
    const choices = this.#form.choices.get(list);
    const label =
      choices !== undefined && listNeedsItext(choices)
        ? 'jr:itext(itextId)'
        : (item.parameters['label'] ?? (isGeojson ? 'title' : 'label'));
    const predicate =
      item.choice_filter === undefined
        ? ''
        : `[${this.#paths.expression(item.choice_filter, node, { isInPredicate: true })}]`;
    return {
      nodeset: `instance('${file}')/root/item${predicate}`,
      value: item.parameters['value'] ?? (isGeojson ? 'id' : 'name'),
      label,
    };
  }

  /** Choices that are answers to a question of a repeat. */
  #fromAnswers(node: XNode, list: string): { nodeset: string; value: string; label: string } {
    const [reference] = referencesIn(list);
    const path = reference === undefined ? '' : this.#paths.path(reference, node, { isByRepeat: true });
    const cut = path.lastIndexOf('/');
    const [nodeset, name] = [path.slice(0, cut), path.slice(cut + 1)];
    const { choice_filter: filter } = node.item;
    const written =
      filter === undefined
        ? `./${name} != ''`
        : this.#paths.expression(filter, node, { isInPredicate: true, isByRepeat: true });
    const predicate =
      filter === undefined
        ? written
        : written.replaceAll(`current()/${nodeset}`, '.').replaceAll(nodeset, '.');
    return { nodeset: `${nodeset}[${predicate}]`, value: name, label: name };
  }

  #items(list: string): Element[] {
    const choices = this.#form.choices.get(list) ?? [];
    const isTranslated = listNeedsItext(choices);
    return choices.map(({ name, label }, index) =>
      element('item', {}, [
        isTranslated
          ? element('label', { ref: `jr:itext('${list}-${index}')` })
          : element('label', {}, [typeof label === 'string' ? label : '']),
        element('value', {}, [name]),
      ]),
    );
  }

  #tags({ list = '' }: Item): Element[] {
    const words = (label: unknown): string => (typeof label === 'string' ? label : '');
    return (this.#form.osm.get(list) ?? []).map(({ name, label }) =>
      element('tag', { key: name }, [
        element('label', {}, [words(label)]),
        ...(this.#form.osm.get(name) ?? []).map((choice) =>
          element('item', {}, [
            element('label', {}, [words(choice.label)]),
            element('value', {}, [choice.name]),
          ]),
        ),
      ]),
    );
  }

  /** What changes when this question is answered. */
  #triggered(item: Item): Element[] {
    const found = this.#triggeredBy.get(item.name) ?? [];
    const by = this.#paths.find(item.name);
    const write = ({ path, item: { type, bind } }: XNode): Element => {
      const { calculate } = bind;
      return element(type === 'background-geopoint' ? 'odk:setgeopoint' : 'setvalue', {
        ref: path,
        event: 'xforms-value-changed',
        value: typeof calculate === 'string' ? this.#paths.expression(calculate, by) : undefined,
      });
    };
    const isPlace = ({ item: { type } }: XNode): boolean => type === 'background-geopoint';
    return [...found.filter((one) => !isPlace(one)), ...found.filter(isPlace)].map(write);
  }
}

const nearestRepeat = (node: XNode): XNode | undefined => {
  let around = node.parent;
  while (around !== undefined && around.item.type !== 'repeat') around = around.parent;
  return around;
};

function randomized(nodeset: string, { parameters }: Item, write: (seed: string) => string): string {
  if (parameters['randomize']?.toLowerCase() !== 'true') return nodeset;
  const { seed } = parameters;
  return `randomize(${nodeset}${seed === undefined ? '' : `, ${write(seed)}`})`;
}

/** Parameters that an XForm says on the question's element. */
function parameterAttributes({ type, parameters, control }: Item): Record<string, string | undefined> {
  switch (type) {
    case 'text':
      return { rows: parameters['rows'] ?? control['rows'] };
    case 'image':
      return {
        intent: ['annotate', undefined].includes(control['appearance'])
          ? (parameters['app'] ?? control['intent'])
          : control['intent'],
      };
    case 'geopoint':
      return {
        accuracyThreshold: parameters['capture-accuracy'],
        unacceptableAccuracyThreshold: parameters['warning-accuracy'],
      };
    case 'geotrace':
    case 'geoshape':
      return { incremental: parameters['incremental'] === undefined ? undefined : 'true' };
    case 'range': {
      const { tick_interval, placeholder, tick_labelset, ...scale } = parameters;
      return {
        ...RANGE_DEFAULTS,
        ...scale,
        'odk:tick-interval': tick_interval,
        'odk:placeholder': placeholder,
      };
    }
    default:
      return {};
  }
}
