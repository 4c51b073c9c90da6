import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { beforeAll, expect, test, vi } from 'vitest';
import type { Results } from '../../../src/domain/analysis/results.ts';
import { loadNamespace, startLanguage } from '../../../src/language/index.ts';
import { DeskContext } from '../../../src/ui/screens/desk/deskContext.ts';
import { FilesInIt } from '../../../src/ui/screens/desk/FilesInIt.tsx';
import { ResponseTable } from '../../../src/ui/screens/desk/ResponseTable.tsx';
import { Shown } from '../../../src/ui/screens/desk/Results.tsx';
import { Segments } from '../../../src/ui/screens/desk/Segments.tsx';
import { standingState } from '../../../src/ui/screens/desk/standing.ts';
import { recordName } from '../../../src/ui/screens/records/naming.ts';
import { first, interview, office, receive } from './office.ts';

beforeAll(async () => {
  vi.stubGlobal('document', { documentElement: {} });
  await startLanguage('en');
  await loadNamespace('desk');
});

/** So many women answered in each round, or fewer in the second; all said yes before and no after. */
async function resultsOfPeople(persons: number, again = persons): Promise<Results> {
  const { store, desk } = await office();
  const endline = { form: 'after', formVersion: 'form:after:0', round: 'endline' } as const;
  for (let person = 0; person < persons; person++) {
    const before = interview({ respondent: `${person}`, answers: { safe: 'true', school: 'none' } });
    const after = { ...endline, respondent: `${person}`, answers: { safe: 'false', school: 'none' } };
    await receive(store, `response:b${person}`, before);
    if (person < again) await receive(store, `response:e${person}`, interview(after));
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

const page = (results: Results): string =>
  renderToString(h(Shown, { results, choice: {}, onChoice: () => undefined }));

test('what cannot be compared yet says so before the chart, which draws no interval', async () => {
  const html = page(await resultsOfPeople(1, 0));
  expect(html.indexOf('No comparison yet.')).toBeLessThan(html.indexOf('comparison-chart'));
  expect(html.match(/No comparison yet/g)?.length).toBe(1);
  expect(html).toMatch(/Baseline.{0,3}: .{0,3}1 person/);
  expect(html).not.toMatch(/<line x1="[^"]*" x2="[^"]*" y1="50%"/);
  expect(html).not.toContain('interval');
});

test('rounds that can be compared keep their intervals, and the sentence stands under them', async () => {
  const html = page(await resultsOfPeople(2));
  expect(html.match(/<line x1="[^"]*" x2="[^"]*" y1="50%"/g)?.length).toBe(2);
  expect(html.indexOf('comparison-chart')).toBeLessThan(html.indexOf('result-sentence'));
  expect(html).toContain('95%');
});

test('a response has one name: what its form calls it, else its code, else the title of the form', async () => {
  const { store, desk } = await office();
  await receive(store, 'response:1', interview({ instanceName: 'Mill Road', respondent: '1' }));
  await receive(store, 'response:2', interview({ respondent: '204815' }));
  await receive(store, 'response:3', interview());
  const { rows } = await first(desk.responses({}));
  const html = renderToString(h(ResponseTable, { rows, rounds: [], opened: undefined }));
  const names = [...html.matchAll(/row-name">([^<]*)</g)].map(([, name]) => name);
  expect(names.toSorted()).toEqual(['204815', 'Mill Road', 'before']);
  const records = await Promise.all(rows.map(({ id }) => first(desk.record(id))));
  expect(records.map((record) => record && recordName(record, 'en'))).toEqual(names);
});

test('what the server does not have either is told beside the archive that was saved after the fetching', async () => {
  const { desk } = await office();
  const drawn = (lacking: number): string => {
    const fetched = { ok: true, value: { fetched: 8, lacking } } as const;
    const files = { here: 8, total: 10 };
    const notice = h(FilesInIt, { form: 'before', files, fetched, onFetched: () => undefined });
    return renderToString(h(DeskContext, { value: desk }, notice));
  };
  expect(drawn(2)).toContain('2 are not at the server either.');
  expect(drawn(0)).not.toContain('at the server');
});
