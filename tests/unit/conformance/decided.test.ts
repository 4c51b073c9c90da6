import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withDecisions } from '../../conformance/decided.ts';
import { expressions, otherExpressions } from '../../conformance/expressions.ts';
import { noOutcome } from '../../conformance/outcome.ts';

/** The field's own cases are not part of this project: where they lie, if they do. */
const CORPUS = process.env['DASTAK_CORPUS'] ?? '../shared/corpus';
const isThere = existsSync(`${CORPUS}/xpath-public.json`);

test('a failing case counts as decided only where the list names it, and stays failed', () => {
  const failure = { given: '', expected: '', got: '' };
  const failures = [
    { id: 'e9c1e2389963', ...failure },
    { id: '000000000000', ...failure },
  ];
  const outcome = withDecisions({ ...noOutcome(), failed: 2, failures });
  expect(outcome).toMatchObject({ failed: 2, decided: 1 });
  expect(outcome.failures.map(({ decided }) => decided)).toEqual(['A number has no exponent', undefined]);
});

test.skipIf(!isThere)(
  'every case of the corpus that comes out otherwise was decided, and no other is on the list',
  async () => {
    const outcomes = [await expressions.run(CORPUS), await otherExpressions.run(CORPUS)].map(withDecisions);
    const all = outcomes.flatMap(({ failures, others }) => [...failures, ...others]);
    expect(all.filter(({ decided }) => decided === undefined)).toEqual([]);
    expect(all).toHaveLength(130);
    expect(outcomes[0]?.failed).toBe(0);
  },
);
