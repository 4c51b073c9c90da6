import type { Answers } from '../answer.ts';
import { askBackground, askFunctioning } from './background.ts';
import { type Beliefs, beliefsOf } from './beliefs.ts';
import { askExposure } from './exposure.ts';
import { type Interview, interviewOf } from './interview.ts';
import { askBarriers, askDoses, askHome, askKnowledge, askResponse, askSources } from './opinions.ts';
import type { Person } from './people.ts';
import type { RoundName, Setting } from './setting.ts';

/** The answers of one interview; the times that the phone fills in are left empty. */
export function surveyOf(setting: Setting, person: Person, round: RoundName): Answers {
  const interview = interviewOf(setting, person, round);
  if (!interview.hasConsent) return interview.answers;
  const beliefs = beliefsOf(interview);
  askBackground(interview);
  askFunctioning(interview);
  if (round === 'baseline') askRestOfBaseline(interview, beliefs);
  else askRestOfEndline(interview, beliefs);
  return interview.answers;
}

function askRestOfBaseline(interview: Interview, beliefs: Beliefs): void {
  const { put, chanceFor, answers, person } = interview;
  askSources(interview);
  askKnowledge(interview, beliefs);
  askDoses(interview, beliefs);
  if (answers['uptake/doses'] === 'none') {
    put('uptake/intends', chanceFor('intends').weighted({ yes: 0.37, not_sure: 0.33, no: 0.3 }));
    askBarriers(interview);
  }
  askHome(interview, beliefs);
  askResponse(interview);
  answers['closing/return_visit'] = person.inBoth || chanceFor('return').happens(0.6) ? 'yes' : 'no';
  if (answers['closing/return_visit'] === 'yes') put('closing/card_given', 'OK');
}

function askRestOfEndline(interview: Interview, beliefs: Beliefs): void {
  const { put, chanceFor, answers } = interview;
  const lastDose = chanceFor('last_dose');
  askKnowledge(interview, beliefs);
  askExposure(interview, beliefs);
  askDoses(interview, beliefs);
  const doses = answers['uptake/doses'];
  if (doses === 'none') askBarriers(interview);
  else if (doses !== undefined && lastDose.happens(0.7))
    put('uptake/last_dose', dayBefore(lastDose.whole(4, 420)));
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
