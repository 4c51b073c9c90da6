import { normalQuantile } from '../analysis/normal.ts';
import { at, type Chance, chanceOf } from './chance.ts';
import { STATEMENTS, VACCINATED } from './knowledge.ts';
import type { WorldOptions } from './options.ts';
import type { Person } from './people.ts';
import { COUNCIL_DEVIATIONS, VARIANCE } from './truth.ts';

export type RoundName = 'baseline' | 'endline';

/** What the area adds to the latent answers of a round. */
export type AreaPart = (council: number, round: RoundName) => number;

export function areaPartOf(seed: number, { clusterEffect }: WorldOptions): AreaPart {
  const common = Math.sqrt(VARIANCE.council);
  if (clusterEffect === 'none') return () => 0;
  if (clusterEffect === 'fixed') return (council) => common * at(COUNCIL_DEVIATIONS, council);
  const own = Math.sqrt(VARIANCE.councilRound);
  return (council, round) =>
    common * chanceOf(`${seed}/area/${council}`).normal() +
    own * chanceOf(`${seed}/area/${council}/${round}`).normal();
}

/** Variance that is left for the occasion, so that all parts add up to 1. */
function occasionVariance({ clusterEffect }: WorldOptions): number {
  const area = clusterEffect === 'none' ? 0 : VARIANCE.council;
  const areaRound = clusterEffect === 'random' ? VARIANCE.councilRound : 0;
  return 1 - area - areaRound - VARIANCE.person - VARIANCE.belief;
}

export interface Beliefs {
  /** By statement: does she give the right answer? */
  readonly right: readonly boolean[];
  readonly isVaccinated: boolean;
}

/** Share of the endline's occasion that comes from having met the campaign: who was visited then knows more. */
const LEARNT = 0.3;

const thresholds = STATEMENTS.map(({ baseline, endline }) => ({
  baseline: normalQuantile(baseline),
  endline: normalQuantile(endline),
}));
const vaccinatedThresholds = {
  baseline: normalQuantile(VACCINATED.baseline),
  endline: normalQuantile(VACCINATED.endline),
};

/**
 * What a person believes in a round.
 * @param reached standard normal: how much she met the campaign between the rounds
 */
export function beliefsOf(
  person: Person,
  round: RoundName,
  reached: number,
  area: AreaPart,
  chance: Chance,
  options: WorldOptions,
): Beliefs {
  const learnt = round === 'endline' ? LEARNT : 0;
  const stable = area(person.council, round) + Math.sqrt(VARIANCE.person) * person.outlook;
  const right = STATEMENTS.map((_, index) => {
    const occasion = Math.sqrt(learnt) * reached + Math.sqrt(1 - learnt) * chance.normal();
    const belief = Math.sqrt(VARIANCE.belief) * at(person.beliefs, index);
    return (
      at(thresholds, index)[round] + stable + belief + Math.sqrt(occasionVariance(options)) * occasion > 0
    );
  });
  return { right, isVaccinated: isVaccinated(person, round, area, options) };
}

/** Nothing of the round but its threshold is in it: who was vaccinated at the baseline is so at the endline. */
function isVaccinated(person: Person, round: RoundName, area: AreaPart, options: WorldOptions): boolean {
  const own = Math.sqrt(VARIANCE.belief + occasionVariance(options)) * at(person.beliefs, STATEMENTS.length);
  const stable = area(person.council, 'baseline') + Math.sqrt(VARIANCE.person) * person.outlook;
  return vaccinatedThresholds[round] + stable + own > 0;
}
