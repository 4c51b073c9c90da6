import type { Answer, Answers } from '../answer.ts';
import type { RoundName } from './beliefs.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { WorldOptions } from './options.ts';
import type { Person } from './people.ts';

/** One interview while it is being filled in. */
export interface Interview {
  readonly person: Person;
  readonly round: RoundName;
  readonly answers: Answers;
  /** The draws for one topic; of its own, so that a gap in one topic leaves the others as they are. */
  chanceFor(topic: string): Chance;
  /** Writes an answer, unless this question is one of those that were skipped. */
  put(path: string, answer: Answer): void;
}

/** Skips have a stream of their own, so that a world with more of them is otherwise the same world. */
export function interviewOf(
  seed: number,
  person: Person,
  round: RoundName,
  options: WorldOptions,
): Interview {
  const skips = chanceOf(`${seed}/skips/${round}/${person.index}`);
  const answers: Answers = {};
  return {
    person,
    round,
    answers,
    chanceFor: (topic) => chanceOf(`${seed}/${topic}/${round}/${person.index}`),
    put(path, answer) {
      if (!skips.happens(options.missing)) answers[path] = answer;
    },
  };
}

/** Some of the names, each by its own probability, in the order of the list; at least one. */
export function someOf<Name extends string>(
  chance: Chance,
  probabilities: Readonly<Record<Name, number>>,
): Name[] {
  const names = Object.keys(probabilities) as Name[];
  const chosen = names.filter((name) => chance.happens(probabilities[name]));
  return chosen.length > 0 ? chosen : [chance.weighted(probabilities)];
}
