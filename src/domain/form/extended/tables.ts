import { kept, own } from '../../kept.ts';
import { Held, type TreeNode } from '../../logic/extended/tree.ts';
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
  const tops = new Map<string, TreeNode | undefined>();
  const fromFiles = new Map<string, readonly Choice[]>();
  const byName = new Map<readonly Choice[], ReadonlyMap<string, Choice>>();
  const treeFor = (id: string): TreeNode | undefined => {
    const file = files[Object.keys(files).find((name) => name.replace(/\.\w+$/, '') === id) ?? ''];
    if (file) return 'root' in file ? treeOfXml(file.root) : treeOf(file);
    const list = own(choices, id);
    return list && treeOf(list.map((choice) => cellsOf(choice, language)));
  };
  const choicesOf = (row: Row): readonly Choice[] => {
    const { list_name: file = '', parameters = {} } = row;
    const isMap = /\.geojson$/i.test(file);
    const value = parameters['value'] ?? (isMap ? 'id' : 'name');
    const label = parameters['label'] ?? (isMap ? 'title' : 'label');
    return kept(fromFiles, `${file}\n${value}\n${label}`, () =>
      choicesFrom(rowsIn(files[file]), value, label, language),
    );
  };
  return {
    topOf: (id) => kept(tops, id, treeFor),
    choicesOf,
    choiceOf: (row, name) =>
      kept(byName, choicesOf(row), (list) => new Map(list.map((choice) => [choice.name, choice]))).get(name),
  };
}

/** Each says its name and label when it is asked: to make both for 60,000 rows takes a slow phone half a second. */
function choicesFrom(table: Table, value: string, label: string, language: string): readonly Choice[] {
  class RowChoice implements Choice {
    readonly [more: string]: unknown;
    readonly columns: Readonly<Record<string, string>>;
    constructor(cells: Readonly<Record<string, string>>) {
      this.columns = cells;
    }
    get name() {
      return this.columns[value] ?? '';
    }
    get label() {
      return { [language]: this.columns[label] ?? this.name };
    }
  }
  return table.map((cells) => new RowChoice(cells));
}

/** One choice as a row of a table. */
const cellsOf = ({ name, label, columns }: Choice, language: string): Readonly<Record<string, string>> => ({
  ...columns,
  name,
  label: label[language] ?? Object.values(label)[0] ?? '',
});

/** `root` with an `item` for each row. */
const treeOf = (rows: Table): TreeNode =>
  new Branch('', undefined, (top) => [
    new Branch('root', top, (root) => rows.map((cells) => new Item(cells, root))),
  ]);

/** The elements of an XML file below a top. */
const treeOfXml = (root: XmlElement): TreeNode => new Branch('', undefined, (top) => [elementOf(root, top)]);

const elementOf = ({ name, children, text }: XmlElement, parent: TreeNode): TreeNode =>
  new Branch(name, parent, (node) =>
    children.length === 0 ? text : children.map((child) => elementOf(child, node)),
  );

class Branch extends Held {
  readonly #held: string | readonly TreeNode[];

  constructor(
    name: string,
    parent: TreeNode | undefined,
    hold: (node: TreeNode) => string | readonly TreeNode[],
  ) {
    super(name, parent);
    this.#held = hold(this);
  }

  override held(): string | readonly TreeNode[] {
    return this.#held;
  }
}

/** A row of a table; there are thousands, so that its cells become nodes only when a path comes to them. */
class Item extends Held {
  readonly cells: Readonly<Record<string, string>>;
  #held: readonly TreeNode[] | undefined;

  constructor(cells: Readonly<Record<string, string>>, parent: TreeNode) {
    super('item', parent);
    this.cells = cells;
  }

  override held(): readonly TreeNode[] {
    this.#held ??= Object.entries(this.cells).map(([name, text]) => new Branch(name, this, () => text));
    return this.#held;
  }
}
