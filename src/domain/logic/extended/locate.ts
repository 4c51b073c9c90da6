import { own } from '../../kept.ts';
import type { Expression, Located, Path, Step } from '../ast.ts';
import { type Names, partsOf } from '../check.ts';
import type { Compile, Evaluate } from '../functions/define.ts';
import { isNodes, type Nodes, type Scene, toBoolean, type Value } from '../values.ts';
import { AXES, testOf } from './axes.ts';
import { everywhere } from './everywhere.ts';
import { inside } from './inside.ts';
import { inOrder } from './order.ts';
import { loneName } from './paths.ts';
import { nodesValue, placedIn, standing, type TreeNode } from './tree.ts';

type Walk = (nodes: readonly TreeNode[], scene: Scene) => readonly TreeNode[];

/** Compiles a path, a filter or a union to a closure over the nodes of a scene's place. */
export function locate(expression: Located, compile: Compile, names: Names): Evaluate {
  if (expression.kind === 'union') {
    const sides = expression.args.map(compile);
    return (scene) => nodesValue(inOrder(sides.flatMap((side) => nodesFrom(side(scene)))));
  }
  if (expression.kind === 'filter') {
    const of = compile(everywhere(expression.of, names));
    const filter = filterBy(expression.where, compile);
    return (scene) => {
      const value = of(scene);
      const placed = placedIn(value);
      return placed ? nodesValue(filter(placed, scene)) : plainFilter(value);
    };
  }
  return locatePath(expression, compile, names);
}

/** What is no node has no place among others: a filter leaves it as it is. */
const plainFilter = (value: Value): Nodes => (isNodes(value) ? value : []);

const nodesFrom = (value: Value): readonly TreeNode[] => placedIn(value) ?? [];

function locatePath({ start, steps }: Path, compile: Compile, names: Names): Evaluate {
  const walks = steps.map((step, at) => walkOf(step, isFlat(start, steps.slice(0, at + 1)), compile));
  const from = startOf(start, compile, names);
  return (scene) => {
    let nodes = from(scene);
    for (const walk of walks) nodes = walk(nodes, scene);
    return nodesValue(nodes);
  };
}

function startOf(
  start: Path['start'],
  compile: Compile,
  names: Names,
): (scene: Scene) => readonly TreeNode[] {
  if (start === 'top' || start === 'here')
    return (scene) => standing(scene, start === 'top' ? start : 'node');
  const evaluate = compile(everywhere(start, names));
  return (scene) => nodesFrom(evaluate(scene));
}

const DOWNWARD = ['child', 'self', 'attribute'];

/** Whether steps keep the order of the document on their own and meet no node twice. */
const isFlat = (start: Path['start'], steps: readonly Step[]): boolean =>
  (typeof start === 'string' || start.kind === 'call') && steps.every(({ axis }) => DOWNWARD.includes(axis));

function walkOf(step: Step, flat: boolean, compile: Compile): Walk {
  const axis = AXES[step.axis];
  const test = testOf(step);
  const filter = filterBy(step.where, compile);
  return (nodes, scene) => {
    const { place } = scene;
    const one = (node: TreeNode): readonly TreeNode[] => {
      if (!place || place.stepsLeft < 0) return NOTHING;
      const found = axis(node);
      place.stepsLeft -= found.length + 1;
      return filter(found.filter(test), scene);
    };
    const [only] = nodes;
    if (only && nodes.length === 1 && flat) return one(only);
    const found = nodes.flatMap(one);
    return flat ? found : inOrder(found);
  };
}

const NOTHING: readonly TreeNode[] = [];

/** The nodes for which every predicate holds, one predicate after another (XPath 1.0, section 2.4). */
function filterBy(where: readonly Expression[], compile: Compile): Walk {
  const predicates = where.map(
    (expression): Predicate => ({
      holds: compile(expression),
      usesOwn: partsOf(expression, inside).some((part) => part.kind === 'call' && part.args.length === 0),
      lookup: lookupIn(expression, compile),
    }),
  );
  return (nodes, scene) => predicates.reduce((left, predicate) => kept(left, predicate, scene), nodes);
}

interface Predicate {
  readonly holds: Evaluate;
  /** `string-length()` and its like take the text of the node, which is costly to gather for nothing. */
  readonly usesOwn: boolean;
  readonly lookup: Lookup | undefined;
}

/** `[column = value]`, where the value is the same for all nodes. */
interface Lookup {
  readonly column: string;
  readonly wanted: Evaluate;
}

function lookupIn(expression: Expression, compile: Compile): Lookup | undefined {
  if (expression.kind !== 'operation' || expression.operator !== '=') return undefined;
  const [left, right] = expression.args;
  for (const [side, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const column = columnIn(side);
    if (column && isFixed(other)) return { column, wanted: compile(other) };
  }
  return undefined;
}

const columnIn = (expression: Expression): string | undefined =>
  expression.kind === 'path' && expression.start === 'here' ? loneName(expression.steps) : undefined;

const FIXED_CALLS = ['current', 'today', 'true', 'false'];

/** Whether an expression is the same at every node of a list. */
const isFixed = (expression: Expression): boolean =>
  partsOf(expression, inside).every((part) => {
    if (part.kind === 'call')
      return FIXED_CALLS.includes(part.name) || (part.args.length > 0 && part.name !== 'once');
    return part.kind === 'path' ? part.start !== 'here' : part.kind !== 'column' && part.kind !== 'own';
  });

/** The rows in which a column holds what is wanted; undefined where texts are not to be compared. */
function found(nodes: readonly TreeNode[], { column, wanted }: Lookup, scene: Scene): TreeNode[] | undefined {
  if (!nodes[0]?.cells) return undefined;
  const value = wanted(scene);
  if (typeof value !== 'object' && typeof value !== 'string') return undefined;
  const texts = new Set(typeof value === 'string' ? [value] : value);
  return nodes.filter(({ cells = {} }) => {
    const text = own(cells, column);
    return text !== undefined && texts.has(text);
  });
}

function kept(nodes: readonly TreeNode[], predicate: Predicate, scene: Scene): readonly TreeNode[] {
  const { holds, usesOwn, lookup } = predicate;
  const quickly = lookup && found(nodes, lookup, scene);
  if (quickly) return quickly;
  const { place } = scene;
  if (!place) return [];
  const outer = { node: place.node, position: place.position, size: place.size };
  const { own } = scene;
  place.size = nodes.length;
  const result = nodes.filter((node, at) => {
    place.node = node;
    place.position = at + 1;
    if (usesOwn) scene.own = [node.text()];
    const value = holds(scene);
    return typeof value === 'number' ? value === at + 1 : toBoolean(value);
  });
  Object.assign(place, outer);
  scene.own = own;
  return result;
}
