import { kept } from '../kept.ts';

/** What depends on what: an order in which every node comes after its inputs, and who is affected by a change. */
export interface Graph {
  /** Every node after all that it depends on. */
  readonly order: readonly string[];
  /** All that depends on a node, however far, in `order`; worked out when first asked for. */
  affectedBy(node: string): readonly string[];
}

/**
 * @param inputs for each node the nodes it depends on; the order of the map is kept where inputs leave it free
 * @returns the graph, or the nodes of one cycle
 */
export function graphOf(
  inputs: ReadonlyMap<string, readonly string[]>,
): { ok: true; graph: Graph } | { ok: false; cycle: string[] } {
  const order: string[] = [];
  const cycle = sort(inputs, order);
  if (cycle) return { ok: false, cycle };
  const dependents = reverse(inputs);
  const known = new Map<string, readonly string[]>();
  const affectedBy = (node: string) => kept(known, node, () => reach(node, dependents, order));
  return { ok: true, graph: { order, affectedBy } };
}

/** Depth-first, with a stack of its own: a form may chain thousands of calculations. */
function sort(inputs: ReadonlyMap<string, readonly string[]>, order: string[]): string[] | undefined {
  const done = new Set<string>();
  const open = new Set<string>();
  const waiting = [...inputs.keys()].reverse();
  for (let node = waiting.at(-1); node; node = waiting.at(-1)) {
    // On top again: all that it depends on is done.
    if (open.delete(node)) {
      order.push(node);
      done.add(node);
    }
    if (done.has(node)) {
      waiting.pop();
      continue;
    }
    open.add(node);
    for (const input of (inputs.get(node) ?? []).toReversed()) {
      if (open.has(input)) return [...open].slice([...open].indexOf(input));
      waiting.push(input);
    }
  }
  return undefined;
}

function reverse(inputs: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const dependents = new Map<string, string[]>();
  for (const [node, sources] of inputs) {
    for (const source of sources) kept(dependents, source, (): string[] => []).push(node);
  }
  return dependents;
}

function reach(from: string, dependents: Map<string, string[]>, order: readonly string[]): string[] {
  const reached = new Set<string>();
  const waiting = [from];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    for (const dependent of dependents.get(node) ?? []) {
      if (reached.has(dependent)) continue;
      reached.add(dependent);
      waiting.push(dependent);
    }
  }
  return order.filter((node) => reached.has(node));
}
