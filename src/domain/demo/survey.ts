import type { Answers } from '../answer.ts';
import { askBackground, askFunctioning, stableChance } from './background.ts';
import { type AreaPart, beliefsOf, type RoundName } from './beliefs.ts';
import { at } from './chance.ts';
import { askExposure, reachedOf } from './exposure.ts';
import { type Interview, interviewOf } from './interview.ts';
import { UNION_COUNCILS } from './knowledge.ts';
import { askBarriers, askDoses, askHome, askKnowledge, askResponse, askSources } from './opinions.ts';
import type { WorldOptions } from './options.ts';
import type { Person } from './people.ts';

/** The answers of one interview, without the times that the phone fills in. */
export function surveyOf(
  seed: number,
  person: Person,
  round: RoundName,
  area: AreaPart,
  options: WorldOptions,
): Answers {
  const interview = interviewOf(seed, person, round, options);
  const { answers, chanceFor } = interview;
  answers['respondent'] = person.code;
  answers['union_council'] = at(UNION_COUNCILS, person.council);
  answers['consent'] = chanceFor('consent').happens(refusalOf(person, round, options)) ? 'no' : 'yes';
  if (answers['consent'] === 'no') return answers;

  const stable = stableChance(seed, person);
  const reached = reachedOf(seed, person);
  const beliefs = beliefsOf(person, round, reached, area, chanceFor('beliefs'), options);
  askBackground(interview, stable);
  askFunctioning(interview, stable);
  if (round === 'baseline') askSources(interview);
  askKnowledge(interview, beliefs);
  if (round === 'endline') askExposure(interview, beliefs, reached);
  const isUnvaccinated = askDoses(interview, beliefs, stable);
  if (round === 'baseline') askRestOfBaseline(interview, beliefs, isUnvaccinated);
  else askRestOfEndline(interview, beliefs, isUnvaccinated);
  return answers;
}

/**
 * Nobody is visited again who refused at the first visit, so all refusals of the baseline fall on the others; their
 * number is what the option says. It depends on nothing that is asked.
 */
function refusalOf({ inBoth }: Person, round: RoundName, options: WorldOptions): number {
  if (round === 'endline') return options.refusal;
  const once = options.baseline - options.both;
  return inBoth || once === 0 ? 0 : Math.min(1, (options.refusal * options.baseline) / once);
}

type Told = ReturnType<typeof beliefsOf>;

function askRestOfBaseline(interview: Interview, beliefs: Told, isUnvaccinated: boolean): void {
  const { put, chanceFor, answers, person } = interview;
  if (isUnvaccinated) {
    put('uptake/intends', chanceFor('intends').weighted({ yes: 0.37, not_sure: 0.33, no: 0.3 }));
    askBarriers(interview);
  }
  askHome(interview, beliefs);
  askResponse(interview);
  answers['closing/return_visit'] = person.inBoth || chanceFor('return').happens(0.6) ? 'yes' : 'no';
  if (answers['closing/return_visit'] === 'yes') put('closing/card_given', 'OK');
}

function askRestOfEndline(interview: Interview, beliefs: Told, isUnvaccinated: boolean): void {
  const { put, chanceFor, answers } = interview;
  const lastDose = chanceFor('last_dose');
  const isKnown = answers['uptake/doses'] !== undefined;
  if (isUnvaccinated) askBarriers(interview);
  else if (isKnown && lastDose.happens(0.7)) put('uptake/last_dose', dayBefore(lastDose.whole(4, 420)));
  const advice = beliefs.isVaccinated
    ? { take: 0.68, decide: 0.24, wait: 0.05, avoid: 0.03 }
    : { take: 0.2, decide: 0.44, wait: 0.22, avoid: 0.14 };
  put('uptake/advice', chanceFor('advice').weighted(advice));
  askResponse(interview);
}

const ENDLINE_BEGINS = Date.UTC(2026, 5, 1);
const DAY_MS = 86_400_000;

const dayBefore = (days: number): string =>
  new Date(ENDLINE_BEGINS - days * DAY_MS).toISOString().slice(0, 10);
