import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Pace, paced, ROWS_PACE, TEXT_PACE } from '../../../src/sync/pace.ts';

const PACES = fc.constantFrom(TEXT_PACE, ROWS_PACE);

/** What comes of many full loads over a link of that speed. */
function settled(pace: Pace, first: number, perS: number): number {
  let size = first;
  for (let load = 0; load < 20; load++) size = paced(pace, size, size, (size / perS) * 1000);
  return size;
}

test('a load soon takes what the link carries in the time that is aimed at, within its limits', () => {
  fc.assert(
    fc.property(
      PACES,
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.double({ min: 0.01, max: 1e6, noNaN: true }),
      (pace, first, perS) => {
        const wanted = Math.min(pace.max, Math.max(pace.min, (perS * pace.aimMs) / 1000));
        const size = settled(pace, Math.max(pace.min, first), perS);
        expect(Math.abs(size - wanted)).toBeLessThanOrEqual(1 + wanted * 0.01);
      },
    ),
  );
});

test('one answer moves a load at most fourfold', () => {
  expect(paced(TEXT_PACE, 100_000, 100_000, 1)).toBe(400_000);
  expect(paced(TEXT_PACE, 400_000, 400_000, 3_600_000)).toBe(100_000);
});

test('a small rest says nothing about a larger load, unless even that crawls', () => {
  expect(paced(TEXT_PACE, 300_000, 1_500, 300)).toBe(300_000);
  expect(paced(TEXT_PACE, 300_000, 30_000, 20_000)).toBe(75_000);
});

test('a link that breaks under a load halves it; one that was never there teaches nothing', () => {
  expect(paced(TEXT_PACE, 300_000, null, 30_000)).toBe(150_000);
  expect(paced(TEXT_PACE, 300_000, null, 20)).toBe(300_000);
});
