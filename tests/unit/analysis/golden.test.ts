import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  differenceOfOverlap,
  differenceOfPairs,
  differenceOfStrangers,
  overlapTest,
} from '../../../src/domain/analysis/difference.ts';
import { mcnemar } from '../../../src/domain/analysis/mcnemar.ts';
import { normalCdf, normalQuantile, zOfLevel } from '../../../src/domain/analysis/normal.ts';
import { type PairedTable, phi, phiCautious } from '../../../src/domain/analysis/paired.ts';
import { wilsonInterval } from '../../../src/domain/analysis/proportion.ts';

type Numbers = Record<string, number>;
interface Case {
  id: string;
  statistic: string;
  variant: string;
  // biome-ignore format: one field a line says more
  input: Numbers & { paired?: Numbers; only1?: Numbers; only2?: Numbers };
  output: Record<string, number | null>;
  tolerance?: number;
}
type Answer = Record<string, number | null>;

const at = (numbers: Numbers | undefined, key: string): number => numbers?.[key] ?? 0;
const table = (n: Numbers): PairedTable => ({
  yesYes: at(n, 'both_yes'),
  yesNo: at(n, 'yes_no'),
  noYes: at(n, 'no_yes'),
  noNo: at(n, 'both_no'),
});

function overlapping({ input }: Case): Answer {
  const paired = input.paired;
  const same = {
    yesYes: at(paired, 'yes_yes'),
    yesNo: at(paired, 'yes_no'),
    noYes: at(paired, 'no_yes'),
    noNo: at(paired, 'no_no'),
  };
  const n12 = same.yesYes + same.yesNo + same.noYes + same.noNo;
  const yes1 = same.yesYes + same.yesNo + at(input.only1, 'yes');
  const yes2 = same.yesYes + same.noYes + at(input.only2, 'yes');
  const first = { yes: yes1, n: n12 + at(input.only1, 'yes') + at(input.only1, 'no') };
  const second = { yes: yes2, n: n12 + at(input.only2, 'yes') + at(input.only2, 'no') };
  const p1 = first.yes / first.n;
  const p2 = second.yes / second.n;
  const shared = { p1, p2, difference: p1 - p2, phi: phi(same) };
  const result = overlapTest(first, second, same);
  if (result === null) return { ...shared, se: 0, z: null, p: null, lower: null, upper: null };
  const reach = zOfLevel(at(input, 'conf')) * result.se;
  return { ...shared, ...result, lower: p1 - p2 - reach, upper: p1 - p2 + reach };
}

const OURS: Record<string, (golden: Case) => Answer> = {
  'special/pnorm': ({ input }) => ({ lower: normalCdf(at(input, 'x')), upper: normalCdf(-at(input, 'x')) }),
  'special/qnorm': ({ input }) => ({ q: normalQuantile(at(input, 'p')) }),
  'proportion_interval/wilson': ({ input }) => {
    const count = { yes: at(input, 'successes'), n: at(input, 'n') };
    return { estimate: count.yes / count.n, ...wilsonInterval(count, at(input, 'conf')) };
  },
  'proportion_difference/newcombe_hybrid_score': ({ input }) => ({
    ...differenceOfStrangers(
      { yes: at(input, 'x1'), n: at(input, 'n1') },
      { yes: at(input, 'x2'), n: at(input, 'n2') },
      at(input, 'conf'),
    ),
  }),
  'paired_difference/newcombe_method_10': ({ input }) => ({
    ...differenceOfPairs(table(input), at(input, 'conf')),
    phi: phiCautious(table(input)),
  }),
  'partially_overlapping/z_proportions': overlapping,
  'mcnemar/exact': ({ input }) => ({ p: mcnemar(table(input)).exact }),
  'mcnemar/mid_p': ({ input }) => ({ p: mcnemar(table(input)).midP }),
};

/** Names each field that is further from its golden value than the case allows. */
function disagreements(golden: Case): string[] {
  const ours = OURS[`${golden.statistic}/${golden.variant}`]?.(golden) ?? {};
  return Object.entries(golden.output).flatMap(([field, want]) => {
    const got = ours[field] ?? null;
    if (want === null || got === null)
      return want === got ? [] : [`${golden.id} ${field}: ${got}, not ${want}`];
    const allowed = 1e-12 + (golden.tolerance ?? 1e-9) * Math.abs(want);
    return Math.abs(got - want) <= allowed ? [] : [`${golden.id} ${field}: ${got}, not ${want}`];
  });
}

const read = (path: string): Case[] =>
  JSON.parse(readFileSync(path, 'utf8')).cases.filter(
    (golden: Case) => `${golden.statistic}/${golden.variant}` in OURS,
  );

test('the intervals and tests agree with the golden values of R', () => {
  const cases = read('tests/golden/statistics.json');
  expect(cases.length).toBeGreaterThan(40);
  expect(cases.flatMap(disagreements)).toEqual([]);
});

const WHOLE = '../shared/corpus/statistics/statistics-public.json';

test.skipIf(!existsSync(WHOLE))('they agree with the whole public file of golden values', () => {
  expect(read(WHOLE).flatMap(disagreements)).toEqual([]);
});

test('with all persons in both rounds the overlap interval is the one for pairs', () => {
  const same = { yesYes: 30, yesNo: 5, noYes: 21, noNo: 14 };
  const whole = differenceOfOverlap({ yes: 35, n: 70 }, { yes: 51, n: 70 }, same);
  expect(whole?.lower).toBeCloseTo(differenceOfPairs(same)?.lower ?? 0, 12);
  expect(whole?.upper).toBeCloseTo(differenceOfPairs(same)?.upper ?? 0, 12);
});

test('with nobody in both rounds the overlap interval is the one for strangers', () => {
  const nobody = { yesYes: 0, yesNo: 0, noYes: 0, noNo: 0 };
  const first = { yes: 56, n: 70 };
  const second = { yes: 48, n: 80 };
  expect(differenceOfOverlap(first, second, nobody)).toEqual(differenceOfStrangers(first, second));
});
