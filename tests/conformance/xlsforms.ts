import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMarkdown } from '../../src/exchange/xlsform/markdown.ts';
import { readForm } from '../../src/exchange/xlsform/readForm.ts';
import { writeXForm } from '../../src/exchange/xlsform/xform/writeXForm.ts';
import { type Kind, noOutcome, type Outcome } from './outcome.ts';
import { type Expected, unmetXForm } from './xformChecks.ts';

interface Case {
  readonly id: string;
  readonly test: string;
  /** The form as Markdown tables. */
  readonly md: string;
  /** Name of the form's data, where the case gives one. */
  readonly name?: string;
  readonly pyxform_error?: string;
  readonly expect: Expected & {
    readonly warnings_count?: number;
    readonly warnings?: readonly string[];
    readonly warnings__contains?: readonly string[];
  };
}

/** XLSForms as tables: accepted and refused as pyxform does, and what is expected of its XForm holds for ours. */
export const xlsforms: Kind = {
  run: async (folder) => {
    const cases: Case[] = JSON.parse(readFileSync(join(folder, 'xlsform-to-xform-public.json'), 'utf8'));
    const outcome = noOutcome();
    for (const one of cases) await count(outcome, one);
    return outcome;
  },
};

async function count(outcome: Outcome, one: Case): Promise<void> {
  const { expected, got } = await judge(one);
  if (expected === got) outcome.passed++;
  else {
    outcome.failed++;
    outcome.failures.push({ id: one.id, given: `${one.test}\n${one.md}`, expected, got });
  }
}

/** The names with which the corpus was made. */
const ROOT = 'test_name';

async function judge({
  md,
  name = ROOT,
  pyxform_error: refusal,
  expect,
}: Case): Promise<{ expected: string; got: string }> {
  const { form, problems, warnings } = await readForm(readMarkdown(md), { root: name });
  const found = problems.map(
    ({ sheet, row, column, key, found }) => `${sheet} ${row} ${column}: ${key} ${found}`,
  );
  if (refusal !== undefined)
    return form === undefined
      ? { expected: 'refused', got: 'refused' }
      : { expected: refusal, got: 'accepted' };
  if (form === undefined) return { expected: 'accepted', got: found.join('\n') };
  const unmet = unmetXForm(writeXForm(form), expect);
  const counted = expect.warnings_count ?? expect.warnings?.length;
  if (counted !== undefined && counted !== warnings.length)
    unmet.push(`${counted} warnings, not ${warnings.length}`);
  if ((expect.warnings__contains?.length ?? 0) > warnings.length) unmet.push('a warning');
  return unmet.length === 0
    ? { expected: 'matches', got: 'matches' }
    : { expected: unmet.join('\n'), got: 'not so' };
}
