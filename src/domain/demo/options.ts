/**
 * How people of one Union Council resemble each other.
 * - `fixed`: the six Union Councils are the whole population of the campaign; how they differ is a fact of this world,
 *   the same for every seed. Intervals that ignore the areas hold their level (they are a little wide).
 * - `none`: all areas are alike; every answer is an independent draw, but for the persons asked twice.
 * - `random`: the six are a sample of many; each seed draws how they differ, and how they change. Intervals that ignore
 *   the areas then fail, which is what a design effect is for.
 */
export type ClusterEffect = 'fixed' | 'none' | 'random';

export interface WorldOptions {
  /** Interviews of each round, refusals among them. */
  baseline: number;
  endline: number;
  /** Persons (respondent codes) who are in both rounds. */
  both: number;
  reports: number;
  clusterEffect: ClusterEffect;
  /** Probability that a question is skipped, each independently of everything else. */
  missing: number;
  /** Probability that consent is refused at the door. */
  refusal: number;
  campaign: string;
  /** `form_id` to `form:<form_id>:<hash>`, as in the campaign document. */
  forms: Readonly<Record<string, string>>;
}

export const WORLD: WorldOptions = {
  baseline: 600,
  endline: 520,
  both: 400,
  reports: 2000,
  clusterEffect: 'fixed',
  missing: 0.015,
  refusal: 0.02,
  campaign: 'demo',
  forms: {},
};
