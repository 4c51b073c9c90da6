import { expect, test } from 'vitest';
import { browserDigest } from '../../../src/device/digest.ts';
import { canonicalJson } from '../../../src/domain/canonical.ts';
import { parseDocument } from '../../../src/domain/document.ts';
import { documentIdsOf } from '../../../src/domain/fileIds.ts';
import { contentTypeOf, entryOf, fileParts } from '../../../src/domain/files.ts';
import type { FormDefinition } from '../../../src/domain/form/definition.ts';
import { FILE_BYTES_MAX } from '../../../src/domain/parts.ts';
import { StorageTrouble } from '../../../src/storage/trouble.ts';
import { photoBytes } from '../../support/examples.ts';
import { first, office, receive } from './office.ts';

const { sha256Hex } = browserDigest();
const bytesOf = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer;
const TOWNS = { name: 'towns.csv', bytes: bytesOf('name,label\nlhr,Lahore\n') };

const asks: FormDefinition = {
  form_id: 'before',
  version: '2',
  title: { en: 'Before' },
  subject: 'survey',
  default_language: 'en',
  languages: ['en'],
  survey: [{ type: 'select_one', name: 'town', list_name: 'towns.csv', label: { en: 'Town?' } }],
  choices: {},
};

test('a published form waits with its files: the files first, then the form, then the campaign that names it', async () => {
  const { desk, store, wakes } = await office();
  const published = await desk.publishForm(asks, [TOWNS]);
  if (!published.ok) throw new Error(published.why);
  const [towns] = published.value.files;
  expect(towns).toEqual({
    name: 'towns.csv',
    sha256: await sha256Hex(TOWNS.bytes),
    size_bytes: TOWNS.bytes.byteLength,
    content_type: 'text/csv',
  });
  const waiting = await store.outbox.list();
  expect(waiting.map(({ id }) => id)).toEqual([`file:${towns?.sha256}`, published.value.id, 'campaign:demo']);
  expect(waiting[0]?.bytes).toBeGreaterThan(TOWNS.bytes.byteLength);
  expect((await store.media.get(`file:${towns?.sha256}`))?.bytes).toEqual(TOWNS.bytes);
  const [campaign] = await store.documents.ofType('campaign');
  expect(campaign?.body.forms['before']).toBe(published.value.id);
  expect(await desk.publishedFiles('before')).toEqual([towns]);
  expect(wakes.count).toBe(1);
});

test('publishing the same again changes nothing, whatever the order of its files', async () => {
  const { desk, store } = await office();
  const song = { name: 'a.wav', bytes: bytesOf('RIFF') };
  const once = await desk.publishForm(asks, [TOWNS, song]);
  const waiting = await store.outbox.list();
  const again = await desk.publishForm({ ...asks, files: [] }, [song, TOWNS]);
  expect(again).toMatchObject({ ok: true, value: { isNew: false } });
  expect(once.ok && again.ok && again.value.id === once.value.id).toBe(true);
  expect(await store.outbox.list()).toEqual(waiting);
});

test('a new version takes files of the version before over, without their bytes', async () => {
  const { desk, store } = await office();
  await desk.publishForm(asks, [TOWNS]);
  const kept = await desk.publishedFiles('before');
  const next = await desk.publishForm({ ...asks, version: '3' }, kept);
  expect(next).toMatchObject({ ok: true, value: { isNew: true, files: kept } });
  expect((await store.documents.ofType('file')).length).toBe(1);
});

test('a file that one document cannot carry lies in numbered parts, each of which is a readable document', async () => {
  const { desk, store } = await office();
  const film = { name: 'film.mp4', bytes: photoBytes(1_000_000) };
  const published = await desk.publishForm(asks, [film]);
  if (!published.ok) throw new Error(published.why);
  const [entry] = published.value.files;
  const ids = entry === undefined ? [] : documentIdsOf(entry);
  expect(ids).toEqual([1, 2, 3].map((part) => `file:${entry?.sha256}:${part}`));
  const parts = await Promise.all(ids.map((id) => store.media.get(id)));
  expect(parts.reduce((sum, part) => sum + (part?.bytes.byteLength ?? 0), 0)).toBe(1_000_000);
  for (const { body } of await store.documents.ofType('file')) expect(parseDocument(body).ok).toBe(true);
  expect((await store.documents.ofType('file')).map(({ readable }) => readable)).toEqual([true, true, true]);
});

