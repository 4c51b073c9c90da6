import { canonicalJson } from '../../src/domain/canonical.ts';
import type { ResponseDocument, ReviewDocument } from '../../src/domain/document.ts';
import { type FormDocumentId, partIds, type Rev } from '../../src/domain/ids.ts';
import type { Draft } from '../../src/domain/response.ts';
import { knows, type Leaf, nextRev } from '../../src/domain/revisions.ts';
import {
  type CampaignStore,
  md5Digest,
  StorageTrouble,
  type StoredDocument,
} from '../../src/storage/index.ts';
import { aCorrection, aDraft, aPhoto, aResponse, photoAnswer, photoBytes } from '../support/examples.ts';
import { CACHE, DATABASE, type Device, type Life, type Tab } from './device.ts';
import type { Saved } from './ledger.ts';
import { keyOf } from './manners.ts';
import { INVALID } from './server.ts';
import { type Town, tabsOf } from './town.ts';

/** What people do with the app, and what they then count on. Who has no open tab opens one. */

/** An act of a person; what the storage refuses is no act. */
export type Act = (town: Town, tab: Tab) => Promise<void>;

/** Runs it as an event of that phone. Expected trouble is in order; anything else that is thrown is a bug. */
export function acts(town: Town, tab: Tab, act: Act): void {
  act(town, tab).catch((error: unknown) => {
    if (
      error instanceof StorageTrouble &&
      error.why === 'storage-failed' &&
      tab.lastFate === 'lose-connection'
    )
      town.ledger.violations.push(`${tab.name} did not try again what a lost connection undid`);
    // A disk that nothing happened to keeps what it is given.
    if (error instanceof StorageTrouble && error.why === 'storage-failed' && tab.lastFate === undefined)
      town.ledger.violations.push(`${tab.name} was told that its disk failed: ${error.stack}`);
    // Who shares a draft between two tabs expects that, and catches it.
    if (error instanceof StorageTrouble && ['open-elsewhere', 'gone'].includes(error.why))
      town.ledger.violations.push(`${tab.name} was told ${error.why} of what nobody else has open`);
    if (error instanceof StorageTrouble) return town.ledger.saw(`storage said ${error.why}`);
    town.ledger.violations.push(`thrown: ${error instanceof Error ? error.stack : String(error)}`);
  });
}

const WORDS = ['yes', 'no', 'not_sure'];
/** Longer than what the smallest proxies of a town let through. */
const LONG_TEXT_CHARACTERS = 24_000;

/** Words that occur once in a town, so that whatever is doubled is seen. */
const unique = ({ ledger }: Town): string => {
  ledger.saw('words');
  return `w${ledger.count('words')}`;
};

export function answersOf(town: Town) {
  const { chance } = town;
  const more = chance.is(0.03) ? 'x'.repeat(LONG_TEXT_CHARACTERS) : '';
  const poison = chance.is(0.02) ? POISON : chance.is(0.02) ? INVALID : '';
  return { heard: chance.pick(WORDS), words: unique(town) + poison + more };
}

/** What the photos of a town are. */
export const PHOTO_TYPE = 'image/jpeg';

/** A rule of the endpoint crashes on it. */
export const POISON = ' poison';

/** Answers in words on which a rule of the endpoint crashes. */
export const savesPoison: Act = async (town, tab) => {
  const draft = draftOf(town, tab, `survey-${unique(town)}`);
  const answers = { ...draft.answers, words: `${unique(town)}${POISON}` };
  await finalizes(town, tab, tab.open().store, { ...draft, answers });
};

export const isCollector = ({ someone }: Tab): boolean => someone.role === 'collector';

/** Answers a survey with the form's version that this phone has, saved answer by answer, and finishes it. */
export const savesSurvey: Act = async (town, tab) => {
  const { store } = tab.open();
  const forms = await store.documents.ofType('form');
  const version = (forms.at(-1)?.id ?? aDraft('').formVersion) as FormDocumentId;
  if (forms.length > 0) town.ledger.saw('survey of a later form version');
  const draft = draftOf(town, tab, `survey-${unique(town)}`, { formVersion: version });
  if (town.chance.is(0.3)) await keepsDraft(town, tab, store, draft);
  await finalizes(town, tab, store, draft);
};

export const draftOf = (town: Town, tab: Tab, name: string, more: Partial<Draft> = {}): Draft =>
  aDraft(name, answersOf(town), { collector: tab.someone.name, device: tab.device.name, ...more });

