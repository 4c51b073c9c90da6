import { expect, test } from 'vitest';
import { type CampaignStore, openCampaignStore, type PulledLeaf } from '../../../src/storage/index.ts';
import { aDraft, aPhoto, aResponse, photoAnswer, photoBytes } from '../../support/examples.ts';
import { newDisk } from '../../support/phone.ts';

const open = () => openCampaignStore('0123456789ab', newDisk());
const BYTES = photoBytes(900);
const PHOTO = aPhoto('tap', 'response:tap', BYTES);

/** A place with a photo on Amina's phone, as its file carries it. */
async function placeOf(amina: CampaignStore) {
  const draft = aDraft('tap', { photo: photoAnswer('tap', BYTES.byteLength) }, { subject: 'place' });
  await amina.media.add(PHOTO);
  await amina.write.finalize(draft, aResponse(draft), 'amina');
  const found = await amina.documents.getMany(['response:tap', 'media:tap']);
  return found.flatMap((document) =>
    (document?.leaves ?? []).map((leaf): PulledLeaf => ({ id: document?.id ?? '', leaf })),
  );
}

const waiting = async (store: CampaignStore) =>
  (await store.outbox.list()).map(({ id, author, again }) => ({ id, author, again }));

const BOTH = [
  { id: 'response:tap', author: 'sana', again: true },
  { id: 'media:tap', author: 'sana', again: true },
];

test('what a file brings waits under the name of whoever imports it, and is asked for before it is sent', async () => {
  const sana = open();
  const file = await placeOf(open());
  expect(await sana.imported.add(file, [PHOTO], 'sana')).toEqual({ added: 2, known: 0 });
  expect(await waiting(sana)).toEqual(BOTH);
});

test('what is known here from the endpoint waits as well: the endpoint may have lost it since', async () => {
  const sana = open();
  const file = await placeOf(open());
  await sana.replicated.pulled(file, null, 1);
  expect(await sana.imported.add(file, [PHOTO], 'sana')).toEqual({ added: 0, known: 2 });
  expect(await waiting(sana)).toEqual(BOTH);
  expect(await sana.media.has('media:tap')).toBe(true);
});

test('a photo that is known and whose bytes are nowhere is not offered: no endpoint would take it', async () => {
  const sana = open();
  const file = await placeOf(open());
  await sana.replicated.pulled(file, null, 1);
  await sana.imported.add(file, [], 'sana');
  expect((await waiting(sana)).map(({ id }) => id)).toEqual(['response:tap']);
});

test('what a coordinator gives back includes the photos whose bytes are on this phone, and no other ones', async () => {
  const sana = open();
  const file = await placeOf(open());
  await sana.replicated.pulled(file, null, 1);
  expect(await sana.replicated.offerAll('sana')).toBe(1);
  await sana.media.add(PHOTO);
  expect(await sana.replicated.offerAll('sana')).toBe(1);
  expect((await waiting(sana)).map(({ id }) => id)).toEqual(['response:tap', 'media:tap']);
});

test('a file that is imported twice doubles nothing', async () => {
  const sana = open();
  const file = await placeOf(open());
  await sana.imported.add(file, [PHOTO], 'sana');
  await sana.imported.add(file, [PHOTO], 'sana');
  expect(await waiting(sana)).toEqual(BOTH);
});

test('what this phone has to send, was refused or sent itself stays with whoever saved it', async () => {
  const amina = open();
  const file = await placeOf(amina);
  await amina.imported.add(file, [PHOTO], 'sana');
  expect((await waiting(amina)).map(({ author }) => author)).toEqual(['amina', 'amina']);

  const [response, photo] = await amina.outbox.list();
  if (response === undefined || photo === undefined) throw new Error('nothing waits');
  await amina.replicated.received([photo], 1);
  await amina.replicated.refused([{ entry: response, why: 'forbidden' }]);
  await amina.imported.add(file, [PHOTO], 'sana');
  expect(await waiting(amina)).toEqual([]);
});
