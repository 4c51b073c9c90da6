import type { Call, Expression, Path, Step } from '../../logic/ast.ts';
import { below, type Names } from '../../logic/check.ts';
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
  const own = sight.tree.at(path);
  const read = reader(own, sight, everywhere);
  for (const { expression } of expressions) read(expression, [own]);
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

/** Follows the paths of the expressions of a row over the survey; what they come to is gathered in `found`. */
function reader(own: TreeNode, { names, tree }: Sight, found: Set<string>) {
  const gathered = (nodes: Nodes): Nodes => {
    for (const { path } of nodes) if (path) found.add(path);
    return nodes;
  };
  const along = ({ start, steps }: Path, here: Nodes): Nodes => {
    let nodes = start === 'top' ? [tree.top] : start === 'here' ? here : read(start, here);
    for (const step of steps) {
      nodes = [...new Set(nodes.flatMap((node) => stepTo(node, step, tree)))];
      for (const where of step.where) read(where, nodes);
    }
    return gathered(nodes);
  };
  const call = ({ name, args }: Call, here: Nodes): Nodes => {
    const isIndexed = name === 'indexed-repeat';
    const nodes = args.flatMap((arg) => {
      const of = read(arg, here);
      return isIndexed && arg.kind === 'question' ? gathered(of) : of;
    });
    return name === 'current' ? [own] : isIndexed ? nodes : [];
  };
  /**
   * @param here rows at which relative paths begin: in a predicate those that it filters
   * @returns rows that the expression may stand for
   */
  const read = (expression: Expression, here: Nodes): Nodes => {
    switch (expression.kind) {
      case 'path':
        return along(expression, here);
      case 'filter': {
        const of = read(expression.of, here);
        for (const where of expression.where) read(where, of);
        return of;
      }
      case 'question': {
        const path = names.pathOf(expression.name) ?? LAST_SAVED;
        return path.startsWith(LAST_SAVED) ? [] : [tree.at(path)];
      }
      case 'call':
        return call(expression, here);
      default:
        return below(expression).flatMap((part) => read(part, here));
    }
  };
  return read;
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
