import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import type { Answers } from '../../../src/domain/answer.ts';
import type { ResponseDocument } from '../../../src/domain/document.ts';
import type { FormDefinition } from '../../../src/domain/form/definition.ts';
import { unguarded } from '../../../src/exchange/csv.ts';
import { type ExportedResponse, exportTables } from '../../../src/exchange/index.ts';

const words = (en: string, ur = en) => ({ en, ur });
const form: FormDefinition = {
  form_id: 'visit',
  version: '1',
  title: words('Visit'),
  subject: 'survey',
  default_language: 'en',
  languages: ['en', 'ur'],
  survey: [
    { type: 'note', name: 'hello', label: words('Hello') },
    {
      type: 'group',
      name: 'about',
      children: [
        { type: 'integer', name: 'age' },
        { type: 'select_one', name: 'school', list_name: 'school' },
      ],
    },
    { type: 'select_multiple', name: 'heard', list_name: 'source' },
    { type: 'geopoint', name: 'door' },
    { type: 'text', name: 'said' },
    { type: 'image', name: 'photo' },
  ],
  choices: {
    school: [{ name: 'none', label: words('No schooling', 'تعلیم نہیں') }],
    source: [
      { name: 'radio', label: words('Radio', 'ریڈیو') },
      { name: 'family', label: words('Family', 'گھر والے') },
    ],
  },
};

const exportResponsesCsv = (...[definition, responses, language]: Parameters<typeof exportTables>): string =>
  exportTables(definition, responses, language)[0]?.csv ?? '';

const response = (answers: Answers, more: Partial<ResponseDocument> = {}): ExportedResponse => ({
  id: 'response:0190a',
  document: {
    type: 'response',
    schema: 1,
    campaign: 'demo',
    form: 'visit',
    formVersion: 'form:visit:0123456789abcdef',
    subject: 'survey',
    round: 'baseline',
    collector: 'amina',
    device: 'phone-1',
    language: 'ur',
    respondent: 'UC12-007',
    answers,
    trail: {
      startedAt: '2026-11-01T09:00:00+05:00',
      finalizedAt: '2026-11-01T09:12:00+05:00',
      activeMs: 421_400,
      answersChanged: 2,
    },
    corrections: 1,
    ...more,
  },
  reviewState: 'approved',
  photosPresent: 0,
});

function rows(responses: ExportedResponse[], language: string | null = null): Record<string, string>[] {
  const csv = exportResponsesCsv(form, responses, language);
  return Papa.parse<Record<string, string>>(csv.slice(1), { header: true }).data;
}
const row = (answers: Answers, language: string | null = null): Record<string, string> =>
  rows([response(answers)], language)[0] ?? {};

test('begins with the mark by which a spreadsheet knows UTF-8', () => {
  expect(exportResponsesCsv(form, [], null).startsWith('\uFEFFSubmissionDate,about-age')).toBe(true);
});

test('has the questions in the form’s order, then who, when and how', () => {
  const header = exportResponsesCsv(form, [], null).slice(1).trimEnd().split(',');
  expect(header.slice(0, 13)).toEqual([
    'SubmissionDate',
    'about-age',
    'about-school',
    'heard',
    'heard/radio',
    'heard/family',
    'door-Latitude',
    'door-Longitude',
    'door-Altitude',
    'door-Accuracy',
    'door-Method',
    'said',
    'photo',
  ]);
  expect(header.indexOf('KEY')).toBe(13);
});

test('writes choices by name for analysis and in words for reading', () => {
  const answers = { 'about/school': 'none', heard: ['radio', 'family'] };
  expect(row(answers)).toMatchObject({ 'about-school': 'none', heard: 'radio family' });
  expect(row(answers, 'ur')).toMatchObject({ 'about-school': 'تعلیم نہیں', heard: 'ریڈیو; گھر والے' });
});

test('tells a choice not taken from a question not asked', () => {
  expect(row({ heard: ['family'] })).toMatchObject({ 'heard/radio': '0', 'heard/family': '1' });
  expect(row({})).toMatchObject({ heard: '', 'heard/radio': '', 'heard/family': '' });
});

