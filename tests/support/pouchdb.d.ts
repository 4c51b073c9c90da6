/** PouchDB 9 ships no types: what the tests use of it. */
declare module 'pouchdb-merge' {
  export type Branch = [string, { status: string; deleted?: boolean }, Branch[]];
  export interface Tree {
    pos: number;
    ids: Branch;
  }
  export function merge(
    tree: Tree[],
    path: Tree,
    depth: number,
  ): { tree: Tree[]; conflicts: 'new_leaf' | 'new_branch' | 'internal_node' };
  export function winningRev(metadata: { rev_tree: Tree[] }): string;
  export function collectLeaves(tree: Tree[]): { rev: string; opts: { deleted?: boolean } }[];
  export function collectConflicts(metadata: { rev_tree: Tree[] }): string[];
  export function revExists(tree: Tree[], rev: string): boolean;
}

declare module 'pouchdb-adapter-http' {
  const plugin: unknown;
  export default plugin;
}

declare module 'pouchdb-replication' {
  const plugin: unknown;
  export default plugin;
}
