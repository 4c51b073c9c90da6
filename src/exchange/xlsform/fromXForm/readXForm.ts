import { given } from '../cells.ts';
import type { EntityItem, Item, Plain, Text, Texts, XlsForm } from '../form.ts';
import { made } from '../item.ts';
import {
  attribute,
  childNamed,
  childrenNamed,
  elementsIn,
  parseXml,
  textIn,
  type XElement,
} from './document.ts';
import { type Known, withNames } from './expressions.ts';
import { Lists } from './lists.ts';
import { itextId, labelOf, Translations } from './texts.ts';
import { typeOf } from './types.ts';

/**
 * Reads an ODK XForm as the XLSForm that would make it (the way of `xform/writeXForm.ts` back). Only what XLSForm can
 * say comes through; the result is checked as any other form, as the workbook that `toSheets` makes of it.
 * @returns undefined if the document is no XForm
 */
export function readXForm(xml: string): XlsForm | undefined {
  const html = parseXml(xml);
  const head = childNamed(html, 'head');
  const model = childNamed(head, 'model');
  const body = childNamed(html, 'body');
  const instances = model === undefined ? [] : childrenNamed(model, 'instance');
  const root = instances[0] === undefined ? undefined : elementsIn(instances[0])[0];
  if (html === undefined || model === undefined || body === undefined || root === undefined) return undefined;
  return new XFormReader(model, body, root, instances.slice(1)).read(childNamed(head, 'title'));
}

/** A `setvalue` or the like, with the control in which it stands. */
interface Set_ {
  readonly action: string;
  readonly event: string;
  readonly value: string | undefined;
  readonly trigger: string | undefined;
}

class XFormReader {
  readonly #model: XElement;
  readonly #body: XElement;
  readonly #root: XElement;
  readonly #rootPath: string;
  readonly #binds = new Map<string, ReadonlyMap<string, string>>();
  readonly #controls = new Map<string, XElement>();
  readonly #repeats = new Map<string, XElement>();
  readonly #sets = new Map<string, Set_[]>();
  readonly #texts: Translations;
  readonly #lists: Lists;
  readonly #known: Known;
  readonly #settings: Record<string, string> = {};
  readonly #entities: EntityItem[] = [];
  readonly #usedFiles = new Set<string>();

  constructor(model: XElement, body: XElement, root: XElement, instances: readonly XElement[]) {
    this.#model = model;
    this.#body = body;
    this.#root = root;
    this.#rootPath = `/${root.name}`;
    this.#known = knownIn(root);
    for (const bind of childrenNamed(model, 'bind'))
      this.#binds.set(attribute(bind, 'nodeset') ?? '', bind.attributes);
    this.#texts = new Translations(childNamed(model, 'itext'), this.#known);
    this.#lists = new Lists(instances, this.#texts, this.#known);
    this.#findSets(model, undefined);
    this.#findControls(body);
  }

