import { toldKey, uuidIn } from '../../domain/entities/actions.ts';
import type { FormDefinition } from '../../domain/form/definition.ts';
import { ok, type Result, trouble } from '../../domain/result.ts';
import { childNamed, elementsIn, parseXml, textIn, type XElement } from '../xlsform/fromXForm/document.ts';
import { type Element, element, writeXml } from '../xlsform/xmlWriter.ts';
import { textOf } from './answerText.ts';
import { entityElements } from './entityElements.ts';
import { type Fields, fieldsOf, isHolder, isRepeat } from './fields.ts';
import {
  detailsIn,
  detailsOf,
  type ExportedResponse,
  type Facts,
  type Instance,
  instanceIdOf,
  jsonIn,
} from './instance.ts';
import { exactAnswers, type Node, treeOf } from './tree.ts';

/** OpenRosa's metadata (https://docs.getodk.org/openrosa-metadata), and what only Dastak knows of a response. */
const NAMESPACES = {
  'xmlns:jr': 'http://openrosa.org/javarosa',
  'xmlns:orx': 'http://openrosa.org/xforms',
  'xmlns:dastak': 'urn:dastak:response',
};

/** One response as an OpenRosa instance: what a phone with ODK Collect would have sent. */
export function writeInstance(
  definition: FormDefinition,
  { id, document, entities = [] }: ExportedResponse,
): string {
  const fields = fieldsOf(definition);
  const nodes = treeOf(fields, document.answers);
  const isAudit = ({ field }: Node): boolean => field.row.type === 'audit';
  const { trail, collector, device, instanceName } = document;
  const told = (name: string, text: string): Element => element(name, {}, [xmlText(text)]);
  const things = entityElements(definition, entities, xmlText);
  const write = (one: Node): Element[] => elementsOf(one, things);
  const details = detailsOf(document, exactAnswers(fields, document.answers, xmlText));
  return writeXml(
    element('data', { ...NAMESPACES, id: definition.form_id, version: definition.version }, [
      ...nodes.filter((node) => !isAudit(node)).flatMap(write),
      element('orx:meta', {}, [
        told('orx:instanceID', instanceIdOf(id)),
        ...(instanceName === undefined ? [] : [told('orx:instanceName', instanceName)]),
        told('orx:timeStart', trail.startedAt),
        told('orx:timeEnd', trail.finalizedAt),
        told('orx:userID', collector),
        told('orx:deviceID', device),
        ...nodes.filter(isAudit).flatMap(write),
        ...(things.get('') ?? []),
        // Only in here can no question have that name.
        element('dastak:details', {}, [ascii(JSON.stringify(details))]),
      ]),
    ]),
  );
}

type Things = ReadonlyMap<string, readonly Element[]>;

function elementsOf({ field, path, nodes, instances, answer }: Node, things: Things): Element[] {
  const { name } = field.row;
  const holder = (at: string, inner: readonly Node[]): Element => {
    const own = things.get(at);
    return element(name, {}, [
      ...inner.flatMap((one) => elementsOf(one, things)),
      ...(own === undefined ? [] : [element('meta', {}, own)]),
    ]);
  };
  if (instances !== undefined) return instances.map((inner, index) => holder(`${path}[${index + 1}]`, inner));
  if (nodes !== undefined) return [holder(path, nodes)];
  return [element(name, {}, [xmlText(textOf(answer))])];
}

/** What XML cannot hold (1.0, 2.2), and line ends as it knows them. */
const xmlText = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\p{Surrogate}]/gu, '\ufffd');

/** JSON in which no sign is left that XML would change. */
const ascii = (json: string): string =>
  json.replace(/[\x7f-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The outermost element of a record; a submission of Briefcase or Aggregate is one as it is. */
export function recordInXml(xml: string): Result<XElement, 'damaged-file'> {
  const root = parseXml(xml);
  return root === undefined ? trouble('damaged-file') : ok(root);
}

export const formOfXml = (root: XElement): { id: string | undefined; version: string | undefined } => ({
  id: root.attributes.get('id'),
  version: root.attributes.get('version'),
});

export function instanceOfXml(root: XElement, fields: Fields): Instance {
  const reading = new Reading(fields);
  const meta = childNamed(root, 'meta');
  reading.take(root, '');
  reading.takeAudit(meta);
  const told = (name: string): string | undefined => {
    const found = childNamed(meta, name);
    return (found && textIn(found).trim()) || undefined;
  };
  const own = childNamed(meta, 'details');
  return {
    instanceId: told('rootUuid') ?? told('instanceID') ?? root.attributes.get('instanceID') ?? '',
    texts: reading.texts,
    counts: reading.counts,
    methods: new Map(),
    entities: Object.fromEntries(reading.entities),
    facts: factsOf(root, told),
    details: own === undefined ? undefined : detailsIn(jsonIn(textIn(own))),
  };
}

function factsOf(root: XElement, told: (name: string) => string | undefined): Facts {
  const { id, version } = formOfXml(root);
  const sentAt = root.attributes.get('submissionDate');
  return {
    formId: id,
    formVersion: version,
    collector: told('userID'),
    device: told('deviceID'),
    instanceName: told('instanceName'),
    startedAt: told('timeStart'),
    finalizedAt: told('timeEnd') ?? sentAt,
  };
}

/** Elements of a record that are no answers. */
const BESIDE: ReadonlySet<string> = new Set(['meta', 'formhub', '__version__']);

class Reading {
  readonly texts = new Map<string, string>();
  readonly counts = new Map<string, number>();
  readonly entities = new Map<string, string>();
  readonly #fields: Fields;

  constructor(fields: Fields) {
    this.#fields = fields;
  }

  take(holder: XElement, prefix: string): void {
    for (const child of elementsIn(holder)) {
      const path = `${prefix}${child.name}`;
      const field = this.#fields.at(path);
      if (field === undefined && child.name === 'meta') this.#takeEntities(child, prefix);
      if (field === undefined && (prefix === '' ? BESIDE.has(child.name) : child.name === 'meta')) continue;
      // Collect keeps an empty instance that repeats are copied from.
      if (child.attributes.has('jr:template')) continue;
      if (field !== undefined && isRepeat(field)) {
        const number = (this.counts.get(path) ?? 0) + 1;
        this.counts.set(path, number);
        this.take(child, `${path}[${number}]/`);
      } else if (field === undefined ? elementsIn(child).length > 0 : isHolder(field)) {
        this.take(child, `${path}/`);
      } else {
        const text = textIn(child);
        if (text !== '') this.texts.set(path, text);
      }
    }
  }

  /** Which things are made here (https://getodk.github.io/xforms-spec/entities). @param prefix of the group or instance */
  #takeEntities(meta: XElement, prefix: string): void {
    for (const entity of elementsIn(meta)) {
      const list = entity.name === 'entity' ? entity.attributes.get('dataset') : undefined;
      const uuid = uuidIn(entity.attributes.get('id') ?? '');
      if (list === undefined || uuid === undefined) continue;
      const key = toldKey(list, prefix.slice(0, prefix.lastIndexOf(']') + 1));
      if (!this.entities.has(key)) this.entities.set(key, uuid);
    }
  }

  /** The log of a response lies among its metadata. */
  takeAudit(meta: XElement | undefined): void {
    const found = childNamed(meta, 'audit');
    const field = this.#fields.top.find(({ row }) => row.type === 'audit');
    if (found !== undefined && field !== undefined && textIn(found) !== '') {
      this.texts.set(field.path, textIn(found));
    }
  }
}
