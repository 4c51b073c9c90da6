import type { Answers } from './answer.ts';
import { own } from './kept.ts';

/**
 * Who the instances of repeats are. The answer at an instance's own path, `members[2]`, is its identity: made by chance
 * when the instance is, and moved with its answers. One that has none there is known by its number, as all once were.
 */

/** `members[1]`, `members[1]/pets[2]` of `members[1]/pets[2]/name`: the outer ones first. */
export const instancesAround = (path: string): string[] =>
  [...path.matchAll(/\[\d+\]/g)].map(({ 0: number, index }) => path.slice(0, index + number.length));

/** `members` of `members[2]` */
export const repeatOf = (instance: string): string => instance.slice(0, instance.lastIndexOf('['));

const numberOf = (instance: string): string => instance.slice(instance.lastIndexOf('[') + 1, -1);

/** A path with something else in place of the number of each instance. */
const relabelled = (path: string, labelOf: (instance: string) => string | number): string =>
  instancesAround(path).reduceRight(
    (known, at) => `${repeatOf(at)}[${labelOf(at)}]${known.slice(at.length)}`,
    path,
  );

/** A path by who its instances are: `members[k3f09x2a]/age`. */
export const identityPath = (answers: Answers, path: string): string =>
  relabelled(path, (at) => {
    const identity = own(answers, at);
    return typeof identity === 'string' && identity !== '' ? identity : numberOf(at);
  });

/** The answers with their instances under other numbers. */
export const renumbered = (answers: Answers, newNumberOf: (instance: string) => number): Answers =>
  Object.fromEntries(
    Object.entries(answers).map(([path, answer]) => [relabelled(path, newNumberOf), answer]),
  );

/** More than anybody imports; a document that claims a billion must not hold up whoever reads it. */
const COUNTED_MAX = 1e5;

/** How many instances answers tell of at a repeat's own path. */
export function countIn(answers: Answers, repeat: string): number {
  const count = own(answers, repeat);
  return typeof count === 'number' ? Math.min(count, COUNTED_MAX) : 0;
}

/** Every instance that answers tell of, in its order, the outer ones first; one without answers stands among others. */
export function instancesIn(answers: Answers): string[] {
  const repeats = new Set(Object.keys(answers).flatMap((path) => instancesAround(path).map(repeatOf)));
  return [...repeats]
    .flatMap((repeat) =>
      Array.from({ length: countIn(answers, repeat) }, (_, index) => `${repeat}[${index + 1}]`),
    )
    .sort((one, other) => instancesAround(one).length - instancesAround(other).length);
}

/** Answers whose instances keep the number by which they were known, whatever is taken away before them. */
export const pinned = (answers: Answers): Answers => ({
  ...Object.fromEntries(instancesIn(answers).map((at) => [at, numberOf(at)])),
  ...answers,
});

/**
 * Where paths of some answers stand in later ones.
 * @returns undefined for what was taken away with its instance
 */
export function placeIn(from: Answers, to: Answers): (path: string) => string | undefined {
  let places: ReadonlyMap<string, string> | undefined;
  return (path) => {
    const at = instancesAround(path).at(-1);
    if (at === undefined) return path;
    places ??= new Map(instancesIn(to).map((one) => [identityPath(to, one), one]));
    const now = places.get(identityPath(from, at));
    return now && now + path.slice(at.length);
  };
}
