import type { Rev } from '../../src/domain/ids.ts';
import { knows } from '../../src/domain/revisions.ts';
import { md5Digest, StorageTrouble } from '../../src/storage/index.ts';
import { photoBytes } from '../support/examples.ts';
import { type Fault, fakeEndpoint } from '../support/fakeEndpoint.ts';
import { DEMO_CAMPAIGN, PASSWORD, type Person, person } from '../support/syncingPerson.ts';
import { testWorld } from '../support/world.ts';
import { type Chance, chanceOf } from './chance.ts';
import { type Life, mortalDisk, newLife } from './mortal.ts';

/** Two collectors, a coordinator, an endpoint and much bad luck, from one seed. An outside ledger watches. */

/** What happened, for the "sometimes" assertions. */
export type Played = Record<
  | 'saves'
  | 'corrections'
  | 'photos'
  | 'syncs'
  | 'faults'
  | 'kills'
  | 'resets'
  | 'restores'
  | 'conflicts'
  | 'forbidden',
  number
>;

interface Phone {
  person: Person;
  life: Life;
  readonly surveys: string[];
}

interface Acknowledged {
  readonly phone: Phone;
  readonly id: string;
  readonly rev: Rev;
}

export interface Story {
  readonly played: Played;
  /** Broken promises; none is right. */
  readonly violations: string[];
}

const STEPS = 45;
const ROUNDS_MAX = 12;

export async function play(seed: number): Promise<Story> {
  const town = await newTown(chanceOf(seed));
  for (let step = 0; step < STEPS; step++) await takeStep(town);
  await heal(town);
  return { played: town.played, violations: await violationsIn(town) };
}

interface Town {
  readonly chance: Chance;
  readonly couch: ReturnType<typeof fakeEndpoint>;
  readonly amina: Phone;
  readonly diego: Phone;
  readonly sana: Phone;
  readonly ledger: Acknowledged[];
  readonly photos: Map<string, ArrayBuffer>;
  /** Edits made at the endpoint itself. */
  readonly edits: Set<string>;
  readonly backups: (() => void)[];
  readonly played: Played;
  isStormy: boolean;
  named: number;
}

async function newTown(chance: Chance): Promise<Town> {
  const couch = fakeEndpoint();
  const phoneOf = (name: string, role: string): Phone => {
    couch.addUser(name, PASSWORD, [role]);
    const phone = { life: newLife(), surveys: [] } as unknown as Phone;
    const disk = mortalDisk(() => phone.life);
    const world = testWorld(async (url, init) => {
      if (phone.life.isDead) throw new TypeError('the phone is off');
      const answer = await couch.fetch(url, init);
      if (phone.life.isDead) throw new TypeError('the phone is off');
      return answer;
    });
    // Compression runs in threads of its own, whose order no seed decides.
    Object.assign(world, { gzip: undefined });
    phone.person = person({ name, fetch: world.fetch, url: couch.url, roles: [role], disk, world });
    return phone;
  };
  const played = Object.fromEntries(PLAYED.map((name) => [name, 0])) as Played;
  const town: Town = {
    chance,
    couch,
    amina: phoneOf('amina', 'collector'),
    diego: phoneOf('diego', 'collector'),
    sana: phoneOf('sana', 'coordinator'),
    ledger: [],
    photos: new Map(),
    edits: new Set(),
    backups: [],
    played,
    isStormy: true,
    named: 0,
  };
  couch.chance = (_method, path) => badLuck(town, path);
  couch.database().put('campaign:demo', DEMO_CAMPAIGN);
  return town;
}

const PLAYED = [
  'saves',
  'corrections',
  'photos',
  'syncs',
  'faults',
  'kills',
  'resets',
  'restores',
  'conflicts',
  'forbidden',
] as const;

function badLuck({ chance, played, isStormy }: Town, path: string): Fault | undefined {
  if (!isStormy || !chance.is(0.2)) return undefined;
  played.faults += 1;
  const reason = 'Account is temporarily locked due to multiple authentication failures';
  const faults: Fault[] = [
    { kind: 'lose-request' },
    { kind: 'lose-answer' },
    { kind: 'lose-answer' },
    { kind: 'cut-answer' },
    { kind: 'portal' },
    { kind: 'answer', status: 401, body: { error: 'unauthorized', reason: 'You are not authorized.' } },
    { kind: 'answer', status: 403, body: { error: 'forbidden', reason } },
    { kind: 'answer', status: 429, body: {}, headers: { 'retry-after': '3' } },
    { kind: 'answer', status: path.includes('_bulk_docs') ? 500 : 503, body: { error: 'x', reason: 'y' } },
  ];
  return chance.pick(faults);
}