  read(title: XElement | undefined): XlsForm {
    const { attributes } = this.#root;
    const survey = this.#withEntities(this.#items(this.#root, this.#rootPath), []);
    const submission = childNamed(this.#model, 'submission')?.attributes;
    const settings = {
      name: this.#root.name,
      ...given({
        title: title && textIn(title).trim(),
        id_string: attributes.get('id'),
        version: attributes.get('version'),
        default_language: this.#texts.defaultLanguage === 'default' ? undefined : this.#texts.defaultLanguage,
        style: attribute(this.#body, 'class'),
        submission_url: submission?.get('action'),
        public_key: submission?.get('base64RsaPublicKey'),
        auto_send: submission?.get('orx:auto-send'),
        auto_delete: submission?.get('orx:auto-delete'),
      }),
      ...this.#settings,
    };
    const externals = this.#lists
      .externalsWithout(this.#usedFiles)
      .map(({ name, type }) => made(0, type, name));
    return {
      settings,
      survey: [...externals, ...survey],
      choices: this.#lists.choices,
      externalChoices: new Map(),
      osm: new Map(),
      entities: this.#entities,
    };
  }

  /** With several entities a property names its list: that of the nearest container that has one. */
  #withEntities(items: readonly Item[], container: readonly string[]): Item[] {
    if (this.#entities.length < 2) return [...items];
    const nearest = this.#entities
      .filter((entity) => entity.container.every((name, index) => container[index] === name))
      .sort((one, other) => other.container.length - one.container.length)[0];
    return items.map((item) => {
      const saved = item.bind['entities:saveto'];
      const bind =
        typeof saved === 'string'
          ? { ...item.bind, 'entities:saveto': `${nearest?.dataset}#${saved}` }
          : item.bind;
      const { children } = item;
      return {
        ...item,
        bind,
        ...(children === undefined
          ? {}
          : { children: this.#withEntities(children, [...container, item.name]) }),
      };
    });
  }

  #findSets(within: XElement, trigger: string | undefined): void {
    for (const child of childrenNamed(within, 'setvalue', 'setgeopoint', 'recordaudio')) {
      const path = attribute(child, 'ref') ?? '';
      const known = this.#sets.get(path) ?? [];
      const [event = '', value] = [attribute(child, 'event'), attribute(child, 'value')];
      this.#sets.set(path, [...known, { action: child.name, event, value, trigger }]);
    }
  }

  #findControls(within: XElement): void {
    for (const child of elementsIn(within)) {
      const path = attribute(child, 'ref') ?? attribute(child, 'nodeset') ?? '';
      if (child.name === 'repeat') this.#repeats.set(path, child);
      else if (path !== '' && child.name !== 'label' && child.name !== 'hint')
        this.#controls.set(path, child);
      this.#findSets(child, this.#known.nameAt(path));
      if (child.name === 'group' || child.name === 'repeat') this.#findControls(child);
    }
  }

  #items(node: XElement, path: string): Item[] {
    const seen = new Set<string>();
    return elementsIn(node).flatMap((child) => {
      // A repeat stands twice: its template, and its first instance.
      if (seen.has(child.name)) return [];
      seen.add(child.name);
      const childPath = `${path}/${child.name}`;
      if (child.name === 'meta' && !this.#controls.has(childPath)) return this.#meta(child, childPath);
      return [this.#item(child, childPath)];
    });
  }

  #item(node: XElement, path: string): Item {
    const control = this.#controls.get(path);
    const isContainer = this.#repeats.has(path) || control?.name === 'group' || elementsIn(node).length > 0;
    return isContainer ? this.#container(node, path) : this.#question(node, path, control);
  }

  #container(node: XElement, path: string): Item {
    const repeat = this.#repeats.get(path);
    const group = this.#controls.get(path);
    const attributes = (repeat ?? group)?.attributes ?? new Map<string, string>();
    return {
      ...made(0, repeat === undefined ? 'group' : 'repeat', node.name),
      ...this.#words(group, path),
      bind: this.#bindOf(path),
      control: this.#controlOf(attributes, path),
      instance: instanceAttributes(node),
      children: this.#items(node, path),
    };
  }

  #question(node: XElement, path: string, control: XElement | undefined): Item {
    const bind = this.#binds.get(path) ?? new Map<string, string>();
    const sets = this.#sets.get(path) ?? [];
    const triggered = sets.filter(({ trigger }) => trigger !== undefined);
    const atStart = sets.find(({ trigger, action }) => trigger === undefined && action === 'setvalue');
    const isPlace = triggered.some(({ action }) => action === 'setgeopoint');
    const type = isPlace
      ? 'background-geopoint'
      : typeOf(
          bind,
          control,
          sets.map(({ action }) => action),
        );
    const source =
      control !== undefined && LISTED.has(type) ? this.#lists.sourceOf(control, node.name, path) : undefined;
    if (source !== undefined) this.#usedFiles.add(source.list);
    const labels =
      control !== undefined && LABELLED[type] !== undefined && childNamed(control, 'itemset') !== undefined;
    const labelList = labels
      ? { [LABELLED[type] ?? '']: this.#lists.sourceOf(control, node.name, path).list }
      : {};
    const set = triggered[0]?.value;
    const initial =
      atStart?.value ??
      textIn(node)
        .trim()
        .replace(/^jr:\/\/images\//, '');
    const { parameters, control: attributes } = this.#parametersOf(type, control, path, bind);
    return {
      ...made(0, type, node.name),
      ...this.#words(control, path),
      bind: {
        ...this.#bindOf(path, type),
        ...(set === undefined || isPlace ? {} : { calculate: withNames(set, path, this.#known) }),
      },
      control: attributes,
      instance: instanceAttributes(node),
      parameters: { ...parameters, ...source?.parameters, ...labelList },
      ...given({
        default: initial === '' ? undefined : withNames(initial, path, this.#known),
        choice_filter: source?.choice_filter,
        list: source?.list,
        trigger: triggered.length === 0 ? undefined : triggered.flatMap(({ trigger }) => trigger ?? []),
      }),
    };
  }

  #words(control: XElement | undefined, path: string): Partial<Item> & { media: Texts } {
    const hint = childNamed(control, 'hint');
    return {
      media: this.#texts.mediaOf(`${path}:label`),
      ...given({
        label: this.#texts.of(labelOf(control), path),
        hint: this.#texts.of(hint, path),
        guidance_hint: this.#texts.of(hint, path, 'guidance'),
      }),
    };
  }

  #bindOf(path: string, type = ''): Record<string, Text> {
    const found: Record<string, Text> = {};
    for (const [key, value] of this.#binds.get(path) ?? []) {
      const isImplied = IMPLIED.has(key) || (key === 'readonly' && type === 'note') || key.startsWith('odk:');
      if (isImplied || key === 'orx:max-pixels') continue;
      const id = itextId(value);
      found[key] = id === undefined ? withNames(value, path, this.#known) : (this.#texts.byId(id) ?? '');
    }
    return found;
  }

  #controlOf(attributes: ReadonlyMap<string, string>, path: string): Record<string, string> {
    return Object.fromEntries(
      [...attributes].flatMap(([key, value]) =>
        STRUCTURE.has(key) ? [] : [[key, withNames(value, path, this.#known)]],
      ),
    );
  }

  #parametersOf(
    type: string,
    control: XElement | undefined,
    path: string,
    bind: ReadonlyMap<string, string>,
  ) {
    const attributes = this.#controlOf(control?.attributes ?? new Map(), path);
    const parameters: Record<string, string> = {};
    const take = (
      from: Record<string, string> | ReadonlyMap<string, string>,
      key: string,
      name: string,
    ): void => {
      const value = from instanceof Map ? from.get(key) : (from as Record<string, string>)[key];
      if (value === undefined) return;
      parameters[name] = value;
      if (!(from instanceof Map)) delete (from as Record<string, string>)[key];
    };
    for (const [key, name] of ATTRIBUTE_PARAMETERS[type] ?? []) take(attributes, key, name);
    for (const [key, name] of BIND_PARAMETERS[type] ?? []) take(bind, key, name);
    return { parameters, control: attributes };
  }

  /** What forms know of themselves: becomes settings, and the audit row. */
  #meta(meta: XElement, path: string): Item[] {
    for (const child of elementsIn(meta)) {
      const bind = this.#binds.get(`${path}/${child.name}`);
      const calculate = bind?.get('calculate');
      if (child.name === 'instanceName' && calculate !== undefined)
        this.#settings['instance_name'] = withNames(calculate, path, this.#known);
      if (child.name === 'entity') this.#entities.push(this.#entity(child, `${path}/entity`));
    }
    const audit = childNamed(meta, 'audit');
    if (audit === undefined) return [];
    const bind = this.#binds.get(`${path}/audit`) ?? new Map<string, string>();
    const parameters = [...bind].flatMap(([key, value]) =>
      key.startsWith('odk:') ? [[key.slice(4), value]] : [],
    );
    return [{ ...made(0, 'audit', 'audit'), parameters: Object.fromEntries(parameters) }];
  }

  #entity(entity: XElement, path: string): EntityItem {
    const said = (part: string): string | undefined => {
      const calculate = this.#binds.get(`${path}/${part}`)?.get('calculate');
      return calculate === undefined ? undefined : withNames(calculate, `${path}/${part}`, this.#known);
    };
    return {
      row: 0,
      dataset: attribute(entity, 'dataset') ?? '',
      ...given({
        label: said('label'),
        entity_id: said('@id'),
        create_if: said('@create'),
        update_if: said('@update'),
      }),
      container: path.split('/').slice(2, -2),
    };
  }
}

const LISTED = new Set(['select_one', 'select_multiple', 'rank']);
/** Types whose list is a parameter. */
const LABELLED: Readonly<Record<string, string>> = {
  range: 'tick_labelset',
  geopoint: 'reference-geometry',
  geotrace: 'reference-geometry',
  geoshape: 'reference-geometry',
};
/** What a bind says that a type, a parameter or the reader itself says already. */
const IMPLIED = new Set(['nodeset', 'type', 'jr:preload', 'jr:preloadParams']);
const STRUCTURE = new Set(['ref', 'nodeset', 'mediatype', 'query']);

type Pairs = readonly (readonly [key: string, name: string])[];
const ATTRIBUTE_PARAMETERS: Readonly<Record<string, Pairs>> = {
  text: [['rows', 'rows']],
  image: [['intent', 'app']],
  geopoint: [
    ['accuracyThreshold', 'capture-accuracy'],
    ['unacceptableAccuracyThreshold', 'warning-accuracy'],
  ],
  geotrace: [['incremental', 'incremental']],
  geoshape: [['incremental', 'incremental']],
  range: [
    ['start', 'start'],
    ['end', 'end'],
    ['step', 'step'],
    ['odk:tick-interval', 'tick_interval'],
    ['odk:placeholder', 'placeholder'],
  ],
};
const MOCK: Pairs = [['odk:allow-mock-accuracy', 'allow-mock-accuracy']];
const BIND_PARAMETERS: Readonly<Record<string, Pairs>> = {
  image: [['orx:max-pixels', 'max-pixels']],
  audio: [['odk:quality', 'quality']],
  geopoint: MOCK,
  geotrace: MOCK,
  geoshape: MOCK,
};

const instanceAttributes = ({ attributes }: XElement): Plain =>
  Object.fromEntries(
    [...attributes].filter(
      ([key]) => key !== 'jr:template' && key !== 'template' && !key.startsWith('xmlns'),
    ),
  );

/** The values of an instance by path; names that stand twice mean nothing. */
function knownIn(root: XElement): Known {
  const names = new Map<string, string>();
  const counts = new Map<string, Set<string>>();
  const add = (element: XElement, path: string): void => {
    names.set(path, element.name);
    counts.set(element.name, (counts.get(element.name) ?? new Set()).add(path));
    for (const child of elementsIn(element)) add(child, `${path}/${child.name}`);
  };
  for (const child of elementsIn(root)) add(child, `/${root.name}/${child.name}`);
  return {
    nameAt: (path) => {
      const name = names.get(path);
      return name !== undefined && counts.get(name)?.size === 1 ? name : undefined;
    },
  };
}
