import type { Answers } from './answer.ts';
import { canonicalJson } from './canonical.ts';
import type { ResponseDocument } from './document.ts';
import { answerAt } from './form/state.ts';

/** Versions of one response that were changed apart: the one that is shown first, then the others. */
export type Versions = readonly [ResponseDocument, ...ResponseDocument[]];

/** Paths of the questions that not all versions answer alike, in the order in which the versions name them. */
export function differences(versions: Versions): string[] {
  const paths = new Set(versions.flatMap(({ answers }) => Object.keys(answers)));
  return [...paths].filter((path) => distinctAt(versions, path).length > 1);
}

/** The version that first gives each distinct answer to that question; an open question is an answer of its own. */
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
 * The shown version with, for each picked path, the answer of the version that was picked. It counts as one correction
 * more than any of them, unless everything shown stays.
 */
export function mergeVersions(versions: Versions, picks: Readonly<Record<string, number>>): ResponseDocument {
  const [shown] = versions;
  const isPicked = Object.values(picks).some((index) => index !== 0);
  if (!isPicked) return shown;
  const corrections = 1 + Math.max(...versions.map((version) => version.corrections));
  return { ...shown, answers: mergedAnswers(versions, picks), corrections };
}

function mergedAnswers(versions: Versions, picks: Readonly<Record<string, number>>): Answers {
  const answers: Answers = { ...versions[0].answers };
  for (const [path, index] of Object.entries(picks)) {
    const answer = answerAt(versions[index]?.answers ?? {}, path);
    if (answer === undefined) delete answers[path];
    else answers[path] = answer;
  }
  return answers;
}
