import { readFileSync } from 'node:fs';
import type { Failure, Outcome } from './outcome.ts';

const LIST = new URL('../../docs/decided-cases.md', import.meta.url);

/** Cases that were looked at one by one and stay as they are: the heading under which each is listed, by its id. */
function decisions(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let heading = '';
  for (const line of readFileSync(LIST, 'utf8').split('\n')) {
    heading = /^## (.+)/.exec(line)?.[1] ?? heading;
    const id = /^\| `([0-9a-f]{12})` \|/.exec(line)?.[1];
    if (id !== undefined) found.set(id, heading);
  }
  return found;
}

/** An outcome that tells of each case whether it was decided; what failed stays failed. */
export function withDecisions(outcome: Outcome): Outcome {
  const known = decisions();
  const decided = (all: readonly Failure[]): Failure[] =>
    all.map((one) => ({ ...one, decided: known.get(one.id) }));
  const failures = decided(outcome.failures);
  return {
    ...outcome,
    decided: failures.filter((one) => one.decided !== undefined).length,
    failures,
    others: decided(outcome.others),
  };
}
