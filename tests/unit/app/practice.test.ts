import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { App, OpenResponse, Session, Work } from '../../../src/app/types.ts';
import { childLeaf } from '../../../src/domain/revisions.ts';
import { demoDocuments } from '../../../src/endpoint/demo/index.ts';
import { readBundle } from '../../../src/exchange/index.ts';
import { CampaignDatabase } from '../../../src/storage/database.ts';
import { documentsOf } from '../../../src/storage/documents.ts';
import {
  type Account,
  type DeviceStore,
  openCampaignStore,
  openDeviceStore,
  openPracticeStore,
} from '../../../src/storage/index.ts';
import { deadZoneDevice, now, until } from '../../support/collector.ts';
import { renewUsualDisk } from '../../support/phone.ts';
import { endTabs, tab } from '../../support/tabs.ts';

const REPLICA = 'c0ffee000003';
const AMINA: Account = {
  id: `amina@${REPLICA}`,
  name: 'amina',
  url: 'http://127.0.0.1:9/db/demo',
  replica: REPLICA,
  roles: ['collector'],
  addedAt: '2026-03-01T09:00:00+05:00',
};

let phone: DeviceStore;

beforeEach(async () => {
  renewUsualDisk();
  phone = openDeviceStore();
  vi.stubGlobal('location', { hash: '', origin: 'http://127.0.0.1:9', pathname: '/', search: '' });
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('history', { state: null, replaceState: vi.fn() });
  await signsIn(AMINA);
  await receivesCampaign();
});

afterEach(async () => {
  await endTabs(phone);
  phone.close();
});

async function signsIn(account: Account): Promise<void> {
  await phone.accounts.put(account);
  await phone.vault.sealPassword(account.id, 'secret');
  await phone.settings.set('account', account.id);
}

const FILE = `file:${'ab'.repeat(32)}`;

/** As it came from the endpoint, with a file of a form. */
async function receivesCampaign(): Promise<void> {
  const store = openCampaignStore(REPLICA);
  const file = { type: 'file', schema: 1, campaign: 'demo', sha256: 'ab'.repeat(32), bytes: 3 };
  const documents = [...demoDocuments(), { _id: FILE, body: file }];
  const leaves = documents.map(({ _id: id, body }) => ({
    id,
    leaf: childLeaf([], null, false, { ...body }),
  }));
  await store.replicated.pulled(leaves, null, 1);
  const about = { response: '', contentType: 'text/csv', campaign: 'demo', collector: 'sana' };
  await store.media.add({ id: FILE, bytes: new Uint8Array([1, 2, 3]).buffer, sha256: file.sha256, ...about });
  store.close();
}

const isIn = (mode: 'practice' | 'real') => (session: Session) =>
  session.status === 'signed-in' && session.work.isPractice === (mode === 'practice');

async function workOf(app: App, mode: 'practice' | 'real'): Promise<Work> {
  const session = await until(app.session, isIn(mode));
  if (session.status !== 'signed-in') throw new Error('not signed in');
  return session.work;
}

async function practises(app: App): Promise<Work> {
  await workOf(app, 'real');
  expect(await app.practice.begin()).toMatchObject({ ok: true });
  return workOf(app, 'practice');
}

async function opened(work: Work, begun: Awaited<ReturnType<Work['startSurvey']>>): Promise<OpenResponse> {
  const open = begun.ok ? await work.open(begun.value) : begun;
  if (!open.ok) throw new Error(open.why);
  return open.value;
}

const surveyOf = async (work: Work): Promise<OpenResponse> => opened(work, await work.startSurvey('ur'));

/** The shortest honest interview: nobody wants to talk. */
async function interviews(work: Work): Promise<string> {
  const open = await surveyOf(work);
  const council = open.form.questions.get('union_council')?.choices[0]?.name ?? '';
  await open.answer('respondent', '204815');
  await open.answer('union_council', council);
  await open.answer('consent', 'no');
  const finished = await open.finalize();
  if (!finished.ok) throw new Error(finished.why);
  return finished.value;
}

/** A place with a photo. */
async function reports(work: Work): Promise<OpenResponse> {
  const open = await opened(work, await work.startReport('es'));
  expect(await open.addPhoto('photo', new Blob(['x']))).toMatchObject({ ok: true });
  return open;
}