async function takeStep(town: Town): Promise<void> {
  const { chance, couch } = town;
  const phone = chance.pick([town.amina, town.diego, town.sana]);
  const collector = chance.pick([town.amina, town.diego]);
  const roll = chance.next();
  if (roll < 0.26) return saves(town, collector);
  if (roll < 0.36) return corrects(town, collector);
  if (roll < 0.44) return reports(town, collector);
  if (roll < 0.66) return syncs(town, phone);
  if (roll < 0.74) return diesWhileSyncing(town, phone);
  if (roll < 0.8) return savesWhileSyncing(town, collector);
  if (roll < 0.86) return edits(town);
  if (roll < 0.9) return restarts(phone);
  if (roll < 0.93) return forbids(town);
  if (roll < 0.96) return void town.backups.push(couch.backup());
  if (roll < 0.98) return restores(town);
  town.played.resets += 1;
  couch.recreate();
}

/** A save counts once its promise resolved; then it must never be lost. */
async function acknowledged(
  town: Town,
  phone: Phone,
  id: string,
  save: () => Promise<Rev>,
): Promise<boolean> {
  try {
    town.ledger.push({ phone, id, rev: await save() });
    return true;
  } catch (error) {
    if (error instanceof StorageTrouble) return false;
    throw error;
  }
}

async function saves(town: Town, phone: Phone): Promise<void> {
  const survey = `${phone.person.name}-${town.named++}`;
  const answers = { heard: town.chance.pick(['yes', 'no', 'not_sure']), words: `${town.named}` };
  const isSaved = await acknowledged(town, phone, `response:${survey}`, () =>
    phone.person.saves(survey, answers),
  );
  if (isSaved) phone.surveys.push(survey);
  town.played.saves += 1;
}

async function corrects(town: Town, phone: Phone, among: readonly string[] = phone.surveys): Promise<void> {
  const surveys = among.length === 0 ? phone.surveys : among;
  if (surveys.length === 0) return;
  const survey = town.chance.pick(surveys);
  const id = `response:${survey}`;
  const earlier = town.ledger.filter((entry) => entry.phone === phone && entry.id === id);
  const from = town.chance.is(0.3) ? town.chance.pick(earlier).rev : undefined;
  const answers = { heard: `${town.named++}` };
  await acknowledged(town, phone, id, () => phone.person.corrects(survey, answers, from));
  town.played.corrections += 1;
}

async function reports(town: Town, phone: Phone): Promise<void> {
  const place = `${phone.person.name}-place-${town.named++}`;
  const photo = photoBytes(500 + town.chance.below(3000), town.named);
  const isSaved = await acknowledged(town, phone, `response:${place}`, () =>
    phone.person.reports(place, photo),
  );
  if (isSaved) town.photos.set(`media:${place}`, photo);
  town.played.photos += 1;
}

async function syncs(town: Town, phone: Phone): Promise<void> {
  town.played.syncs += 1;
  phone.person.world.nowMs += town.chance.below(10) * 60_000;
  await phone.person.syncs();
}

async function diesWhileSyncing(town: Town, phone: Phone): Promise<void> {
  town.played.kills += 1;
  phone.life.transactionsLeft = 1 + town.chance.below(60);
  await phone.person.syncs().catch((error) => {
    // What a dead phone's code throws is nobody's business; a bug on a living one is.
    if (!phone.life.isDead) throw error;
  });
  restarts(phone);
}

function restarts(phone: Phone): void {
  phone.life = newLife();
  phone.person = phone.person.restarts();
}

async function waitingSurveys({ person: owner, surveys }: Phone): Promise<string[]> {
  const waiting = new Set(await owner.waiting());
  return surveys.filter((survey) => waiting.has(`response:${survey}`));
}

/** She does not wait for the network: something is saved while one of the session's requests is under way. */
async function savesWhileSyncing(town: Town, phone: Phone): Promise<void> {
  const { world } = phone.person;
  const { fetch } = world;
  let requestsLeft = 1 + town.chance.below(6);
  let isSaved = false;
  const save = async () => {
    isSaved = true;
    await (town.chance.is(0.3) ? saves(town, phone) : corrects(town, phone, await waitingSurveys(phone)));
  };
  world.fetch = async (url, init) => {
    const answer = fetch(url, init);
    answer.catch(() => undefined);
    requestsLeft -= 1;
    if (requestsLeft === 0) await save();
    return answer;
  };
  await phone.person.syncs();
  world.fetch = fetch;
  if (!isSaved) await save();
}

