import type { Axis, Call, Expression, Path, Step } from '../../logic/ast.ts';
import type { Names } from '../../logic/check.ts';
import type { CompiledExpression } from '../../logic/compile.ts';
import type { Outline, Reads } from '../extension.ts';
import type { PlacedRow } from '../rows.ts';
import { type Instances, instancesOf } from './instances.ts';

/** The top of the answers, above the form's own element; never a question's path. */
const DOCUMENT = '/';
/** The element that holds all questions. */
const FORM = '';

export const LAST_SAVED = 'last-saved#';

/** Which questions each expression reads: location paths are followed over the survey's rows instead of over answers. */
export function outlineOf(placed: readonly PlacedRow[], plain: Names): Outline {
  const names: Names = {
    ...plain,
    pathOf(name) {
      if (!name.startsWith(LAST_SAVED)) return plain.pathOf(name);
      const path = plain.pathOf(name.slice(LAST_SAVED.length));
      return path === undefined ? undefined : LAST_SAVED + path;
    },
  };
  const instances = instancesOf(placed);
  const rows = rowsOf(placed);
  return {
    names,
    triggersOf: (row) => row.trigger?.match(/[^${}\s,]+/g)?.flatMap((name) => names.pathOf(name) ?? []),
    readsOf: (path, expressions) => readsOf(path, expressions, { names, instances, rows }),
  };
}

interface Sight {
  readonly names: Names;
  readonly instances: Instances;
  readonly rows: Rows;
}

function readsOf(path: string, expressions: readonly CompiledExpression[], sight: Sight): Reads {
  const everywhere = new Set<string>();
  const reader = new Reader(path, sight, everywhere);
  for (const { expression } of expressions) reader.read(expression, [path]);
  const referred = expressions.flatMap(({ dependsOn }) => dependsOn).filter((one) => sight.rows.has(one));
  const repeats = [...referred, ...everywhere].flatMap((read) => {
    const depth = everywhere.has(read) ? 0 : sight.instances.shared(path, read);
    return sight.instances.around(read).slice(depth);
  });
  // What a row reads of itself in other instances is no circle: see `touchedBy`.
  // A new instance has everything in it to be worked out, however deep in groups.
  const all = [...referred, ...everywhere, ...repeats, ...sight.instances.around(path)].filter(
    (read) => read !== path || !everywhere.has(read),
  );
  return { all, everywhere };
}

/** Follows the paths of an expression over the survey; what they come to is gathered. */
class Reader {
  readonly #own: string;
  readonly #sight: Sight;
  readonly #found: Set<string>;

  constructor(own: string, sight: Sight, found: Set<string>) {
    this.#own = own;
    this.#sight = sight;
    this.#found = found;
  }

  /**
   * @param here rows at which relative paths begin: in a predicate those that it filters
   * @returns rows that the expression may stand for
   */
  read(expression: Expression, here: readonly string[]): readonly string[] {
    switch (expression.kind) {
      case 'path':
        return this.#path(expression, here);
      case 'filter': {
        const of = this.read(expression.of, here);
        for (const where of expression.where) this.read(where, of);
        return of;
      }
      case 'question':
        return [this.#sight.names.pathOf(expression.name) ?? ''];
      case 'call':
        return this.#call(expression, here);
      case 'negative':
        this.read(expression.operand, here);
        return [];
      case 'operation':
      case 'union':
        return [...this.read(expression.left, here), ...this.read(expression.right, here)];
      default:
        return [];
    }
  }

  #path({ start, steps }: Path, here: readonly string[]): readonly string[] {
    const { rows } = this.#sight;
    let paths = start === 'top' ? [DOCUMENT] : start === 'here' ? here : this.read(start, here);
    for (const step of steps) {
      paths = [...new Set(paths.flatMap((path) => walk(path, step, rows)))];
      for (const where of step.where) this.read(where, paths);
    }
    for (const path of paths) if (path !== FORM && rows.has(path)) this.#found.add(path);
    return paths;
  }

  #call({ name, args }: Call, here: readonly string[]): readonly string[] {
    const read = args.flatMap((arg) => this.read(arg, here));
    if (name === 'current') return [this.#own];
    if (name !== 'indexed-repeat') return [];
    for (const arg of args) {
      const path = arg.kind === 'question' ? this.#sight.names.pathOf(arg.name) : undefined;
      if (path !== undefined) this.#found.add(path);
    }
    return read;
  }
}

/** Rows by path, with what each holds. */
type Rows = ReadonlyMap<string, readonly string[]>;

function rowsOf(placed: readonly PlacedRow[]): Rows {
  const rows = new Map<string, string[]>([[FORM, []]]);
  for (const { path, parent } of placed) {
    rows.set(path, []);
    rows.get(parent ?? FORM)?.push(path);
  }
  return rows;
}

const holderOf = (path: string): string | undefined => {
  if (path === DOCUMENT) return undefined;
  if (path === FORM) return DOCUMENT;
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : FORM;
};

const heldBy = (path: string, rows: Rows): readonly string[] =>
  path === DOCUMENT ? [FORM] : (rows.get(path) ?? []);

const below = (path: string, rows: Rows): string[] =>
  heldBy(path, rows).flatMap((child) => [child, ...below(child, rows)]);

function above(path: string): string[] {
  const holder = holderOf(path);
  return holder === undefined ? [] : [holder, ...above(holder)];
}

const siblings = (path: string, rows: Rows): readonly string[] => {
  const holder = holderOf(path);
  return holder === undefined ? [] : heldBy(holder, rows);
};

const WALKS: Readonly<Record<Axis, (path: string, rows: Rows) => readonly string[]>> = {
  child: heldBy,
  parent: (path) => above(path).slice(0, 1),
  self: (path) => [path],
  attribute: () => [],
  descendant: below,
  'descendant-or-self': (path, rows) => [path, ...below(path, rows)],
  ancestor: above,
  'ancestor-or-self': (path) => [path, ...above(path)],
  following: (_path, rows) => below(FORM, rows),
  'following-sibling': siblings,
  preceding: (_path, rows) => below(FORM, rows),
  'preceding-sibling': siblings,
};

/** Which rows a step may come to; the form's own element goes by any name. */
const walk = (path: string, { axis, test }: Step, rows: Rows): readonly string[] =>
  WALKS[axis](path, rows).filter(
    (at) => test === 'node()' || test === '*' || at === FORM || at.slice(at.lastIndexOf('/') + 1) === test,
  );
