import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { FormDefinition } from '../../../../src/domain/form/definition.ts';
import { type ReadFile, readResponses } from '../../../../src/exchange/odk/readResponses.ts';
import { documentsOf } from '../../../../src/exchange/odk/toDocuments.ts';
import { writeResponses } from '../../../../src/exchange/odk/writeResponses.ts';

const choice = (name: string) => ({ name, label: { en: name } });
const household: FormDefinition = {
  form_id: 'household',
  version: '2',
  title: { en: 'Household' },
  subject: 'survey',
  default_language: 'en',
  languages: ['en'],
  survey: [
    { type: 'start', name: 'start' },
    { type: 'group', name: 'about', children: [{ type: 'integer', name: 'rooms' }] },
    { type: 'select_multiple', name: 'heard', list_name: 'source' },
    { type: 'geopoint', name: 'door' },
    { type: 'geoshape', name: 'plot' },
    { type: 'image', name: 'photo' },
    { type: 'integer', name: 'howmany' },
    {
      type: 'repeat',
      name: 'member',
      repeat_count: 'howmany',
      children: [
        { type: 'text', name: 'name' },
        { type: 'repeat', name: 'visit', children: [{ type: 'date', name: 'day' }] },
      ],
    },
  ],
  choices: { source: [choice('radio'), choice('family')] },
};
const UUID = '7b6f1a02-5f4e-4c52-9e0f-0a1b2c3d4e5f';

const options = {
  campaign: 'demo',
  forms: [
    { id: 'form:household:old', definition: { ...household, version: '1' }, isCurrent: false },
    { id: 'form:household:new', definition: household, isCurrent: true },
  ],
  rounds: { household: 'baseline' },
};

async function read(name: string, content: string | Uint8Array, form?: string): Promise<ReadFile> {
  const bytes = typeof content === 'string' ? strToU8(content) : content;
  const file = await readResponses(bytes, name, { ...options, form });
  if (!file.ok) throw new Error(file.why);
  return file.value;
}

const zipped = (files: Record<string, string>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));

const EVERYTHING = {
  'about/rooms': 3,
  heard: ['radio', 'family'],
  door: { lat: 33.6, lon: 73.05, altitudeMetres: 512, accuracyMetres: 8, method: 'gps' },
  plot: '1 2 0 0;3 4 0 0;5 6 0 0;1 2 0 0',
  member: 2,
  'member[1]/name': 'Sana',
  'member[1]/visit': 1,
  'member[1]/visit[1]/day': '2026-01-02',
  'member[2]/name': 'Ali',
};

const CENTRAL_JSON = JSON.stringify({
  '@odata.context': 'https://central.example/v1/projects/1/forms/household.svc/$metadata#Submissions',
  value: [
    {
      __id: `uuid:${UUID}`,
      __system: {
        submissionDate: '2026-01-03T10:00:00.000Z',
        submitterId: '5',
        submitterName: 'Amina',
        deviceId: 'collect:abc',
        edits: 1,
        formVersion: '2',
        reviewState: null,
      },
      meta: { instanceID: `uuid:${UUID}`, instanceName: 'House 7' },
      start: '2026-01-02T09:00:00.000+05:00',
      about: { rooms: 3 },
      heard: 'radio family',
      door: { type: 'Point', coordinates: [73.05, 33.6, 512], properties: { accuracy: 8 } },
      plot: {
        type: 'Polygon',
        coordinates: [
          [
            [2, 1],
            [4, 3],
            [6, 5],
            [2, 1],
          ],
        ],
      },
      photo: null,
      'member@odata.navigationLink': 'Submissions()/member',
      member: [
        { __id: 'a1', name: 'Sana', visit: [{ __id: 'b1', day: '2026-01-02' }] },
        { __id: 'a2', name: 'Ali' },
      ],
      member_count: 2,
    },
  ],
});

