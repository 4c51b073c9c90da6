import fc from 'fast-check';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { FormDefinition } from '../../../../src/domain/form/definition.ts';
import { type ReadFile, readResponses } from '../../../../src/exchange/odk/readResponses.ts';
import { type Sheet, sheetRow } from '../../../../src/exchange/xlsform/sheet.ts';
import { writeXlsx } from '../../../../src/exchange/xlsform/writeXlsx.ts';

const choice = (name: string, en: string, ur: string) => ({ name, label: { en, ur } });
const household: FormDefinition = {
  form_id: 'aXb3',
  version: '2',
  title: { en: 'Household of a very long name indeed' },
  subject: 'survey',
  default_language: 'en',
  languages: ['en', 'ur'],
  survey: [
    { type: 'start', name: 'start' },
    {
      type: 'group',
      name: 'about',
      label: { en: 'About you', ur: 'آپ' },
      children: [{ type: 'integer', name: 'rooms', label: { en: 'Rooms', ur: 'کمرے' } }],
    },
    { type: 'select_multiple', name: 'heard', list_name: 'source', label: { en: 'Heard', ur: 'سنا' } },
    { type: 'select_one', name: 'best', list_name: 'source', label: { en: 'Best', ur: 'بہترین' } },
    { type: 'geopoint', name: 'door', label: { en: 'Door', ur: 'دروازہ' } },
    {
      type: 'repeat',
      name: 'member',
      label: { en: 'Member', ur: 'فرد' },
      children: [
        { type: 'text', name: 'name', label: { en: 'Name', ur: 'نام' } },
        { type: 'text', name: 'called', label: { en: 'Name', ur: 'عرف' } },
        {
          type: 'repeat',
          name: 'visit',
          label: { en: 'Visit', ur: 'دورہ' },
          children: [{ type: 'date', name: 'day', label: { en: 'Day', ur: 'دن' } }],
        },
      ],
    },
  ],
  choices: { source: [choice('radio', 'Local radio', 'ریڈیو'), choice('family', 'Local', 'خاندان')] },
};

const sheet = (name: string, ...rows: readonly (readonly string[])[]): Sheet => ({
  name,
  rows: rows.flatMap((row, at) => sheetRow(at + 1, row) ?? []),
});

async function read(sheets: readonly Sheet[], definition = household): Promise<ReadFile> {
  const file = await readResponses(writeXlsx(sheets), 'Household - latest version.xlsx', {
    campaign: 'demo',
    forms: [
      { id: 'form:aXb3:0', definition, isCurrent: true },
      {
        id: 'form:other:0',
        definition: { ...household, form_id: 'other', title: { en: 'Other' } },
        isCurrent: true,
      },
    ],
    rounds: {},
  });
  if (!file.ok) throw new Error(file.why);
  return file.value;
}

const ONE = '7b6f1a02-5f4e-4c52-9e0f-0a1b2c3d4e5f';
const TWO = '8b6f1a02-5f4e-4c52-9e0f-0a1b2c3d4e5f';
const FACTS = ['_id', '_uuid', '_submission_time', '_submitted_by', '__version__', '_index'];
const facts = (uuid: string, index: number): string[] => [
  ...[String(index), uuid, '2026-03-01T10:00:00', 'amina', 'vX', String(index)],
];
const TIED = ['_index', '_parent_table_name', '_parent_index', '_submission__uuid'];
const TITLE = 'Household of a very long na...';

const ANSWERS = [
  {
    start: '2026-03-01T09:00:00.000+05:00',
    'about/rooms': 3,
    heard: ['radio', 'family'],
    best: 'family',
    door: { lat: 33.6, lon: 73.05, altitudeMetres: 512, accuracyMetres: 8, method: 'gps' },
    member: 2,
    'member[1]/name': 'Sana',
    'member[1]/called': 'Sani',
    'member[2]/name': 'Ali',
    'member[2]/visit': 2,
    'member[2]/visit[1]/day': '2026-01-01',
    'member[2]/visit[2]/day': '2026-01-02',
  },
  { 'about/rooms': 1, member: 1, 'member[1]/name': 'Bibi' },
];

const START = '2026-03-01T09:00:00.000+05:00';
const DOOR = ['33.6 73.05 512 8', '33.6', '73.05', '512', '8'];
const EMPTY_DOOR = ['', '', '', '', ''];
const inner = (index: number, parent: number, uuid: string): string[] => [
  ...[String(index), 'whatever', String(parent), uuid],
];

