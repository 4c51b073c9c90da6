import type { Answer, Answers } from '../answer.ts';
import { at, type Chance, chanceOf, unitsUnder } from './chance.ts';
import { UNION_COUNCILS } from './knowledge.ts';
import type { Person } from './people.ts';
import type { RoundName, Setting } from './setting.ts';

/** One interview while it is being filled in. */
export interface Interview {
  readonly setting: Setting;
  readonly person: Person;
  readonly round: RoundName;
  readonly answers: Answers;
  readonly hasConsent: boolean;
  /** The draws for one topic; of its own, so that a gap in one topic leaves the others as they are. */
  chanceFor(topic: string): Chance;
  /** Writes an answer, unless this question is one of those that were skipped. */
  put(path: string, answer: Answer): void;
}

/** An interview with the answers that come before and with consent. */
export function interviewOf(setting: Setting, person: Person, round: RoundName): Interview {
  const { seed, options } = setting;
  const chanceFor = (topic: string): Chance => chanceOf(`${seed}/${topic}/${round}/${person.index}`);
  const hasConsent = !chanceFor('consent').happens(refusalOf(setting, person, round));
  const answers: Answers = {
    // The times come first in both forms, and are known last: how long a visit takes depends on its answers.
    start: '',
    end: '',
    today: '',
    respondent: person.code,
    union_council: at(UNION_COUNCILS, person.council),
    consent: hasConsent ? 'yes' : 'no',
  };
  const skip = unitsUnder(`${seed}/skip/${round}/${person.index}/`);
  const put = (path: string, answer: Answer): void => {
    if (skip(path) >= options.missing) answers[path] = answer;
  };
  return { setting, person, round, answers, hasConsent, chanceFor, put };
}

/**
 * Nobody is visited again who refused at the first visit, so all refusals of the baseline fall on the others; their
 * number is what the option says. It depends on nothing that is asked.
 */
function refusalOf({ options }: Setting, { inBoth }: Person, round: RoundName): number {
  if (round === 'endline') return options.refusal;
  const once = options.baseline - options.both;
  return inBoth || once === 0 ? 0 : Math.min(1, (options.refusal * options.baseline) / once);
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
