import type { Call, Expression, Path, Step } from '../../logic/ast.ts';
import type { Names } from '../../logic/check.ts';
import type { CompiledExpression } from '../../logic/compile.ts';
import { AXES, testOf } from '../../logic/extended/axes.ts';
import type { TreeNode } from '../../logic/extended/tree.ts';
import type { Outline, Reads } from '../extension.ts';
import type { PlacedRow } from '../rows.ts';
import { type Instances, instancesOf } from './instances.ts';
import { type PathTree, pathTree } from './pathTree.ts';

export const LAST_SAVED = 'last-saved#';

/** Which questions each expression reads: location paths are followed over the survey's rows instead of over answers. */
export function outlineOf(placed: readonly PlacedRow[], plain: Names): Outline {
  const names = withLastSaved(plain);
  const instances = instancesOf(placed);
  const tree = pathTree(instances.heldBy);
  return {
    names,
    triggersOf: (row) => row.trigger?.match(/[^${}\s,]+/g)?.flatMap((name) => names.pathOf(name) ?? []),
    readsOf: (path, expressions) => readsOf(path, expressions, { names, instances, tree }),
  };
}

/** By itself: the form keeps its names, and would keep with them whatever else they were made beside. */
const withLastSaved = (plain: Names): Names => ({
  ...plain,
  pathOf(name) {
    if (!name.startsWith(LAST_SAVED)) return plain.pathOf(name);
    const path = plain.pathOf(name.slice(LAST_SAVED.length));
    return path && LAST_SAVED + path;
  },
});

interface Sight {
  readonly names: Names;
  readonly instances: Instances;
  readonly tree: PathTree;
}

function readsOf(path: string, expressions: readonly CompiledExpression[], sight: Sight): Reads {
  const everywhere = new Set<string>();
  const reader = new Reader(path, sight, everywhere);
  for (const { expression } of expressions) reader.read(expression, [sight.tree.at(path)]);
  const referred = expressions
    .flatMap(({ dependsOn }) => dependsOn)
    .filter((one) => !one.startsWith(LAST_SAVED));
  const repeats = [...referred, ...everywhere].flatMap((read) => {
    const depth = everywhere.has(read) ? 0 : sight.instances.shared(path, read);
    return sight.instances.around(read).slice(depth);
  });
  // What a row reads of itself in other instances is no circle: see `touchedBy`.
  // A new instance has everything in it to be worked out, however deep in groups.
  const all = [...referred, ...everywhere, ...repeats, ...sight.instances.around(path)].filter(
    (read) => read !== path || !everywhere.has(read),
  );
  return { all, everywhere: everywhere.size > 0 ? everywhere : undefined };
}

type Nodes = readonly TreeNode[];

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
  read(expression: Expression, here: Nodes): Nodes {
    switch (expression.kind) {
      case 'path':
        return this.#path(expression, here);
      case 'filter': {
        const of = this.read(expression.of, here);
        for (const where of expression.where) this.read(where, of);
        return of;
      }
      case 'question': {
        const path = this.#sight.names.pathOf(expression.name) ?? LAST_SAVED;
        return path.startsWith(LAST_SAVED) ? [] : [this.#sight.tree.at(path)];
      }
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

  #path({ start, steps }: Path, here: Nodes): Nodes {
    const { tree } = this.#sight;
    let nodes = start === 'top' ? [tree.top] : start === 'here' ? here : this.read(start, here);
    for (const step of steps) {
      nodes = [...new Set(nodes.flatMap((node) => stepTo(node, step, tree)))];
      for (const where of step.where) this.read(where, nodes);
    }
    return this.#find(nodes);
  }

  #find(nodes: Nodes): Nodes {
    for (const { path } of nodes) if (path) this.#found.add(path);
    return nodes;
  }

  #call({ name, args }: Call, here: Nodes): Nodes {
    const read = args.flatMap((arg) => this.read(arg, here));
    if (name === 'current') return [this.#sight.tree.at(this.#own)];
    if (name !== 'indexed-repeat') return [];
    for (const arg of args) if (arg.kind === 'question') this.#find(this.read(arg, here));
    return read;
  }
}

/** Which rows a step may come to. What stands before a row in one instance of a repeat stands after it in another one. */
function stepTo(node: TreeNode, step: Step, { top }: PathTree): Nodes {
  const { axis } = step;
  const nodes = axis.endsWith('sibling')
    ? (node.parent?.children ?? [])
    : axis.endsWith('ing')
      ? AXES.descendant(top)
      : AXES[axis](node);
  return nodes.filter(testOf(step));
}
