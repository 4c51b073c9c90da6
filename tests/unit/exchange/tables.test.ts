import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import type { AttachedFile, Table } from '../../../src/domain/form/extended/tables.ts';
import { readTable } from '../../../src/exchange/tables/index.ts';

const bytesOf = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer;

async function read(
  name: string,
  bytes: ArrayBuffer,
  breathe = async () => undefined,
): Promise<AttachedFile> {
  const table = await readTable(name, bytes, breathe);
  if (!table.ok) throw new Error(table.why);
  return table.value;
}
const rows = (table: AttachedFile): Table => ('rows' in table ? table.rows : table);

test('60,000 rows are read whole and in order, in slices between which the page can draw', async () => {
  const lines = Array.from({ length: 60_000 }, (_, at) => `v${at},"Village ${at}, north",d${at % 100}`);
  let breaths = 0;
  const table = rows(
    await read('villages.csv', bytesOf(['name,label,district', ...lines].join('\n')), async () => {
      breaths += 1;
    }),
  );
  expect(table).toHaveLength(60_000);
  expect(table[59_999]).toEqual({ name: 'v59999', label: 'Village 59999, north', district: 'd99' });
  expect(new Set(table.map(({ name }) => name)).size).toBe(60_000);
  expect(breaths).toBeGreaterThan(15);
});

test('whatever stands in the cells, slices change nothing', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'ب', ' ', ',', '"', '\n', ';', '7'), maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 4000 }),
      async (cells, repeats) => {
        const data = Array.from({ length: repeats }, (_, at) => [
          `n${at}`,
          ...(cells[at % cells.length] ?? []),
        ]);
        const text = Papa.unparse({ fields: ['name', 'label', 'more'], data });
        const table = rows(await read('x.csv', bytesOf(text)));
        expect(table.map(({ name, label, more }) => [name, label, more])).toEqual(data);
      },
    ),
    { numRuns: 25 },
  );
});

test('a slice may end between two marks of quotation', async () => {
  const data = Array.from({ length: 4000 }, (_, at) => [`n${at}`, 'a"a"a"', '"aa"a,']);
  const text = Papa.unparse({ fields: ['name', 'label', 'more'], data });
  for (let shift = 0; shift < 40; shift++) {
    const table = rows(await read('x.csv', bytesOf(text.replace('n0', 'n'.repeat(shift + 1)))));
    expect(table.slice(1).map(({ name, label, more }) => [name, label, more])).toEqual(data.slice(1));
  }
});

test.each([
  ['semicolons', 'name;label\na;"x;y"\n', { name: 'a', label: 'x;y' }],
  ['tabs', 'name\tlabel\na\tb\n', { name: 'a', label: 'b' }],
  [
    'a mark at the beginning and spaces around headings',
    '\uFEFF name , label \na,b\n',
    { name: 'a', label: 'b' },
  ],
  ['cells beyond the headings', 'name,label\na,b,c\n', { name: 'a', label: 'b' }],
])('a table with %s', async (_what, text, row) => {
  expect(rows(await read('x.csv', bytesOf(text)))).toEqual([row]);
});

test('a table from a Western Windows, and one in UTF-16, keep their letters', async () => {
  const western = Uint8Array.from('name,label\na,Le\u00f3n\n', (letter) => letter.charCodeAt(0)).buffer;
  expect(rows(await read('x.csv', western))).toEqual([{ name: 'a', label: 'León' }]);
  const text = '\uFEFFname,label\na,لاہور\n';
  const wide = new Uint16Array(Array.from(text, (letter) => letter.charCodeAt(0))).buffer;
  expect(rows(await read('x.csv', wide))).toEqual([{ name: 'a', label: 'لاہور' }]);
});

test('a map is a table with its places in the words of ODK: latitude first', async () => {
  const features = [
    {
      type: 'Feature',
      id: 7,
      properties: { title: 'Well', depth: 12, tags: { dry: true } },
      geometry: { type: 'Point', coordinates: [74.35, 31.52] },
    },
    {
      type: 'Feature',
      properties: { id: 'lane', title: 'Lane' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [1, 2],
            [3, 4, 5],
            [1, 2],
          ],
        ],
      },
    },
  ];
  const map = JSON.stringify({ type: 'FeatureCollection', features });
  expect(rows(await read('wells.geojson', bytesOf(map)))).toEqual([
    { id: '7', title: 'Well', depth: '12', tags: '{"dry":true}', geometry: '31.52 74.35 0 0' },
    { id: 'lane', title: 'Lane', geometry: '2 1 0 0; 4 3 5 0; 2 1 0 0' },
  ]);
});

