import { afterEach, expect, test, vi } from 'vitest';
import { createDesk } from '../../../src/app/desk/index.ts';
import { formCompiler } from '../../../src/app/forms.ts';
import type { OpenResponse } from '../../../src/app/types.ts';
import { canonicalJson } from '../../../src/domain/canonical.ts';
import { MEDIA_BYTES_MAX } from '../../../src/domain/document.ts';
import { trouble } from '../../../src/domain/result.ts';
import { sha256Hex } from '../../../src/exchange/digest.ts';
import { readBundle } from '../../../src/exchange/index.ts';
import { readDraft } from '../../../src/exchange/readDraft.ts';
import { StorageTrouble } from '../../../src/storage/index.ts';
import { type Collector, collector, deadZoneDevice, now } from '../../support/collector.ts';
import { aDraft, aResponse, photoBytes } from '../../support/examples.ts';
import { newDisk } from '../../support/phone.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

async function report({ work, opens }: Collector): Promise<OpenResponse> {
  const started = await work.startReport('es');
  if (!started.ok) throw new Error(started.why);
  const open = await opens(started.value);
  await open.answer('kind', 'broken_surface');
  await open.answer('place', { lat: 21.12, lon: -101.68, method: 'pin' });
  await open.addPhoto('photo', new Blob());
  return open;
}

async function read(file: Blob) {
  const found = await readBundle(file);
  if (!found.ok) throw new Error(found.why);
  return found.value;
}

/** Amina and Diego share a phone; each has finished one report and begun another. It is Amina's turn. */
async function sharedPhone() {
  const disk = newDisk();
  const diego = await collector('diego', disk);
  await (await report(diego)).finalize();
  const his = await report(diego);
  await diego.work.stop();
  const amina = await collector('amina', disk);
  await (await report(amina)).finalize();
  const hers = await report(amina);
  return { amina, hers: hers.current().draft, his: his.current().draft };
}

async function deskOf(name: string) {
  const office = await collector(name, newDisk());
  const account = {
    id: `${name}@test`,
    name,
    url: 'x',
    replica: 'test',
    roles: ['coordinator'],
    addedAt: '',
  };
  let wakes = 0;
  const desk = createDesk({
    store: office.store,
    account,
    device: deadZoneDevice(),
    deviceId: 'desk-1',
    compile: formCompiler(),
    fetchMedia: () => Promise.resolve(trouble('photo-not-here')),
    wake: () => {
      wakes += 1;
    },
  });
  return { ...office, desk, wakes: () => wakes };
}

test('the file holds what she finished, what others finished and did not send, and her own drafts with photos', async () => {
  const { amina, hers, his } = await sharedPhone();
  const file = await amina.work.saveToFile();
  expect(file).toMatchObject({ records: 1, drafts: 1, ofOthers: 1 });
  const bundle = await read(file.blob);
  expect(bundle).toMatchObject({ damaged: 0, unreadable: 0 });
  const responses = bundle.documents.filter(({ id }) => id.startsWith('response:'));
  expect(responses.map(({ leaf }) => leaf.body['collector']).sort()).toEqual(['amina', 'diego']);
  expect(bundle.drafts.map(({ id }) => id)).toEqual([hers.id]);
  expect(bundle.photos).toHaveLength(3);
  expect(JSON.stringify(bundle.documents) + JSON.stringify(bundle.drafts)).not.toContain(his.id);
});

test('what others sent long ago is not in her file', async () => {
  const { amina } = await sharedPhone();
  await amina.store.replicated.received(await amina.store.outbox.list('diego'), 1);
  expect(await amina.work.saveToFile()).toMatchObject({ records: 1, ofOthers: 0 });
});

test('an unfinished draft is told to the coordinator and becomes no response', async () => {
  const { amina, hers } = await sharedPhone();
  const { blob } = await amina.work.saveToFile();
  const sana = await deskOf('sana');
  const imported = await sana.desk.importFile(blob);
  expect(imported).toMatchObject({ ok: true, value: { responses: 2, restored: 0, damaged: 0 } });
  expect(imported.ok && imported.value.drafts.map(({ title }) => title['en'])).toEqual([
    'Walk, cycle, ride: report a place',
  ]);
  expect(await sana.store.documents.get(hers.id)).toBeUndefined();
  expect(await sana.store.drafts.get(hers.id)).toBeUndefined();
});

test('where she is signed in herself the draft is there again, once, with its photo', async () => {
  const { amina, hers } = await sharedPhone();
  const { blob } = await amina.work.saveToFile();
  const again = await deskOf('amina');
  expect(await again.desk.importFile(blob)).toMatchObject({ ok: true, value: { restored: 1 } });
  expect((await now(again.work.drafts())).map(({ id }) => id)).toEqual([hers.id]);
  expect((await again.opens(hers.id)).current().draft.answers).toEqual(hers.answers);
  expect(await again.store.media.of(hers.id)).toHaveLength(1);
  expect(await again.desk.importFile(blob)).toMatchObject({ ok: true, value: { restored: 0 } });
});