/** Somebody edits at the endpoint, now and then beside what is there. */
function edits({ chance, couch, edits: made, played, named }: Town): void {
  const database = couch.database();
  const ids = [...database.documents.keys()].filter((id) => id.startsWith('response:'));
  if (ids.length === 0) return;
  const id = chance.pick(ids);
  const [leaf] = database.leaves(id);
  if (leaf === undefined) return;
  const parent = chance.is(0.5) ? leaf.rev : (leaf.ancestors[0] ?? null);
  made.add(`${id} ${database.put(id, { ...leaf.body, corrections: 100 + named + made.size }, parent)}`);
  played.conflicts += database.leaves(id).length > 1 ? 1 : 0;
}

function forbids({ chance, couch, played }: Town): void {
  const word = chance.pick(['yes', 'no', 'not_sure']);
  played.forbidden += 1;
  couch.database().rule = (document) => {
    const answers = document['answers'] as { heard?: string } | undefined;
    return answers?.heard === word ? 'this campaign is closed' : undefined;
  };
}

function restores({ chance, backups, played }: Town): void {
  if (backups.length === 0) return;
  played.restores += 1;
  chance.pick(backups)();
}

/** The network is good at last, every app is opened anew, and everybody sends and receives until nothing waits. */
async function heal(town: Town): Promise<void> {
  town.isStormy = false;
  const phones = [town.amina, town.diego, town.sana];
  for (const phone of phones) restarts(phone);
  for (let round = 0; round < ROUNDS_MAX; round++) {
    for (const { person: owner } of phones) await owner.syncs();
    const waiting = await Promise.all(phones.map(({ person: owner }) => owner.waiting()));
    if (round > 1 && waiting.every((ids) => ids.length === 0)) return;
  }
}

async function violationsIn(town: Town): Promise<string[]> {
  return [
    ...(await lost(town)),
    ...invented(town),
    ...(await falselyReceived(town)),
    ...(await stillWaiting(town)),
    ...(await unseen(town)),
    ...damagedPhotos(town),
  ];
}

/** Every acknowledged save is at the endpoint, or visibly refused. */
async function lost({ ledger, couch }: Town): Promise<string[]> {
  const found: string[] = [];
  for (const { phone, id, rev } of ledger) {
    if (knows(couch.database().leaves(id), rev)) continue;
    const { quarantine, documents } = phone.person.store;
    const refused = (await quarantine.list()).filter(
      (entry) => entry.id === id && entry.direction === 'push',
    );
    const leaves = (await documents.get(id))?.leaves ?? [];
    // A correction that is refused carries what it corrects.
    const isShown = refused.some((entry) => {
      const leaf = leaves.find((one) => one.rev === entry.rev);
      return leaf !== undefined && knows([leaf], rev);
    });
    if (!isShown) found.push(`lost: ${id} ${rev}`);
  }
  return found;
}

function invented({ ledger, couch, edits: made }: Town): string[] {
  const known = new Set([...ledger.map(({ id, rev }) => `${id} ${rev}`), ...made]);
  return [...couch.database().documents].flatMap(([id, { leaves }]) =>
    id.startsWith('response:')
      ? leaves.filter(({ rev }) => !known.has(`${id} ${rev}`)).map(({ rev }) => `invented: ${id} ${rev}`)
      : [],
  );
}

async function falselyReceived({ amina, diego, sana, couch }: Town): Promise<string[]> {
  const found: string[] = [];
  for (const { person: owner } of [amina, diego, sana]) {
    for (const { id } of await owner.store.receipts.all()) {
      const document = await owner.store.documents.get(id);
      const isTrue = document !== undefined && knows(couch.database().leaves(id), document.rev);
      if ((await owner.isReceived(id)) && !isTrue) found.push(`falsely received: ${id}`);
    }
  }
  return found;
}

async function stillWaiting({ amina, diego, sana }: Town): Promise<string[]> {
  const waiting = await Promise.all([amina, diego, sana].map(({ person: owner }) => owner.waiting()));
  return waiting.flat().map((id) => `still waiting: ${id}`);
}

/** The coordinator sees every leaf that the endpoint holds. */
async function unseen({ sana, couch }: Town): Promise<string[]> {
  const found: string[] = [];
  for (const [id, { leaves }] of couch.database().documents) {
    const held = (await sana.person.store.documents.get(id))?.leaves ?? [];
    found.push(...leaves.filter(({ rev }) => !knows(held, rev)).map(({ rev }) => `unseen: ${id} ${rev}`));
  }
  return found;
}

function damagedPhotos({ photos, couch }: Town): string[] {
  return [...photos].flatMap(([id, photo]) => {
    const [leaf] = couch.database().leaves(id);
    const stub = (leaf?.body['_attachments'] as Record<string, { digest: string }> | undefined)?.['photo'];
    const bytes = stub && couch.database().attachments.get(stub.digest);
    return bytes && md5Digest(bytes.buffer) === md5Digest(photo) ? [] : [`photo lost or damaged: ${id}`];
  });
}