test('a place between more brackets than any has is no place', async () => {
  const deep = `${'['.repeat(100_000)}1,2${']'.repeat(100_000)}`;
  const text = `{"type":"FeatureCollection","features":[{"id":1,"geometry":{"type":"Point","coordinates":${deep}}}]}`;
  expect(await read('a.geojson', bytesOf(text))).toEqual([{ id: '1', geometry: '' }]);
});

test('a table of UTF-8 in which one byte is broken is damaged, and not read in other letters', async () => {
  const bytes = new Uint8Array(bytesOf('name,label\na,اردو\nb,اردو\n'));
  bytes[14] = 0xff;
  expect(await readTable('a.csv', bytes.buffer, async () => undefined)).toMatchObject({ ok: false });
});

const LONG = Array.from({ length: 9000 }, (_, at) => `v${at}`);
test.each([
  [
    'villages.geojson',
    JSON.stringify({
      type: 'FeatureCollection',
      features: LONG.map((id) => ({ type: 'Feature', id, properties: { title: `}] "${id}" [{\\` } })),
    }),
  ],
  [
    'villages.xml',
    `<r>${LONG.map((id) => `<v><id>${id}</id><title>}] "${id}" [{\\</title></v>`).join('')}</r>`,
  ],
])('%s is read in slices between which the page can draw', async (name, text) => {
  let breaths = 0;
  const table = await read(name, bytesOf(text), async () => {
    breaths += 1;
  });
  expect(rows(table)).toEqual(LONG.map((id) => ({ id, title: `}] "${id}" [{\\` })));
  expect(breaths).toBeGreaterThan(8);
});

test('whatever stands around and in them, all features of a map are found', async () => {
  const word = fc.oneof(fc.constantFrom('features', 'type', '"features":[', '{', ']', '\\'), fc.string());
  const property = fc.oneof(word, fc.integer(), fc.constant(null), fc.array(word), fc.dictionary(word, word));
  const features = fc.array(fc.record({ id: word, properties: fc.record({ title: property }) }));
  await fc.assert(
    fc.asyncProperty(
      features,
      fc.dictionary(word, property),
      fc.boolean(),
      async (features, around, isFirst) => {
        const own = { type: 'FeatureCollection', features };
        const text = JSON.stringify(isFirst ? { ...own, ...around, ...own } : { ...around, ...own }, null, 1);
        const table = await readTable('x.geojson', bytesOf(text), async () => undefined);
        expect(table.ok ? rows(table.value).map(({ id }) => id) : []).toEqual(features.map(({ id }) => id));
      },
    ),
  );
});

test('an XML file is its elements, and its rows', async () => {
  const file = await read(
    'x.xml',
    bytesOf('<?xml version="1.0"?><r><v><name>a</name><label>A &amp; B</label></v></r>'),
  );
  expect(rows(file)).toEqual([{ name: 'a', label: 'A & B' }]);
  expect('root' in file && file.root.name).toBe('r');
});

test.each([
  ['empty.csv', ''],
  ['headings.csv', 'name,label\n'],
  ['broken.geojson', '{"type":"Feature'],
  ['other.geojson', '[1,2]'],
  ['none.xml', 'hello'],
  ['deep.xml', `<r>${'<v>'.repeat(200)}${'</v>'.repeat(200)}</r>`],
  ['half.xml', '<r><v><name>a</name></v><v><name>b'],
  ['open.csv', 'name,label\na,"A\nb,B\nc,C\n'],
  ['what.txt', 'hello'],
])('%s has no row that could be asked with', async (name, text) => {
  expect(await readTable(name, bytesOf(text), async () => undefined)).toMatchObject({
    ok: false,
    why: 'file-unreadable',
    words: { name },
  });
});
