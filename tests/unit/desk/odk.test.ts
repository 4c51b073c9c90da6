// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how XLSForm writes a reference
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { ReadResponses } from '../../../src/app/index.ts';
import { correctionOf } from '../../../src/domain/correction.ts';
import { actionsOf } from '../../../src/domain/entities/actions.ts';
import { foldAll } from '../../../src/domain/entities/fold.ts';
import { finalizeResponse } from '../../../src/domain/finalize.ts';
import { removeInstance } from '../../../src/domain/form/extended/index.ts';
import { openForm } from '../../../src/domain/form/state.ts';
import type { ResponseId } from '../../../src/domain/ids.ts';
import { StorageTrouble } from '../../../src/storage/trouble.ts';
import { now } from '../../support/collector.ts';
import { compiled, formOf, MORNING } from '../domain/form.scenario.ts';
import { fileOf, formDocument, interview, office, receive } from './office.ts';

const ANSWERS = { school: 'none', safe: 'true', said: 'راستہ' };

async function exported(format: 'json' | 'xml' | 'csv'): Promise<File> {
  const { store, desk } = await office();
  const photo = {
    media: 'media:01900000-0000-7000-8000-00000000000a',
    sha256: '0'.repeat(64),
    contentType: 'image/webp',
    bytes: 3,
    widthPx: 1,
    heightPx: 1,
  };
  await receive(store, 'response:01900000-0000-7000-8000-000000000001', interview({ answers: ANSWERS }));
  await receive(store, 'response:01900000-0000-7000-8000-000000000002', interview({ answers: { photo } }));
  const file = fileOf(await desk.exportOdk('before', format));
  expect(file.count).toBe(2);
  return new File([file.blob], file.name);
}

const readBy = async ({ desk }: Awaited<ReturnType<typeof office>>, file: File): Promise<ReadResponses> => {
  const read = await desk.readResponses(file);
  if (!read.ok) throw new Error(read.why);
  return read.value;
};

test.each(['json', 'xml', 'csv'] as const)(
  'responses exported as %s at one desk are whole at another',
  async (format) => {
    const file = await exported(format);
    const other = await office({ reviewer: 'omar' });
    const read = await readBy(other, file);
    expect(read).toMatchObject({ whole: 2, partly: 0, known: 0, problems: [] });
    expect(await other.desk.addResponses(read, false)).toEqual({
      ok: true,
      value: { responses: 2, files: 0, things: 0 },
    });
    const [first] = await other.store.documents.responses();
    expect(first?.body).toEqual(interview({ answers: ANSWERS }));
    expect((await other.store.outbox.list()).length).toBe(2);
    expect(other.wakes.count).toBe(1);
  },
);

test('a second import adds nothing, and two desks that import the same file make the same revisions', async () => {
  const file = await exported('xml');
  const [one, two] = [await office(), await office({ reviewer: 'omar' })];
  for (const desk of [one, two]) await desk.desk.addResponses(await readBy(desk, file), false);
  const again = await readBy(one, file);
  expect(again).toMatchObject({ whole: 0, known: 2 });
  await one.desk.addResponses(again, true);
  const revs = async ({ store }: typeof one) =>
    (await store.documents.responses()).map(({ id, rev }) => [id, rev]);
  expect(await revs(one)).toEqual(await revs(two));
  expect((await one.store.documents.conflicted()).length).toBe(0);
});

test('what is here and was corrected since stays as it is', async () => {
  const file = await exported('json');
  const desk = await office();
  const id = 'response:01900000-0000-7000-8000-000000000001';
  await receive(desk.store, id, interview({ answers: { ...ANSWERS, said: 'corrected' } }));
  const read = await readBy(desk, file);
  expect(read).toMatchObject({ whole: 1, known: 1 });
  await desk.desk.addResponses(read, false);
  expect((await desk.store.documents.get(id))?.body['answers']).toMatchObject({ said: 'corrected' });
});

const CSV =
  'SubmissionDate,school,safe,KEY\n2026-01-01T00:00:00Z,none,true,uuid:1\n2026-01-01T00:00:00Z,none,maybe,uuid:2';

