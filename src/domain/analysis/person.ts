import type { Answer, Answers } from '../answer.ts';
import type { ResponseDocument } from '../document.ts';

/** One person's interview in one round, as the analysis sees it. */
export interface Person {
  /** Pseudonymous code that links the rounds; absent when she cannot be found again. */
  readonly respondent?: string | undefined;
  readonly answers: Answers;
}

export interface Identified {
  readonly id: string;
  readonly document: ResponseDocument;
}

export interface RoundPersons {
  readonly persons: Person[];
  /** Interviews left out because a later one in the same round carries the same respondent code. */
  readonly repeated: number;
}

/**
 * The persons of one round. Two interviews with the same code in one round are one person; the later id counts (ids are
 * UUIDv7 and sort by time), since a second visit is made to complete or correct the first.
 */
export function personsOf(responses: readonly Identified[], round: string): RoundPersons {
  const ofRound = responses.filter(
    ({ document }) => document.subject === 'survey' && document.round === round,
  );
  const latest = new Map<string, Identified>();
  for (const response of ofRound) {
    const key = response.document.respondent ?? response.id;
    const other = latest.get(key);
    if (other === undefined || other.id < response.id) latest.set(key, response);
  }
  const persons = [...latest.values()].map(({ document }) => ({
    respondent: document.respondent,
    answers: document.answers,
  }));
  return { persons, repeated: ofRound.length - persons.length };
}

/**
 * Does an answer count as "yes"? A select_multiple does if one of its choices does.
 * @returns undefined when the question was not answered
 */
export function countsAsYes(answer: Answer | undefined, counts: readonly string[]): boolean | undefined {
  if (answer === undefined || answer === '') return undefined;
  if (Array.isArray(answer)) return answer.some((choice) => counts.includes(choice));
  if (typeof answer === 'object') return undefined;
  return counts.includes(String(answer));
}

/** Persons who can be found again, by their code. */
export function byCode(persons: readonly Person[]): Map<string, Person> {
  const found = new Map<string, Person>();
  for (const person of persons) if (person.respondent !== undefined) found.set(person.respondent, person);
  return found;
}
