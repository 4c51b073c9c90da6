// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how XLSForm writes a reference
import { expect, test } from 'vitest';
import { entityEventsOf } from '../../../src/app/entities.ts';
import type { OpenResponse } from '../../../src/app/types.ts';
import { entityEventId } from '../../../src/domain/entities/actions.ts';
import { toldEntities } from '../../../src/domain/entities/told.ts';
import type { FormDefinition } from '../../../src/domain/form/definition.ts';
import { choicesFor } from '../../../src/domain/form/state.ts';
import { StorageTrouble } from '../../../src/storage/index.ts';
import { type Collector, collector } from '../../support/collector.ts';
import { newDisk } from '../../support/phone.ts';
import { compiled } from '../domain/form.scenario.ts';

/** Registers a tree, or visits one that is known. */
const TREES: FormDefinition = {
  form_id: 'trees',
  version: '1',
  title: { en: 'Trees' },
  subject: 'survey',
  default_language: 'en',
  languages: ['en'],
  survey: [
    { type: 'text', name: 'new_name' },
    { type: 'select_one', name: 'tree', list_name: 'trees.csv', relevant: "${new_name} = ''" },
    { type: 'integer', name: 'height', save_to: 'height' },
    {
      type: 'calculate',
      name: 'was',
      calculation: "instance('trees')/root/item[name = ${tree}]/height",
    },
  ],
  choices: {},
  entities: [
    {
      list_name: 'trees',
      label: '${new_name}',
      entity_id: 'coalesce(${tree}, once(uuid()))',
      create_if: "${new_name} != ''",
      update_if: "${tree} != ''",
    },
  ],
};
const REGISTER: FormDefinition = {
  ...TREES,
  survey: TREES.survey.filter(({ name }) => name === 'new_name' || name === 'height'),
  entities: [{ list_name: 'trees', label: '${new_name}' }],
};

const phoneOf = (name: string, definition: FormDefinition, disk = newDisk()): Promise<Collector> =>
  collector(name, disk, undefined, { definition });

async function registers(amina: Collector, name: string, height: number): Promise<string> {
  const open = await amina.startsSurvey();
  await open.answer('new_name', name);
  await open.answer('height', height);
  expect(await open.finalize()).toMatchObject({ ok: true });
  return open.current().draft.id;
}

const offered = (open: OpenResponse) =>
  choicesFor(open.form, open.current().state, 'tree').map(({ label }) => label['en']);
const idOf = (open: OpenResponse, label: string): string =>
  choicesFor(open.form, open.current().state, 'tree').find((one) => one.label['en'] === label)?.name ?? '';

test('what a finished response makes is written with it, and waits to be sent like it', async () => {
  const amina = await phoneOf('amina', REGISTER);
  const id = await registers(amina, 'Old oak', 12);
  const [event] = await amina.store.documents.entities('trees');
  expect(event?.body).toMatchObject({
    action: 'create',
    label: 'Old oak',
    properties: { height: '12' },
    response: id,
    collector: 'amina',
    base: [],
  });
  expect((await amina.store.outbox.list()).map((entry) => entry.type).sort()).toEqual(['entity', 'response']);
});

test('when the write fails, neither the response nor the thing is there', async () => {
  const amina = await phoneOf('amina', REGISTER);
  const open = await amina.startsSurvey();
  await open.answer('new_name', 'Old oak');
  amina.store.write.finalize = () => Promise.reject(new StorageTrouble('storage-full'));
  expect(await open.finalize()).toMatchObject({ ok: false, why: 'storage-full' });
  expect(await amina.store.documents.entities('trees')).toEqual([]);
});

test('later forms on the same phone offer it offline, and know its properties', async () => {
  const disk = newDisk();
  const first = await phoneOf('amina', REGISTER, disk);
  await registers(first, 'Old oak', 12);
  await registers(first, 'Ash', 5);
  const amina = await phoneOf('amina', TREES, newDisk());
  await carry(first, amina);
  const open = await amina.startsSurvey();
  expect(offered(open)).toEqual(['Ash', 'Old oak']);
  expect(open.files?.trouble('trees.csv')).toBe(undefined);
  expect(open.files?.trouble('herbs.csv')).toBe('file-missing');
  await open.answer('tree', idOf(open, 'Old oak'));
  expect(open.current().state.answers['was']).toBe('12');
});