/** The same responses, with headings and choices as a person asked Kobo for them. */
const byName = (group: string, repeat: string, visit: string): Sheet[] => [
  sheet(
    TITLE,
    [
      'start',
      `${group}rooms`,
      'heard',
      'heard/radio',
      'heard/family',
      'best',
      'door',
      ...['latitude', 'longitude', 'altitude', 'precision'].map((part) => `_door_${part}`),
      ...FACTS,
    ],
    [START, '3', 'radio family', '1', '1', 'family', ...DOOR, ...facts(ONE, 1)],
    ['', '1', '', '', '', '', ...EMPTY_DOOR, ...facts(TWO, 2)],
  ),
  sheet(
    'member',
    [`${repeat}name`, `${repeat}called`, ...TIED],
    ['Sana', 'Sani', ...inner(1, 1, ONE)],
    ['Ali', '', ...inner(2, 1, ONE)],
    ['Bibi', '', ...inner(3, 2, TWO)],
  ),
  sheet(
    'visit',
    [`${visit}day`, ...TIED],
    ['2026-01-01', ...inner(1, 2, ONE)],
    ['2026-01-02', ...inner(2, 2, ONE)],
  ),
];

const byLabel = (groups: boolean): Sheet[] => [
  sheet(
    TITLE,
    [
      'start',
      groups ? 'About you/Rooms' : 'Rooms',
      'Heard',
      'Heard/Local radio',
      'Heard/Local',
      'Best',
      'Door',
      '_Door_latitude',
      ...FACTS,
    ],
    [START, '3', 'Local radio Local', '1', '1', 'Local', DOOR[0] ?? '', '33.6', ...facts(ONE, 1)],
    ['', '1', '', '', '', '', '', '', ...facts(TWO, 2)],
  ),
  sheet(
    'Member',
    [groups ? 'Member/Name' : 'Name', groups ? 'Member/Name' : 'Name', ...TIED],
    ['Sana', 'Sani', ...inner(1, 1, ONE)],
    ['Ali', '', ...inner(2, 1, ONE)],
    ['Bibi', '', ...inner(3, 2, TWO)],
  ),
  sheet(
    'visit',
    [groups ? 'Member/Visit/Day' : 'Day', ...TIED],
    ['2026-01-01', ...inner(1, 2, ONE)],
    ['2026-01-02', ...inner(2, 2, ONE)],
  ),
];

test.each([
  ['names with groups', byName('about/', 'member/', 'member/visit/')],
  ['names with groups joined otherwise', byName('about-', 'member-', 'member-visit-')],
  ['bare names', byName('', '', '')],
  ['labels', byLabel(false)],
  ['labels with groups', byLabel(true)],
  ['sheets in another order', byName('about/', 'member/', 'member/visit/').toReversed()],
])('a workbook of KoboToolbox becomes responses: %s', async (_case, sheets) => {
  const { responses, problems } = await read(sheets);
  expect(problems).toEqual([]);
  expect(responses.map(({ id }) => id)).toEqual([`response:${ONE}`, `response:${TWO}`]);
  expect(responses.map(({ document }) => document.answers)).toEqual(ANSWERS);
  expect(responses[0]?.document).toMatchObject({
    form: 'aXb3',
    collector: 'amina',
    trail: { finalizedAt: '2026-03-01T10:00:00' },
  });
});

const csvOf = (...rows: readonly (readonly string[])[]): Uint8Array =>
  new TextEncoder().encode(rows.map((row) => row.map((cell) => `"${cell}"`).join(';')).join('\n'));
const without: FormDefinition = {
  ...household,
  title: { en: 'House' },
  survey: [...household.survey.slice(0, 5), { type: 'image', name: 'photo', label: { en: 'Photo' } }],
};
const readOf = async (bytes: Uint8Array, name: string, title = 'Other'): Promise<ReadFile> => {
  const forms = [
    { id: 'form:aXb3:0', definition: without, isCurrent: true },
    { id: 'form:o:0', definition: { ...without, form_id: 'other', title: { en: title } }, isCurrent: true },
  ];
  const file = await readResponses(bytes, name, { campaign: 'demo', forms, rounds: {} });
  if (!file.ok) throw new Error(file.why);
  return file.value;
};

