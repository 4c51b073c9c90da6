import type { Answers } from '../../answer.ts';
import { countIn } from '../../identity.ts';
import { kept } from '../../kept.ts';
import type { PlacedRow } from '../rows.ts';
import { modelOf } from './InstanceMap.ts';

/**
 * Which instances each path of a form has. The answer at a repeat's own path is how many there are: `members: 2` goes
 * with `members[1]/age` and `members[2]/age`.
 */
export interface Instances {
  readonly hasRepeats: boolean;
  /** All instances of a path of the definition; of a repeat's own path, one for each instance of what is around it. */
  of(answers: Answers, path: string): readonly string[];
  /** Those that share the first `depth` repeats with another path. */
  beside(answers: Answers, path: string, other: string, depth: number): readonly string[];
  /** Repeats around a path of the definition, the outermost first. */
  around(path: string): readonly string[];
  /** How many repeats two paths of the definition stand in together. */
  shared(path: string, other: string): number;
  countAt(answers: Answers, path: string): number;
  /** The instances there are of a repeat at a path; any other path is its own. */
  eachOf(answers: Answers, path: string): string[];
  /** The instance of a path that an instance path sees first: its own, or else the first of all. */
  nearest(answers: Answers, path: string, from: string): string | undefined;
  /** Paths of the rows that a group or repeat holds; of the outermost rows for ''. */
  heldBy(path: string): readonly string[];
}

export function instancesOf(placed: readonly Pick<PlacedRow, 'path' | 'parent' | 'row'>[]): Instances {
  const known = new Map<string, readonly string[]>();
  const repeats = new Set(placed.flatMap(({ path, row }) => (row.type === 'repeat' ? path : [])));
  const held = new Map<string, string[]>();
  for (const { path, parent } of placed) kept(held, parent ?? '', (): string[] => []).push(path);
  // A repeat's own path stands outside of its instances.
  const around = (path: string): readonly string[] =>
    kept(known, path, () => [...repeats].filter((repeat) => path.startsWith(`${repeat}/`)));

  const eachOf = (answers: Answers, path: string): string[] =>
    repeats.has(modelOf(path))
      ? Array.from({ length: countIn(answers, path) }, (_, index) => `${path}[${index + 1}]`)
      : [path];

  function beside(answers: Answers, path: string, other: string, depth: number): readonly string[] {
    const prefix = prefixOf(other, depth);
    let prefixes = prefix === undefined ? [] : [prefix];
    for (const repeat of around(path).slice(depth))
      prefixes = prefixes.flatMap((each) => eachOf(answers, joined(each, repeat)));
    return prefixes.map((each) => joined(each, path));
  }

  function shared(path: string, other: string): number {
    const [one, two] = [around(path), around(other)];
    const at = one.findIndex((repeat, index) => repeat !== two[index]);
    return at === -1 ? one.length : at;
  }

  return {
    hasRepeats: repeats.size > 0,
    around,
    shared,
    countAt: countIn,
    eachOf,
    nearest: (answers, path, from) => beside(answers, path, from, shared(path, modelOf(from)))[0],
    heldBy: (path) => held.get(path) ?? [],
    of: (answers, path) => beside(answers, path, '', 0),
    beside,
  };
}

/** A path of the definition put behind an instance of one of the repeats around it. */
export const joined = (prefix: string, path: string): string =>
  prefix === '' ? path : prefix + path.slice(modelOf(prefix).length);

/** The instance path up to its `depth`th instance number; undefined if it has fewer. */
function prefixOf(path: string, depth: number): string | undefined {
  const parts = path.split(/(?<=\])/);
  return depth > 0 && !parts[depth - 1]?.endsWith(']') ? undefined : parts.slice(0, depth).join('');
}

/** Path of the group or repeat around an instance. */
export const holderOf = (path: string): string =>
  path.slice(0, Math.max(path.lastIndexOf('/'), 0)).replace(/\[\d+\]$/, '');
