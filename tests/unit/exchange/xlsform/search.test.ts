// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how XLSForm writes a reference
import { expect, test } from 'vitest';
import { compileForm } from '../../../../src/domain/form/compile.ts';
import { extensionWith } from '../../../../src/domain/form/extended/index.ts';
import { answerQuestion, choicesFor, newAnswers, openForm } from '../../../../src/domain/form/state.ts';
import { filesNamedBy } from '../../../../src/exchange/xlsform/attached.ts';
import { importForm } from '../../../../src/exchange/xlsform/importForm.ts';
import { MORNING } from '../../domain/form.scenario.ts';

const TOWNS = [
  { key: 't1', label: 'León', state: 'gto' },
  { key: 't2', label: 'Silao', state: 'gto' },
  { key: 't3', label: 'Leones', state: 'qro' },
];
const ONE_ROW = '| | towns | key | label |';

const imported = (appearance: string, rows = ONE_ROW) =>
  importForm(
    new TextEncoder().encode(`
    | survey |
    | | type             | name  | label | appearance |
    | | text             | state | State | |
    | | select_one towns | town  | Town  | ${appearance} |
    | choices |
    | | list_name | name | label |
    ${rows}`),
    'form.md',
  );

async function offered(appearance: string, state: string): Promise<string[]> {
  const { definition, problems } = await imported(appearance);
  if (definition === undefined) throw new Error(JSON.stringify(problems));
  const form = compileForm(definition, extensionWith({ 'towns.csv': TOWNS }));
  if (!form.ok) throw new Error(JSON.stringify(form));
  const begun = openForm(form.value, newAnswers(form.value, MORNING), MORNING);
  return choicesFor(form.value, answerQuestion(form.value, begun, 'state', state, MORNING), 'town').map(
    ({ name, label }) => `${name} ${label['en'] ?? Object.values(label)[0]}`,
  );
}

test.each([
  ["search('towns')", 'x', ['t1 León', 't2 Silao', 't3 Leones']],
  ["minimal search('towns', 'matches', 'state', ${state})", 'gto', ['t1 León', 't2 Silao']],
  ["search('towns.csv', 'contains', 'label', ${state})", 'on', ['t3 Leones']],
  ["search('towns', 'startswith', 'label', concat(${state}, 'e'))", 'L', ['t1 León', 't3 Leones']],
  ["search('towns', 'endswith', 'label,state', ${state})", 'o', ['t1 León', 't2 Silao', 't3 Leones']],
  ["search('towns', 'contains', 'label', 'Le', 'state', ${state})", 'qro', ['t3 Leones']],
])('search() offers the rows of the file that it finds: %s', async (appearance, state, expected) => {
  expect(await offered(appearance, state)).toEqual(expected);
});

test('the file that search() looks into has to come with the form, and other appearances stay', async () => {
  const { form, definition, warnings } = await imported("minimal search('towns')");
  expect(form && filesNamedBy(form).map(({ name }) => name)).toEqual(['towns.csv']);
  expect(definition?.survey[1]).toMatchObject({ appearance: 'minimal', list_name: 'towns.csv' });
  expect(definition?.choices).toEqual({});
  expect(warnings).toEqual([]);
});

test.each([
  ["search('towns')", `${ONE_ROW}\n    | | towns | 99 | Other |`, '99'],
  ["search('towns')", '| | towns | key | label, state |', 'state'],
  ["search('towns', 'sounds-like', 'label', 'x')", ONE_ROW, "search('towns', 'sounds-like', 'label', 'x')"],
  ['search(${state})', ONE_ROW, 'search(${state})'],
])('what cannot be said of search() is told with its place: %s', async (appearance, rows, found) => {
  const { definition, warnings } = await imported(appearance, rows);
  expect(definition).toBeDefined();
  expect(warnings).toEqual([
    { sheet: 'survey', row: 3, column: 'appearance', key: 'search-left-out', found },
  ]);
});
