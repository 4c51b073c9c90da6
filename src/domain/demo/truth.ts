import { normalCdf, normalQuantile } from '../analysis/normal.ts';
import { at } from './chance.ts';
import { STATEMENTS, UNION_COUNCILS, VACCINATED } from './knowledge.ts';
import { type ClusterEffect, WORLD, type WorldOptions } from './options.ts';

/**
 * Shares of the variance of a latent answer (in all 1). An answer is right when its latent value, a standard normal
 * one plus the normal quantile of the wanted probability, is above 0: whatever the shares, the marginal probability is
 * then exactly the wanted one, and the shares say only how much two answers have in common.
 */
export const VARIANCE = {
  /** Same Union Council: an intraclass correlation that surveys of opinion often find. */
  council: 0.05,
  /** Same Union Council in the same round, with `random` areas only. */
  councilRound: 0.02,
  /** Same person, whatever the statement: schooling is a third of it. */
  person: 0.25,
  /** Same person, same statement: what makes the two rounds of one person alike. */
  belief: 0.3,
} as const;

/** How the six Union Councils differ in a fixed world; mean 0 and variance 1 over the six. */
export const COUNCIL_DEVIATIONS = standardized([1.1, -0.8, -1.5, 0.4, 1.0, -0.2]);

function standardized(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return values.map((value) => (value - mean) / Math.sqrt(variance));
}

export interface TrueShare {
  readonly baseline: number;
  readonly endline: number;
  /** Endline minus baseline. */
  readonly difference: number;
}

export interface TrueEffect extends TrueShare {
  /** Question path, and the choices that count, as in the campaign's comparisons. */
  readonly question: string;
  readonly counts: readonly string[];
  /** The same within each Union Council; empty when areas are drawn anew by each seed. */
  readonly councils: Readonly<Record<string, TrueShare>>;
}

/**
 * What the seeded worlds estimate. The estimand of a round is the marginal probability that a person drawn at random
 * from the population of that round, asked and answering, gives a counted answer; each of the six Union Councils is
 * one sixth of the population. The effect is the difference of the two probabilities, endline minus baseline.
 * Who is asked again, who refuses and what is skipped do not depend on the answers, so complete cases are unbiased.
 */
export function trueEffects(options: Partial<Pick<WorldOptions, 'clusterEffect'>> = {}): TrueEffect[] {
  const { clusterEffect } = { ...WORLD, ...options };
  const statements = STATEMENTS.map(({ name, right, baseline, endline }) => ({
    question: `knowledge/${name}`,
    counts: [right],
    wanted: { baseline, endline },
  }));
  const doses = { question: 'uptake/doses', counts: ['one', 'two_or_more'], wanted: VACCINATED };
  return [...statements, doses].map(({ question, counts, wanted }) => ({
    question,
    counts,
    ...shareOver(wanted, clusterEffect === 'fixed' ? COUNCIL_DEVIATIONS : null),
    councils: councilShares(wanted, clusterEffect),
  }));
}

interface Wanted {
  readonly baseline: number;
  readonly endline: number;
}

function councilShares(wanted: Wanted, clusterEffect: ClusterEffect): Record<string, TrueShare> {
  if (clusterEffect === 'random') return {};
  return Object.fromEntries(
    UNION_COUNCILS.map((council, index) => [
      council,
      shareOver(wanted, clusterEffect === 'fixed' ? [at(COUNCIL_DEVIATIONS, index)] : null),
    ]),
  );
}

function shareOver(wanted: Wanted, deviations: readonly number[] | null): TrueShare {
  const baseline = deviations === null ? wanted.baseline : meanShare(wanted.baseline, deviations);
  const endline = deviations === null ? wanted.endline : meanShare(wanted.endline, deviations);
  return { baseline, endline, difference: endline - baseline };
}

/** Mean over areas of P(quantile + area part + standard normal rest > 0). */
function meanShare(wanted: number, deviations: readonly number[]): number {
  const quantile = normalQuantile(wanted);
  const shares = deviations.map((deviation) =>
    normalCdf((quantile + Math.sqrt(VARIANCE.council) * deviation) / Math.sqrt(1 - VARIANCE.council)),
  );
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}