/** Everything that one database holds. */
async function contents(name = REPLICA): Promise<Record<string, unknown[]>> {
  const db = new CampaignDatabase(name, {});
  const rows = await Promise.all(
    db.tables.map(async (table) => [table.name, await table.toArray()] as const),
  );
  db.close();
  return Object.fromEntries(rows);
}

/** Words of a store that the work of the moment writes beside what people made. */
const withoutSyncState = ({ syncStates: _state, journal: _lines, ...rest }: Record<string, unknown[]>) =>
  rest;

test('practice is whole, photos, drafts, corrections and records, and none of it is in the real store', async () => {
  const here = tab();
  await workOf(here, 'real');
  const before = withoutSyncState(await contents());
  const work = await practises(here);
  const id = await interviews(work);
  expect(await work.correct(id as never)).toMatchObject({ ok: true });
  const correction = await opened(work, { ok: true, value: id as never });
  await correction.answer('respondent', '204816');
  expect(await correction.finalize()).toMatchObject({ ok: true });
  const place = await reports(work);
  const draft = place.current().draft.id;
  await place.close();
  expect(await now(work.records())).toMatchObject([{ id, respondent: '204816', state: 'phone' }]);
  expect((await now(work.drafts())).map((one) => one.id)).toEqual([draft]);
  expect(withoutSyncState(await contents())).toEqual(before);
});

test('every document that practice makes says so, its photos too, and what is real never does', async () => {
  const here = tab();
  const real = await workOf(here, 'real');
  const really = await interviews(real);
  const work = await practises(here);
  await interviews(work);
  const place = await reports(work);
  const kind = place.form.questions.get('kind')?.choices[0]?.name ?? '';
  await place.answer('kind', kind);
  await place.answer('place', { lat: 21.12, lon: -101.68, method: 'pin' });
  expect(await place.finalize()).toMatchObject({ ok: true });
  const db = new CampaignDatabase(`practice-${REPLICA}`, {});
  const made = await Promise.all(
    (['response', 'media'] as const).map((type) => documentsOf(db).ofType(type)),
  );
  db.close();
  expect(made.map((documents) => documents.length)).toEqual([2, 1]);
  expect(made.flat().map(({ body }) => body.mode)).toEqual(['practice', 'practice', 'practice']);
  const store = openCampaignStore(REPLICA);
  expect((await store.documents.get(really))?.body).not.toHaveProperty('mode');
  store.close();
});

test('the campaign, its forms and their files are there with their revisions, without a network, and wait nowhere', async () => {
  const here = tab();
  const work = await practises(here);
  const view = await until(work.campaign(), (campaign) => campaign !== null);
  expect(view?.forms.size).toBeGreaterThan(0);
  const [real, practised] = [openCampaignStore(REPLICA), openPracticeStore(REPLICA)];
  const ids = [...(view?.forms.values() ?? [])].map(({ id }) => id);
  for (const id of [view?.id ?? '', FILE, ...ids]) {
    expect((await practised.documents.get(id))?.rev, id).toBe((await real.documents.get(id))?.rev);
  }
  expect(new Uint8Array((await practised.media.get(FILE))?.bytes ?? new ArrayBuffer())).toEqual(
    new Uint8Array([1, 2, 3]),
  );
  expect(await practised.outbox.list()).toEqual([]);
  real.close();
  practised.close();
});

test('nothing is asked of any server in practice, and no worker is woken, whatever is tapped', async () => {
  const { tabMemory } = deadZoneDevice();
  await practises(tab({ tabMemory }));
  const fetch = vi.fn(() => Promise.reject(new TypeError('no network')));
  const askBackgroundSync = vi.fn(async () => undefined);
  // Loaded again, so that no real work of this tab has ever begun.
  const work = await workOf(tab({ tabMemory, fetch, askBackgroundSync }), 'practice');
  await interviews(work);
  await work.sendNow();
  await work.sendPhotosNow();
  const photo = { media: 'media:none', sha256: '', contentType: 'image/jpeg', bytes: 1 };
  expect(await work.photo(photo as never)).toMatchObject({ ok: false, why: 'photo-not-here' });
  work.signedInAgain();
  await work.stop();
  expect(fetch).not.toHaveBeenCalled();
  expect(askBackgroundSync).not.toHaveBeenCalled();
  const practised = openPracticeStore(REPLICA);
  expect((await practised.documents.ofType('device')).length).toBe(0);
  practised.close();
});