test.each([
  ['names', ['start', 'about/rooms', 'heard', 'best', 'door'], 'radio family', 'family'],
  ['labels', ['start', 'Rooms', 'Heard', 'Best', 'Door'], 'Local radio Local', 'Local'],
])(
  'a table of KoboToolbox is read by %s, and its form known by the name of the file',
  async (_by, head, heard, best) => {
    const csv = csvOf([...head, ...FACTS], [START, '3', heard, best, DOOR[0] ?? '', ...facts(ONE, 1)]);
    const { responses, problems } = await readOf(csv, 'House - all versions - 2026-03-01-10-00-00.csv');
    expect(problems).toEqual([]);
    const { member: _none, ...answers } = Object.fromEntries(
      Object.entries(ANSWERS[0] ?? {}).filter(([path]) => !path.startsWith('member')),
    );
    expect(responses.map(({ id, document }) => [id, document.form, document.answers])).toEqual([
      [`response:${ONE}`, 'aXb3', answers],
    ]);
  },
);

test('a workbook that was packed with its photos brings them along, whoever else called theirs the same', async () => {
  const rows = [
    ['Rooms', 'Photo', 'Photo_URL', '_uuid'],
    ['3', 'p.jpg', 'https://kobo.example/p.jpg', ONE],
    ['4', 'p.jpg', 'https://kobo.example/q.jpg', TWO],
  ];
  const packed = zipSync({
    'House - labels.xlsx': new Uint8Array(writeXlsx([sheet('House', ...rows)])),
    [`amina/attachments/x/${ONE}/p.jpg`]: new Uint8Array([1, 2, 3]),
    [`amina/attachments/x/${TWO}/p.jpg`]: new Uint8Array([1, 2, 3, 4]),
  });
  const { responses, problems } = await readOf(packed, 'house.zip');
  expect(problems).toEqual([]);
  expect(responses.map(({ document }) => document.answers['photo'])).toMatchObject([
    { bytes: 3 },
    { bytes: 4 },
  ]);
});

test('labels of another language are known, and several choices in one column without the others', async () => {
  const rows = sheet(TITLE, ['سنا', 'بہترین', '_uuid'], ['خاندان ریڈیو', 'خاندان', ONE]);
  const { responses, problems } = await read([rows]);
  expect(problems).toEqual([]);
  expect(responses[0]?.document.answers).toEqual({ heard: ['family', 'radio'], best: 'family' });
});

const rated: FormDefinition = {
  ...household,
  survey: [
    { type: 'select_one', name: 'rate', list_name: 'scale', label: { en: 'How good', ur: 'کتنا اچھا' } },
    { type: 'select_multiple', name: 'days', list_name: 'scale', label: { en: 'Which', ur: 'کون' } },
    { type: 'select_one', name: 'kin', list_name: 'kin', label: { en: 'Who', ur: 'کون ہے' } },
  ],
  choices: {
    scale: [
      { name: '0', label: { en: '1' } },
      { name: '1', label: { en: '2' } },
      { name: '2', label: { en: '3' } },
    ],
    kin: [
      { name: 'uncle', label: { en: 'Chacha' } },
      { name: 'younger', label: { en: 'Chacha' } },
      { name: 'aunt', label: { en: 'Aunt' } },
    ],
  },
};

test('a scale whose labels are the names of its other marks is read as its headings are: by name or by label', async () => {
  const cells = ['1', '1 2', 'aunt'];
  const named = await read([sheet(TITLE, ['rate', 'days', 'kin', '_uuid'], [...cells, ONE])], rated);
  expect(named.problems).toEqual([]);
  expect(named.responses[0]?.document.answers).toEqual({ rate: '1', days: ['1', '2'], kin: 'aunt' });
  const words = ['1', '1 2', 'Aunt'];
  const labelled = await read([sheet(TITLE, ['How good', 'Which', 'Who', '_uuid'], [...words, ONE])], rated);
  expect(labelled.problems).toEqual([]);
  expect(labelled.responses[0]?.document.answers).toEqual({ rate: '0', days: ['0', '1'], kin: 'aunt' });
});

test('a label that two choices of a list have is told, and stands for neither', async () => {
  const { responses, problems } = await read([sheet(TITLE, ['Who', '_uuid'], ['Chacha', ONE])], rated);
  expect(responses[0]?.document.answers).toEqual({});
  expect(problems).toMatchObject([{ key: 'wrong-value', place: 'kin', found: 'Chacha' }]);
});