test('a response that cannot be read whole waits until she says that the rest will do', async () => {
  const desk = await office();
  const file = new File([CSV], 'before.csv');
  const read = await readBy(desk, file);
  expect(read).toMatchObject({
    whole: 1,
    partly: 1,
    problems: [{ record: 'uuid:2', place: 'safe', found: 'maybe' }],
  });
  await desk.desk.addResponses(read, false);
  expect((await desk.store.documents.responses()).map(({ body }) => body.answers)).toEqual([
    { school: 'none', safe: 'true' },
  ]);
  await desk.desk.addResponses(await readBy(desk, file), true);
  expect((await desk.store.documents.responses()).map(({ body }) => body.answers)).toContainEqual({
    school: 'none',
  });
});

test('a list of things goes out as ODK’s table, and what was said apart of one is shown', async () => {
  const { store, desk } = await office();
  const uuid = '7b6f1a02-5f4e-4c52-9e0f-0a1b2c3d4e5f';
  const says = (n: number, collector: string, height: string, base: number[]) =>
    receive(store, `entity:trees:${uuid}:${n}`, {
      type: 'entity',
      schema: 1,
      campaign: 'demo',
      list: 'trees',
      entity: uuid,
      action: n === 1 ? 'create' : 'update',
      ...(n === 1 ? { label: '=Oak' } : {}),
      properties: { height },
      response: `response:${n}`,
      collector,
      at: `2026-03-0${n}T10:00:00Z`,
      base: base.map((one) => `entity:trees:${uuid}:${one}`),
    });
  await says(1, 'amina', '12', []);
  await says(2, 'amina', '13', [1]);
  await says(3, 'diego', '14', [1]);
  expect(await now(desk.lists())).toMatchObject([
    { list: 'trees', count: 1, apart: [{ label: '=Oak', conflicts: [{ property: 'height' }] }] },
  ]);
  const file = fileOf(await desk.exportList('trees'));
  expect((await file.blob.text()).split('\r\n')[1]).toBe(
    `${uuid},"'=Oak",14,2026-03-01T10:00:00Z,amina,amina,2,2026-03-03T10:00:00Z,3`,
  );
});

test('a file that was saved anew since it was chosen is said to be so, and nothing breaks', async () => {
  const { desk } = await office();
  const gone = new File(['{}'], 'data.json');
  gone.arrayBuffer = () => Promise.reject(new DOMException('saved anew', 'NotReadableError'));
  gone.slice = () => gone;
  const said = { ok: false, why: 'files-changed', words: { name: 'data.json' } };
  expect(await desk.readResponses(gone)).toEqual(said);
  expect(await desk.importFile(gone)).toEqual(said);
});

test('an export from a storage that fails says so', async () => {
  const { desk, store } = await office();
  store.documents.responses = () => Promise.reject(new StorageTrouble('storage-failed'));
  expect(await desk.exportCsv('before', null)).toMatchObject({ ok: false, why: 'storage-failed' });
  expect(await desk.exportOdk('before', 'json')).toMatchObject({ ok: false, why: 'storage-failed' });
});

test('reading a form comes to its end when the storage fails', async () => {
  const { desk, store } = await office();
  store.documents.ofType = () => Promise.reject(new StorageTrouble('storage-failed'));
  const { outcome } = desk.readForm([{ file: new File(['x'], 'a.md'), batch: 1 }], () => undefined);
  expect(await outcome).toMatchObject({ ok: false, why: 'reading-failed' });
});

const PEOPLE = formOf(
  [
    { type: 'text', name: 'street' },
    {
      type: 'repeat',
      name: 'people',
      children: [
        { type: 'text', name: 'name', save_to: 'people#name' },
        { type: 'integer', name: 'age', save_to: 'people#age' },
      ],
    },
  ],
  {},
  { entities: [{ list_name: 'people', label: '${name}' }] },
);

/** A desk that knows households. */
async function householdDesk(reviewer: string) {
  const desk = await office({ reviewer });
  await receive(desk.store, 'form:household:0', formDocument(PEOPLE));
  const peopleOf = async () =>
    foldAll(await desk.store.documents.entities('people'))
      .filter(({ isMade }) => isMade)
      .map(({ label, uuid, properties }) => ({ label, uuid, age: properties['age'] }))
      .toSorted((one, other) => (one.label < other.label ? -1 : 1));
  return { ...desk, peopleOf };
}

