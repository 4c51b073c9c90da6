import { type Item, type XlsForm, yesNo } from '../form.ts';
import { instancesOf } from '../instances.ts';
import { hasDynamicDefault } from '../survey.ts';
import { type Element, element, writeXml } from '../xmlWriter.ts';
import { Body } from './body.ts';
import { itextOf, listNeedsItext, messageNeedsItext } from './itext.ts';
import { Paths } from './paths.ts';
import { nodes, treeOf, type XNode } from './tree.ts';

const NAMESPACES: Readonly<Record<string, string>> = {
  xmlns: 'http://www.w3.org/2002/xforms',
  'xmlns:h': 'http://www.w3.org/1999/xhtml',
  'xmlns:ev': 'http://www.w3.org/2001/xml-events',
  'xmlns:xsd': 'http://www.w3.org/2001/XMLSchema',
  'xmlns:jr': 'http://openrosa.org/javarosa',
  'xmlns:orx': 'http://openrosa.org/xforms',
  'xmlns:odk': 'http://www.opendatakit.org/xforms',
};
const ENTITIES = { 'xmlns:entities': 'http://www.opendatakit.org/xforms/entities' };

/** Writes a form as an ODK XForm (https://getodk.github.io/xforms-spec), as pyxform 4.5 does. */
export const writeXForm = (form: XlsForm): string => writeXml(new XFormWriter(form).write());

class XFormWriter {
  readonly #form: XlsForm;
  readonly #root: XNode;
  readonly #paths: Paths;
  readonly #body: Body;

  constructor(form: XlsForm) {
    this.#form = form;
    this.#root = treeOf(form, hasDynamicDefault);
    this.#paths = new Paths(this.#root);
    this.#body = new Body(form, this.#root, this.#paths);
  }

