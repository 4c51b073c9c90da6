import { practiceParts, wipePractice } from '../../src/app/practice.ts';
import { replicationOf } from '../../src/app/replication.ts';
import type { WorkParts } from '../../src/app/work.ts';
import type { Draft } from '../../src/domain/response.ts';
import { signal } from '../../src/domain/signal.ts';
import type { DocumentRow } from '../../src/storage/database.ts';
import { leavesOf } from '../../src/storage/documents.ts';
import type { CampaignStore, DeviceStore } from '../../src/storage/index.ts';
import { aCorrection, aDraft, aPhoto, aResponse, photoAnswer, photoBytes } from '../support/examples.ts';
import { DATABASE, type Device, type Life, REPLICA, type Tab } from './device.ts';
import { type Act, acts, PHOTO_TYPE } from './people.ts';
import { type Town, tabsOf } from './town.ts';

/** Somebody learns the tool on a phone with which others work: nothing of that may reach what is real. */

const PRACTICE = `dastak-practice-${REPLICA}`;
/** Of towns; each lesson costs some hundred events. */
const OFTEN = 0.25;
const LESSONS_MAX = 3;
const PHOTO_BYTES = 600;

/** Lessons fall into the second half: the campaign has come by then, on most phones. */
export function playLessons(town: Town, stormMs: number): void {
  const { lessons, scheduler } = town;
  if (!lessons.is(OFTEN)) return;
  for (let count = 1 + lessons.below(LESSONS_MAX); count > 0; count--) {
    const tab = lessons.pick(tabsOf(town));
    scheduler.after(stormMs * (0.5 + lessons.next() / 2), tab.device.lane, `${tab.name} practises`, () =>
      acts(town, tab, practises),
    );
  }
}

/** An interview with its correction, a place with a photo, and a draft; then perhaps all of it is deleted. */
const practises: Act = async (town, tab) => {
  const { ledger, lessons } = town;
  const life = tab.open();
  const options = { ...life.disk, now: () => tab.device.isoNow() };
  const parts = await practiceParts(partsOf(town, tab, life), options);
  if (!parts.ok) return ledger.saw(`no practice: ${parts.why}`);
  const { store, device } = parts.value;
  const replication = replicationOf(parts.value);
  const survey = draftOf(town, tab);
  const rev = await finishes(town, tab, store, survey);
  await finishes(town, tab, store, aCorrection(survey, rev, { ...survey.answers, heard: 'no' }));
  await finishes(town, tab, store, await withPhoto(town, tab, store));
  await store.drafts.save(draftOf(town, tab));
  replication.wish('save');
  await device.askBackgroundSync();
  await replication.now(true);
  ledger.saw('practised');
  if (lessons.is(0.3)) {
    ledger.saw('practice deleted');
    ledger.practiceDeleted.add(tab.device);
    await wipePractice(REPLICA, options);
  }
  await replication.stop();
  store.close();
};

function draftOf(town: Town, tab: Tab): Draft {
  town.ledger.saw('lessons');
  const name = `lesson-${town.ledger.count('lessons')}`;
  const draft = aDraft(name, { heard: 'yes' }, { collector: tab.someone.name, device: tab.device.name });
  town.ledger.practised.set(draft.id, undefined);
  return draft;
}

async function finishes({ ledger }: Town, { device, someone }: Tab, store: CampaignStore, draft: Draft) {
  const rev = await store.write.finalize(draft, aResponse(draft), someone.name);
  ledger.practised.set(draft.id, device);
  return rev;
}

async function withPhoto(town: Town, tab: Tab, store: CampaignStore): Promise<Draft> {
  const draft = draftOf(town, tab);
  const name = draft.id.replace('response:', '');
  const bytes = photoBytes(PHOTO_BYTES, town.ledger.count('lessons'));
  const photo = { ...aPhoto(name, draft.id, bytes), contentType: PHOTO_TYPE, collector: tab.someone.name };
  town.ledger.practised.set(photo.id, undefined);
  await store.media.add(photo);
  return { ...draft, answers: { photo: photoAnswer(name, PHOTO_BYTES) } };
}

