import type { Answers } from '../answer.ts';
import { type ResponseDocument, SCHEMA_VERSION } from '../document.ts';
import { type ResponseId, responseId, uuidv7 } from '../ids.ts';
import { at, type Chance, chanceOf } from './chance.ts';
import { DEMO_FORMS, UNION_COUNCILS } from './knowledge.ts';
import type { WorldOptions } from './options.ts';
import { placeAnswers, type Spot, spotOf } from './places.ts';
import { type RoundName, type Setting, settingOf } from './setting.ts';
import { surveyOf } from './survey.ts';
import { LEON_MINUTES, localTime, PAKISTAN_MINUTES, type Visit, visitOf, walkOf } from './times.ts';

export interface WorldDocument {
  readonly _id: ResponseId;
  readonly body: ResponseDocument;
}

export interface World {
  readonly baseline: WorldDocument[];
  readonly endline: WorldDocument[];
  readonly reports: WorldDocument[];
}

/** Who works where: one woman leader to a Union Council, in their order. */
const SURVEYORS = ['amina', 'nasreen', 'zubaida', 'farida', 'shazia', 'rukhsana'] as const;
const VOLUNTEERS = { diego: 0.3, lupita: 0.22, mateo: 0.17, ximena: 0.14, paola: 0.1, chuy: 0.07 };

const FIRST_DAY: Record<RoundName, number> = {
  baseline: Date.UTC(2026, 2, 2),
  endline: Date.UTC(2026, 5, 1),
};

/**
 * The world of a seed: finalized responses as phones would have sent them. See `truth.ts` for what is true of it.
 * @param seed a whole number
 * @param options what differs from `WORLD`
 */
export function world(seed: number, options: Partial<WorldOptions> = {}): World {
  const setting = settingOf(seed, options);
  return {
    baseline: surveysOf(setting, 'baseline'),
    endline: surveysOf(setting, 'endline'),
    reports: reportsOf(setting),
  };
}

function surveysOf(setting: Setting, round: RoundName): WorldDocument[] {
  const visits = UNION_COUNCILS.map(() => 0);
  return setting.asked[round].map((person) => {
    const answers = surveyOf(setting, person, round);
    const chance = chanceOf(`${setting.seed}/visit/${round}/${person.index}`);
    const n = at(visits, person.council);
    visits[person.council] = n + 1;
    const visit = visitOf(FIRST_DAY[round], n, answers['consent'] === 'no', chance);
    const { code, language, council } = person;
    const collector = at(SURVEYORS, council);
    return documentOf(
      { form: DEMO_FORMS[round], subject: 'survey', round, collector, language, respondent: code },
      { answers, visit, offsetMinutes: PAKISTAN_MINUTES },
      chance,
      setting.options,
    );
  });
}

function reportsOf({ seed, options }: Setting): WorldDocument[] {
  const chance = chanceOf(`${seed}/reports`);
  const spots: Spot[] = [];
  return Array.from({ length: options.reports }, () => {
    const spot = spotOf(chance, spots);
    spots.push(spot);
    const visit = walkOf(chance);
    const language = chance.happens(0.94) ? 'es' : 'en';
    const answers = placeAnswers(chance, spot, visit, language);
    const collector = chance.weighted(VOLUNTEERS);
    return documentOf(
      { form: DEMO_FORMS.place, subject: 'place', round: null, collector, language },
      { answers, visit, offsetMinutes: LEON_MINUTES },
      chance,
      options,
    );
  });
}

interface Asked {
  readonly answers: Answers;
  readonly visit: Visit;
  readonly offsetMinutes: number;
}

type Heading = Pick<ResponseDocument, 'form' | 'subject' | 'round' | 'collector' | 'language' | 'respondent'>;

function documentOf(
  heading: Heading,
  { answers, visit, offsetMinutes }: Asked,
  chance: Chance,
  { campaign, forms }: WorldOptions,
): WorldDocument {
  const start = localTime(visit.startedMs, offsetMinutes);
  const end = localTime(visit.finishedMs, offsetMinutes);
  const body: ResponseDocument = {
    type: 'response',
    schema: SCHEMA_VERSION,
    campaign,
    ...heading,
    formVersion: forms[heading.form] ?? `form:${heading.form}:${'0'.repeat(16)}`,
    device: `phone-${heading.collector}`,
    answers: Object.assign(answers, { start, end, today: start.slice(0, 10) }),
    trail: {
      startedAt: start,
      finalizedAt: end,
      activeMs: Math.round((visit.finishedMs - visit.startedMs) * (0.7 + 0.3 * chance.unit())),
      answersChanged: Number(chance.weighted({ 0: 0.55, 1: 0.25, 2: 0.13, 3: 0.07 })),
    },
    corrections: chance.happens(0.03) ? 1 : 0,
  };
  return { _id: responseId(uuidv7(visit.startedMs, chance.bytes(10))), body };
}