  write(): Element {
    const { settings, entities } = this.#form;
    const title = settings['title'] ?? settings['id_string'] ?? 'data';
    const namespaces = {
      ...NAMESPACES,
      ...ownNamespaces(settings['namespaces'] ?? ''),
      ...(entities.length > 0 ? ENTITIES : {}),
    };
    return declared(
      element('h:html', namespaces, [
        element('h:head', {}, [element('h:title', {}, [title]), this.#model()]),
        this.#body.write(),
      ]),
      new Set(['xmlns', ...Object.keys(namespaces).map((name) => name.slice('xmlns:'.length))]),
    );
  }

  #model(): Element {
    const { entities } = this.#form;
    const isInRepeat = entities.some(({ container }) =>
      container.some((name) => this.#paths.find(name)?.item.type === 'repeat'),
    );
    const version = entities.length > 1 || isInRepeat ? '2025.1.0' : '2024.1.0';
    const itext = itextOf(this.#form, this.#root, this.#paths);
    return element(
      'model',
      {
        'odk:xforms-version': '1.0.0',
        'entities:entities-version': entities.length > 0 ? version : undefined,
      },
      [
        ...this.#submission(),
        ...(itext === undefined ? [] : [itext]),
        element('instance', {}, [this.#primary()]),
        ...this.#secondary(),
        ...[...nodes(this.#root)]
          .slice(1)
          .flatMap((node) => [...this.#bind(node), ...this.#body.sets(node, false)]),
      ],
    );
  }

  #submission(): Element[] {
    const { settings } = this.#form;
    const url = settings['submission_url'];
    const attributes = {
      action: url,
      method: url === undefined ? undefined : 'post',
      base64RsaPublicKey: settings['public_key'],
      'orx:auto-send': settings['auto_send'],
      'orx:auto-delete': settings['auto_delete'],
      'odk:client-editable': yesNo(settings['client_editable'] ?? '') ? 'true' : undefined,
    };
    return Object.values(attributes).some((value) => value !== undefined)
      ? [element('submission', attributes)]
      : [];
  }

  #primary(): Element {
    const { settings } = this.#form;
    const own = Object.entries(settings).flatMap(([key, text]) =>
      key.startsWith('attribute::') ? [[key.slice(11), text]] : [],
    );
    const { name, attributes, children } = this.#instance(this.#root, false);
    return element(
      name,
      {
        ...Object.fromEntries(own),
        ...attributes,
        id: settings['id_string'] ?? 'data',
        xmlns: settings['instance_xmlns'],
        version: settings['version'],
        'odk:prefix': settings['prefix'],
        'odk:delimiter': settings['delimiter'],
      },
      children,
    );
  }

  /** @param hasTemplate whether the repeats in it have their template already */
  #instance(node: XNode, hasTemplate: boolean): Element {
    const { item } = node;
    const attributes: Record<string, string> = {};
    for (const [key, text] of Object.entries(item.instance))
      attributes[key] = this.#paths.expression(text, node);
    for (const child of node.children)
      if (child.attribute !== undefined) attributes[child.item.name] = child.attribute;
    const children = node.children.flatMap((child) => {
      if (
        child.attribute !== undefined ||
        (child.item.type.endsWith('-external') &&
          child.item.children === undefined &&
          child.item.list === undefined)
      )
        return [];
      if (child.item.type !== 'repeat' || hasTemplate) return [this.#instance(child, hasTemplate)];
      return [this.#template(child), this.#instance(child, true)];
    });
    return element(item.name, attributes, children.length > 0 ? children : [staticDefault(item)]);
  }

  #template(node: XNode): Element {
    const children = node.children.flatMap((child) => {
      if (child.attribute !== undefined) return [];
      return [child.item.type === 'repeat' ? this.#template(child) : this.#instance(child, false)];
    });
    return element(node.item.name, { 'jr:template': '' }, children);
  }

  #secondary(): Element[] {
    const seen = new Set<string>();
    return [...instancesOf(this.#form)].flatMap(({ name, src }) => {
      if (seen.has(name)) return [];
      seen.add(name);
      return [src === undefined ? this.#list(name) : element('instance', { id: name, src })];
    });
  }

  #list(name: string): Element {
    const list = this.#form.choices.get(name) ?? [];
    const isTranslated = listNeedsItext(list);
    const items = list.map((choice, index) =>
      element('item', {}, [
        ...(isTranslated ? [element('itextId', {}, [`${name}-${index}`])] : []),
        element('name', {}, [choice.name]),
        ...(!isTranslated && typeof choice.label === 'string' ? [element('label', {}, [choice.label])] : []),
        ...Object.entries(choice.extra).map(([column, text]) => element(column, {}, [text])),
      ]),
    );
    return element('instance', { id: name }, [element('root', {}, items)]);
  }

  #bind(node: XNode): Element[] {
    const attributes = Object.entries(node.bind).map(([key, text]) => {
      if (messageNeedsItext(key, text) || typeof text !== 'string')
        return [key, `jr:itext('${node.path}:${key}')`];
      return [key, this.#paths.expression(CONVERTED.has(key) ? converted(text) : text, node)];
    });
    return attributes.length === 0
      ? []
      : [element('bind', { nodeset: node.path, ...Object.fromEntries(attributes) })];
  }
}

/** A form whose authors use a prefix that they declare nowhere stays readable XML: the colon becomes a hyphen. */
function declared({ name, attributes, children }: Element, prefixes: ReadonlySet<string>): Element {
  const known = (key: string): string => {
    const cut = key.indexOf(':');
    return cut < 0 || prefixes.has(key.slice(0, cut)) ? key : key.replaceAll(':', '-');
  };
  return element(
    known(name),
    Object.fromEntries(Object.entries(attributes).map(([key, value]) => [known(key), value])),
    children.map((child) => (typeof child === 'string' ? child : declared(child, prefixes))),
  );
}

const CONVERTED = new Set(['readonly', 'required', 'relevant', 'constraint', 'calculate']);

function converted(text: string): string {
  const answer = yesNo(text);
  return answer === undefined ? text : `${answer}()`;
}

function staticDefault(item: Item): string {
  const { type, default: text = '' } = item;
  if (text === '' || hasDynamicDefault(item)) return '';
  return type === 'image' && !text.includes('jr://images/') ? `jr://images/${text}` : text;
}

/** `prefix="uri"` pairs; a prefix that the form has already keeps its meaning. */
function ownNamespaces(text: string): Record<string, string> {
  const pairs = text
    .trim()
    .split(/\s+/)
    .map((one) => one.split('='));
  return Object.fromEntries(
    pairs.flatMap(([prefix = '', uri, ...more]) =>
      prefix === '' || uri === undefined || more.length > 0 || NAMESPACES[`xmlns:${prefix}`] !== undefined
        ? []
        : [[`xmlns:${prefix}`, uri.replace(/["']/g, '')]],
    ),
  );
}
