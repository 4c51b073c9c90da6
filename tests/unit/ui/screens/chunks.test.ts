import { expect, test } from 'vitest';
import type { Page } from '../../../../src/domain/form/state.ts';
import { chunksOf, PAGES_TOGETHER } from '../../../../src/ui/screens/survey/extended/chunks.ts';

const page = (number: number, path = `q${number}`): Page => ({ path, number, questions: [path] });
const pagesTo = (count: number): Page[] => Array.from({ length: count }, (_, at) => page(at + 1));

test('a page that comes or goes changes its own chunk of the list and no other', () => {
  const all = chunksOf(pagesTo(40));
  const without = chunksOf(pagesTo(40).filter(({ number }) => number !== 11));
  expect(without.map(({ key }) => key)).toEqual(all.map(({ key }) => key));
  const changed = all.filter(({ pages }, at) => pages.length !== without[at]?.pages.length);
  expect(changed.map(({ pages }) => pages[0]?.number)).toEqual([9]);
});

test('instances of a repeat are cut into chunks that are not too long, each with a key of its own', () => {
  const instances = Array.from({ length: 30 }, (_, at) => [
    page(7, `m[${at + 1}]/name`),
    page(9, `m[${at + 1}]/age`),
  ]).flat();
  const chunks = chunksOf([...pagesTo(6), ...instances, page(10)]);
  expect(chunks.flatMap(({ pages }) => pages)).toEqual([...pagesTo(6), ...instances, page(10)]);
  expect(Math.max(...chunks.map(({ pages }) => pages.length))).toBeLessThanOrEqual(PAGES_TOGETHER);
  expect(new Set(chunks.map(({ key }) => key)).size).toBe(chunks.length);
});
