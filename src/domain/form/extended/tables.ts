import type { TreeNode } from '../../logic/extended/tree.ts';
import type { Choice, FormDefinition, Row } from '../definition.ts';

/** The rows of one attached file: what stands in each column, by its heading. */
export type Table = readonly Readonly<Record<string, string>>[];
/** An element of an attached XML file; `text` is its own, without that of the elements in it. */
export interface XmlElement {
  readonly name: string;
  readonly children: readonly XmlElement[];
  readonly text: string;
}
/** An XML file: paths go through it as it is, choices come from the rows below its root. */
export interface XmlTable {
  readonly root: XmlElement;
  readonly rows: Table;
}
export type AttachedFile = Table | XmlTable;
/** Attached tables by file name: `villages.csv`. */
export type Files = Readonly<Partial<Record<string, AttachedFile>>>;

const rowsIn = (file: AttachedFile = []): Table => ('rows' in file ? file.rows : file);

/** Lists and attached files of a form, as choices and as `instance('list')/root/item`. */
export interface Tables {
  /** The top of a list or file, by its id: the list's name, or the file's without its ending. */
  topOf(id: string): TreeNode | undefined;
  /** Choices of a row that takes them from a file. */
  choicesOf(row: Row): readonly Choice[];
  /** One of them, by its name. */
  choiceOf(row: Row, name: string): Choice | undefined;
}

export const isFile = (list: string): boolean => /\.(?:csv|geojson|xml)$/i.test(list);

export function tablesOf({ choices, default_language: language }: FormDefinition, files: Files): Tables {
  const tops = new Map<string, TreeNode>();
  const fromFiles = new Map<string, readonly Choice[]>();
  const byName = new Map<readonly Choice[], ReadonlyMap<string, Choice>>();
  const treeFor = (id: string): TreeNode | undefined => {
    const file = files[Object.keys(files).find((name) => name.replace(/\.\w+$/, '') === id) ?? ''];
    if (file !== undefined) return 'root' in file ? treeOfXml(file.root) : treeOf(file);
    if (!Object.hasOwn(choices, id)) return undefined;
    return treeOf((choices[id] ?? []).map((choice) => cellsOf(choice, language)));
  };
  const choicesOf = (row: Row): readonly Choice[] => {
    const { list_name: file = '', parameters = {} } = row;
    const isMap = /\.geojson$/i.test(file);
    const value = parameters['value'] ?? (isMap ? 'id' : 'name');
    const label = parameters['label'] ?? (isMap ? 'title' : 'label');
    const key = `${file}\n${value}\n${label}`;
    const known = fromFiles.get(key) ?? choicesFrom(rowsIn(files[file]), value, label, language);
    fromFiles.set(key, known);
    return known;
  };
  return {
    topOf(id) {
      const known = tops.get(id);
      if (known !== undefined) return known;
      const top = treeFor(id);
      if (top !== undefined) tops.set(id, top);
      return top;
    },
    choicesOf,
    choiceOf(row, name) {
      const list = choicesOf(row);
      const known = byName.get(list) ?? new Map(list.map((choice) => [choice.name, choice]));
      byName.set(list, known);
      return known.get(name);
    },
  };
}

const choicesFrom = (table: Table, value: string, label: string, language: string): readonly Choice[] =>
  table.map((cells) => ({
    name: cells[value] ?? '',
    label: { [language]: cells[label] ?? cells[value] ?? '' },
    columns: cells,
  }));

/** One choice as a row of a table. */
const cellsOf = ({ name, label, columns }: Choice, language: string): Readonly<Record<string, string>> => ({
  ...columns,
  name,
  label: label[language] ?? Object.values(label)[0] ?? '',
});

const NONE: readonly TreeNode[] = [];

/** `root` with an `item` for each row. */
function treeOf(rows: Table): TreeNode {
  const top = new Branch('', 'top', undefined, (node) => [
    new Branch('root', 'element', node, (root) => rows.map((cells) => new Item(cells, root))),
  ]);
  return top;
}

/** The elements of an XML file below a top. */
const treeOfXml = (root: XmlElement): TreeNode =>
  new Branch('', 'top', undefined, (top) => [elementOf(root, top)]);

function elementOf({ name, children, text }: XmlElement, parent: TreeNode): TreeNode {
  if (children.length === 0) return new Cell(name, text, parent);
  return new Branch(name, 'element', parent, (node) => children.map((child) => elementOf(child, node)));
}

class Branch implements TreeNode {
  readonly attributes = NONE;
  readonly name: string;
  readonly kind: TreeNode['kind'];
  readonly parent: TreeNode | undefined;
  readonly children: readonly TreeNode[];

  constructor(
    name: string,
    kind: TreeNode['kind'],
    parent: TreeNode | undefined,
    hold: (node: TreeNode) => TreeNode[],
  ) {
    this.name = name;
    this.kind = kind;
    this.parent = parent;
    this.children = hold(this);
  }

  text(): string {
    return this.children.map((child) => child.text()).join('');
  }
}

/** A row of a table; there are thousands, so that its cells become nodes only when a path comes to them. */
class Item implements TreeNode {
  readonly name = 'item';
  readonly kind = 'element';
  readonly attributes = NONE;
  readonly parent: TreeNode;
  readonly #cells: Readonly<Record<string, string>>;
  #children: readonly TreeNode[] | undefined;

  constructor(cells: Readonly<Record<string, string>>, parent: TreeNode) {
    this.#cells = cells;
    this.parent = parent;
  }

  get children(): readonly TreeNode[] {
    this.#children ??= Object.entries(this.#cells).map(([name, text]) => new Cell(name, text, this));
    return this.#children;
  }

  cell(name: string): string | undefined {
    return Object.hasOwn(this.#cells, name) ? this.#cells[name] : undefined;
  }

  text(): string {
    return Object.values(this.#cells).join('');
  }
}

class Cell implements TreeNode {
  readonly kind = 'element';
  readonly attributes = NONE;
  readonly children = NONE;
  readonly name: string;
  readonly parent: TreeNode;
  readonly #text: string;

  constructor(name: string, text: string, parent: TreeNode) {
    this.name = name;
    this.#text = text;
    this.parent = parent;
  }

  text(): string {
    return this.#text;
  }
}
