import { type ChoiceItem, fileType, type Text } from '../form.ts';
import { attribute, childNamed, childrenNamed, textIn, type XElement } from './document.ts';
import { type Known, resolved, withNames } from './expressions.ts';
import { rowsOf, type Translations } from './texts.ts';

/** Where a select takes its choices from, in an XLSForm's words. */
export interface Source {
  readonly list: string;
  readonly choice_filter?: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const NODESET =
  /^(randomize\()?\s*instance\('([^']+)'\)\/root\/item(?:\[([\s\S]*)\])?\s*(?:,\s*([^)]*?)\s*)?\)?$/;
const CURRENT = 'current()/';
const ANSWERS = /^(?:randomize\()?\s*([^[]+?)\[([\s\S]*)\]/;

/** The lists of a form: its tables in the model, and those that stand with a question. */
export class Lists {
  readonly choices = new Map<string, ChoiceItem[]>();
  readonly #files = new Map<string, string>();
  readonly #texts: Translations;
  readonly #known: Known;

  constructor(instances: readonly XElement[], texts: Translations, known: Known) {
    this.#texts = texts;
    this.#known = known;
    for (const instance of instances) {
      const id = attribute(instance, 'id') ?? '';
      const src = attribute(instance, 'src');
      const root = childNamed(instance, 'root');
      if (src !== undefined) this.#files.set(id, src.slice(src.lastIndexOf('/') + 1));
      else if (root !== undefined)
        this.choices.set(
          id,
          rowsOf(root).map((row) => this.#choice(row)),
        );
    }
  }

  #choice({ itextId, name = '', label, ...extra }: Record<string, string>): ChoiceItem {
    const text: Text | undefined = itextId === undefined ? label : this.#texts.byId(itextId);
    return {
      row: 0,
      name,
      ...(text === undefined ? {} : { label: text }),
      media: itextId === undefined ? {} : this.#texts.mediaOf(itextId),
      extra,
    };
  }

  /** Tables beside the form that no question uses: they become rows of their own. */
  externalsWithout(used: ReadonlySet<string>): { name: string; type: string }[] {
    return [...this.#files].flatMap(([name, file]) => {
      const extension = fileType(file);
      const isOwn = extension === 'csv' || extension === 'xml';
      return isOwn && !used.has(file) ? [{ name, type: `${extension}-external` }] : [];
    });
  }

  /** @param path of the question */
  sourceOf(control: XElement, name: string, path: string): Source {
    const itemset = childNamed(control, 'itemset');
    if (itemset === undefined) return { list: this.#inline(control, name), parameters: {} };
    const nodeset = attribute(itemset, 'nodeset') ?? '';
    const [, randomize, id = '', filter, seed] = NODESET.exec(nodeset) ?? [];
    if (id === '') return this.#fromAnswers(nodeset, itemset, path);
    const file = this.#files.get(id);
    const columns = file === undefined ? {} : columnsOf(itemset, file);
    return {
      list: file ?? id,
      ...(filter === undefined ? {} : { choice_filter: withNames(filter, path, this.#known) }),
      parameters: {
        ...columns,
        ...(randomize === undefined ? {} : { randomize: 'true' }),
        ...(randomize === undefined || seed === undefined
          ? {}
          : { seed: withNames(seed, path, this.#known) }),
      },
    };
  }

  #fromAnswers(nodeset: string, itemset: XElement, path: string): Source {
    const [, of = nodeset, filter = ''] = ANSWERS.exec(nodeset) ?? [];
    const value = attribute(childNamed(itemset, 'value') ?? itemset, 'ref') ?? '';
    const name = this.#known.nameAt(resolved(`${of}/${value}`, path)) ?? value;
    const isPlain = filter.replaceAll(' ', '') === `./${value}!=''`;
    const within = filter.replaceAll(/(?<![./])\.\/([\w.-]+)/g, `${of}/$1`);
    return {
      list: `\${${name}}`,
      ...(isPlain || filter === '' ? {} : { choice_filter: this.#filter(within, of, path) }),
      parameters: {},
    };
  }

  /** A name of the repeat is that of each instance: of the one that asks, a path says it, and stays. */
  #filter(filter: string, of: string, path: string): string {
    const own = `${resolved(of, path)}/`;
    const isOfAsker = (piece: string): boolean =>
      piece.startsWith(CURRENT) && resolved(piece.slice(CURRENT.length), path).startsWith(own);
    return filter
      .split(/(current\(\)\/[\w./:-]+)/)
      .map((piece) => (isOfAsker(piece) ? piece : withNames(piece, path, this.#known)))
      .filter(Boolean)
      .join(' ');
  }

  /** Choices that stand with their question become a list of its name. */
  #inline(control: XElement, name: string): string {
    const items = childrenNamed(control, 'item').map((item): ChoiceItem => {
      const label = this.#texts.of(childNamed(item, 'label'), '');
      const value = childNamed(item, 'value');
      return {
        row: 0,
        name: value === undefined ? '' : textIn(value).trim(),
        ...(label === undefined ? {} : { label }),
        media: {},
        extra: {},
      };
    });
    let list = name;
    while (this.choices.has(list)) list = `${list}_`;
    this.choices.set(list, items);
    return list;
  }
}

/** Columns of a file that are not called as usual. */
function columnsOf(itemset: XElement, file: string): Record<string, string> {
  const usual = file.endsWith('.geojson') ? ['id', 'title'] : ['name', 'label'];
  return Object.fromEntries(
    ['value', 'label'].flatMap((part, index) => {
      const found = attribute(childNamed(itemset, part) ?? itemset, 'ref');
      return found === undefined || found === usual[index] ? [] : [[part, found]];
    }),
  );
}
