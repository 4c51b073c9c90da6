import { expect, test } from 'vitest';
import { boundsOf, lyingTogether } from '../../../src/map/bounds.ts';

const inLeon = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ lat: 21.1 + at / 1000, lon: -101.7 + at / 1000 }));
const rawalpindi = { lat: 33.6, lon: 73.05 };

test('one pin in another country does not make the map show the world', () => {
  expect(boundsOf(lyingTogether([rawalpindi, ...inLeon(30)]))).toEqual(boundsOf(inLeon(30)));
});

test('of a few places none is left out', () => {
  const few = [rawalpindi, ...inLeon(5)];
  expect(lyingTogether(few)).toEqual(few);
  expect(boundsOf(lyingTogether(few))?.[1]).toEqual([73.05, 33.6]);
});

test('without places there is nothing to go to', () => {
  expect(boundsOf(lyingTogether([]))).toBeUndefined();
});
