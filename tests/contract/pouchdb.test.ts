import { afterEach, beforeEach, expect, test } from 'vitest';
import { md5Digest } from '../../src/storage/index.ts';
import { aDraft, aResponse, photoBytes } from '../support/examples.ts';
import { newPeer, type PeerDatabase, type PeerDocument, servedEndpoint } from '../support/peer.ts';
import { DEMO_CAMPAIGN, PASSWORD, type Person, person } from '../support/syncingPerson.ts';

/** PouchDB 9 as a peer: what one side pushed, the other holds, to the last revision and digest. */

let served: Awaited<ReturnType<typeof servedEndpoint>>;
let amina: Person;
let sana: Person;
let peer: PeerDatabase;

const phoneOf = (name: string, roles: string[]) =>
  person({ name, roles, fetch: served.fetch, url: served.url });
const remote = () => served.as('sana', PASSWORD);
const comes = (phone: Person) => phone.syncs().then(({ trouble }) => expect(trouble).toBeNull());
const aSurvey = (name: string, more = {}) => ({ ...aResponse(aDraft(name)), ...more });

beforeEach(async () => {
  served = await servedEndpoint();
  await served.addUser('sana', PASSWORD, ['coordinator']);
  await served.addUser('zoya', PASSWORD, ['collector']);
  amina = phoneOf('zoya', ['collector']);
  sana = phoneOf('sana', ['coordinator']);
  peer = newPeer();
});
afterEach(() => served.close());

test('a PouchDB that replicates what a phone pushed holds the same documents, histories and digests', async () => {
  const photo = photoBytes(90_000);
  await amina.saves('one', { words: 'اردو ñ 🚲' });
  await comes(amina);
  await amina.corrects('one', { words: 'پھر' });
  await amina.reports('corner', photo);
  await comes(amina);

  expect(await peer.replicate.from(remote())).toMatchObject({ ok: true });

  for (const id of ['response:one', 'response:corner', 'media:corner']) {
    const theirs = await peer.get(id, { revs: true, conflicts: true });
    const ours = await amina.store.documents.get(id);
    expect(theirs._rev).toBe(ours?.rev);
    expect(historyOf(theirs)).toEqual([ours?.rev, ...(ours?.leaves[0]?.ancestors ?? [])]);
    expect(theirs._conflicts).toBeUndefined();
    expect(plain(theirs)).toEqual(plain({ ...ours?.body }));
  }
  const { _attachments } = await peer.get('media:corner');
  expect(_attachments?.['photo']).toMatchObject({ digest: md5Digest(photo), length: 90_000 });
  const bytes = new Uint8Array(await peer.getAttachment('media:corner', 'photo'));
  expect(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)).toEqual(photo);
});

test('what a PouchDB pushed, conflicts included, comes to the coordinator with all its leaves', async () => {
  await peer.put({ _id: 'campaign:demo', ...DEMO_CAMPAIGN });
  const { rev } = await peer.put({ _id: 'response:one', ...aSurvey('one') });
  const leaf = (hash: string, corrections: number) => ({
    _id: 'response:one',
    _rev: `2-${hash}`,
    _revisions: { start: 2, ids: [hash, rev.slice(2)] },
    ...aSurvey('one', { corrections }),
  });
  await peer.bulkDocs([leaf('b'.repeat(32), 1), leaf('c'.repeat(32), 2)], { new_edits: false });
  expect(await peer.replicate.to(remote())).toMatchObject({ ok: true });

  await comes(sana);

  const [document] = await sana.store.documents.conflicted();
  expect(document?.id).toBe('response:one');
  expect(document?.leaves.map((one) => [one.rev, one.ancestors, one.body['corrections']])).toEqual([
    [`2-${'c'.repeat(32)}`, [rev], 2],
    [`2-${'b'.repeat(32)}`, [rev], 1],
  ]);
});

test('a photo that a PouchDB pushed is verified and shown', async () => {
  const photo = photoBytes(20_000);
  const media = {
    type: 'media',
    schema: 1,
    campaign: 'demo',
    response: 'response:one',
    sha256: 'ab'.repeat(32),
  };
  const attachment = { content_type: 'image/jpeg', data: Buffer.from(photo).toString('base64') };
  await peer.put({
    _id: 'media:theirs',
    ...media,
    contentType: 'image/jpeg',
    bytes: 20_000,
    collector: 'zoya',
    _attachments: { photo: attachment },
  });
  await peer.replicate.to(remote());
  await comes(sana);
  expect(await sana.session.fetchMedia('media:theirs')).toEqual({
    ok: true,
    value: { bytes: photo, contentType: 'image/jpeg' },
  });
});

test('a deletion by a PouchDB reaches the phone, and the phone’s next edit reaches the PouchDB', async () => {
  await amina.saves('one');
  await comes(amina);
  await peer.replicate.from(remote());
  const held = await peer.get('response:one');
  await peer.put({ ...held, _deleted: true });
  await peer.replicate.to(remote());
  await comes(sana);
  expect(await sana.store.documents.get('response:one')).toMatchObject({ deleted: true });

  await amina.corrects('one', { heard: 'no' });
  await comes(amina);
  await peer.replicate.from(remote());
  expect(await peer.get('response:one')).toMatchObject({ answers: { heard: 'no' } });
});

test('two phones and a PouchDB that edit apart end with the same leaves', async () => {
  await amina.saves('one');
  await comes(amina);
  await comes(sana);
  await peer.replicate.from(remote());
  await amina.corrects('one', { heard: 'no' });
  await sana.corrects('one', { heard: 'not_sure' });
  await peer.put({ ...(await peer.get('response:one')), corrections: 7 });
  await comes(amina);
  await comes(sana);
  await peer.replicate.to(remote());
  for (const phone of [amina, sana]) await comes(phone);
  await peer.replicate.from(remote());

  const theirs = await peer.get('response:one', { conflicts: true });
  const leaves = [theirs._rev, ...(theirs._conflicts ?? [])].sort();
  expect(leaves).toHaveLength(3);
  for (const phone of [amina, sana]) {
    const ours = await phone.store.documents.get('response:one');
    expect(ours?.leaves.map(({ rev }) => rev).sort()).toEqual(leaves);
    expect(ours?.rev).toBe(theirs._rev);
  }
});

const historyOf = ({ _revisions: { start, ids } = { start: 0, ids: [] } }: PeerDocument): string[] =>
  ids.map((hash, index) => `${start - index}-${hash}`);

const plain = (document: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(document).filter(([key]) => !key.startsWith('_')));
