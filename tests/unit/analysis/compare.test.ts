import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareRounds } from '../../../src/domain/analysis/compare.ts';
import { differenceOfOverlap } from '../../../src/domain/analysis/difference.ts';
import { type Identified, type Person, personsOf } from '../../../src/domain/analysis/person.ts';
import { inSegment } from '../../../src/domain/analysis/segment.ts';
import type { ResponseDocument } from '../../../src/domain/document.ts';

const person = (respondent: string | undefined, answers: Person['answers']): Person => ({
  respondent,
  answers,
});
const amina = (answer: string): Person => person('amina', { safe: answer });
const many = (count: number, answer: string): Person[] =>
  Array.from({ length: count }, () => person(undefined, { safe: answer }));

test('an open question is missing, not a no', () => {
  const baseline = [...many(3, 'yes'), ...many(5, 'no'), person('sana', {})];
  const { baseline: share } = compareRounds({ baseline, endline: [] }, 'safe', ['yes']);
  expect(share).toMatchObject({ persons: 9, n: 8, missing: 1, yes: 3, share: 3 / 8 });
});

test('"not sure" is an answer, and not the right one', () => {
  const { baseline } = compareRounds(
    { baseline: [...many(1, 'yes'), ...many(1, 'not_sure')], endline: [] },
    'safe',
    ['yes'],
  );
  expect(baseline).toMatchObject({ n: 2, yes: 1, missing: 0 });
});

test('a round without answers has no share, no interval and no difference', () => {
  const result = compareRounds({ baseline: many(4, 'yes'), endline: [person('diego', {})] }, 'safe', ['yes']);
  expect(result.endline).toMatchObject({ n: 0, missing: 1, share: null, interval: null });
  expect(result.difference).toBeNull();
  expect(result.test).toBeNull();
});

test('the same person in both rounds is counted in both and paired once', () => {
  const rounds = { baseline: [amina('no'), ...many(12, 'no')], endline: [amina('yes'), ...many(11, 'yes')] };
  const { same, difference } = compareRounds(rounds, 'safe', ['yes']);
  expect(same).toMatchObject({ n: 1, noYes: 1, yesNo: 0 });
  expect(difference?.difference).toBe(1);
});

test('a person who left the question open in one round is not paired', () => {
  const { same } = compareRounds({ baseline: [amina('no')], endline: [person('amina', {})] }, 'safe', [
    'yes',
  ]);
  expect(same.n).toBe(0);
});

test('fewer than ten answers in a round are marked as few', () => {
  expect(compareRounds({ baseline: many(9, 'yes'), endline: many(50, 'yes') }, 'safe', ['yes']).isSmall).toBe(
    true,
  );
  expect(
    compareRounds({ baseline: many(10, 'yes'), endline: many(50, 'yes') }, 'safe', ['yes']).isSmall,
  ).toBe(false);
});

test('persons who stick to their answers make the interval narrower than strangers do', () => {
  const same = { yesYes: 40, yesNo: 2, noYes: 12, noNo: 40 };
  const strangers = { yesYes: 0, yesNo: 0, noYes: 0, noNo: 0 };
  const width = (table: typeof same) => {
    const found = differenceOfOverlap({ yes: 70, n: 130 }, { yes: 60, n: 140 }, table);
    return (found?.upper ?? 0) - (found?.lower ?? 0);
  };
  expect(width(same)).toBeLessThan(width(strangers) * 0.85);
});

const cell = fc.integer({ min: 0, max: 60 });

test('whatever the counts, the interval holds the difference and stays between -1 and 1', () => {
  const counts = fc.record({ yesYes: cell, yesNo: cell, noYes: cell, noNo: cell });
  fc.assert(
    fc.property(counts, cell, cell, cell, cell, (same, yes1, no1, yes2, no2) => {
      const first = {
        yes: same.yesYes + same.yesNo + yes1,
        n: same.yesYes + same.yesNo + same.noYes + same.noNo + yes1 + no1,
      };
      const second = { yes: same.yesYes + same.noYes + yes2, n: first.n - yes1 - no1 + yes2 + no2 };
      const found = differenceOfOverlap(first, second, same);
      if (found === null) return first.n === 0 || second.n === 0;
      const { lower, difference, upper } = found;
      return (
        lower >= -1 - 1e-12 &&
        lower <= difference + 1e-12 &&
        difference <= upper + 1e-12 &&
        upper <= 1 + 1e-12
      );
    }),
  );
});

test('swapping the rounds turns the interval round', () => {
  const rounds = {
    baseline: [amina('no'), ...many(12, 'no'), ...many(9, 'yes')],
    endline: [amina('yes'), ...many(20, 'yes')],
  };
  const there = compareRounds(rounds, 'safe', ['yes']).difference;
  const back = compareRounds({ baseline: rounds.endline, endline: rounds.baseline }, 'safe', [
    'yes',
  ]).difference;
  expect(there?.lower).toBeCloseTo(-(back?.upper ?? 0), 12);
  expect(there?.upper).toBeCloseTo(-(back?.lower ?? 0), 12);
});

test('a person stays in the segment that she named at the baseline', () => {
  const rounds = {
    baseline: [person('amina', { school: 'none' }), person('sana', { school: 'matric' })],
    endline: [person('amina', {}), person('sana', { school: 'none' }), person('new', { school: 'none' })],
  };
  const none = inSegment(rounds, { question: 'school', choice: 'none' });
  expect(none.baseline.map((one) => one.respondent)).toEqual(['amina']);
  expect(none.endline.map((one) => one.respondent)).toEqual(['amina', 'new']);
});

const interview = (id: string, round: string, respondent: string | undefined, safe: string): Identified => ({
  id,
  document: { subject: 'survey', round, respondent, answers: { safe } } as unknown as ResponseDocument,
});

test('two interviews with one code in one round are one person, and the later one counts', () => {
  const responses = [
    interview('response:2', 'baseline', 'amina', 'yes'),
    interview('response:1', 'baseline', 'amina', 'no'),
    interview('response:3', 'baseline', undefined, 'no'),
    interview('response:4', 'endline', 'amina', 'no'),
  ];
  const { persons, repeated } = personsOf(responses, 'baseline');
  expect(repeated).toBe(1);
  expect(persons.map((one) => one.answers.safe).sort()).toEqual(['no', 'yes']);
});
