import type { TreeNode, TreeRoot } from 'pouchdb-core';
import type { Attached, Inside, Metadata, Operation } from './inside.ts';
import { readTree } from './tree.ts';

/** Node without the leaf `rev`, and without whatever only led to it; undefined when nothing is left. */
function without(node: TreeNode, pos: number, rev: string): TreeNode | undefined {
  const [hash, state, children] = node;
  if (children.length === 0) return `${pos}-${hash}` === rev ? undefined : node;
  const kept = children.map((child) => without(child, pos + 1, rev)).filter((child) => child !== undefined);
  return kept.length === 0 ? undefined : ([hash, state, kept] as TreeNode);
}

function withoutLeaf(roots: readonly TreeRoot[], rev: string): TreeRoot[] {
  return roots.flatMap(({ pos, ids }) => {
    const kept = without(ids, pos, rev);
    return kept ? [{ pos, ids: kept }] : [];
  });
}

export interface Purge {
  /** Those of the asked revisions that were leaves. */
  readonly purged: string[];
  readonly operations: Operation[];
  /** What is left of the document; undefined when nothing is. */
  readonly rest: Metadata | undefined;
}

/**
 * Takes leaves away as if they had never been (CouchDB's `_purge`): no tombstone stays. What is left of the document
 * becomes its newest change, so that readers of the changes hear of its other winner.
 * @param left see `Inside.dropBodies`
 */
export async function purgeLeaves(
  inside: Inside,
  metadata: Metadata,
  revs: readonly string[],
  left: Attached,
): Promise<Purge> {
  const leaves = new Set(readTree(metadata.rev_tree).leaves.map(({ rev }) => rev));
  const purged = [...new Set(revs)].filter((rev) => leaves.has(rev));
  if (purged.length === 0) return { purged, operations: [], rest: metadata };
  const rev_tree = purged.reduce(withoutLeaf, metadata.rev_tree);
  const { known, leaves: kept } = readTree(rev_tree);
  const gone = Object.keys(metadata.rev_map).filter((rev) => !known.has(rev));
  const operations = await inside.dropBodies(metadata, gone, left);
  const [winner] = kept;
  const hidden = winner === undefined || winner.deleted;
  if (hidden && !metadata.deleted) operations.push(inside.countMore(-1));
  if (!hidden && metadata.deleted) operations.push(inside.countMore(1));
  if (!winner) return { purged, operations: [...operations, inside.forget(metadata.id)], rest: undefined };
  const { rest, operations: moves } = await toTheEnd(inside, { ...metadata, rev_tree });
  return { purged, operations: [...operations, ...moves], rest };
}

/** Makes what is kept of a document its newest change. */
export async function toTheEnd(
  inside: Inside,
  metadata: Metadata,
): Promise<{ readonly rest: Metadata; readonly operations: Operation[] }> {
  const [winner] = readTree(metadata.rev_tree).leaves;
  const { rev, deleted } = winner ?? { rev: metadata.winningRev, deleted: metadata.deleted };
  const moved = await inside.move(metadata.rev_map[rev] ?? metadata.seq);
  const rest: Metadata = {
    ...metadata,
    rev_map: { ...metadata.rev_map, [rev]: moved.bodySeq },
    seq: moved.seq,
    winningRev: rev,
    deleted,
  };
  return { rest, operations: [...moved.operations, inside.keep(rest)] };
}

/** Revisions that are no leaves any more and whose bodies are still kept. */
export function oldRevisions(metadata: Metadata): string[] {
  const leaves = new Set(readTree(metadata.rev_tree).leaves.map(({ rev }) => rev));
  return Object.keys(metadata.rev_map).filter((rev) => !leaves.has(rev));
}

/** Drops the bodies of old revisions; their numbers stay, so that histories still meet. */
export async function forgetOld(inside: Inside, metadata: Metadata): Promise<Operation[]> {
  const old = new Set(oldRevisions(metadata));
  const operations = await inside.dropBodies(metadata, [...old], new Map());
  const open = metadata.rev_tree.map(({ pos, ids }) => ({ pos, node: ids }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [hash, state, children] = next.node;
    if (old.has(`${next.pos}-${hash}`)) state.status = 'missing';
    for (const child of children) open.push({ pos: next.pos + 1, node: child });
  }
  return [...operations, inside.keep(metadata)];
}
