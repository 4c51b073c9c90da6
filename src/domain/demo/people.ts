import { chanceOf } from './chance.ts';
import { STATEMENTS, UNION_COUNCILS } from './knowledge.ts';
import type { WorldOptions } from './options.ts';

/** What stays of a person from one round to the next. */
export interface Person {
  readonly index: number;
  /** Six digits on her card; the first tells the Union Council. */
  readonly code: string;
  readonly council: number;
  readonly inBoth: boolean;
  readonly language: 'ur' | 'en';
  readonly ageBand: number;
  /** Standard normal: decides on schooling. */
  readonly schooling: number;
  /** Standard normal: the common part of her answers, a third of it schooling. */
  readonly outlook: number;
  /** Standard normal by statement. */
  readonly beliefs: readonly number[];
  /** Standard normal: the part of being vaccinated that is hers alone. */
  readonly readiness: number;
  /** Whether she has two doses or more once she is vaccinated. */
  readonly hasSeveralDoses: boolean;
  /** Standard normal: how much she met the campaign between the rounds. */
  readonly reached: number;
}

const AGE_SHARES = { 0: 0.22, 1: 0.27, 2: 0.21, 3: 0.14, 4: 0.09, 5: 0.07 };
const SCHOOLING_IN_OUTLOOK = 1 / 3;

/** Everybody of a world: those of the baseline first, then those who are asked at the endline only. */
export function peopleOf(seed: number, options: WorldOptions): Person[] {
  const codes = chanceOf(`${seed}/codes`).whole(0, 99_999);
  const kept = keptOf(seed, options);
  const count = options.baseline + options.endline - options.both;
  return Array.from({ length: count }, (_, index) => personOf(seed, index, codes, kept.has(index)));
}

/** Indexes of the persons who are asked in both rounds: a simple random sample of the baseline. */
function keptOf(seed: number, { baseline, both }: WorldOptions): Set<number> {
  const chance = chanceOf(`${seed}/kept`);
  const order = Array.from({ length: baseline }, (_, index) => ({ index, key: chance.unit() }));
  order.sort((a, b) => a.key - b.key);
  return new Set(order.slice(0, both).map(({ index }) => index));
}

function personOf(seed: number, index: number, codes: number, inBoth: boolean): Person {
  const chance = chanceOf(`${seed}/person/${index}`);
  const council = index % UNION_COUNCILS.length;
  const schooling = chance.normal();
  return {
    index,
    // 7919 has no factor in common with 100,000: no code comes twice.
    code: `${council + 1}${String((codes + index * 7919) % 100_000).padStart(5, '0')}`,
    council,
    inBoth,
    language: chance.happens(0.9) ? 'ur' : 'en',
    ageBand: Number(chance.weighted(AGE_SHARES)),
    schooling,
    outlook:
      Math.sqrt(SCHOOLING_IN_OUTLOOK) * schooling + Math.sqrt(1 - SCHOOLING_IN_OUTLOOK) * chance.normal(),
    beliefs: STATEMENTS.map(() => chance.normal()),
    readiness: chance.normal(),
    hasSeveralDoses: chance.happens(0.72),
    reached: chance.normal(),
  };
}
