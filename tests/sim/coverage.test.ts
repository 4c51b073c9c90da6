import { expect, test } from 'vitest';
import { type Comparison, compareRounds } from '../../src/domain/analysis/compare.ts';
import { differenceOfStrangers } from '../../src/domain/analysis/difference.ts';
import type { Interval } from '../../src/domain/analysis/proportion.ts';
import { inSegment } from '../../src/domain/analysis/segment.ts';
import { UNION_COUNCILS } from '../../src/domain/demo/knowledge.ts';
import { outcomes } from '../../src/domain/demo/outcomes.ts';
import { trueEffects } from '../../src/domain/demo/truth.ts';

const SEEDS = 500;
const EFFECTS = trueEffects();

/** Counts how often an interval holds what is true. */
class Coverage {
  #held = 0;
  #all = 0;
  add(interval: Interval | null, truth: number): void {
    if (interval === null) throw new Error('an interval is missing');
    this.#all += 1;
    if (interval.lower <= truth && truth <= interval.upper) this.#held += 1;
  }
  get share(): number {
    return this.#held / this.#all;
  }
}

interface Tally {
  difference: Coverage;
  baseline: Coverage;
  endline: Coverage;
  /** Had the persons of the endline been taken for other ones. */
  asStrangers: Coverage;
}
const newTally = (): Tally => ({
  difference: new Coverage(),
  baseline: new Coverage(),
  endline: new Coverage(),
  asStrangers: new Coverage(),
});

type Effect = (typeof EFFECTS)[number];

function addTo(tally: Tally, effect: Effect, { baseline, endline, difference }: Comparison): void {
  tally.difference.add(difference, effect.difference);
  tally.baseline.add(baseline.interval, effect.baseline);
  tally.endline.add(endline.interval, effect.endline);
  tally.asStrangers.add(differenceOfStrangers(endline, baseline), effect.difference);
}

function study(): { all: Tally; byQuestion: Map<string, Tally> } {
  const all = newTally();
  const byQuestion = new Map(EFFECTS.map(({ question }) => [question, newTally()]));
  for (let seed = 1; seed <= SEEDS; seed++) {
    const rounds = outcomes(seed);
    for (const effect of EFFECTS) {
      const comparison = compareRounds(rounds, effect.question, effect.counts);
      addTo(all, effect, comparison);
      addTo(byQuestion.get(effect.question) ?? newTally(), effect, comparison);
    }
  }
  return { all, byQuestion };
}

const percent = (coverage: Coverage): string => `${(coverage.share * 100).toFixed(2)} %`;

function expectLevel(coverage: Coverage): void {
  expect(coverage.share).toBeGreaterThan(0.93);
  expect(coverage.share).toBeLessThan(0.97);
}

// Half a million interviews: seconds on a free core, more where eight tests share two.
const STUDY_MS_MAX = 180_000;

test(
  'over 500 seeds the shown 95 % intervals hold the known effects in 93 to 97 % of the cases',
  () => {
    const { all, byQuestion } = study();
    console.log(
      `differences ${percent(all.difference)}, had they been strangers ${percent(all.asStrangers)}`,
    );
    console.log(`baseline ${percent(all.baseline)}, endline ${percent(all.endline)}`);
    for (const [question, { difference }] of byQuestion) console.log(`  ${question} ${percent(difference)}`);
    for (const coverage of [all.difference, all.baseline, all.endline]) expectLevel(coverage);
    // The same persons matter: taken for strangers, they would make the interval too wide.
    expect(all.asStrangers.share).toBeGreaterThan(all.difference.share + 0.02);
  },
  STUDY_MS_MAX,
);

test(
  'the intervals hold their level within one Union Council, where persons are few',
  () => {
    const coverage = new Coverage();
    for (let seed = 1; seed <= 100; seed++) {
      const all = outcomes(seed);
      for (const choice of UNION_COUNCILS) {
        const rounds = inSegment(all, { question: 'union_council', choice });
        for (const { question, counts, councils } of EFFECTS) {
          const { difference } = compareRounds(rounds, question, counts);
          coverage.add(difference, councils[choice]?.difference ?? Number.NaN);
        }
      }
    }
    console.log(`differences within a Union Council ${percent(coverage)}`);
    expectLevel(coverage);
  },
  STUDY_MS_MAX,
);
