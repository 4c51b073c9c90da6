import type { TreeNode, TreeRoot } from 'pouchdb-core';

export interface TreeLeaf {
  readonly rev: string;
  readonly deleted: boolean;
}

/** What a revision tree says, without any body. */
export interface TreeView {
  /** Every revision whose number is known, with or without its body. */
  readonly known: ReadonlySet<string>;
  /** Revisions whose body is still kept. */
  readonly available: ReadonlySet<string>;
  /** Revisions that are deletions, leaves or not. */
  readonly deleted: ReadonlySet<string>;
  /** Leaves, the winner first: living before deleted, then higher generation, then greater hash. */
  readonly leaves: readonly TreeLeaf[];
  /** Child to parent. */
  readonly parents: ReadonlyMap<string, string>;
}

export const generation = (rev: string): number => Number.parseInt(rev, 10);
export const hashOf = (rev: string): string => rev.slice(rev.indexOf('-') + 1);

/** CouchDB's order of leaves; negative when `a` wins over `b`. */
export function compareLeaves(a: TreeLeaf, b: TreeLeaf): number {
  if (a.deleted !== b.deleted) return a.deleted ? 1 : -1;
  const byGeneration = generation(b.rev) - generation(a.rev);
  if (byGeneration !== 0) return byGeneration;
  return hashOf(a.rev) < hashOf(b.rev) ? 1 : -1;
}

/** Walks iteratively: a tree of a thousand generations must not meet the limit of the call stack. */
export function readTree(roots: readonly TreeRoot[]): TreeView {
  const known = new Set<string>();
  const available = new Set<string>();
  const deleted = new Set<string>();
  const leaves: TreeLeaf[] = [];
  const parents = new Map<string, string>();
  const open: { pos: number; node: TreeNode; parent: string | undefined }[] = roots.map((root) => ({
    pos: root.pos,
    node: root.ids,
    parent: undefined,
  }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [hash, state, children] = next.node;
    const rev = `${next.pos}-${hash}`;
    known.add(rev);
    if (state.status === 'available') available.add(rev);
    if (state.deleted === true) deleted.add(rev);
    if (next.parent !== undefined) parents.set(rev, next.parent);
    if (children.length === 0) leaves.push({ rev, deleted: state.deleted === true });
    for (const child of children) open.push({ pos: next.pos + 1, node: child, parent: rev });
  }
  return { known, available, deleted, leaves: leaves.sort(compareLeaves), parents };
}

/** Leaves that are `rev` or descend from it. */
export function leavesBelow(tree: TreeView, rev: string): TreeLeaf[] {
  return tree.leaves.filter((leaf) => ancestry(tree, leaf.rev).includes(rev));
}

/** `rev` and its ancestors, newest first. */
export function ancestry(tree: TreeView, rev: string): string[] {
  const path = [rev];
  for (let up = tree.parents.get(rev); up !== undefined; up = tree.parents.get(up)) path.push(up);
  return path;
}