test('two phones that change one thing apart lose nothing, and the next visit ends it', async () => {
  const first = await phoneOf('amina', REGISTER);
  await registers(first, 'Old oak', 12);
  const [amina, diego] = [await phoneOf('amina', TREES), await phoneOf('diego', TREES)];
  await carry(first, amina);
  await carry(first, diego);
  await visits(amina, 'Old oak', 13);
  await visits(diego, 'Old oak', 14);
  await carry(amina, diego);
  await carry(diego, amina);
  expect(await heightSeenBy(amina)).toEqual(await heightSeenBy(diego));
  expect((await amina.store.documents.entities('trees')).length).toBe(3);
  expect((await amina.store.documents.conflicted()).length).toBe(0);
  await visits(amina, 'Old oak', 15);
  const last = (await amina.store.documents.entities('trees')).find(
    ({ body }) => body.properties['height'] === '15',
  );
  expect(last?.body.base.length).toBe(2);
});

async function visits(phone: Collector, label: string, height: number): Promise<void> {
  const open = await phone.startsSurvey();
  await open.answer('tree', idOf(open, label));
  await open.answer('height', height);
  expect(await open.finalize()).toMatchObject({ ok: true });
}

async function heightSeenBy(phone: Collector): Promise<unknown> {
  const open = await phone.startsSurvey();
  await open.answer('tree', idOf(open, 'Old oak'));
  return open.current().state.answers['was'];
}

/** What one phone has said of things, as it comes to another through the endpoint. */
async function carry(from: Collector, to: Collector): Promise<void> {
  const events = await from.store.documents.ofType('entity');
  const pulled = events.flatMap(({ id, leaves }) => leaves.map((leaf) => ({ id, leaf })));
  await to.store.replicated.pulled(pulled, null, 1);
}

const NAMED: FormDefinition = {
  ...REGISTER,
  entities: [{ list_name: 'trees', label: '${new_name}', entity_id: '${new_name}', create_if: 'true()' }],
};

test.each([
  ['a thing of its own', REGISTER],
  ['one by its name', NAMED],
])('%s keeps the uuid that an older Dastak made for it', async (_case, definition) => {
  const [writer, reader] = [await phoneOf('amina', definition), await phoneOf('amina', definition)];
  const id = await registers(writer, 'Old oak', 12);
  const [stored] = await writer.store.documents.entities('trees');
  const [response] = await writer.store.documents.responses();
  if (stored === undefined || response === undefined) throw new Error('nothing was said');
  const entity = stored.body.entity.replace(/^(.{14})4/, '$18');
  expect(entity).not.toBe(stored.body.entity);
  const older = entityEventId('trees', entity, id);
  const leaf = { rev: stored.rev, ancestors: [], deleted: false, body: { ...stored.body, entity } };
  await reader.store.replicated.pulled([{ id: older, leaf }], null, 1);
  const answers = { ...response.body.answers, height: 13 };
  const form = compiled(definition);
  const said = await entityEventsOf(form, reader.store, id, { ...response.body, answers });
  expect(said).toMatchObject([
    { id: older, body: { entity, action: 'create', base: [], properties: { height: '13' } } },
  ]);
  const other = 'response:01900000-0000-7000-8000-000000000009';
  const [later] = await entityEventsOf(form, reader.store, other, { ...response.body, answers });
  if (definition === NAMED) expect(later).toMatchObject({ body: { entity, base: [older] } });
  else expect(later?.body.entity).toMatch(/^.{14}4/);
});

test('a change of what an older Dastak made goes out with the version that it was based on', async () => {
  const form = compiled({
    ...REGISTER,
    entities: [{ list_name: 'trees', entity_id: '${new_name}', update_if: 'true()' }],
  });
  const amina = await phoneOf('amina', REGISTER);
  const id = await registers(amina, 'Old oak', 12);
  const [response] = await amina.store.documents.responses();
  if (response === undefined) throw new Error('no response');
  const [told] = toldEntities(form, id, response.body, new Map());
  const [made] = await amina.store.documents.entities('trees');
  if (told === undefined || made === undefined) throw new Error('nothing was said');
  const entity = told.entity.replace(/^(.{14})4/, '$18');
  const bodies = [0, 1, 2].map((n) => ({
    id: n === 2 ? entityEventId('trees', entity, id) : `base:${n}`,
    body: { ...made.body, entity, base: n === 0 ? [] : [`base:${n - 1}`] },
  }));
  const events = new Map(bodies.map((one) => [one.id, one]));
  expect(toldEntities(form, id, response.body, events)).toMatchObject([
    { entity: told.entity, baseVersion: 2 },
  ]);
});