export async function keepsDraft(
  { ledger }: Town,
  tab: Tab,
  store: CampaignStore,
  draft: Draft,
): Promise<void> {
  const key = `${tab.device.name} ${draft.id}`;
  const words = canonicalJson(draft.answers);
  const kept = ledger.drafts.get(key) ?? {
    device: tab.device,
    id: draft.id,
    acknowledged: '',
    tried: new Set(),
  };
  ledger.drafts.set(key, kept);
  const taken = await store.drafts.take(draft.id, tab.name);
  kept.tried.add(words);
  await store.drafts.save(draft, taken?.hand);
  kept.acknowledged = words;
  kept.tried.clear();
  ledger.saw('drafts');
}

export async function finalizes(town: Town, tab: Tab, store: CampaignStore, draft: Draft): Promise<Rev> {
  const { ledger } = town;
  const { device, someone } = tab;
  const body = aResponse(draft);
  const { life } = tab;
  ledger.drafts.delete(`${device.name} ${draft.id}`);
  const parent = draft.corrects?.rev ?? null;
  const expected = nextRev(parent, false, body);
  const rev = await ledger.save({ device, author: someone.name, id: draft.id, body, expected, parent }, () =>
    store.write.finalize(draft, body, someone.name),
  );
  ledger.finished.add(`${device.name} ${draft.id}`);
  for (const photo of ledger.photos.values()) if (photo.report === draft.id) photo.isPromised = true;
  life?.loop.wish('save');
  if (draft.subject === 'survey' && town.chance.is(town.secondThoughts)) seesAMistake(town, tab, draft, rev);
  return rev;
}

/** Long enough for it to be on its way. */
const SECOND_THOUGHT_MS = 9_000;

/** What was finished a moment ago is corrected while it travels. */
function seesAMistake(town: Town, tab: Tab, { id }: Draft, rev: Rev): void {
  const { scheduler, chance, ledger } = town;
  const corrects: Act = async () => {
    ledger.saw('corrected at once');
    const draft = draftOf(town, tab, id.replace('response:', ''));
    await finalizes(town, tab, tab.open().store, aCorrection(draft, rev, draft.answers));
  };
  scheduler.after(chance.below(SECOND_THOUGHT_MS), tab.device.lane, `${tab.name} sees a mistake`, () =>
    acts(town, tab, corrects),
  );
}

/** Begins a survey and leaves it open. */
export const leavesDraft: Act = async (town, tab) => {
  const { store } = tab.open();
  const draft = draftOf(town, tab, `draft-${unique(town)}`);
  await keepsDraft(town, tab, store, draft);
  await keepsDraft(town, tab, store, { ...draft, answers: answersOf(town) });
};

/** Corrects the revision that is shown, or an older one that the other tab still shows. */
export const correctsSurvey: Act = async (town, tab) => {
  const { chance, ledger } = town;
  const { store } = tab.open();
  const own = ledger.saves.filter(
    ({ device, author, id, rev }) =>
      rev !== undefined && device === tab.device && author === tab.someone.name && id.includes(':survey-'),
  );
  if (own.length === 0) return savesSurvey(town, tab);
  // What was done last is what people look at again, and what is still on its way.
  const { id, rev } = chance.pick(chance.is(0.6) ? own.slice(-4) : own);
  const shown = await store.documents.get(id);
  if (shown === undefined) return void ledger.violations.push(`vanished from its phone: ${id}`);
  const from = chance.is(0.3) ? rev : shown.rev;
  const draft = draftOf(town, tab, id.replace('response:', ''));
  ledger.saw('corrections');
  await finalizes(town, tab, store, aCorrection(draft, from as Rev, draft.answers));
};

/** Two corrections of one revision, both in words that the endpoint takes for none. */
export const correctsApart: Act = async (town, tab) => {
  const { ledger } = town;
  const own = ledger.saves.findLast(
    ({ device, author, id, rev }) =>
      rev !== undefined && device === tab.device && author === tab.someone.name && id.includes(':survey-'),
  );
  if (own?.rev === undefined) return;
  for (const hand of ['one', 'other']) {
    const draft = draftOf(town, tab, own.id.replace('response:', ''));
    const answers = { ...draft.answers, words: `${unique(town)}${INVALID} in ${hand} tab` };
    await finalizes(town, tab, tab.open().store, aCorrection(draft, own.rev, answers));
  }
  ledger.saw('corrected apart');
  const { scheduler, chance } = town;
  // Both are refused by then, in most towns.
  scheduler.after(chance.below(RETRIES_MS_MAX), tab.device.lane, `${tab.name} retries both`, () =>
    acts(town, tab, async () => {
      await tab.open().store.quarantine.retry(own.id);
      tab.open().loop.wish('button');
    }),
  );
};

