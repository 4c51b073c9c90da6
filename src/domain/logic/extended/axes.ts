import type { Axis, Step } from '../ast.ts';
import type { TreeNode } from './tree.ts';

const descendants = (node: TreeNode): TreeNode[] =>
  node.children.flatMap((child) => [child, ...descendants(child)]);

const ancestors = (node: TreeNode): TreeNode[] =>
  node.parent ? [node.parent, ...ancestors(node.parent)] : [];

function siblings(node: TreeNode, way: 1 | -1): TreeNode[] {
  const all = node.kind === 'attribute' ? [] : (node.parent?.children ?? []);
  const at = all.indexOf(node);
  return way === 1 ? all.slice(at + 1) : all.slice(0, Math.max(at, 0)).reverse();
}

/** Everything before or after a node in the document that neither holds it nor is held by it. */
const beside = (node: TreeNode, way: 1 | -1): TreeNode[] =>
  [node, ...ancestors(node)].flatMap((one) =>
    siblings(one, way).flatMap((each) =>
      way === 1 ? [each, ...descendants(each)] : [...descendants(each).reverse(), each],
    ),
  );

/** The nodes of each axis, nearest first (XPath 1.0, section 2.2); the namespace axis has no meaning over answers. */
export const AXES: Readonly<Record<Axis, (node: TreeNode) => readonly TreeNode[]>> = {
  child: (node) => node.children,
  parent: (node) => (node.parent ? [node.parent] : []),
  self: (node) => [node],
  attribute: (node) => node.attributes,
  descendant: descendants,
  'descendant-or-self': (node) => [node, ...descendants(node)],
  ancestor: ancestors,
  'ancestor-or-self': (node) => [node, ...ancestors(node)],
  following: (node) => beside(node, 1),
  'following-sibling': (node) => siblings(node, 1),
  preceding: (node) => beside(node, -1),
  'preceding-sibling': (node) => siblings(node, -1),
};

/** Whether a node passes a step's test: `*` and names only stand for elements, or for attributes on their axis. */
export function testOf({ axis, test }: Pick<Step, 'axis' | 'test'>): (node: TreeNode) => boolean {
  if (test === 'node()') return () => true;
  if (test.endsWith('()')) return (node) => `${node.kind}()` === test;
  const kind = axis === 'attribute' ? 'attribute' : 'element';
  if (test === '*') return (node) => node.kind === kind;
  if (test.endsWith(':*')) {
    const prefix = test.slice(0, -1);
    return (node) => node.kind === kind && node.name.startsWith(prefix);
  }
  // A node may go by any name: the element of a form (see `answerTree.ts`).
  return (node) => node.kind === kind && (node.name === test || node.name === '*');
}
