import { normalQuantile } from '../analysis/normal.ts';
import { at } from './chance.ts';
import type { Interview } from './interview.ts';
import { STATEMENTS, VACCINATED } from './knowledge.ts';
import type { WorldOptions } from './options.ts';
import { VARIANCE } from './truth.ts';

export interface Beliefs {
  /** By statement: does she give the right answer? */
  readonly right: readonly boolean[];
  readonly isVaccinated: boolean;
}

/** Share of the endline's occasion that comes from having met the campaign: who was visited then knows more. */
const LEARNT = { baseline: 0, endline: 0.3 } as const;

const quantilesOf = ({ baseline, endline }: { baseline: number; endline: number }) => ({
  baseline: normalQuantile(baseline),
  endline: normalQuantile(endline),
});
const thresholds = STATEMENTS.map(quantilesOf);
const vaccinatedThreshold = quantilesOf(VACCINATED);

/** Variance that is left for the occasion, so that all parts add up to 1. */
function occasionVariance({ clusterEffect }: WorldOptions): number {
  const area = clusterEffect === 'none' ? 0 : VARIANCE.council;
  const areaRound = clusterEffect === 'random' ? VARIANCE.councilRound : 0;
  return 1 - area - areaRound - VARIANCE.person - VARIANCE.belief;
}

/** What a person believes in the round of this interview; see `truth.ts` for the model. */
export function beliefsOf(interview: Interview): Beliefs {
  const { person, round, setting, chanceFor } = interview;
  const chance = chanceFor('beliefs');
  const occasionWeight = Math.sqrt(occasionVariance(setting.options));
  const stable = setting.areaPart(person.council, round) + Math.sqrt(VARIANCE.person) * person.outlook;
  const right = thresholds.map((threshold, index) => {
    const moment = Math.sqrt(LEARNT[round]) * person.reached + Math.sqrt(1 - LEARNT[round]) * chance.normal();
    const belief = Math.sqrt(VARIANCE.belief) * at(person.beliefs, index);
    return threshold[round] + stable + belief + occasionWeight * moment > 0;
  });
  return { right, isVaccinated: isVaccinated(interview) };
}

/** Nothing of the round but its threshold is in it: who was vaccinated at the baseline is so at the endline. */
function isVaccinated({ person, round, setting }: Interview): boolean {
  const ownWeight = Math.sqrt(VARIANCE.belief + occasionVariance(setting.options));
  const area = setting.areaPart(person.council, 'baseline');
  const latent = area + Math.sqrt(VARIANCE.person) * person.outlook + ownWeight * person.readiness;
  return vaccinatedThreshold[round] + latent > 0;
}
