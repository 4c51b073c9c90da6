import { expect, test } from 'vitest';
import { importForm } from '../../../../src/exchange/xlsform/importForm.ts';
import { plainerParts } from '../../../../src/exchange/xlsform/plainer.ts';

/** How a row with such a part comes in: refused, asked in a plainer way, or as it is meant. */
async function fate(type: string, column: 'parameters' | 'appearance', text: string): Promise<string> {
  const name = type === 'audit' ? 'audit' : 'q';
  const { form, definition, problems } = await importForm(
    new TextEncoder().encode(`
    | survey |
    | | type    | name    | label | ${column} |
    | | text    | before  | Before | |
    | | ${type} | ${name} | Q      | ${text} |
    ${type.startsWith('begin ') ? `| | text | inside | Inside | |\n    | | ${type.replace('begin', 'end')} | | | |` : ''}
    | choices |
    | | list_name | name | label |
    | | l         | 1    | One   |
    | | l         | 5    | Five  |`),
    'form.md',
  );
  if (problems.length > 0) return `refused: ${problems[0]?.key}`;
  expect(definition).toBeDefined();
  const plainer = form === undefined ? [] : plainerParts(form);
  expect(plainer.every((one) => one.sheet === 'survey' && one.row === 3 && one.column === column)).toBe(true);
  return plainer.length === 0 ? 'taken' : `plainer: ${plainer.map(({ found }) => found).join(' ')}`;
}

// The lists of pyxform's parameters and of the appearances that XLSForm documents.
test.each([
  ['geopoint', 'capture-accuracy=5', 'taken'],
  ['geopoint', 'warning-accuracy=50', 'taken'],
  ['geopoint', 'allow-mock-accuracy=true', 'plainer: allow-mock-accuracy=true'],
  ['geopoint', 'reference-geometry=l', 'plainer: reference-geometry=l'],
  ['geotrace', 'incremental=true', 'taken'],
  ['geoshape', 'allow-mock-accuracy=false', 'plainer: allow-mock-accuracy=false'],
  ['image', 'max-pixels=1024', 'taken'],
  ['image', 'app=org.example.camera', 'plainer: app=org.example.camera'],
  ['range', 'start=1 end=5 step=2', 'taken'],
  ['range', 'start=1 end=5 step=1 tick_interval=2', 'taken'],
  ['range', 'start=1 end=5 step=1 placeholder=3', 'taken'],
  ['range', 'start=1 end=5 step=1 tick_labelset=l', 'taken'],
  ['select_one l', 'randomize=true seed=7', 'taken'],
  ['select_multiple l', 'randomize=true', 'taken'],
  ['rank l', 'randomize=true', 'taken'],
  ['select_one_from_file towns.csv', 'value=key label=words', 'taken'],
  ['audio', 'quality=voice-only', 'taken'],
  ['audit', 'track-changes=true', 'taken'],
  ['audit', 'identify-user=true', 'taken'],
  ['audit', 'track-changes-reasons=on-form-edit', 'taken'],
  ['audit', 'location-priority=balanced location-min-interval=60 location-max-age=120', 'taken'],
  ['text', 'rows=5', 'taken'],
  ['text', 'rows=many', 'refused: bad-parameter'],
  ['geopoint', 'colour=red', 'refused: unknown-parameter'],
])('no parameter is lost without a word: %s, %s is %s', async (type, parameters, expected) => {
  expect(await fate(type, 'parameters', parameters)).toBe(expected);
});

const TAKEN: Readonly<Record<string, string>> = {
  'begin group': 'field-list',
  'select_one l':
    'minimal autocomplete search quick likert columns columns-pack columns-3 no-buttons label list-nolabel list map',
  'select_multiple l': 'minimal columns-2 label list-nolabel',
  text: 'multiline numbers url masked',
  barcode: 'hidden-answer',
  integer: 'thousands-sep counter',
  geopoint: 'maps placement-map',
  date: 'month-year year no-calendar ethiopian islamic bikram-sambat',
  image: 'signature draw annotate new new-front',
  range: 'rating picker vertical no-ticks',
};
const PLAINER: Readonly<Record<string, string>> = {
  'begin group': 'w4',
  text: 'ex:org.example.app(id=1)',
  decimal: 'bearing',
  date: 'myanmar',
};
const each = (looks: Readonly<Record<string, string>>) =>
  Object.entries(looks).flatMap(([type, words]) => words.split(' ').map((word) => [type, word] as const));

test.each(each(TAKEN))('the phone shows %s as %s', async (type, look) => {
  expect(await fate(type, 'appearance', look)).toBe('taken');
});

test.each(each(PLAINER))('a phone that cannot show %s as %s says so at import', async (type, look) => {
  expect(await fate(type, 'appearance', look)).toBe(`plainer: ${look}`);
});

test('a style of the whole form that has no effect is told', async () => {
  const { form } = await importForm(
    new TextEncoder().encode(`
    | survey |
    | | type | name | label |
    | | text | a    | A     |
    | settings |
    | | style |
    | | pages theme-grid |`),
    'form.md',
  );
  expect(form && plainerParts(form)).toEqual([
    { sheet: 'settings', row: 2, column: 'style', key: 'plainer-part', found: 'theme-grid' },
  ]);
});