const RETRIES_MS_MAX = 30 * 60_000;

/**
 * Two tabs correct one answer apart, and then both in the same words: people who agree, and yet two corrections, of
 * which each ends what it corrects.
 */
export const agreesApart: Act = async (town, tab) => {
  const { ledger } = town;
  const own = ledger.saves.findLast(
    ({ device, author, id, rev }) =>
      rev !== undefined && device === tab.device && author === tab.someone.name && id.includes(':survey-'),
  );
  if (own?.rev === undefined) return;
  const correction = (of: Rev): Draft => {
    const draft = draftOf(town, tab, own.id.replace('response:', ''));
    return aCorrection(draft, of, draft.answers);
  };
  const first = await finalizes(town, tab, tab.open().store, correction(own.rev));
  const second = await finalizes(town, tab, tab.open().store, correction(own.rev));
  const agreed = correction(first);
  await finalizes(town, tab, tab.open().store, agreed);
  await finalizes(town, tab, tab.open().store, aCorrection(agreed, second, agreed.answers));
  ledger.saw('agreed apart');
};

const MANY = 12;

/** Cannot make up her mind. */
export const correctsOften: Act = async (town, tab) => {
  await correctsSurvey(town, tab);
  const last = town.ledger.saves.at(-1);
  if (last?.rev === undefined || last.device !== tab.device || last.author !== tab.someone.name) return;
  if (!last.id.includes(':survey-')) return;
  for (let rev = last.rev, times = 1; times < MANY; times++) {
    const draft = draftOf(town, tab, last.id.replace('response:', ''));
    await finalizes(town, tab, tab.open().store, aCorrection(draft, rev, draft.answers));
    rev = town.ledger.saves.findLast(({ id }) => id === last.id)?.rev ?? rev;
  }
  town.ledger.saw('corrected often');
};

/** One draft in both tabs of a phone: the one who saves second is told, and does not undo the first. */
export const sharesDraft: Act = async (town, tab) => {
  const { ledger } = town;
  const other = tab.device.tabs.find((one) => one !== tab && one.someone === tab.someone);
  if (other === undefined) return;
  const draft = draftOf(town, tab, `draft-${unique(town)}`);
  await keepsDraft(town, tab, tab.open().store, draft);
  const stale = await other.open().store.drafts.take(draft.id, other.name);
  await keepsDraft(town, tab, tab.open().store, { ...draft, answers: answersOf(town) });
  const older = { ...draft, answers: answersOf(town) };
  const store = other.open().store;
  const isFinished = town.chance.is(0.5);
  const going = isFinished
    ? store.write.finalize(older, aResponse(older), other.someone.name, stale?.hand)
    : store.drafts.save(older, stale?.hand);
  const said = await going.then(
    () => undefined,
    (error: unknown) => (error instanceof StorageTrouble ? error.why : String(error)),
  );
  ledger.saw('draft in two tabs');
  if (said === undefined) ledger.violations.push(`an older draft took the place of a newer one: ${draft.id}`);
};

const THINKS_MS_MAX = 2 * 60_000;

/** Looks at a conflict and makes one version of it, as on the desk; what came meanwhile she has not seen. */
export const solvesConflict: Act = async (town, tab) => {
  const { scheduler, chance } = town;
  const open = (await tab.open().store.documents.conflicted()).filter(
    ({ id, type, readable }) => isResponse(id) && type === 'response' && readable,
  );
  if (open.length === 0) return;
  const seen = chance.pick(open);
  const other = chance.is(0.5) && !town.server.isDown ? town.server.edit(seen.id, 'conflict') : undefined;
  if (other !== undefined) town.ledger.outside.add(`${seen.id} ${other}`);
  scheduler.after(chance.below(THINKS_MS_MAX), tab.device.lane, `${tab.name} has decided`, () =>
    acts(town, tab, () => makesOne(town, tab, seen)),
  );
};

