import { normalCdf } from './normal.ts';
import { type PairedTable, pairs, phi, phiCautious } from './paired.ts';
import { type Count, type Interval, LEVEL, wilsonInterval } from './proportion.ts';

export interface Difference extends Interval {
  /** Share of the first minus share of the second. */
  readonly difference: number;
  /** Correlation of the two shares as estimates: 0 for different persons. */
  readonly correlation: number;
}

/**
 * Two shares whose estimates are correlated: each end adds the squares of the distances to the Wilson ends, less twice
 * their product times the correlation ("square and add", Newcombe 1998, Stat Med 17:2635; Zou & Donner 2008, Stat Med
 * 27:1693).
 */
function squareAndAdd(first: Count, second: Count, correlation: number, level: number): Difference | null {
  const one = wilsonInterval(first, level);
  const two = wilsonInterval(second, level);
  if (one === null || two === null) return null;
  const p1 = first.yes / first.n;
  const p2 = second.yes / second.n;
  const reach = (a: number, b: number): number =>
    Math.sqrt(Math.max(0, a * a - 2 * correlation * a * b + b * b));
  return {
    difference: p1 - p2,
    correlation,
    lower: p1 - p2 - reach(p1 - one.lower, two.upper - p2),
    upper: p1 - p2 + reach(one.upper - p1, p2 - two.lower),
  };
}

/**
 * Difference of two shares among different persons: Newcombe's hybrid score interval (1998, Stat Med 17:873,
 * method 10).
 * @returns null when one side has nobody
 */
export const differenceOfStrangers = (
  first: Count,
  second: Count,
  level: number = LEVEL,
): Difference | null => squareAndAdd(first, second, 0, level);

/**
 * Difference of two shares among the same persons (Newcombe 1998, Stat Med 17:2635, method 10).
 * @returns null for nobody
 */
export function differenceOfPairs(table: PairedTable, level: number = LEVEL): Difference | null {
  const n = pairs(table);
  const first = { yes: table.yesYes + table.yesNo, n };
  const second = { yes: table.yesYes + table.noYes, n };
  return squareAndAdd(first, second, phiCautious(table), level);
}

/**
 * Difference of two shares when some persons were asked twice and others once. With n₁ and n₂ persons, m of them in
 * both, and answers of one person correlated by φ:
 *
 *   cov(p̂₁, p̂₂) = m·φ·√(p₁q₁·p₂q₂) / (n₁n₂),  var(p̂ᵢ) = pᵢqᵢ/nᵢ,  hence  corr(p̂₁, p̂₂) = φ·m/√(n₁n₂).
 *
 * That correlation goes into Newcombe's square-and-add. With m = n₁ = n₂ this is his method for pairs, with m = 0 the
 * one for strangers; Derrick et al. (2015, JAQM 10(3), z₈) scale the covariance alike. The term is the design's, so
 * nothing is thrown away: all persons of both rounds count.
 * @param first counts over all persons of the first round, the paired ones included
 * @param same the persons of both rounds who answered in both
 * @returns first minus second; null when one side has nobody
 */
export function differenceOfOverlap(
  first: Count,
  second: Count,
  same: PairedTable,
  level: number = LEVEL,
): Difference | null {
  const scale = pairs(same) / Math.sqrt(first.n * second.n);
  const correlation = pairs(same) === 0 ? 0 : phiCautious(same) * scale;
  return squareAndAdd(first, second, correlation, level);
}

export interface OverlapTest {
  readonly se: number;
  readonly z: number;
  /** Two-sided: how often a difference at least as large would come by chance if nothing had changed. */
  readonly p: number;
}

/**
 * Test of no difference for partially overlapping rounds (Derrick, Dobson-Mckittrick, Toher & White 2015, JAQM 10(3),
 * z₈).
 * @returns null when everybody, or nobody, said yes
 */
export function overlapTest(first: Count, second: Count, same: PairedTable): OverlapTest | null {
  const pooled = (first.yes + second.yes) / (first.n + second.n);
  const shared = (2 * phi(same) * pairs(same)) / (first.n * second.n);
  const se = Math.sqrt(Math.max(0, pooled * (1 - pooled) * (1 / first.n + 1 / second.n - shared)));
  if (!(se > 0)) return null;
  const z = (first.yes / first.n - second.yes / second.n) / se;
  return { se, z, p: 2 * normalCdf(-Math.abs(z)) };
}