test('the nested JSON of ODK Central becomes responses', async () => {
  const { responses, problems } = await read('Submissions.json', CENTRAL_JSON);
  expect(problems).toEqual([]);
  expect(responses.map(({ id, document }) => ({ id, ...document }))).toEqual([
    {
      id: `response:${UUID}`,
      type: 'response',
      schema: 1,
      campaign: 'demo',
      form: 'household',
      formVersion: 'form:household:new',
      subject: 'survey',
      round: 'baseline',
      collector: 'Amina',
      device: 'collect:abc',
      language: 'en',
      instanceName: 'House 7',
      answers: { start: '2026-01-02T09:00:00.000+05:00', ...EVERYTHING },
      trail: {
        startedAt: '2026-01-02T09:00:00.000+05:00',
        finalizedAt: '2026-01-03T10:00:00.000Z',
        activeMs: 0,
        answersChanged: 0,
      },
      corrections: 1,
    },
  ]);
});

const SUBMISSION = `<?xml version="1.0"?>
<data id="household" version="1" xmlns:orx="http://openrosa.org/xforms" xmlns:jr="http://openrosa.org/javarosa">
  <formhub><uuid>x</uuid></formhub>
  <about><rooms>3</rooms></about>
  <heard>radio family</heard><door>33.6 73.05 512 8</door>
  <plot>1 2 0 0; 3 4 0 0; 5 6 0 0; 1 2 0 0</plot>
  <photo>17.jpg</photo>
  <member_count>2</member_count>
  <member jr:template=""><name/></member>
  <member><name>Sana</name><visit><day>2026-01-02</day></visit></member>
  <member><name>Ali</name></member>
  <orx:meta><orx:instanceID>uuid:${UUID}</orx:instanceID></orx:meta>
</data>`;

test('an OpenRosa instance becomes a response to the version that it names, with its photo', async () => {
  const bytes = zipped({ 'instances/uuid1/submission.xml': SUBMISSION, 'instances/uuid1/17.jpg': 'JPEG' });
  const file = await read('household.zip', bytes);
  expect(file.problems).toEqual([]);
  const [response] = file.responses;
  expect(response?.document.formVersion).toBe('form:household:old');
  const { photo, ...answers } = response?.document.answers ?? {};
  expect(answers).toEqual(EVERYTHING);
  expect(photo).toMatchObject({ contentType: 'image/jpeg', bytes: 4, name: '17.jpg' });
  const documents = await documentsOf(file, file.responses);
  expect(documents.map(({ body }) => body.type)).toEqual(['response', 'media']);
  expect(documents[1]?.id).toBe((photo as { media: string }).media);
});

test('a large recording comes in as the numbered parts in which it travels', async () => {
  const instance = SUBMISSION;
  const bytes = zipSync({ 'a/submission.xml': strToU8(instance), 'a/17.jpg': new Uint8Array(1_000_000) });
  const file = await read('household.zip', bytes);
  const documents = await documentsOf(file, file.responses);
  expect(documents.slice(1).map(({ body }) => 'part' in body && body.part)).toEqual([
    { number: 1, of: 3 },
    { number: 2, of: 3 },
    { number: 3, of: 3 },
  ]);
});

const CENTRAL_CSV = {
  'household.csv': [
    'SubmissionDate,start,about-rooms,heard,door-Latitude,door-Longitude,door-Altitude,door-Accuracy,plot,meta-instanceID,KEY,SubmitterName,FormVersion',
    `2026-01-03T10:00:00.000Z,,3,radio family,33.6,73.05,512,8,1 2 0 0;3 4 0 0;5 6 0 0;1 2 0 0,uuid:${UUID},uuid:${UUID},Amina,2`,
  ].join('\n'),
  'household-visit.csv': `day,PARENT_KEY,KEY\n2026-01-02,uuid:${UUID}/member[1],uuid:${UUID}/member[1]/visit[1]`,
  'household-member.csv': `name,PARENT_KEY,KEY\nSana,uuid:${UUID},uuid:${UUID}/member[1]\nAli,uuid:${UUID},uuid:${UUID}/member[2]`,
};

test('the tables of ODK Central, one for each repeat, become responses', async () => {
  const { responses, problems } = await read('export.zip', zipped(CENTRAL_CSV));
  expect(problems).toEqual([]);
  expect(responses[0]?.document.answers).toEqual(EVERYTHING);
});

