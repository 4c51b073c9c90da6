import { canonicalJson } from '../../src/domain/canonical.ts';
import type { ReviewDocument } from '../../src/domain/document.ts';
import type { FormDocumentId, Rev } from '../../src/domain/ids.ts';
import type { Draft } from '../../src/domain/response.ts';
import { nextRev } from '../../src/domain/revisions.ts';
import { type CampaignStore, md5Digest, StorageTrouble } from '../../src/storage/index.ts';
import { aCorrection, aDraft, aPhoto, aResponse, photoAnswer, photoBytes } from '../support/examples.ts';
import type { Life, Tab } from './device.ts';
import { type Town, tabsOf } from './town.ts';

/** What people do with the app, and what they then count on. Who has no open tab opens one. */

/** An act of a person; what the storage refuses is no act. */
type Act = (town: Town, tab: Tab) => Promise<void>;

/** Runs it as an event of that phone. Expected trouble is in order; anything else that is thrown is a bug. */
export function acts(town: Town, tab: Tab, act: Act): void {
  act(town, tab).catch((error: unknown) => {
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

function answersOf(town: Town) {
  const { chance } = town;
  const more = chance.is(0.03) ? 'x'.repeat(LONG_TEXT_CHARACTERS) : '';
  const poison = chance.is(0.02) ? POISON : '';
  return { heard: chance.pick(WORDS), words: unique(town) + poison + more };
}

/** A rule of the endpoint crashes on it. */
export const POISON = ' poison';

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

const draftOf = (town: Town, tab: Tab, name: string, more: Partial<Draft> = {}): Draft =>
  aDraft(name, answersOf(town), { collector: tab.someone.name, device: tab.device.name, ...more });

async function keepsDraft({ ledger }: Town, tab: Tab, store: CampaignStore, draft: Draft): Promise<void> {
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

async function finalizes(town: Town, tab: Tab, store: CampaignStore, draft: Draft): Promise<void> {
  const { ledger } = town;
  const { device, someone } = tab;
  const body = aResponse(draft);
  const { life } = tab;
  ledger.drafts.delete(`${device.name} ${draft.id}`);
  const expected = nextRev(draft.corrects?.rev ?? null, false, body);
  await ledger.save({ device, author: someone.name, id: draft.id, body, expected }, () =>
    store.write.finalize(draft, body, someone.name),
  );
  for (const photo of ledger.photos.values()) if (photo.report === draft.id) photo.isPromised = true;
  life?.loop.wish('save');
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

/** Reports a place with one photo. */
export const reportsPlace: Act = async (town, tab) => {
  const { chance, ledger } = town;
  const { store } = tab.open();
  const place = `place-${unique(town)}`;
  const bytes = photoBytes(300 + chance.below(2500), ledger.count('words'));
  const answers = { ...answersOf(town), photo: photoAnswer(place, bytes.byteLength) };
  const draft = { ...draftOf(town, tab, place, { form: 'place', subject: 'place', round: null }), answers };
  const row = { ...aPhoto(place, draft.id, bytes), collector: tab.someone.name };
  ledger.photos.set(row.id, { bytes, report: draft.id, isPromised: false });
  await store.media.add(row);
  ledger.saw('photos');
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
  const { session } = tab.open();
  const taken = [...ledger.photos.keys()];
  if (taken.length === 0) return;
  const id = chance.pick(taken);
  const photo = await session.fetchMedia(id);
  if (!photo.ok) return ledger.saw(`photo: ${photo.why}`);
  ledger.saw('photo shown');
  const original = ledger.photos.get(id)?.bytes;
  if (original === undefined || md5Digest(original) !== md5Digest(photo.value.bytes)) {
    ledger.violations.push(`another picture is shown: ${id}`);
  }
};

/** Hands a file of everything finished to somebody, who imports it; now and then twice, or on two phones. */
export const handsOver: Act = async (town, tab) => {
  const { ledger, chance } = town;
  const file = await fileOf(tab.open(), tab);
  if (file.documents.length === 0) return;
  const other = chance.pick(tabsOf(town).filter(({ device }) => device !== tab.device));
  town.scheduler.after(chance.below(300_000), other.device.lane, 'imports a file', () =>
    acts(town, other, async () => {
      const { store, loop } = other.open();
      const { added, known } = await store.imported.add(file.documents, file.photos, other.someone.name);
      ledger.saw('imported', added);
      ledger.saw('imported again', known);
      loop.wish('save');
    }),
  );
};

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