async function makesOne(town: Town, tab: Tab, { id, rev, leaves, body }: StoredDocument): Promise<void> {
  const { ledger } = town;
  const { store, loop } = tab.open();
  // As `app/desk/solve.ts`: another winner must be looked at first.
  if ((await store.documents.get(id))?.rev !== rev) return ledger.saw('changed meanwhile');
  const losers = leaves.filter((leaf) => leaf.rev !== rev && !leaf.deleted);
  const solved = { ...(body as unknown as ResponseDocument), answers: answersOf(town) };
  const by = { device: tab.device, author: tab.someone.name, id };
  const deletions: Saved[] = losers.map((leaf) => ({
    ...by,
    body: '',
    rev: undefined,
    expected: nextRev(leaf.rev, true, leaf.body),
    parent: leaf.rev,
  }));
  ledger.saves.push(...deletions);
  await ledger.save({ ...by, body: solved, expected: undefined }, () =>
    store.conflicts.solve(
      id,
      solved,
      losers.map((leaf) => leaf.rev),
      by.author,
    ),
  );
  // What was followed by something else meanwhile was no loser any more.
  const after = (await store.documents.get(id))?.leaves ?? [];
  for (const deletion of deletions)
    if (deletion.expected && knows(after, deletion.expected)) deletion.rev = deletion.expected;
  for (const { rev: loser } of after.filter((leaf) => losers.some((one) => one.rev === leaf.rev)))
    ledger.violations.push(`solved by ${tab.name}, and still in conflict: ${id} ${loser}`);
  ledger.saw('conflicts solved');
  loop.wish('save');
}

const isResponse = (id: string): boolean => id.startsWith('response:');

/** Reports a place with one photo. */
export const reportsPlace: Act = async (town, tab) => {
  const { chance, ledger } = town;
  const { store } = tab.open();
  const place = `place-${unique(town)}`;
  const length = chance.is(0.1) ? 30_000 : 300;
  const bytes = photoBytes(length + chance.below(2500), ledger.count('words'));
  const answers = { ...answersOf(town), photo: photoAnswer(place, bytes.byteLength) };
  const draft = { ...draftOf(town, tab, place, { form: 'place', subject: 'place', round: null }), answers };
  const row = { ...aPhoto(place, draft.id, bytes), collector: tab.someone.name };
  ledger.photos.set(row.id, { device: tab.device, bytes, report: draft.id, isPromised: false });
  await store.media.add(row);
  ledger.saw('photos');
  await finalizes(town, tab, store, draft);
};

const PARTS_MAX = 3;

/** A place with a recording so long that it goes in parts. */
export const recordsVoice: Act = async (town, tab) => {
  const { chance, ledger } = town;
  const { store } = tab.open();
  const place = `place-${unique(town)}`;
  const parts = 2 + chance.below(PARTS_MAX - 1);
  const answers = { ...answersOf(town), photo: { ...photoAnswer(place, 300 * parts), parts } };
  const draft = { ...draftOf(town, tab, place, { form: 'place', subject: 'place', round: null }), answers };
  const rows = partIds(`media:${place}`, parts).map((id, index) => {
    const bytes = photoBytes(300, ledger.count('words') * PARTS_MAX + index);
    return { ...aPhoto(place, draft.id, bytes), id, collector: tab.someone.name };
  });
  for (const { id, bytes } of rows)
    ledger.photos.set(id, { device: tab.device, bytes, report: draft.id, isPromised: false });
  await store.media.add(...rows);
  ledger.saw('recordings');
  await finalizes(town, tab, store, draft);
};

/** Looks at some response and decides about it, in one tab or the other. */
export const reviews: Act = async (town, tab) => {
  const { ledger, chance } = town;
  const { store, loop } = tab.open();
  const responses = await store.documents.responses();
  if (responses.length === 0) return;
  const response = chance.pick(responses);
  const number = 1 + chance.below(2);
  const id = `review:${response.id.replace('response:', '')}:${number}-${tab.someone.name}`;
  const body: ReviewDocument = {
    type: 'review',
    schema: 1,
    campaign: 'demo',
    response: response.id,
    responseRev: response.rev,
    state: chance.pick(['approved', 'hasIssues', 'rejected']),
    note: unique(town),
    reviewer: tab.someone.name,
    at: tab.device.isoNow(),
  };
  const attempt = { device: tab.device, author: tab.someone.name, id, body, expected: undefined };
  await ledger.save(attempt, () => store.write.save(id, body, tab.someone.name));
  ledger.saw('reviews');
  loop.wish('save');
};

