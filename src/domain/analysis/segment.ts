import type { Rounds } from './compare.ts';
import { byCode, countsAsYes, type Person } from './person.ts';

export interface Segment {
  /** Question path. */
  readonly question: string;
  /** Choice name. */
  readonly choice: string;
}

/**
 * Narrows both rounds to the persons of a segment. Background is often asked only once: a person who was asked in both
 * rounds belongs to the segment that she named at the baseline, so that nobody changes segment between the rounds.
 */
export function inSegment({ baseline, endline }: Rounds, { question, choice }: Segment): Rounds {
  const before = byCode(baseline);
  const belongs = (person: Person): boolean => {
    const earlier = person.respondent === undefined ? undefined : before.get(person.respondent);
    const answer = earlier?.answers[question] ?? person.answers[question];
    return countsAsYes(answer, [choice]) === true;
  };
  return { baseline: baseline.filter(belongs), endline: endline.filter(belongs) };
}