test('on plain http, where browsers keep their SHA-256 from a page, the file is the same', async () => {
  const { amina } = await sharedPhone();
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
  const { blob } = await amina.work.saveToFile();
  const there = await read(blob);
  vi.unstubAllGlobals();
  expect(await read(blob)).toEqual(there);
  expect(there.damaged).toBe(0);
});

test('what a coordinator imported and could not send is in her own file', async () => {
  const { amina } = await sharedPhone();
  const sana = await deskOf('sana');
  await sana.desk.importFile((await amina.work.saveToFile()).blob);
  const file = await sana.work.saveToFile();
  expect(file).toMatchObject({ records: 0, ofOthers: 2 });
  const { documents, photos } = await read(file.blob);
  expect(documents.map(({ id }) => id.split(':')[0]).sort()).toEqual([
    'media',
    'media',
    'response',
    'response',
  ]);
  expect(photos).toHaveLength(2);
});

test('a long recording goes into the file part by part, of a record and of a draft alike', async () => {
  const amina = await collector('amina', newDisk());
  const film = new Blob([photoBytes(MEDIA_BYTES_MAX + 10)], { type: 'video/webm' });
  const finished = await report(amina);
  await finished.addFile('photo', film);
  const { draft } = finished.current();
  await amina.store.write.finalize(draft, aResponse(draft), 'amina');
  const begun = await report(amina);
  await begun.addFile('photo', film);
  const file = await amina.work.saveToFile();
  const bundle = await read(file.blob);
  expect(bundle).toMatchObject({ damaged: 0, unreadable: 0 });
  expect(bundle.photos).toHaveLength(4);

  const again = await deskOf('amina');
  const imported = await again.desk.importFile(file.blob);
  expect(imported).toMatchObject({ ok: true, value: { restored: 1, damaged: 0, added: 3, photos: 2 } });
  const { answers, id } = begun.current().draft;
  expect((await again.store.drafts.get(id))?.answers).toEqual(answers);
  expect(await again.store.media.of(id)).toHaveLength(2);
  expect(await again.store.media.of(draft.id)).toHaveLength(2);
  expect((await again.store.outbox.list()).filter(({ kind }) => kind === 'media')).toHaveLength(2);
});

test('a draft of whose recording a part is missing comes back without that answer', async () => {
  const amina = await collector('amina', newDisk());
  const begun = await report(amina);
  await begun.addFile('photo', new Blob([photoBytes(MEDIA_BYTES_MAX + 10)]));
  const { id } = begun.current().draft;
  const [, second] = await amina.store.media.of(id);
  const has = amina.store.media.has;
  vi.spyOn(amina.store.media, 'has').mockImplementation(async (one) => one !== second?.id && has(one));
  const { blob } = await amina.work.saveToFile();
  const again = await deskOf('amina');
  await again.desk.importFile(blob);
  expect((await again.store.drafts.get(id))?.answers).not.toHaveProperty('photo');
});

test('a draft whose photo the file no longer holds comes back without that answer', async () => {
  const { amina, hers } = await sharedPhone();
  const [photo] = await amina.store.media.of(hers.id);
  vi.spyOn(amina.store.media, 'has').mockImplementation(async (id) => id !== photo?.id);
  const { blob } = await amina.work.saveToFile();
  const again = await deskOf('amina');
  expect(await again.desk.importFile(blob)).toMatchObject({ ok: true, value: { restored: 1 } });
  const { photo: _lost, ...others } = hers.answers;
  expect(await again.store.drafts.get(hers.id)).toMatchObject({ media: [] });
  expect((await again.store.drafts.get(hers.id))?.answers).toEqual(others);
});

test('an import whose drafts find no room is an import, and says what is missing', async () => {
  const { amina } = await sharedPhone();
  const { blob } = await amina.work.saveToFile();
  const again = await deskOf('amina');
  again.store.drafts.save = () => Promise.reject(new StorageTrouble('storage-full'));
  expect(await again.desk.importFile(blob)).toMatchObject({
    ok: true,
    value: { added: 4, restored: 0, notRestored: { why: 'storage-full' } },
  });
  expect(again.wakes()).toBe(1);
});

test('a draft with a time that is none is not read', async () => {
  const draft = aDraft('one');
  const line = async (given: object) => ({
    draft: given,
    sha256: await sha256Hex(new TextEncoder().encode(canonicalJson(given))),
  });
  expect(await readDraft(await line(draft), 'demo')).toEqual(draft);
  expect(await readDraft(await line({ ...draft, updatedAt: 'yesterday' }), 'demo')).toBe('unreadable');
});
