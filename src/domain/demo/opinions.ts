import type { Beliefs } from './beliefs.ts';
import { at } from './chance.ts';
import { type Interview, someOf } from './interview.ts';
import { STATEMENTS } from './knowledge.ts';
import { wordsFor } from './words.ts';

const NOT_SURE_IF_NOT_RIGHT = 0.45;
const PATHS = STATEMENTS.map(({ name }) => `knowledge/${name}`);

/** The eight statements; then the score that the form makes of them. */
export function askKnowledge({ put, chanceFor, answers }: Interview, { right }: Beliefs): void {
  const chance = chanceFor('knowledge');
  let score = 0;
  STATEMENTS.forEach((statement, index) => {
    const path = at(PATHS, index);
    const wrong = statement.right === 'true' ? 'false' : 'true';
    const otherwise = chance.happens(NOT_SURE_IF_NOT_RIGHT) ? 'not_sure' : wrong;
    put(path, at(right, index) ? statement.right : otherwise);
    if (answers[path] === statement.right) score += 1;
  });
  answers['knowledge/knowledge_score'] = score;
}

const HEARD_FROM = {
  lady_health_worker: 0.45,
  doctor: 0.22,
  woman_leader: 0.12,
  family: 0.38,
  neighbours: 0.41,
  religious_leader: 0.16,
  government: 0.27,
  tv_radio: 0.52,
  social_media: 0.36,
  other: 0.03,
};
const TRUSTED = {
  lady_health_worker: 0.27,
  doctor: 0.24,
  woman_leader: 0.08,
  family: 0.17,
  neighbours: 0.05,
  religious_leader: 0.08,
  government: 0.04,
  tv_radio: 0.03,
  social_media: 0.02,
  other: 0.005,
  nobody: 0.03,
};

export function askSources({ put, chanceFor, answers }: Interview): void {
  put('vaccine/heard', chanceFor('heard').happens(0.965) ? 'yes' : 'no');
  if (answers['vaccine/heard'] === 'yes')
    put('vaccine/heard_from', someOf(chanceFor('heard_from'), HEARD_FROM));
  put('vaccine/trusted', chanceFor('trusted').weighted(TRUSTED));
}

/** Same path in both rounds. */
export function askDoses({ put, person }: Interview, { isVaccinated }: Beliefs): void {
  put('uptake/doses', isVaccinated ? (person.hasSeveralDoses ? 'two_or_more' : 'one') : 'none');
}

const BARRIERS = {
  too_far: 0.19,
  long_wait: 0.16,
  no_time: 0.14,
  side_effects: 0.41,
  family_against: 0.24,
  no_id_card: 0.13,
  no_woman_vaccinator: 0.17,
  cannot_get_in: 0.05,
  no_trust: 0.3,
  not_needed: 0.2,
  other: 0.04,
};

export const askBarriers = ({ put, chanceFor }: Interview): void =>
  put('uptake/barriers', someOf(chanceFor('barriers'), BARRIERS));

/** Adults of the home and how many of them had a dose, the respondent among them. */
export function askHome({ put, chanceFor, answers }: Interview, { isVaccinated }: Beliefs): void {
  const chance = chanceFor('home');
  const others = chance.whole(0, 3) + chance.whole(0, 3);
  put('uptake/adults', 1 + others);
  if (answers['uptake/adults'] === undefined) return;
  const vaccinated = Array.from({ length: others }, () => chance.happens(isVaccinated ? 0.72 : 0.35));
  put('uptake/adults_vaccinated', Number(isVaccinated) + vaccinated.filter(Boolean).length);
}

const RATINGS = { very_good: 0.08, good: 0.31, neither: 0.26, bad: 0.19, very_bad: 0.09, not_known: 0.07 };
/** After the visits the authorities are judged a little more kindly. */
const RATINGS_LATER = {
  very_good: 0.11,
  good: 0.37,
  neither: 0.25,
  bad: 0.15,
  very_bad: 0.06,
  not_known: 0.06,
};
const SHORTCOMINGS = {
  late: 0.36,
  unclear: 0.42,
  disrespect: 0.27,
  ran_out: 0.21,
  women_forgotten: 0.29,
  disability_forgotten: 0.14,
  other: 0.06,
};
const HAS_WORDS = 0.22;

export function askResponse({ put, chanceFor, answers, round, person }: Interview): void {
  put('response/rating', chanceFor('rating').weighted(round === 'baseline' ? RATINGS : RATINGS_LATER));
  const rating = answers['response/rating'];
  if (round === 'baseline' && (rating === 'bad' || rating === 'very_bad')) {
    put('response/shortcomings', someOf(chanceFor('shortcomings'), SHORTCOMINGS));
  }
  const chance = chanceFor('words');
  if (chance.happens(HAS_WORDS)) put('response/words', chance.pick(wordsFor(person.language)));
}
