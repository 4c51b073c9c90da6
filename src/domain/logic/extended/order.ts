import { kept } from '../../kept.ts';
import type { TreeNode } from './tree.ts';

/** Nodes in the order of the document, each once (XPath 1.0, section 5). */
export function inOrder(nodes: readonly TreeNode[]): TreeNode[] {
  const once = [...new Set(nodes)];
  if (once.length < 2) return once;
  const ranks = new Map<TreeNode, ReadonlyMap<TreeNode, number>>();
  const ways = new Map(once.map((node) => [node, wayTo(node, ranks)]));
  return once.sort((a, b) => compare(ways.get(a) ?? [], ways.get(b) ?? []));
}

/** Which child to take at each level from the top; attributes come before children. */
function wayTo(node: TreeNode, ranks: Map<TreeNode, ReadonlyMap<TreeNode, number>>): number[] {
  const { parent } = node;
  if (!parent) return [];
  return [...wayTo(parent, ranks), kept(ranks, parent, rankIn).get(node) ?? 0];
}

const rankIn = ({ attributes, children }: TreeNode): ReadonlyMap<TreeNode, number> =>
  new Map([...attributes, ...children].map((node, index) => [node, index]));

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((step, index) => step !== b[index]);
  return at === -1 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? Number.NEGATIVE_INFINITY);
}