test('rows of a repeat whose record is in no table are told', async () => {
  const stray = {
    ...CENTRAL_CSV,
    'household-member.csv': 'name,PARENT_KEY,KEY\nX,uuid:other,uuid:other/member[1]',
  };
  expect((await read('export.zip', zipped(stray))).problems).toEqual([
    { record: 'household-member.csv', place: '', key: 'stray-row', found: 'uuid:other/member[1]' },
  ]);
});

test('what KoboToolbox’s API tells becomes responses, an edited one under its first name', async () => {
  const kobo = JSON.stringify({
    count: 1,
    results: [
      {
        _id: 5,
        'formhub/uuid': 'x',
        start: '2026-01-02T09:00:00.000+05:00',
        'about/rooms': '3',
        heard: 'radio family',
        door: '33.6 73.05 512 8',
        plot: '1 2 0 0;3 4 0 0;5 6 0 0;1 2 0 0',
        member: [
          { 'member/name': 'Sana', 'member/visit': [{ 'member/visit/day': '2026-01-02' }] },
          { 'member/name': 'Ali' },
        ],
        __version__: 'v1',
        'meta/instanceID': 'uuid:11111111-1111-4111-8111-111111111111',
        'meta/rootUuid': `uuid:${UUID}`,
        _xform_id_string: 'household',
        _submission_time: '2026-01-03T10:00:00',
        _submitted_by: 'amina',
        _attachments: [],
        _geolocation: [33.6, 73.05],
      },
    ],
  });
  const { responses, problems } = await read('data.json', kobo);
  expect(problems).toEqual([]);
  expect(responses[0]).toMatchObject({ id: `response:${UUID}`, document: { collector: 'amina' } });
  const { start: _start, ...answers } = responses[0]?.document.answers ?? {};
  expect(answers).toEqual(EVERYTHING);
});

test('a table of KoboToolbox with semicolons and a column a choice becomes responses', async () => {
  const csv = [
    '"about/rooms";"heard/radio";"heard/family";"door";"_door_latitude";"_uuid";"_submission_time";"_index"',
    `"3";"1";"0";"33.6 73.05 0 0";"33.6";"${UUID}";"2026-01-03T10:00:00";"1"`,
  ].join('\n');
  const { responses, problems } = await read('household - latest.csv', csv, 'household');
  expect(problems).toEqual([]);
  expect(responses[0]).toMatchObject({
    id: `response:${UUID}`,
    document: {
      answers: { 'about/rooms': 3, heard: ['radio'], door: { lat: 33.6, lon: 73.05, method: 'manual' } },
    },
  });
});

test('a record without a uuid has the same ids at every reading', async () => {
  const odd = SUBMISSION.replace(`uuid:${UUID}`, 'house-7');
  const first = await read('a.xml', odd);
  const second = await read('b.xml', odd);
  expect(first.responses[0]?.id).toMatch(/^response:[0-9a-f-]{36}$/);
  expect(first.responses[0]?.id).toBe(second.responses[0]?.id);
});

test('everything that cannot be read is told at once, with its record and its place', async () => {
  const bad = SUBMISSION.replace('>3</rooms>', '>three</rooms>')
    .replace('>radio family<', '>radio telepathy<')
    .replace('<door>33.6', '<door>133.6')
    .replace('<orx:meta>', '<colour>red</colour><orx:meta>');
  const { responses, problems } = await read('a.xml', bad);
  const record = `uuid:${UUID}`;
  expect(problems).toEqual([
    { record, place: 'about/rooms', key: 'wrong-value', found: 'three' },
    { record, place: 'heard', key: 'wrong-value', found: 'radio telepathy' },
    { record, place: 'door', key: 'wrong-value', found: '133.6 73.05 512 8' },
    { record, place: 'photo', key: 'file-missing', found: '17.jpg' },
    { record, place: 'colour', key: 'unknown-question', found: 'red' },
  ]);
  expect(responses[0]?.document.answers['member[2]/name']).toBe('Ali');
});