test('of two columns for one question neither hides the other: the second is told', async () => {
  const twice = sheet(TITLE, ['about/rooms', 'Rooms', '_uuid'], ['3', '', ONE], ['4', '5', TWO]);
  const { responses, problems } = await read([twice]);
  expect(responses.map(({ document }) => document.answers['about/rooms'])).toEqual([3, 4]);
  expect(problems).toMatchObject([{ key: 'unknown-question', place: 'Rooms', found: '5' }]);
  const strange = await read([sheet(TITLE, ['colour', 'colour', '_uuid'], ['red', '', ONE])]);
  expect(strange.problems).toMatchObject([{ key: 'unknown-question', place: 'colour', found: 'red' }]);
});

test('a heading, a choice and a row that belong to nothing are told', async () => {
  const { problems } = await read([
    sheet(TITLE, ['colour', 'best', '_uuid', '_index'], ['red', 'nobody', ONE, '1']),
    sheet('nowhere', ['name', ...TIED], ['Ali', '1', '', '1', ONE]),
    sheet('member', ['name', ...TIED], ['Sana', '1', '', '7', ''], ['Bibi', '2', '', '1', '']),
  ]);
  expect(problems.map(({ key, place, found }) => [key, place, found])).toEqual([
    ['stray-row', '', 'nowhere 1'],
    ['stray-row', '', 'member 1'],
    ['wrong-value', 'best', 'nobody'],
    ['unknown-question', 'colour', 'red'],
  ]);
});

test('a sheet of a repeat that is called as another form is does not make it that form', async () => {
  const forms = ['member', 'aXb3'].map((form_id) => ({
    id: `form:${form_id}:0`,
    definition: form_id === 'aXb3' ? household : { ...household, form_id, title: { en: 'Member' } },
    isCurrent: true,
  }));
  const options = { campaign: 'demo', forms, rounds: {} };
  const file = await readResponses(
    writeXlsx(byName('about/', 'member/', 'member/visit/')),
    'a.xlsx',
    options,
  );
  if (!file.ok) throw new Error(file.why);
  expect(file.value.responses.map(({ document }) => document.form)).toEqual(['aXb3', 'aXb3']);
});

test.each([
  ['House', 'House - north', 'aXb3'],
  ['House - north', 'House - north', 'other'],
  ['House', 'House', undefined],
])(
  'a table of %s, beside forms House and %s, is of the longest title that only one form has',
  async (of, title, form) => {
    const csv = csvOf(['about/rooms', '_uuid'], ['3', ONE]);
    const { responses, problems } = await readOf(
      csv,
      `${of} - all versions - 2026-03-01-10-00-00.csv`,
      title,
    );
    expect(responses.map(({ document }) => document.form)).toEqual(form === undefined ? [] : [form]);
    expect(problems.map(({ key }) => key)).toEqual(form === undefined ? ['no-form'] : []);
  },
);

test('a workbook of a form that is not here, and one that is none, are refused', async () => {
  const { problems } = await read([sheet('Somewhere else', ['a', '_uuid'], ['1', ONE])]);
  expect(problems).toMatchObject([{ key: 'no-form', found: 'Somewhere else' }]);
  const options = { campaign: 'demo', forms: [], rounds: {} };
  expect(await readResponses(new Uint8Array([1, 2, 3]), 'a.xlsx', options)).toMatchObject({
    ok: false,
    why: 'responses-unreadable',
  });
});

test('whatever cells a workbook holds, it is read or told, never thrown', async () => {
  const word = fc.oneof(
    fc.constantFrom(
      ...TIED,
      ...FACTS,
      'member/name',
      'name',
      'day',
      'Heard/Local',
      'constructor',
      '__proto__',
      ONE,
      '1',
      '2',
    ),
    fc.string({ maxLength: 5 }),
  );
  const line = fc.array(word, { maxLength: 6 });
  const random = fc
    .tuple(fc.constantFrom(TITLE, 'member', 'visit', 'x'), fc.array(line, { maxLength: 4 }))
    .map(([name, rows]) => sheet(name, ...rows));
  await fc.assert(
    fc.asyncProperty(fc.array(random, { minLength: 1, maxLength: 4 }), async (sheets) => {
      const file = await read(sheets);
      expect(Array.isArray(file.problems)).toBe(true);
    }),
    { numRuns: Number(process.env['RUNS'] ?? 100) },
  );
});
