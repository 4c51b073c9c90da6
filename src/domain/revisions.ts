import { canonicalJson } from './canonical.ts';
import type { Rev } from './ids.ts';
import { md5Hex } from './md5.ts';

/**
 * The revision tree of one document, kept as its leaves with their paths to the root: all that replication needs,
 * without the bodies of superseded revisions. Rules are CouchDB's
 * (https://docs.couchdb.org/en/stable/replication/conflicts.html); `pouchdb-merge` is the oracle of the tests.
 */
export interface Leaf {
  readonly rev: Rev;
  /** Newest first, without `rev` itself. */
  readonly ancestors: readonly Rev[];
  readonly deleted: boolean;
  /** Without `_id`, `_rev`, `_revisions`; may hold `_attachments` as stubs. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** CouchDB's own `revs_limit`. Fewer would make old copies look like conflicts; more would only weigh. */
export const REVISIONS_KEPT_MAX = 1000;

/** `7` of `7-abc`. */
export const generation = (rev: Rev): number => Number.parseInt(rev, 10);

/** The hash of `7-abc`: `abc`. */
export const revHash = (rev: Rev): string => rev.slice(rev.indexOf('-') + 1);

/** Whether the tree holds this revision, as a leaf or as an ancestor of one. */
export const knows = (leaves: readonly Leaf[], rev: Rev): boolean =>
  leaves.some((leaf) => leaf.rev === rev || leaf.ancestors.includes(rev));

/**
 * Adds a leaf; leaves that it descends from give way, all others stay. A known revision adds nothing but the history
 * that it may tell better: senders stem theirs, and a middle that comes late can join two ends.
 */
export function mergeLeaf(leaves: readonly Leaf[], incoming: Leaf): Leaf[] {
  if (leaves.length === 0) return [incoming];
  const parents = parentsIn([...leaves, incoming]);
  const haveChildren = new Set(parents.values());
  const ends = knows(leaves, incoming.rev) ? leaves : [...leaves, incoming];
  return ends.filter(({ rev }) => !haveChildren.has(rev)).map((leaf) => lengthened(leaf, parents));
}

/** Each revision's parent, as far as any of the paths tells. */
function parentsIn(leaves: readonly Leaf[]): Map<Rev, Rev> {
  const parents = new Map<Rev, Rev>();
  for (const { rev, ancestors } of leaves) {
    let child = rev;
    for (const parent of ancestors) {
      parents.set(child, parent);
      child = parent;
    }
  }
  return parents;
}

function lengthened(leaf: Leaf, parents: ReadonlyMap<Rev, Rev>): Leaf {
  const ancestors: Rev[] = [];
  let next = parents.get(leaf.rev);
  while (next !== undefined && ancestors.length < REVISIONS_KEPT_MAX - 1) {
    ancestors.push(next);
    next = parents.get(next);
  }
  return ancestors.length === leaf.ancestors.length ? leaf : { ...leaf, ancestors };
}

/** Positive when `a` wins over `b`: not deleted, then the longer history, then the greater hash. */
function compareLeaves(a: Leaf, b: Leaf): number {
  if (a.deleted !== b.deleted) return a.deleted ? -1 : 1;
  const longer = generation(a.rev) - generation(b.rev);
  if (longer !== 0) return longer;
  return revHash(a.rev) > revHash(b.rev) ? 1 : -1;
}

/** The leaf that every replica shows, whatever the order in which leaves arrived. `leaves` is never empty. */
export function winner(leaves: readonly Leaf[]): Leaf {
  return leaves.reduce((best, leaf) => (compareLeaves(leaf, best) > 0 ? leaf : best));
}

/** The other leaves that are not deleted: what people may have to look at. */
export function conflicts(leaves: readonly Leaf[]): Leaf[] {
  if (leaves.length < 2) return [];
  const best = winner(leaves);
  return leaves.filter((leaf) => leaf !== best && !leaf.deleted).sort((a, b) => compareLeaves(b, a));
}

/**
 * The revision of a new body: the same edit of the same parent has the same revision on every phone, so that a
 * repeated save or a bundle read twice makes no conflict.
 */
export function nextRev(parent: Rev | null, deleted: boolean, body: Readonly<Record<string, unknown>>): Rev {
  const hash = md5Hex(canonicalJson([parent, deleted, body]));
  return `${parent === null ? 1 : generation(parent) + 1}-${hash}` as Rev;
}

/** A new leaf on `parent` (null: a new document); the parent may have been superseded meanwhile. */
export function childLeaf(
  leaves: readonly Leaf[],
  parent: Rev | null,
  deleted: boolean,
  body: Readonly<Record<string, unknown>>,
): Leaf {
  const ancestors = parent === null ? [] : [parent, ...ancestorsOf(leaves, parent)];
  return {
    rev: nextRev(parent, deleted, body),
    ancestors: ancestors.slice(0, REVISIONS_KEPT_MAX - 1),
    deleted,
    body,
  };
}

function ancestorsOf(leaves: readonly Leaf[], rev: Rev): readonly Rev[] {
  for (const leaf of leaves) {
    const path = [leaf.rev, ...leaf.ancestors];
    const at = path.indexOf(rev);
    if (at >= 0) return path.slice(at + 1);
  }
  return [];
}
