import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import type { Results } from '../../../src/domain/analysis/results.ts';
import { Segments } from '../../../src/ui/screens/desk/Segments.tsx';
import { standingState } from '../../../src/ui/screens/desk/standing.ts';
import { first, interview, office, receive } from './office.ts';

/** So many women answered in each round; all said yes before and no after. */
async function resultsOfPeople(persons: number): Promise<Results> {
  const { store, desk } = await office();
  const endline = { form: 'after', formVersion: 'form:after:0', round: 'endline' } as const;
  for (let person = 0; person < persons; person++) {
    const before = interview({ respondent: `${person}`, answers: { safe: 'true', school: 'none' } });
    const after = { ...endline, respondent: `${person}`, answers: { safe: 'false', school: 'none' } };
    await receive(store, `response:b${person}`, before);
    await receive(store, `response:e${person}`, interview(after));
  }
  const results = await first(desk.results({}));
  if (results === null) throw new Error('nothing to compare');
  return results;
}

const drawn = (results: Results): string =>
  renderToString(h(Segments, { results, onChoice: () => undefined }));

test('a segment with few answers says so and shows no figure', async () => {
  const few = drawn(await resultsOfPeople(9));
  expect(few).toContain('segment-few');
  expect(few).not.toMatch(/100/);
});

test('a segment with enough answers shows its figure', async () => {
  const enough = drawn(await resultsOfPeople(10));
  expect(enough).toMatch(/segment-points.*100/);
});

test('an open response that was corrected since its decision waits for one, as in the list', async () => {
  const { store, desk } = await office();
  const rev = await receive(store, 'response:1', interview());
  await desk.review('response:1', 'approved');
  const opened = async () => {
    const record = await first(desk.record('response:1'));
    return record && standingState(record);
  };
  expect(await opened()).toBe('approved');
  await receive(store, 'response:1', interview({ corrections: 1 }), rev);
  expect(await opened()).toBe('received');
});
