import fc from 'fast-check';
import {
  type Branch,
  collectConflicts,
  collectLeaves,
  merge,
  revExists,
  type Tree,
  winningRev,
} from 'pouchdb-merge';
import { expect, test } from 'vitest';
import type { Rev } from '../../../src/domain/ids.ts';
import {
  childLeaf,
  conflicts,
  knows,
  type Leaf,
  mergeLeaf,
  nextRev,
  winner,
} from '../../../src/domain/revisions.ts';

const leaf = (rev: string, ...ancestors: string[]): Leaf => ({
  rev: rev as Rev,
  ancestors: ancestors as Rev[],
  deleted: false,
  body: {},
});
const revs = (leaves: readonly Leaf[]): string[] => leaves.map(({ rev }) => rev).sort();
const mergeAll = (leaves: readonly Leaf[]): Leaf[] =>
  leaves.reduce((held, incoming) => mergeLeaf(held, incoming), [] as Leaf[]);

test('a child takes the place of its parent and keeps its history', () => {
  const merged = mergeAll([leaf('2-b', '1-a'), leaf('3-c', '2-b')]);
  expect(merged).toEqual([leaf('3-c', '2-b', '1-a')]);
});

test('two children of one parent both stay, and everybody shows the same one', () => {
  const forth = mergeAll([leaf('1-a'), leaf('2-b', '1-a'), leaf('2-c', '1-a')]);
  const back = mergeAll([leaf('2-c', '1-a'), leaf('2-b', '1-a'), leaf('1-a')]);
  expect(revs(forth)).toEqual(['2-b', '2-c']);
  expect([winner(forth).rev, winner(back).rev]).toEqual(['2-c', '2-c']);
  expect(revs(conflicts(back))).toEqual(['2-b']);
});

test('a longer history wins over a greater hash, and anything over a deletion', () => {
  const deleted = { ...leaf('9-z'), deleted: true };
  expect(winner([leaf('2-f'), leaf('10-a'), deleted]).rev).toBe('10-a');
  expect(revs(conflicts([leaf('2-f'), leaf('10-a'), deleted]))).toEqual(['2-f']);
});

test('a middle that comes late joins two ends', () => {
  expect(mergeAll([leaf('2-b', '1-a'), leaf('4-d', '3-c'), leaf('3-c', '2-b', '1-a')])).toEqual([
    leaf('4-d', '3-c', '2-b', '1-a'),
  ]);
});

test('the same edit of the same parent has the same revision; any difference another', () => {
  const parent = '1-a' as Rev;
  const rev = nextRev(parent, false, { b: 1, a: [2, { d: 1, c: 2 }] });
  expect(rev).toMatch(/^2-[0-9a-f]{32}$/);
  expect(nextRev(parent, false, { a: [2, { c: 2, d: 1 }], b: 1 })).toBe(rev);
  expect(nextRev(null, false, { a: 1 })).toMatch(/^1-/);
  const others = [
    nextRev('1-b' as Rev, false, { a: 1 }),
    nextRev(parent, true, { a: 1 }),
    nextRev(parent, false, { a: 2 }),
  ];
  expect(new Set([...others, rev]).size).toBe(4);
});

test('a child of a superseded revision branches off there', () => {
  const child = childLeaf([leaf('3-c', '2-b', '1-a')], '2-b' as Rev, false, { v: 1 });
  expect(child.ancestors).toEqual(['2-b', '1-a']);
  expect(child.rev).toMatch(/^3-/);
});

/** Some tree: each edit has a parent among the earlier ones, or none. */
const edits = fc.array(
  fc.record({
    parent: fc.option(fc.nat(), { freq: 8 }),
    deleted: fc.boolean(),
    hash: fc.stringMatching(/^[0-9a-f]{4}$/),
    /** How much of its history the sender tells. */
    told: fc.integer({ min: 0, max: 12 }),
  }),
  { minLength: 1, maxLength: 25 },
);

function leavesOf(
  history: { parent: number | null; deleted: boolean; hash: string; told: number }[],
): Leaf[] {
  const grown: { rev: Rev; path: Rev[] }[] = [];
  return history.map(({ parent, deleted, hash, told }, index) => {
    const from = parent === null || grown.length === 0 ? undefined : grown[parent % grown.length];
    const path = from === undefined ? [] : [from.rev, ...from.path];
    const rev = `${path.length + 1}-${hash}${index}` as Rev;
    grown.push({ rev, path });
    return { rev, ancestors: path.slice(0, told), deleted, body: {} };
  });
}

/** A leaf's path in PouchDB's words: from the oldest known ancestor down. */
function pathOf({ rev, ancestors, deleted }: Leaf): Tree {
  const hash = (name: string): string => name.slice(name.indexOf('-') + 1);
  let branch: Branch = [hash(rev), { status: 'available', deleted }, []];
  for (const ancestor of ancestors) branch = [hash(ancestor), { status: 'missing' }, [branch]];
  return { pos: Number.parseInt(rev, 10) - ancestors.length, ids: branch };
}

function mergedBoth(history: Parameters<typeof leavesOf>[0], order: readonly number[]) {
  const arriving = leavesOf(history)
    .map((one, index) => ({ one, key: order[index % (order.length || 1)] ?? index }))
    .sort((a, b) => a.key - b.key)
    .map(({ one }) => one);
  const theirs = arriving.reduce((tree, one) => merge(tree, pathOf(one), 1000).tree, [] as Tree[]);
  return { arriving, ours: mergeAll(arriving), theirs };
}

test('leaves, winner, conflicts and what is known agree with PouchDB, in any order', () => {
  fc.assert(
    fc.property(edits, fc.array(fc.nat()), (history, order) => {
      const whole = history.map((edit) => ({ ...edit, told: 99 }));
      const { arriving, ours, theirs } = mergedBoth(whole, order);
      expect(revs(ours)).toEqual(
        collectLeaves(theirs)
          .map(({ rev }) => rev)
          .sort(),
      );
      expect(winner(ours).rev).toBe(winningRev({ rev_tree: theirs }));
      expect(revs(conflicts(ours))).toEqual(collectConflicts({ rev_tree: theirs }).sort());
      for (const { rev } of arriving) expect(knows(ours, rev)).toBe(revExists(theirs, rev));
    }),
    { numRuns: 1000 },
  );
});

test('histories that are told only in part lead to the leaves that PouchDB finds, each once', () => {
  fc.assert(
    fc.property(edits, fc.array(fc.nat()), (history, order) => {
      const { arriving, ours, theirs } = mergedBoth(history, order);
      // PouchDB keeps two copies of a leaf whose partial histories it could not join when they came, and keeps as a leaf
      // what only a branch that it could not join names as an ancestor.
      const ancestors = new Set<string>(arriving.flatMap((leaf) => leaf.ancestors));
      const leaves = new Set(collectLeaves(theirs).map(({ rev }) => rev));
      expect(revs(ours)).toEqual([...leaves].filter((rev) => !ancestors.has(rev)).sort());
      expect(winner(ours).rev).toBe(winningRev({ rev_tree: theirs }));
    }),
    { numRuns: 1000 },
  );
});

test('the order in which leaves arrive does not matter', () => {
  fc.assert(
    fc.property(edits, fc.array(fc.nat()), (history, order) => {
      const forth = mergedBoth(history, []).ours;
      const back = mergedBoth(history, order).ours;
      expect(revs(back)).toEqual(revs(forth));
      expect(winner(back)).toEqual(winner(forth));
    }),
  );
});