const CENTRAL = JSON.stringify({
  '@odata.context': 'https://central.example/v1/projects/1/forms/household.svc/$metadata#Submissions',
  value: [
    {
      __id: 'uuid:01900000-0000-7000-8000-000000000007',
      __system: { submissionDate: '2026-03-01T10:00:00.000Z', submitterName: 'amina' },
      street: 'Mill Road',
      people: [
        { __id: 'a', name: 'Sana', age: 30 },
        { __id: 'b', name: 'Ali', age: 4 },
      ],
    },
  ],
});

test('responses that come from elsewhere make the things that their form makes, once and for all', async () => {
  const file = () => new File([CENTRAL], 'household.json');
  const [one, two] = [await householdDesk('sana'), await householdDesk('omar')];
  for (const desk of [one, two]) {
    const read = await readBy(desk, file());
    expect(read).toMatchObject({ whole: 1, ofThings: 1, problems: [] });
    const added = { responses: 1, files: 0, things: 2 };
    expect(await desk.desk.addResponses(read, false)).toEqual({ ok: true, value: added });
  }
  expect(await one.peopleOf()).toMatchObject([
    { label: 'Ali', age: '4' },
    { label: 'Sana', age: '30' },
  ]);
  expect(await one.peopleOf()).toEqual(await two.peopleOf());
  const revs = async ({ store }: typeof one) =>
    (await store.documents.entities('people')).map(({ id, rev }) => [id, rev]);
  expect(await revs(one)).toEqual(await revs(two));
  const again = await one.desk.addResponses(await readBy(one, file()), false);
  expect(again).toMatchObject({ value: { responses: 0, things: 0 } });
  // What they are on the phone that corrects it is what they are here.
  const [response] = await one.store.documents.responses();
  if (response === undefined) throw new Error('no response');
  const made = actionsOf(compiled(PEOPLE), response.id, response.body).map(({ entity }) => entity);
  expect(made.toSorted()).toEqual((await one.peopleOf()).map(({ uuid }) => uuid).toSorted());
});

const OAK = '7b6f1a02-5f4e-4c52-9e0f-0a1b2c3d4e5f';
const INSTANCE = `<data id="household" version="1" xmlns:orx="http://openrosa.org/xforms" xmlns:entities="http://www.opendatakit.org/xforms/entities">
  <street>Mill Road</street>
  <people><name>Sana</name><age>30</age></people>
  <people><name>Ali</name><age>4</age>
    <meta><entity dataset="people" id="${OAK}" create="1"><label>Ali</label></entity></meta></people>
  <orx:meta><orx:instanceID>uuid:01900000-0000-7000-8000-000000000008</orx:instanceID></orx:meta>
</data>`;

test('a thing keeps the uuid that another system gave to it, also when somebody before it is taken away', async () => {
  const desk = await householdDesk('sana');
  await desk.desk.addResponses(await readBy(desk, new File([INSTANCE], 'one.xml')), false);
  const before = await desk.peopleOf();
  expect(before).toMatchObject([{ label: 'Ali', uuid: OAK }, { label: 'Sana' }]);
  const [stored] = await desk.store.documents.responses();
  if (stored === undefined) throw new Error('no response');
  const form = compiled(PEOPLE);
  const draft = correctionOf(stored.id as ResponseId, stored.rev, stored.body, 'phone-1', {
    now: '2026-03-02T10:00:00.000Z',
    today: '2026-03-02',
  });
  const opened = openForm(form, draft.answers, MORNING);
  const finished = finalizeResponse(form, draft, removeInstance(form, opened, 'people', 1, MORNING), MORNING);
  if (!finished.ok) throw new Error('not finished');
  expect(actionsOf(form, stored.id, finished.value)).toMatchObject([{ label: 'Ali', entity: OAK }]);
  const out = fileOf(await desk.desk.exportOdk('household', 'xml'));
  const other = await householdDesk('omar');
  await other.desk.addResponses(await readBy(other, new File([out.blob], out.name)), false);
  expect(await other.peopleOf()).toEqual(before);
});

