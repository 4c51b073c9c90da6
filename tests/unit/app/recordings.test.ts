import { resolveObjectURL } from 'node:buffer';
import { beforeEach, expect, test } from 'vitest';
import { KEEPERS } from '../../../src/app/keepMedia.ts';
import { mediaUrl } from '../../../src/app/mediaFile.ts';
import type { FileReference } from '../../../src/domain/answer.ts';
import { MEDIA_BYTES_MAX } from '../../../src/domain/document.ts';
import { FILE_BYTES_MAX } from '../../../src/domain/parts.ts';
import type { Draft } from '../../../src/domain/response.ts';
import { deadZoneDevice } from '../../support/collector.ts';
import { aDraft, aResponse, photoBytes } from '../../support/examples.ts';
import { type FakeEndpoint, fakeEndpoint } from '../../support/fakeEndpoint.ts';
import { PASSWORD, type Person, person } from '../../support/syncingPerson.ts';

let couch: FakeEndpoint;
let amina: Person;
let sana: Person;
const device = deadZoneDevice();

beforeEach(() => {
  couch = fakeEndpoint();
  couch.addUser('amina', PASSWORD, ['collector']);
  couch.addUser('sana', PASSWORD, ['coordinator']);
  amina = person({ name: 'amina', fetch: couch.fetch, url: couch.url });
  sana = person({ name: 'sana', fetch: couch.fetch, url: couch.url, roles: ['coordinator'] });
});

async function keeps(draft: Draft, bytes: ArrayBuffer): Promise<FileReference> {
  const kept = await KEEPERS.file(
    amina.store,
    device,
    draft,
    new Blob([bytes], { type: 'audio/webm;codecs=opus' }),
    { type: 'audio', name: 'said' },
  );
  if (!kept.ok) throw new Error(kept.why);
  return kept.value;
}

/** A finished survey with a recording of that many bytes. */
async function records(bytes: ArrayBuffer, survey = 'one'): Promise<FileReference> {
  const draft = aDraft(survey);
  const said = await keeps(draft, bytes);
  const answered = { ...draft, answers: { said } };
  await amina.store.write.finalize(answered, aResponse(answered), 'amina');
  return said;
}

async function heardBy({ store, session }: Person, file: FileReference): Promise<ArrayBuffer | string> {
  const found = await mediaUrl({ store, device, replication: session }, file);
  if (!found.ok) return `${found.why} ${JSON.stringify(found.words ?? {})}`;
  const blob = resolveObjectURL(found.value.url);
  URL.revokeObjectURL(found.value.url);
  return (await blob?.arrayBuffer()) ?? 'gone';
}

const THREE_PARTS = 2 * MEDIA_BYTES_MAX + 1000;
const bodies = () => couch.requests.filter(({ path }) => path.includes('_bulk_docs'));
const partsHeld = () => [...couch.database().documents.keys()].filter((id) => id.startsWith('media:'));

test('a recording longer than one document travels in parts and is heard at the desk byte for byte', async () => {
  const speech = photoBytes(THREE_PARTS);
  const said = await records(speech);
  expect(said).toMatchObject({ parts: 3, bytes: THREE_PARTS, contentType: 'audio/webm' });
  expect(await heardBy(amina, said)).toEqual(speech);
  // The survey and its recording.
  expect(await amina.store.outbox.count()).toBe(2);

  await amina.syncs();
  await sana.syncs();

  expect(partsHeld().sort()).toEqual([1, 2, 3].map((part) => `${said.media}:${part}`));
  expect(couch.database().leaves(`${said.media}:2`)).toMatchObject([
    { body: { part: { number: 2, of: 3 } } },
  ]);
  for (const { length } of couch.database().attachments.values()) {
    expect(length).toBeLessThanOrEqual(MEDIA_BYTES_MAX);
  }
  expect(await heardBy(sana, said)).toEqual(speech);
});

test('what fits in one document stays one document', async () => {
  const said = await records(photoBytes(MEDIA_BYTES_MAX));
  expect(said).not.toHaveProperty('parts');
  expect((await amina.waiting()).sort()).toEqual([said.media, 'response:one']);
});