test('gives latitude, longitude, altitude, accuracy and how it was found a column each', () => {
  const door = { lat: 33.6, lon: 73.05, accuracyMetres: 8, method: 'gps' as const };
  expect(row({ door })).toMatchObject({
    'door-Latitude': '33.6',
    'door-Longitude': '73.05',
    'door-Altitude': '',
    'door-Accuracy': '8',
    'door-Method': 'gps',
  });
});

test('a photo is the name of its file', () => {
  const photo = {
    media: 'media:0190b',
    sha256: 'a'.repeat(64),
    contentType: 'image/jpeg',
    bytes: 9,
    widthPx: 1,
    heightPx: 1,
  };
  expect(row({ photo })).toMatchObject({
    photo: '0190b.jpg',
    AttachmentsExpected: '1',
    AttachmentsPresent: '0',
  });
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("x")\nsecond line'])(
  'a text that a spreadsheet would run (%j) is kept from running',
  (said) => {
    expect(row({ said }).said).toBe(`'${said}`);
  },
);

test('numbers below zero stay numbers', () => {
  expect(row({ 'about/age': -5 })['about-age']).toBe('-5');
});

test('an answer that only another version of the form asked for is not dropped', () => {
  expect(row({ 'about/old_question': 'kept' })['about-old_question']).toBe('kept');
});

test('says who, when, in which round, and what the coordinator decided', () => {
  expect(row({})).toMatchObject({
    KEY: 'uuid:0190a',
    SubmitterName: 'amina',
    Round: 'baseline',
    Respondent: 'UC12-007',
    ReviewState: 'approved',
    Edits: '1',
    FormVersion: 'form:visit:0123456789abcdef',
    ActiveSeconds: '421',
  });
});

test('whatever people say comes back from the file as it was, and no spreadsheet runs it', () => {
  const sign = fc.constantFrom('=', '+', '-', '@', '\t', '\n', '＝', "'", 'a', '1');
  const text = fc
    .oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.string({ unit: sign, maxLength: 6 }))
    .filter((said) => !said.includes('\r'));
  fc.assert(
    fc.property(text, (said) => {
      const cell = row({ said }).said ?? '';
      expect(cell).not.toMatch(/^[=+\-@\t\n\uFF1D\uFF0B\uFF0D\uFF20]/);
      expect(unguarded(cell)).toBe(said);
    }),
    { numRuns: 400, examples: [["'+"], ["''="], ["'"], ["'a"]] },
  );
});

test('each repeat is a table of its own, its rows tied to the others by their keys', () => {
  const people: FormDefinition = {
    ...form,
    survey: [
      {
        type: 'group',
        name: 'home',
        children: [
          {
            type: 'repeat',
            name: 'member',
            children: [
              { type: 'text', name: 'name' },
              { type: 'repeat', name: 'visit', children: [{ type: 'date', name: 'day' }] },
            ],
          },
        ],
      },
    ],
  };
  const answers = {
    'home/member': 2,
    'home/member[1]/name': '=Sana',
    'home/member[2]/visit': 1,
    'home/member[2]/visit[1]/day': '2026-01-02',
  };
  const tables = exportTables(people, [response(answers)], null).map(({ name, csv }) => [
    name,
    Papa.parse<Record<string, string>>(csv.slice(1), { header: true }).data,
  ]);
  expect(tables).toMatchObject([
    ['visit.csv', [{ KEY: 'uuid:0190a', 'SET-OF-member': 'uuid:0190a/home/member' }]],
    [
      'visit-member.csv',
      [
        { name: "'=Sana", PARENT_KEY: 'uuid:0190a', KEY: 'uuid:0190a/home/member[1]' },
        {
          name: '',
          PARENT_KEY: 'uuid:0190a',
          KEY: 'uuid:0190a/home/member[2]',
          'SET-OF-visit': 'uuid:0190a/home/member[2]/visit',
        },
      ],
    ],
    [
      'visit-visit.csv',
      [
        {
          day: '2026-01-02',
          PARENT_KEY: 'uuid:0190a/home/member[2]',
          KEY: 'uuid:0190a/home/member[2]/visit[1]',
          'SET-OF-visit': 'uuid:0190a/home/member[2]/visit',
        },
      ],
    ],
  ]);
});