test('deleting what was practised leaves the real store as it was, and practice begins anew', async () => {
  const here = tab();
  const real = await workOf(here, 'real');
  await interviews(real);
  await surveyOf(real);
  const work = await practises(here);
  const before = withoutSyncState(await contents());
  await interviews(work);
  await (await reports(work)).close();
  expect(await here.practice.wipe()).toMatchObject({ ok: true });
  const anew = await until(here.session, (session) => isIn('practice')(session) && workIn(session) !== work);
  expect(await now(workIn(anew).records())).toEqual([]);
  expect(await now(workIn(anew).drafts())).toEqual([]);
  await interviews(workIn(anew));
  expect(withoutSyncState(await contents())).toEqual(before);
});

const workIn = (session: Session): Work => {
  if (session.status !== 'signed-in') throw new Error('not signed in');
  return session.work;
};

test('what was practised is deleted also from outside of practice, and all of it', async () => {
  const here = tab();
  await interviews(await practises(here));
  await here.practice.end();
  await workOf(here, 'real');
  expect(await here.practice.wipe()).toMatchObject({ ok: true });
  expect(Object.values(await contents(`practice-${REPLICA}`)).flat()).toEqual([]);
  expect(await now((await workOf(here, 'real')).campaign())).not.toBeNull();
});

test('a real interview that was begun is as it was left when practice ends, and goes on', async () => {
  const here = tab();
  const before = await workOf(here, 'real');
  const stop = vi.spyOn(before, 'stop');
  const open = await surveyOf(before);
  void open.answer('respondent', '204815');
  const work = await practises(here);
  // It lets go when its last answer is saved.
  await stop.mock.results[0]?.value;
  await interviews(work);
  expect(await now(work.drafts())).toEqual([]);
  await here.practice.end();
  const real = await workOf(here, 'real');
  expect(await now(real.drafts())).toMatchObject([{ respondent: '204815' }]);
  const again = await real.open(open.current().draft.id);
  expect(again.ok && again.value.current().draft.answers['respondent']).toBe('204815');
  expect(await now(real.records())).toEqual([]);
});

test('what was practised is there again the next time', async () => {
  const here = tab();
  const id = await interviews(await practises(here));
  await here.practice.end();
  expect(await now((await practises(here)).records())).toMatchObject([{ id }]);
});

test('a tab that is loaded again goes on practising; any other one does real work, before and after', async () => {
  const { tabMemory } = deadZoneDevice();
  const other = tab();
  await workOf(other, 'real');
  await practises(tab({ tabMemory }));
  await workOf(tab({ tabMemory }), 'practice');
  expect(await now(other.session)).toSatisfy(isIn('real'));
  await workOf(tab(), 'real');
});

test('signing out ends practice, and whoever comes next does real work', async () => {
  const { tabMemory } = deadZoneDevice();
  const here = tab({ tabMemory });
  await practises(here);
  await here.signOut();
  await until(here.session, ({ status }) => status === 'signed-out');
  await phone.settings.set('account', AMINA.id);
  await workOf(here, 'real');
});

test('a coordinator practises what collectors do, without her desk', async () => {
  await phone.accounts.put({ ...AMINA, roles: ['coordinator', 'collector'] });
  const here = tab();
  expect((await workOf(here, 'real')).person.isCoordinator).toBe(true);
  expect((await practises(here)).person.isCoordinator).toBe(false);
});

test('before the campaign has come practice does not begin, says why, and real work goes on', async () => {
  await signsIn({ ...AMINA, id: 'amina@c0ffee000004', replica: 'c0ffee000004' });
  const here = tab();
  await workOf(here, 'real');
  expect(await here.practice.begin()).toMatchObject({ ok: false, why: 'no-form' });
  await workOf(here, 'real');
});

test('a file that is made of practice holds no draft, and nothing of it is read in', async () => {
  const work = await practises(tab());
  await interviews(work);
  await surveyOf(work);
  const { blob } = await work.saveToFile();
  const read = await readBundle(blob);
  expect(read).toMatchObject({ ok: true, value: { documents: [], drafts: [], photos: [], practised: 1 } });
});