test('what is no file of responses is said to be none', async () => {
  const bad = async (name: string, bytes: Uint8Array) => {
    const file = await readResponses(bytes, name, options);
    return file.ok ? file.value.problems.map(({ key }) => key) : file.why;
  };
  expect(await bad('photo.jpg', strToU8('x'))).toBe('responses-unreadable');
  expect(await bad('a.zip', strToU8('PK and no archive'))).toBe('responses-unreadable');
  expect(await bad('a.json', strToU8('{"value": 5'))).toEqual(['damaged-file']);
  expect(await bad('a.xml', strToU8('<data id="household"><meta/></data>'))).toEqual(['no-id']);
  expect(await bad('a.xml', strToU8('<data id="other"><meta/></data>'))).toEqual(['no-form']);
});

test.each([
  ['breaks off', SUBMISSION.slice(0, SUBMISSION.indexOf('</member>'))],
  ['breaks off before its last tag', SUBMISSION.replace('</data>', '')],
  ['has a sign that XML does not know', SUBMISSION.replace('Sana', '1 < 2')],
  ['closes what it did not open', SUBMISSION.replace('</rooms></about>', '</about></rooms>')],
])('an instance that %s is damaged: no half of it comes in', async (_what, xml) => {
  const { responses, problems } = await read('a.xml', xml);
  expect(responses).toEqual([]);
  expect(problems).toEqual([{ record: 'a.xml', place: '', key: 'damaged-file', found: '' }]);
});

test.each([
  ['in which marks of quotation are open', 'about-rooms,KEY\n"3,uuid:1\n4,uuid:2\n'],
  ['with a cell under no heading', 'about-rooms,KEY\n3,uuid:1,what\n'],
])('a table %s is damaged', async (_what, csv) => {
  const { responses, problems } = await read('household.csv', csv);
  expect(responses).toEqual([]);
  expect(problems).toEqual([{ record: 'household.csv', place: '', key: 'damaged-file', found: '' }]);
});

test('a table that a spreadsheet saved in Western letters keeps them', async () => {
  const bytes = Uint8Array.from([
    ...strToU8('KEY,InstanceName\n'),
    ...strToU8('uuid:1,Mar'),
    0xed,
    ...strToU8('a\n'),
  ]);
  const { responses } = await read('household.csv', bytes);
  expect(responses[0]?.document.instanceName).toBe('María');
});

test('a text that was changed in an exported file is right, and what lay beside the old one is not', async () => {
  const { responses } = await read('Submissions.json', CENTRAL_JSON);
  const exported = responses.map(({ id, document }) => ({
    id,
    document: {
      ...document,
      answers: { door: { lat: 1, lon: 2, method: 'pin' as const, movedMetres: 4 }, 'about/rooms': 3 },
    },
    reviewState: 'received' as const,
    photosPresent: 0,
  }));
  const file = await writeResponses('xml', household, exported, async () => undefined);
  const again = await read('a.zip', new Uint8Array(await file.arrayBuffer()));
  expect(again.responses[0]?.document.answers['door']).toEqual(exported[0]?.document.answers['door']);
  const { writeInstance } = await import('../../../../src/exchange/odk/xml.ts');
  const [one] = exported;
  if (one === undefined) throw new Error('nothing was exported');
  const changed = writeInstance(household, one).replace('<door>1 2 0 0<', '<door>5 6 0 9<');
  expect((await read('a.xml', changed)).responses[0]?.document.answers['door']).toEqual({
    lat: 5,
    lon: 6,
    accuracyMetres: 9,
    method: 'gps',
  });
});

test('it is known of a response whether its form fills lists of things', async () => {
  const definition: FormDefinition = { ...household, entities: [{ list_name: 'homes' }] };
  const bytes = strToU8(JSON.stringify([{ __id: `uuid:${UUID}`, about: { rooms: 3 } }]));
  const readWith = async (one: FormDefinition) => {
    const forms = [{ id: 'form:household:new', definition: one, isCurrent: true }];
    const file = await readResponses(bytes, 'household.json', { ...options, forms });
    return file.ok ? file.value.responses.map(({ hasEntities }) => hasEntities) : file.why;
  };
  expect(await readWith(definition)).toEqual([true]);
  expect(await readWith(household)).toEqual([false]);
});
