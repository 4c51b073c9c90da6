import { beforeEach, expect, test } from 'vitest';
import { publishForm } from '../../../src/app/desk/publish.ts';
import type { FileToPublish } from '../../../src/app/desk/types.ts';
import { keepFiles } from '../../../src/app/keepFiles.ts';
import { browserDigest } from '../../../src/device/digest.ts';
import { documentIdsOf } from '../../../src/domain/fileIds.ts';
import type { FormDefinition } from '../../../src/domain/form/definition.ts';
import { connect, type SessionParts } from '../../../src/sync/index.ts';
import { aDraft, photoBytes } from '../../support/examples.ts';
import { type FakeEndpoint, fakeEndpoint } from '../../support/fakeEndpoint.ts';
import { DEMO_CAMPAIGN, PASSWORD, type Person, person } from '../../support/syncingPerson.ts';

const bytesOf = (text: string): ArrayBuffer => new TextEncoder().encode(text).buffer;
const TOWNS = { name: 'towns.csv', bytes: bytesOf('name,label\nlhr,Lahore\n') };
const FILM = { name: 'film.mp4', bytes: photoBytes(1_000_000) };

const asks = (version: string): FormDefinition => ({
  form_id: 'visit',
  version,
  title: { en: 'Visit' },
  subject: 'survey',
  default_language: 'en',
  languages: ['en'],
  survey: [{ type: 'select_one', name: 'town', list_name: 'towns.csv', label: { en: 'Town?' } }],
  choices: {},
});

let couch: FakeEndpoint;
let sana: Person;
let amina: Person;
let naps = 0;
const device = {
  digest: browserDigest(),
  sleep: () => {
    naps += 1;
    return new Promise(() => undefined);
  },
};

beforeEach(async () => {
  couch = fakeEndpoint();
  couch.addUser('sana', PASSWORD, ['coordinator']);
  couch.addUser('amina', PASSWORD, ['collector']);
  sana = person({ name: 'sana', roles: ['coordinator'], fetch: couch.fetch, url: couch.url });
  amina = person({ name: 'amina', fetch: couch.fetch, url: couch.url });
  await sana.store.write.save('campaign:demo', DEMO_CAMPAIGN as never, 'sana');
});

async function publishes(version: string, ...files: FileToPublish[]) {
  const clock = { now: () => '2026-03-01T09:00:00Z', today: () => '2026-03-01' };
  const parts = { store: sana.store, account: { name: 'sana' }, device: { clock, digest: browserDigest() } };
  const published = await publishForm({ ...parts, wake: () => undefined } as never, asks(version), files);
  if (!published.ok) throw new Error(published.why);
  expect((await sana.syncs()).trouble).toBeNull();
  return published.value;
}

/** A page of hers that keeps files; what is asked of it is awaited. */
function keeping(who: Person, refused: () => void = () => undefined) {
  const account = { name: who.name, url: couch.url, roles: [], device: 'phone' };
  const session: SessionParts = {
    store: who.store,
    account,
    password: async () => PASSWORD,
    world: who.world,
  };
  const parts = { store: who.store, device: { ...device, locks: who.world.locks }, account } as never;
  return () => keepFiles(parts, session, { connect, isOver: () => false, again: () => undefined, refused });
}

const attachmentRequests = () => couch.requests.filter(({ path }) => /\/file\?rev=/.test(path)).length;

test('a collector has the files of her forms after her first session, whole and proved', async () => {
  const { files } = await publishes('1', TOWNS, FILM);
  await amina.syncs();
  await keeping(amina)();
  const ids = files.flatMap(documentIdsOf);
  expect((await amina.store.media.fileIds()).sort()).toEqual([...ids].sort());
  expect(ids).toHaveLength(4);
  const towns = files.find(({ name }) => name === 'towns.csv');
  expect((await amina.store.media.get(`file:${towns?.sha256}`))?.bytes).toEqual(TOWNS.bytes);
});

test('what is here is not fetched again, also when the next version names it', async () => {
  const first = await publishes('1', TOWNS, FILM);
  await amina.syncs();
  const keep = keeping(amina);
  await keep();
  const asked = attachmentRequests();
  await publishes('2', ...first.files);
  await amina.syncs();
  await keep();
  expect(attachmentRequests()).toBe(asked);
  expect(await amina.store.documents.countOfType('form')).toBe(2);
});

test('after a link that broke, only what is missing is fetched', async () => {
  await publishes('1', TOWNS, FILM);
  await amina.syncs();
  const keep = keeping(amina);
  couch.fail(/:2\/file/, { kind: 'cut-answer' });
  await keep();
  const here = (await amina.store.media.fileIds()).length;
  expect(here).toBeLessThan(4);
  const asked = attachmentRequests();
  await keep();
  expect((await amina.store.media.fileIds()).length).toBe(4);
  expect(attachmentRequests() - asked).toBe(4 - here);
});

test('bytes that are not what their name says are shown to nobody', async () => {
  await publishes('1', TOWNS);
  const database = couch.database();
  for (const digest of database.attachments.keys()) database.attachments.set(digest, new Uint8Array(3));
  await amina.syncs();
  await keeping(amina)();
  expect(await amina.store.media.fileIds()).toEqual([]);
});

test('files that only an older version names go, unless somebody has begun to answer it', async () => {
  const first = await publishes('1', TOWNS);
  await amina.syncs();
  const keep = keeping(amina);
  await keep();
  const draft = aDraft('begun', {}, { form: 'visit', formVersion: first.id, collector: 'diego' });
  await amina.store.drafts.save(draft);
  const second = await publishes('2', { name: 'towns.csv', bytes: bytesOf('name,label\nisb,Islamabad\n') });
  await amina.syncs();
  await keep();
  expect(await amina.store.media.fileIds()).toHaveLength(2);
  await amina.store.drafts.remove(draft.id);
  await keep();
  expect(await amina.store.media.fileIds()).toEqual(second.files.flatMap(documentIdsOf));
  // Who published it may have to give it to the endpoint again.
  await keeping(sana)();
  expect(await sana.store.media.fileIds()).toHaveLength(2);
});

test('files that a rule of the endpoint refused stay, to be sent when it takes them', async () => {
  const first = await publishes('1', TOWNS);
  const [id = ''] = first.files.flatMap(documentIdsOf);
  await sana.store.replicated.startOver(undefined);
  for (const entry of await sana.store.outbox.of(id))
    await sana.store.replicated.refused([{ entry, why: 'forbidden' }]);
  await publishes('2', { name: 'towns.csv', bytes: bytesOf('name,label\nisb,Islamabad\n') });
  await keeping(sana)();
  expect(await sana.store.media.has(id)).toBe(true);
});

test('an endpoint that was made anew gets files again from whoever published them', async () => {
  await publishes('1', TOWNS);
  couch.recreate();
  await sana.syncs();
  await sana.syncs();
  await amina.syncs();
  await keeping(amina)();
  expect(await amina.store.media.fileIds()).toHaveLength(1);
});

test('a password that is refused while files are fetched is told, and not tried again after a while', async () => {
  await publishes('1', TOWNS, FILM);
  await amina.syncs();
  couch.addUser('amina', `${PASSWORD} of today`, ['collector']);
  let refusals = 0;
  naps = 0;
  await keeping(amina, () => {
    refusals += 1;
  })();
  expect(attachmentRequests()).toBeLessThanOrEqual(4);
  expect([refusals, naps]).toEqual([1, 0]);
});