test('a file that is too large is refused before anything is saved', async () => {
  const { desk, store } = await office();
  const film = { name: 'film.mp4', bytes: new ArrayBuffer(FILE_BYTES_MAX + 1) };
  expect(await desk.publishForm(asks, [TOWNS, film])).toMatchObject({
    ok: false,
    why: 'file-too-large',
    words: { name: 'film.mp4' },
  });
  expect(await store.outbox.list()).toEqual([]);
});

test('the documents of a file are the same wherever they are made', async () => {
  const bytes = photoBytes(900_000);
  const entry = await entryOf('big.bin', bytes, sha256Hex);
  const [one, other] = await Promise.all([0, 1].map(() => fileParts(entry, bytes.slice(0), sha256Hex)));
  expect(canonicalJson(one?.map(({ id, sha256 }) => ({ id, sha256 })))).toBe(
    canonicalJson(other?.map(({ id, sha256 }) => ({ id, sha256 }))),
  );
});

test.each([
  ['towns.CSV', 'text/csv'],
  ['big_a.jpg', 'image/jpeg'],
  ['say.mp3', 'audio/mpeg'],
  ['archive', 'application/octet-stream'],
])('%s is %s by its name', (name, type) => {
  expect(contentTypeOf(name)).toBe(type);
});

test('a round is called something else with one revision, and stays what answers know it by', async () => {
  const { desk, store } = await office();
  const title = { en: 'First visit', ur: 'پہلا دورہ' };
  expect(await desk.renameRound('baseline', title)).toEqual({ ok: true, value: undefined });
  const [campaign] = await store.documents.ofType('campaign');
  expect(campaign?.body.rounds[0]).toEqual({ name: 'baseline', title, form: 'before' });
  expect(campaign?.body.currentRound).toBe('endline');
  const waiting = await store.outbox.list();
  expect(waiting.map(({ id }) => id)).toEqual(['campaign:demo']);
  expect(await desk.renameRound('baseline', { ur: 'پہلا دورہ', en: 'First visit' })).toMatchObject({
    ok: true,
  });
  expect(await store.outbox.list()).toEqual(waiting);
  expect(await desk.renameRound('none', title)).toMatchObject({ ok: false, why: 'form-missing' });
});

test('an earlier round is asked again with one revision, which no form or answer changes', async () => {
  const { desk, store, wakes } = await office();
  const forms = await store.documents.ofType('form');
  expect(await desk.askRound('baseline')).toEqual({ ok: true, value: undefined });
  const [campaign] = await store.documents.ofType('campaign');
  expect(campaign?.body).toMatchObject({
    currentRound: 'baseline',
    rounds: [
      { name: 'baseline', form: 'before' },
      { name: 'endline', form: 'after' },
    ],
    forms: { before: 'form:before:0', after: 'form:after:0' },
  });
  expect((await store.outbox.list()).map(({ id }) => id)).toEqual(['campaign:demo']);
  expect(await store.documents.ofType('form')).toEqual(forms);
  expect((await first(desk.rounds())).map(({ name, isCurrent }) => [name, isCurrent])).toEqual([
    ['baseline', true],
    ['endline', false],
  ]);
  expect(wakes.count).toBe(1);
});

test('a round that is not here, or whose form has not arrived, is not asked', async () => {
  const { desk, store } = await office();
  const [campaign] = await store.documents.ofType('campaign');
  if (campaign === undefined) throw new Error('no campaign');
  const midline = { name: 'midline', title: { en: 'Midline' }, form: 'later' };
  const { rounds, forms } = campaign.body;
  const body = { ...campaign.body, rounds: [...rounds, midline], forms: { ...forms, later: 'form:later:0' } };
  await receive(store, 'campaign:demo', body, campaign.rev);
  expect((await first(desk.rounds())).map(({ name }) => name)).toContain('midline');
  for (const name of ['midline', 'nowhere'])
    expect(await desk.askRound(name)).toMatchObject({ ok: false, why: 'form-missing' });
  expect(await store.outbox.list()).toEqual([]);
});

test('a storage that fails is told to who publishes a form or asks a round', async () => {
  const { desk, store } = await office();
  store.documents.ofType = () => Promise.reject(new StorageTrouble('storage-failed'));
  expect(await desk.publishForm(asks, [TOWNS])).toMatchObject({ ok: false, why: 'storage-failed' });
  expect(await desk.askRound('baseline')).toMatchObject({ ok: false, why: 'storage-failed' });
});