test('parts that arrived are not sent again when the link breaks, and text went before them', async () => {
  const said = await records(photoBytes(THREE_PARTS));
  await amina.store.endpoint.learn({ photoBytes: 100 });
  let passed = 0;
  couch.chance = (_method, path) =>
    path.includes('_bulk_docs') && ++passed === 3 ? { kind: 'lose-request' } : undefined;
  expect((await amina.syncs()).trouble?.why).toBe('unreachable');
  expect(await amina.waiting()).toEqual([`${said.media}:2`, `${said.media}:3`]);
  expect(couch.database().leaves('response:one')).toHaveLength(1);

  const before = bodies().length;
  await amina.syncs();
  expect(bodies().slice(before)).toHaveLength(2);
  expect(partsHeld()).toHaveLength(3);
});

test('a recording of which some parts have not arrived says how many have', async () => {
  const said = await records(photoBytes(THREE_PARTS));
  await amina.syncs();
  const held = couch.database().documents;
  for (const part of [2, 3]) held.delete(`${said.media}:${part}`);
  await sana.syncs();
  expect(await heardBy(sana, said)).toBe('part-missing {"here":1,"all":3}');
});

test('parts that were fetched before a link broke are not fetched again', async () => {
  const speech = photoBytes(THREE_PARTS);
  const said = await records(speech);
  await amina.syncs();
  await sana.syncs();
  couch.fail(/:3\/photo/, { kind: 'lose-answer' });
  expect(await heardBy(sana, said)).toContain('unreachable');
  expect(await heardBy(sana, said)).toEqual(speech);
  const fetched = couch.requests
    .filter(({ path }) => path.includes('/photo'))
    .map(({ path }) => path.slice(-8, -6));
  expect(couch.requests.filter(({ path }) => path.includes(':1/photo'))).toHaveLength(1);
  expect(fetched).toHaveLength(4);
});

test('parts that are whole but not this recording are played to nobody', async () => {
  const said = await records(photoBytes(THREE_PARTS));
  const other = await records(photoBytes(THREE_PARTS, 7), 'two');
  await amina.syncs();
  await sana.syncs();
  expect(await heardBy(sana, { ...said, media: other.media })).toBe('parts-damaged {}');
});

test('of a recording that was replaced no part stays, neither sent nor kept', async () => {
  const draft = aDraft('one');
  await keeps(draft, photoBytes(THREE_PARTS));
  const said = await keeps(draft, photoBytes(THREE_PARTS, 2));
  const answered = { ...draft, answers: { said } };
  await amina.store.write.finalize(answered, aResponse(answered), 'amina');
  const kept = (await amina.store.media.of(draft.id)).map(({ id }) => id);
  expect(kept.sort()).toEqual([1, 2, 3].map((part) => `${said.media}:${part}`));
  expect((await amina.waiting()).filter((id) => id.startsWith('media:'))).toHaveLength(3);
});

test('a file above 30 MB is refused before it is read', async () => {
  const huge = { size: FILE_BYTES_MAX + 1, type: 'video/mp4' } as Blob;
  const kept = await KEEPERS.file(amina.store, device, aDraft('one'), huge, { type: 'video', name: 'q' });
  expect(kept).toMatchObject({ ok: false, why: 'file-too-large' });
});

test('a file that is gone when it is to be kept is said to be so', async () => {
  const gone = { size: 3, type: 'video/mp4', arrayBuffer: () => Promise.reject(new Error('gone')) };
  const kept = await KEEPERS.file(amina.store, device, aDraft('one'), gone as unknown as Blob, {
    type: 'video',
    name: 'q',
  });
  expect(kept).toMatchObject({ ok: false, why: 'file-unreadable' });
});

test('after a loss photos wait again with their weight, so that one body never holds them all', async () => {
  const places = ['a', 'b', 'c'];
  for (const [index, place] of places.entries()) await amina.reports(place, photoBytes(400_000, index + 1));
  await amina.syncs();
  couch.recreate();
  const before = bodies().length;
  await amina.restarts().syncs();
  expect(partsHeld()).toHaveLength(places.length);
  // The texts, and each photo alone.
  expect(bodies().slice(before)).toHaveLength(1 + places.length);
});

test('a photo is made as small as its question asks, else as small as all are', async () => {
  const asked: (number | undefined)[] = [];
  const shrink: typeof device.photo.shrink = (file, sideMaxPx) => {
    asked.push(sideMaxPx);
    return device.photo.shrink(file);
  };
  for (const parameters of [{ 'max-pixels': '800' }, undefined, { 'max-pixels': '-1' }])
    await KEEPERS.photo(amina.store, { ...device, photo: { shrink } }, aDraft('one'), new Blob(), {
      type: 'image',
      name: 'photo',
      parameters,
    });
  expect(asked).toEqual([800, undefined, undefined]);
});