const entitiesIn = async (file: { readonly blob: Blob }): Promise<string[]> => {
  const files = Object.values(unzipSync(new Uint8Array(await file.blob.arrayBuffer())));
  return files.flatMap((bytes) => strFromU8(bytes).match(/<(people|meta|entity|label)[ >][^<]*/g) ?? []);
};

test('an instance that goes out makes its things at ODK Central, too: each in the meta of its own person', async () => {
  const desk = await householdDesk('sana');
  await desk.desk.addResponses(await readBy(desk, new File([CENTRAL], 'household.json')), false);
  const [ali, sana] = await desk.peopleOf();
  expect(await entitiesIn(fileOf(await desk.desk.exportOdk('household', 'xml')))).toEqual([
    expect.stringContaining('<people>'),
    expect.stringContaining('<meta>'),
    expect.stringContaining(`<entity dataset="people" id="${sana?.uuid}" create="1">`),
    '<label>Sana',
    expect.stringContaining('<people>'),
    expect.stringContaining('<meta>'),
    expect.stringContaining(`<entity dataset="people" id="${ali?.uuid}" create="1">`),
    '<label>Ali',
  ]);
  // Central takes only random ones (version 4).
  expect(ali?.uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('a file that speaks of one tree twice tells what was seen last', async () => {
  const desk = await office();
  const trees = formOf(
    [
      { type: 'text', name: 'tree' },
      { type: 'integer', name: 'height', save_to: 'height' },
    ],
    {},
    { entities: [{ list_name: 'trees', entity_id: '${tree}', create_if: 'false()', update_if: 'true()' }] },
  );
  await receive(desk.store, 'form:household:0', formDocument(trees));
  await receive(desk.store, `entity:trees:${OAK}:1`, {
    type: 'entity',
    schema: 1,
    campaign: 'demo',
    list: 'trees',
    entity: OAK,
    action: 'create',
    label: 'Oak',
    properties: { height: '1' },
    response: 'response:1',
    collector: 'amina',
    at: '',
    base: [],
  });
  const csv = [
    'SubmissionDate,tree,height,KEY',
    `2026-03-02T00:00:00Z,${OAK},3,uuid:a`,
    `2026-03-01T00:00:00Z,${OAK},2,uuid:b`,
  ].join('\n');
  const read = await readBy(desk, new File([csv], 'household.csv'));
  expect(await desk.desk.addResponses(read, false)).toMatchObject({ value: { things: 2 } });
  expect(foldAll(await desk.store.documents.entities('trees'))).toMatchObject([
    { version: 3, properties: { height: '3' }, conflicts: [] },
  ]);
  // The form was asked by two people one after the other: each says which version she changed.
  const out = await entitiesIn(fileOf(await desk.desk.exportOdk('household', 'xml')));
  expect(out.sort()).toEqual(
    ['1', '2'].map((version) =>
      expect.stringContaining(
        `<entity dataset="trees" id="${OAK}" update="1" baseVersion="${version}" trunkVersion="" branchId=""/>`,
      ),
    ),
  );
});

test('a form goes out with its files as one archive, which comes in as the form that it is', async () => {
  const { desk } = await office();
  const table = new TextEncoder().encode('name,label\nlahore,Lahore\n').buffer as ArrayBuffer;
  const definition = formOf([
    { type: 'select_one', name: 'town', list_name: 'towns.csv', label: { en: 'Town' } },
    { type: 'text', name: 'said', label: { en: 'Said' } },
  ]);
  const published = await desk.publishForm(definition, [{ name: 'towns.csv', bytes: table }]);
  if (!published.ok) throw new Error(published.why);
  for (const format of ['xlsx', 'xml'] as const) {
    const file = fileOf(await desk.exportForm(published.value.id, format));
    expect(file.name).toBe('household-1.zip');
    expect(file.missing).toEqual([]);
    const { outcome } = desk.readForm(
      [{ file: new File([file.blob], file.name), batch: 1 }],
      () => undefined,
    );
    const report = await outcome;
    if (!report.ok) throw new Error(report.why);
    expect(report.value.fileName).toBe(`household-1.${format}`);
    expect(report.value.definition?.survey.map(({ name }) => name)).toEqual(['town', 'said']);
    expect(report.value.files.map(({ name, bytes }) => [name, bytes.byteLength])).toEqual([
      ['towns.csv', table.byteLength],
    ]);
  }
});
