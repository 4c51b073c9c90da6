import type { Answers } from './answer.ts';
import { canonicalJson } from './canonical.ts';
import type { ResponseDocument } from './document.ts';
import { answerAt } from './form/state.ts';
import { identityPath, instancesAround, instancesIn, pinned, renumbered, repeatOf } from './identity.ts';

/** Versions of one response that were changed apart: the one that is shown first, then the others. */
export type Versions = readonly [ResponseDocument, ...ResponseDocument[]];

/**
 * The versions with each instance of a repeat under one number in all of them, whichever others were taken away: first
 * those of the shown version, then what the others added. The answer at an instance's own path is missing in a version
 * that does not have it.
 */
export function sideBySide(versions: Versions): Versions {
  const numbers = new Map<string, number>();
  const counts = new Map<string, number>();
  const aligned = versions.map(({ answers }) => {
    const numberOf = (at: string): number => numbers.get(identityPath(answers, at)) ?? 0;
    for (const at of instancesIn(answers)) {
      const repeat = Object.keys(renumbered({ [repeatOf(at)]: 0 }, numberOf))[0] ?? '';
      const identity = identityPath(answers, at);
      if (numbers.has(identity)) continue;
      const number = (counts.get(repeat) ?? 0) + 1;
      counts.set(repeat, number);
      numbers.set(identity, number);
    }
    return renumbered(pinned(answers), numberOf);
  });
  if (numbers.size === 0) return versions;
  const [shown, ...others] = versions.map((version, index) => ({
    ...version,
    answers: withCounts(aligned[index] ?? {}, counts),
  }));
  return [shown ?? versions[0], ...others];
}

/** With how many instances all versions have together; an instance that is not there has none in it. */
function withCounts(answers: Answers, counts: ReadonlyMap<string, number>): Answers {
  const there = [...counts].filter(([repeat]) =>
    instancesAround(repeat).every((at) => answerAt(answers, at) !== undefined),
  );
  return { ...answers, ...Object.fromEntries(there) };
}

/**
 * Paths of the questions that not all versions answer alike, in the order in which the versions name them; of an
 * instance that not all of them have, its own path alone.
 * @param versions as they stand side by side
 */
export function differences(versions: Versions): string[] {
  const paths = new Set(versions.flatMap(({ answers }) => Object.keys(answers)));
  const isEverywhere = (at: string): boolean =>
    versions.every(({ answers }) => answerAt(answers, at) !== undefined);
  return [...paths].filter(
    (path) =>
      distinctAt(versions, path).length > 1 &&
      instancesAround(path).every((at) => at === path || isEverywhere(at)),
  );
}

/**
 * The version that first gives each distinct answer to that question; an open question is an answer of its own.
 * @param versions as they stand side by side
 */
export function distinctAt(versions: Versions, path: string): number[] {
  const seen = new Set<string>();
  return versions.flatMap(({ answers }, index) => {
    const answer = canonicalJson(answerAt(answers, path) ?? null);
    if (seen.has(answer)) return [];
    seen.add(answer);
    return [index];
  });
}

/**
 * The shown version with, for each picked path, the answer of the version that was picked; for an instance all that it
 * holds there. It counts as one correction more than any of them, unless everything shown stays.
 * @param picks by path as the versions stand side by side
 */
export function mergeVersions(versions: Versions, picks: Readonly<Record<string, number>>): ResponseDocument {
  const [shown] = versions;
  const isPicked = Object.values(picks).some((index) => index !== 0);
  if (!isPicked) return shown;
  const corrections = 1 + Math.max(...versions.map((version) => version.corrections));
  const all = sideBySide(versions);
  const instances = new Set(all.flatMap(({ answers }) => instancesIn(answers)));
  return { ...shown, answers: closedUp(mergedAnswers(all, picks), instances), corrections };
}

function mergedAnswers(versions: Versions, picks: Readonly<Record<string, number>>): Answers {
  const answers: Answers = { ...versions[0].answers };
  for (const [path, index] of Object.entries(picks)) {
    const picked = versions[index]?.answers ?? {};
    const isTaken = (one: string): boolean => one === path || one.startsWith(`${path}/`);
    const paths = path.endsWith(']') ? Object.keys({ ...answers, ...picked }).filter(isTaken) : [path];
    for (const one of paths) {
      const answer = answerAt(picked, one);
      if (answer === undefined) delete answers[one];
      else answers[one] = answer;
    }
  }
  return answers;
}

/** The answers without the gaps of instances that no picked version has. */
function closedUp(answers: Answers, instances: Iterable<string>): Answers {
  const counts = new Map<string, number>();
  const numbers = new Map<string, number>();
  for (const at of instances) {
    const repeat = repeatOf(at);
    const number = (counts.get(repeat) ?? 0) + Number(answerAt(answers, at) !== undefined);
    counts.set(repeat, number);
    numbers.set(at, number);
  }
  const counted = { ...answers, ...Object.fromEntries(counts) };
  const there = Object.entries(counted).filter(([path]) => counts.get(path) !== 0);
  return renumbered(Object.fromEntries(there), (at) => numbers.get(at) ?? 0);
}