/** Of somebody's real work, whose network nobody may use in practice. */
function partsOf({ ledger }: Town, { device, someone, name }: Tab, { store }: Life): WorkParts {
  const { scheduler, url } = device.around;
  const astray = (what: string): void => void ledger.violations.push(`${name} practises and ${what}`);
  const door = {
    clock: {
      now: () => device.isoNow(),
      today: () => device.isoNow().slice(0, 10),
      wallMs: () => device.now(),
    },
    random: { share: () => 0.5 },
    locks: { request: async (_name: string, work: () => Promise<unknown>) => work() },
    connectivity: { onHint: () => () => undefined, isSeen: () => false, isWifi: () => true },
    sleep: (ms: number) =>
      new Promise<void>((resolve) => void scheduler.after(ms, device.lane, 'timer', resolve)),
    fetch: async () => {
      astray('asks the endpoint');
      throw new TypeError('no network');
    },
    askBackgroundSync: async () => astray('wakes the worker'),
  };
  const phone = {
    settings: { get: async () => undefined, update: async () => undefined },
    vault: { openPassword: async () => someone.password },
  };
  return {
    account: { id: name, name: someone.name, url, replica: REPLICA, roles: [someone.role], addedAt: '' },
    store,
    phone: phone as unknown as DeviceStore,
    device: door as unknown as WorkParts['device'],
    deviceId: device.name,
    isKept: signal(true),
    version: '1',
    onFirstSave: () => undefined,
  };
}

/** Where people's own rows lie, by id. */
const STORES = ['documents', 'drafts', 'media', 'outbox', 'receipts', 'quarantine'] as const;

/** Nothing of practice is at the endpoint or in a real store, and all of it says what it is. */
export function practiceAstray({ server, devices, ledger }: Town): string[] {
  const isPractised = (id: string, leaves: readonly { body: Readonly<Record<string, unknown>> }[]) =>
    ledger.practised.has(id) || leaves.some(({ body }) => body['mode'] === 'practice');
  const there = [...server.database.documents]
    .filter(([id, { leaves }]) => isPractised(id, leaves))
    .map(([id]) => `practice at the endpoint: ${id}`);
  return [
    ...there,
    ...devices.flatMap((device) => [...amongReal(device, isPractised), ...unmarked(ledger, device)]),
  ];
}

function amongReal(
  { disk, name }: Device,
  isPractised: (id: string, leaves: ReturnType<typeof leavesOf>) => boolean,
): string[] {
  if (!disk.holds(DATABASE)) return [];
  return STORES.flatMap((store) =>
    (disk.rows(DATABASE, store) as (DocumentRow | { id: string })[])
      .filter((row) => isPractised(row.id, 'rev' in row && 'ancestors' in row ? leavesOf(row) : []))
      .map(({ id }) => `practice among the real ${store} of ${name}: ${id}`),
  );
}

/** What practice says that it kept is there, until somebody deletes it, and each revision of it says what it is. */
function unmarked({ practised, practiceDeleted }: Town['ledger'], device: Device): string[] {
  const own = [...practised].filter(([, keptOn]) => keptOn === device).map(([id]) => id);
  const rows = device.disk.holds(PRACTICE) ? (device.disk.rows(PRACTICE, 'documents') as DocumentRow[]) : [];
  const held = new Map(rows.map((row) => [row.id, row]));
  const lost = practiceDeleted.has(device) ? [] : own.filter((id) => !held.has(id));
  const strange = rows
    .filter(({ id }) => practised.has(id))
    .filter((row) => leavesOf(row).some(({ body }) => body['mode'] !== 'practice'));
  return [
    ...lost.map((id) => `practised on ${device.name} and lost: ${id}`),
    ...strange.map(({ id }) => `practice on ${device.name} that does not say so: ${id}`),
  ];
}