/** Opens a photo; what is shown must be what was taken. */
export const looksAtPhoto: Act = async (town, tab) => {
  const { ledger, chance } = town;
  const { session, refused } = tab.open();
  const taken = [...ledger.photos.keys()];
  if (taken.length === 0) return;
  // What is not here must be fetched.
  const away = taken.filter(
    (one) => ledger.photos.get(one)?.device !== tab.device && town.server.database.documents.has(one),
  );
  const id = chance.pick(away.length > 0 && chance.is(0.7) ? away : taken);
  const photo = await session.fetchMedia(id);
  if (!photo.ok && photo.why === 'wrong-password') refused();
  // The screen has words for a photo that is not there yet, and none for an address that is not.
  if (!photo.ok && photo.why === 'not-found') ledger.violations.push(`${tab.name} has no words for ${id}`);
  if (!photo.ok) return ledger.saw(`photo: ${photo.why}`);
  ledger.saw('photo shown');
  if (!isKept(tab.device, id)) ledger.violations.push(`shown on ${tab.name} and not kept: ${id}`);
  const original = ledger.photos.get(id)?.bytes;
  if (original === undefined || md5Digest(original) !== md5Digest(photo.value.bytes)) {
    ledger.violations.push(`another picture is shown: ${id}`);
  }
};

/** To fetch a photo again would cost her. */
const isKept = ({ disk }: Device, id: string): boolean =>
  [DATABASE, CACHE].some(
    (name) => disk.holds(name) && (disk.rows(name, 'media') as { id: string }[]).some((row) => row.id === id),
  );

/** Hands a file of everything finished to somebody, who imports it; now and then twice, or on two phones. */
export const handsOver: Act = async (town, tab) => {
  const { ledger, chance } = town;
  const file = await fileOf(tab.open(), tab);
  if (file.documents.length === 0) return;
  const other = chance.pick(tabsOf(town).filter(({ device }) => device !== tab.device));
  town.scheduler.after(chance.below(300_000), other.device.lane, 'imports a file', () =>
    acts(town, other, async () => {
      const { store, loop } = other.open();
      for (const { id } of file.documents) ledger.imported.add(keyOf(other.device, other.someone.name, id));
      const { added, known } = await store.imported.add(file.documents, file.photos, other.someone.name);
      ledger.saw('imported', added);
      ledger.saw('imported again', known);
      if (!(await isOnItsWay(town, store, file.documents)))
        ledger.violations.push(`imported by ${other.name} and not sent on`);
      loop.wish('save');
    }),
  );
};

/** What the endpoint lacks of a file waits at the one who imported it: the other phone may never meet a network. */
async function isOnItsWay(
  { server }: Town,
  store: CampaignStore,
  documents: readonly { id: string; leaf: Leaf }[],
): Promise<boolean> {
  const places = [store.outbox.list(), store.quarantine.list(), store.receipts.all()];
  const going = new Set((await Promise.all<readonly { id: string }[]>(places)).flat().map(({ id }) => id));
  return documents.every(({ id, leaf }) => going.has(id) || knows(server.database.leaves(id), leaf.rev));
}

/** As `app/phoneFile.ts` gathers it. */
async function fileOf({ store }: Life, { someone }: Tab) {
  const responses = await store.documents.responses({ collector: someone.name });
  const media = (await store.documents.ofType('media')).filter(({ body }) => body.collector === someone.name);
  const documents = [...responses, ...media].flatMap(({ id, leaves }) =>
    leaves.map((leaf) => ({ id, leaf })),
  );
  const rows = await Promise.all(media.map(({ id }) => store.media.get(id)));
  const photos = rows.flatMap((row) => (row === undefined ? [] : [row]));
  return { documents, photos };
}

/** Reads why something was refused, and tries it again. */
export const retriesRefused: Act = async (town, tab) => {
  const { store, loop } = tab.open();
  const refused = await store.quarantine.list();
  if (refused.length === 0) return;
  await store.quarantine.retry(town.chance.pick(refused).id);
  town.ledger.saw('retried');
  loop.wish('button');
};

export const taps: Act = async (town, tab) => {
  const { loop } = tab.open();
  town.ledger.saw('taps');
  const { chance } = town;
  if (chance.is(0.5)) void loop.runNow();
  else loop.wish(chance.pick(['online', 'visible']));
};
