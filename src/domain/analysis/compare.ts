import { type Difference, differenceOfOverlap, type OverlapTest, overlapTest } from './difference.ts';
import { type McNemar, mcnemar } from './mcnemar.ts';
import type { PairedTable } from './paired.ts';
import { pairs, phi } from './paired.ts';
import { byCode, countsAsYes, type Person } from './person.ts';
import { type Count, type Interval, wilsonInterval } from './proportion.ts';

/** Fewer answers than this say little and may point to a person: shown to coordinators with a caution. */
export const FEW = 10;

/** One round's share of one question. */
export interface RoundShare extends Count {
  /** Persons of the round (or of the segment in it). */
  readonly persons: number;
  /** Persons without an answer to this question: not asked, or left open. */
  readonly missing: number;
  /** null when nobody answered. */
  readonly share: number | null;
  readonly interval: Interval | null;
}

/** The persons who answered in both rounds; here the first round is the baseline. */
export interface SamePersons extends PairedTable {
  readonly n: number;
  /** Correlation of one person's two answers. */
  readonly phi: number;
  readonly mcnemar: McNemar;
}

export interface Comparison {
  readonly question: string;
  readonly counts: readonly string[];
  readonly baseline: RoundShare;
  readonly endline: RoundShare;
  readonly same: SamePersons;
  /** Endline minus baseline; null when a round has no answer. */
  readonly difference: Difference | null;
  readonly test: OverlapTest | null;
  /** There is a difference, but a round has fewer than {@link FEW} answers. */
  readonly isSmall: boolean;
}

export interface Rounds {
  readonly baseline: readonly Person[];
  readonly endline: readonly Person[];
}

function shareOf(persons: readonly Person[], question: string, counts: readonly string[]): RoundShare {
  let yes = 0;
  let n = 0;
  for (const person of persons) {
    const isYes = countsAsYes(person.answers[question], counts);
    if (isYes === undefined) continue;
    n += 1;
    if (isYes) yes += 1;
  }
  const count = { yes, n };
  return {
    ...count,
    persons: persons.length,
    missing: persons.length - n,
    share: n === 0 ? null : yes / n,
    interval: wilsonInterval(count),
  };
}

function tableOf({ baseline, endline }: Rounds, question: string, counts: readonly string[]): PairedTable {
  const cells = { yesYes: 0, yesNo: 0, noYes: 0, noNo: 0 };
  const before = byCode(baseline);
  for (const person of byCode(endline).values()) {
    const earlier = person.respondent === undefined ? undefined : before.get(person.respondent);
    const first = countsAsYes(earlier?.answers[question], counts);
    const second = countsAsYes(person.answers[question], counts);
    if (first === undefined || second === undefined) continue;
    cells[first ? (second ? 'yesYes' : 'yesNo') : second ? 'noYes' : 'noNo'] += 1;
  }
  return cells;
}

/** The same table seen from the endline. */
const turned = (table: PairedTable): PairedTable => ({ ...table, yesNo: table.noYes, noYes: table.yesNo });

/**
 * Compares one question between two rounds whose persons are partly the same: share and Wilson interval of each round,
 * and the difference endline minus baseline with an interval that takes the overlap into account.
 * @param rounds persons of each round, a respondent code at most once in each
 * @param counts names of the choices that count as "yes"
 */
export function compareRounds(rounds: Rounds, question: string, counts: readonly string[]): Comparison {
  const baseline = shareOf(rounds.baseline, question, counts);
  const endline = shareOf(rounds.endline, question, counts);
  const table = tableOf(rounds, question, counts);
  const canCompare = baseline.n > 0 && endline.n > 0;
  return {
    question,
    counts,
    baseline,
    endline,
    same: { ...table, n: pairs(table), phi: phi(table), mcnemar: mcnemar(table) },
    difference: differenceOfOverlap(endline, baseline, turned(table)),
    test: canCompare ? overlapTest(endline, baseline, turned(table)) : null,
    isSmall: canCompare && Math.min(baseline.n, endline.n) < FEW,
  };
}
