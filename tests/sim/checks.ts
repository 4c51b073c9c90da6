import { canonicalJson } from '../../src/domain/canonical.ts';
import type { Rev } from '../../src/domain/ids.ts';
import { knows, type Leaf } from '../../src/domain/revisions.ts';
import type { DocumentRow, DraftRow, OutboxRow } from '../../src/storage/database.ts';
import { leavesOf, storedDocument } from '../../src/storage/documents.ts';
import {
  type CampaignStore,
  FORBIDDEN,
  md5Digest,
  type OutboxEntry,
  type QuarantineEntry,
  type Receipt,
  type StoredDocument,
  type SyncState,
} from '../../src/storage/index.ts';
import { refusedIn } from '../../src/storage/refusals.ts';
import { DATABASE, type Device } from './device.ts';
import type { Saved } from './ledger.ts';
import { keyOf } from './manners.ts';
import { PHOTO_TYPE, POISON } from './people.ts';
import { practiceAstray } from './practice.ts';
import { INVALID } from './server.ts';
import type { Town } from './town.ts';

/** The ledger against what the endpoint and the phones hold in the end. */

/** One phone's storage as it can be seen from outside the replicator. */
interface Held {
  readonly device: Device;
  readonly store: CampaignStore;
  readonly documents: ReadonlyMap<string, StoredDocument>;
  readonly quarantine: readonly QuarantineEntry[];
}

/** @returns broken promises; none is right */
export async function brokenPromises(town: Town): Promise<string[]> {
  const held = await Promise.all(town.devices.map((device) => heldBy(device)));
  return [
    ...town.ledger.violations,
    ...lost(town, held),
    ...invented(town),
    ...practiceAstray(town),
    ...held.flatMap((one) => apart(town, one, held)),
    ...held.flatMap((one) => unshownUnreadable(one)),
    ...held.flatMap((one) => shownUnreadable(town, one)),
    ...held.flatMap(refusedWithoutCause),
    ...held.flatMap((one) => refusedAndThere(town, one)),
    ...held.flatMap((one) => forbiddenByNoRule(town, one)),
    ...held.flatMap((one) => beyondNeed(town, one)),
    ...photosLost(town, held),
    ...torn(town, held),
    ...inStep(town),
    ...(await Promise.all(held.map((one) => clockMistaken(one)))).flat(),
    ...(await Promise.all(held.map((one) => foundOtherwise(one)))).flat(),
    ...(await Promise.all(held.map((one) => unmarked(town, one)))).flat(),
    ...(await Promise.all(held.map((one) => photosGone(town, one)))).flat(),
    ...(await Promise.all(held.map((one) => unsettled(town, one)))).flat(),
    ...(await Promise.all(held.map((one) => draftsLost(town, one)))).flat(),
    ...held.flatMap((one) => toldOtherwiseOfItself(town, one)),
  ];
}

async function heldBy(device: Device): Promise<Held> {
  const store = storeOf(device);
  const rows = device.disk.rows(DATABASE, 'documents') as DocumentRow[];
  return {
    device,
    store,
    documents: new Map(rows.map((row) => [row.id, storedDocument(row)])),
    quarantine: await store.quarantine.list(),
  };
}

/** What the endpoint has now, leaf by leaf. */
export const leavesAt = ({ server }: Town): readonly (readonly [string, Leaf])[] =>
  [...server.database.documents].flatMap(([id, { leaves }]) =>
    id.startsWith('_') ? [] : leaves.map((leaf) => [id, leaf] as const),
  );

/** What this phone has not, though its people need it. */
export function unseenOf(told: readonly (readonly [string, Leaf])[], device: Device): string[] {
  const rows = new Map(
    (device.disk.rows(DATABASE, 'documents') as DocumentRow[]).map((row) => [row.id, row]),
  );
  return told
    .filter(([id, leaf]) => isWanted(device, id, leaf) && !knows(leavesOf(rows.get(id)), leaf.rev))
    .map(([id, { rev }]) => `${id} ${rev}`);
}

/** What a phone lacks that has just met the endpoint for the first time. */
export const lackingOn = async (town: Town, device: Device): Promise<string[]> => {
  const held = await heldBy(device);
  return apart(town, held, [held]);
};

/**
 * What a coordinator's phone holds is at the endpoint again, photos apart, or visibly refused, or waits for a colleague
 * who shares the phone and has not come yet.
 */
export async function notGivenBack(town: Town): Promise<string[]> {
  const held = await Promise.all(town.devices.filter(isCoordinators).map((device) => heldBy(device)));
  return held.flatMap((one) => {
    const waiting = (one.device.disk.rows(DATABASE, 'outbox') as OutboxRow[]).filter(({ author }) =>
      isCollecting(one.device, author),
    );
    return [...one.documents.values()]
      .filter(({ type }) => type === 'response' || type === 'review')
      .flatMap(({ id, leaves }) => leaves.map(({ rev }) => ({ id, rev })))
      .filter(({ id, rev }) => !knows(town.server.database.leaves(id), rev))
      .filter(({ id, rev }) => !isShownRefused(one, id, rev))
      .filter(({ id, rev }) => !waiting.some((entry) => entry.id === id && entry.rev === rev))
      .map(({ id, rev }) => `not given back by ${one.device.name}: ${id} ${rev}`);
  });
}

function storeOf({ tabs }: Device): CampaignStore {
  const store = tabs.find(({ life }) => life)?.life?.store;
  if (store === undefined) throw new Error('a phone is off');
  return store;
}

/** Every acknowledged save is at the endpoint, or visibly refused on its phone. */
function lost({ ledger, server }: Town, held: readonly Held[]): string[] {
  return ledger.saves.flatMap(({ id, rev, device }) => {
    if (rev === undefined || knows(server.database.leaves(id), rev)) return [];
    const here = held.find((one) => one.device === device);
    return here !== undefined && isShownRefused(here, id, rev)
      ? []
      : [`lost: ${id} ${rev} of ${device.name}`];
  });
}

/** A correction that is refused carries what it corrects. */
const isShownRefused = ({ quarantine, documents }: Held, id: string, rev: Rev): boolean =>
  quarantine.some((entry) => {
    if (entry.id !== id || entry.direction !== 'push') return false;
    const refused = [entry.rev, ...(entry.others ?? []).map((other) => other.rev)];
    const leaves = documents.get(id)?.leaves.filter((one) => refused.includes(one.rev)) ?? [];
    return knows(leaves, rev);
  });

/** What is shown as refused did not come to the endpoint another way, in a file or from a colleague. */
const refusedAndThere = ({ server }: Town, { device, quarantine }: Held): string[] =>
  quarantine
    .flatMap(refusedIn)
    .filter(({ id, rev }) => knows(server.database.leaves(id), rev))
    .map(({ id, rev }) => `shown as refused on ${device.name}, and is there: ${id} ${rev}`);

/** Nobody made it, or it was made once and is there twice. */
function invented({ ledger, server }: Town): string[] {
  return [...server.database.documents].flatMap(([id, { leaves }]) => {
    if (!/^(response|review):(?!strange)/.test(id)) return [];
    const saves = ledger.saves.filter((saved) => saved.id === id);
    return [...ofNobody(ledger.outside, id, leaves, saves), ...otherWords(ledger.outside, id, leaves, saves)];
  });
}

function ofNobody(
  outside: ReadonlySet<string>,
  id: string,
  leaves: readonly Leaf[],
  saves: readonly Saved[],
) {
  const known = new Set<string>(saves.flatMap(({ rev, expected }) => [rev ?? '', expected ?? '']));
  const revs = [...new Set(leaves.flatMap(({ rev, ancestors }) => [rev, ...ancestors]))];
  const strange = revs.filter((rev) => !known.has(rev) && !outside.has(`${id} ${rev}`));
  // A save that died before its answer may have happened all the same; its revision is not known to the ledger.
  const open = saves.filter(({ rev, expected }) => rev === undefined && expected === undefined);
  return strange.slice(open.length).map((rev) => `invented: ${id} ${rev}`);
}

/** A leaf says what was given to the app, to the letter. */
function otherWords(
  outside: ReadonlySet<string>,
  id: string,
  leaves: readonly Leaf[],
  saves: readonly Saved[],
) {
  const bodies = new Set(saves.map(({ body }) => body));
  const changed = leaves.filter(
    ({ rev, body, deleted }) => !outside.has(`${id} ${rev}`) && !deleted && !bodies.has(canonicalJson(body)),
  );
  return changed.map(({ rev }) => `other words: ${id} ${rev}`);
}

/** Every phone has what its person's work needs, as the endpoint has it: all leaves, the same winner, the same words. */
function apart({ server, ledger }: Town, held: Held, all: readonly Held[]): string[] {
  const { device, documents } = held;
  const found: string[] = [];
  for (const [id, { leaves }] of server.database.documents) {
    if (id.startsWith('_')) continue;
    const here = documents.get(id);
    for (const leaf of leaves.filter((one) => isWanted(device, id, one))) {
      const mine = here?.leaves.find(({ rev }) => rev === leaf.rev);
      if (mine === undefined && !knows(here?.leaves ?? [], leaf.rev)) {
        found.push(`unseen by ${device.name}: ${id} ${leaf.rev}`);
      } else if (mine !== undefined && words(mine) !== words(leaf)) {
        found.push(`told otherwise on ${device.name}: ${id} ${leaf.rev}`);
      }
    }
    if (here !== undefined && here.rev !== winning(here.leaves))
      found.push(`no winner on ${device.name}: ${id}`);
  }
  return [...found, ...aloneHere({ server, ledger }, held, all)];
}

/** What a phone has and the endpoint does not: only what it refuses now, wherever that is seen. */
function aloneHere(
  { server: { database }, ledger }: Pick<Town, 'server' | 'ledger'>,
  held: Held,
  all: readonly Held[],
): string[] {
  const made = new Set(ledger.saves.map(({ id }) => id));
  return [...held.documents.values()].flatMap(({ id, leaves }) =>
    leaves
      .filter(({ rev }) => made.has(id) && !ledger.outside.has(`${id} ${rev}`))
      .filter(
        ({ rev }) => !knows(database.leaves(id), rev) && !all.some((one) => isShownRefused(one, id, rev)),
      )
      .map(({ rev }) => `only on ${held.device.name}: ${id} ${rev}`),
  );
}

/** CouchDB's rule in words of our own: not deleted, the longer history, the greater hash. */
function winning(leaves: readonly Leaf[]): Rev | undefined {
  const place = ({ deleted, rev }: Leaf): string =>
    `${deleted ? 0 : 1} ${rev.split('-')[0]?.padStart(6, '0')} ${rev}`;
  return [...leaves].sort((one, other) => (place(one) < place(other) ? 1 : -1))[0]?.rev;
}

/** Attachments by their digests: the stub's other words differ between endpoints. */
const words = ({ body, deleted }: Leaf): string => {
  const { _attachments, ...rest } = body as { _attachments?: Record<string, { digest?: string }> };
  return canonicalJson([deleted, rest, _attachments?.['photo']?.digest ?? null]);
};

const isCollecting = ({ tabs }: Device, name: string): boolean =>
  tabs.some(({ someone }) => someone.name === name && someone.role === 'collector');

const isCoordinators = ({ tabs }: Device): boolean =>
  tabs.some(({ someone }) => someone.role === 'coordinator');

/** The selection of `sync/selection.ts`, in words of its own. */
function isWanted(device: Device, id: string, { body, deleted }: Leaf): boolean {
  if (isCoordinators(device)) return true;
  if (deleted) return false;
  if (/^(campaign|form|file|review|entity):/.test(id)) return true;
  if (!id.startsWith('response:')) return false;
  return body['subject'] === 'place' || device.tabs.some(({ someone }) => someone.name === body['collector']);
}

/**
 * A collector's phone holds nobody else's interviews, where the endpoint can select: what came is what she needs, what
 * she made, and what somebody handed to her.
 */
function beyondNeed({ server, ledger }: Town, { device, documents }: Held): string[] {
  if (isCoordinators(device) || !server.couch.abilities.selector) return [];
  const handed = (id: string): boolean =>
    device.tabs.some(({ someone }) => ledger.imported.has(keyOf(device, someone.name, id)));
  return [...documents.values()]
    .filter(
      ({ id, leaves }) => id.startsWith('response:') && !leaves.some((leaf) => isWanted(device, id, leaf)),
    )
    .filter(({ id, leaves }) => !handed(id) && !leaves.every(({ deleted }) => deleted))
    .map(({ id }) => `${device.name} has what is none of its people's: ${id}`);
}

/** What a phone cannot read lies in its quarantine, where people see it. */
const unshownUnreadable = ({ device, documents, quarantine }: Held): string[] =>
  [...documents.values()]
    .filter(
      ({ id, readable }) =>
        !readable &&
        !quarantine.some(
          (entry) =>
            entry.id === id && entry.direction === 'pull' && !/undefined|^$/.test(entry.reason ?? ''),
        ),
    )
    .map(({ id }) => `unreadable and not shown on ${device.name}: ${id}`);

/** And what it can read, or need not, does not. */
const shownUnreadable = ({ ledger }: Town, { device, quarantine }: Held): string[] =>
  quarantine
    .filter(
      ({ id, direction }) =>
        direction === 'pull' && !id.startsWith('review:strange-') && !ledger.ofLaterVersions.has(id),
    )
    .map(({ id, reason }) => `shown as unreadable on ${device.name}: ${id} ${reason}`);

/** This endpoint refuses by a rule, as too large, or for one word; whatever else is put aside was well-formed. */
const refusedWithoutCause = ({ device, documents, quarantine }: Held): string[] =>
  quarantine
    .filter(({ direction, why }) => direction === 'push' && why !== 'forbidden' && why !== 'too-large')
    .filter(({ id, rev }) => {
      const leaf = documents.get(id)?.leaves.find((one) => one.rev === rev);
      return !JSON.stringify(leaf?.body ?? '').includes(INVALID);
    })
    .map(({ id, why, reason }) => `refused without cause on ${device.name}: ${id} ${why} ${reason}`);

/** Until a phone has rested, and asked once more where it had asked just before. */
const LIFTED_MS = 40 * 60_000;

/** A rule that was lifted is noticed by itself, for everybody who shares a phone. */
function forbiddenByNoRule({ server, scheduler }: Town, { device, documents, quarantine }: Held): string[] {
  if (!server.habits.tellsRules || scheduler.nowMs - server.liftedMs < LIFTED_MS) return [];
  return quarantine
    .flatMap(refusedIn)
    .filter(({ why }) => why === FORBIDDEN)
    .filter(({ id, rev }) => {
      const leaf = documents.get(id)?.leaves.find((one) => one.rev === rev);
      return leaf !== undefined && server.database.rule(leaf.body, null) === undefined;
    })
    .map(({ id }) => `forbidden by no rule and still refused on ${device.name}: ${id}`);
}

/** Every promised photo is at the endpoint byte by byte and as what it is, or visibly refused. */
function photosLost({ ledger, server }: Town, held: readonly Held[]): string[] {
  return [...ledger.photos].flatMap(([id, { bytes, isPromised }]) => {
    const [leaf] = server.database.leaves(id);
    if (leaf === undefined) {
      const isRefused = held.some(({ quarantine }) => quarantine.some((entry) => entry.id === id));
      return isRefused || !isPromised ? [] : [`photo lost: ${id}`];
    }
    const stubs = leaf.body['_attachments'] as
      | Record<string, { digest: string; content_type: string }>
      | undefined;
    const stub = stubs?.['photo'];
    const there = stub && server.database.attachments.get(stub.digest);
    if (!there || md5Digest(there.buffer) !== md5Digest(bytes)) return [`photo damaged: ${id}`];
    if (!isOfItsPlace(id, leaf.body)) return [`recording out of order: ${id} ${canonicalJson(leaf.body)}`];
    return stub.content_type === PHOTO_TYPE ? [] : [`photo called ${stub.content_type}: ${id}`];
  });
}

/** Part 2 says that it is the second of several; what is whole says nothing of the kind. */
function isOfItsPlace(id: string, { part }: Leaf['body']): boolean {
  const number = /^media:[^:]+:(\d+)$/.exec(id)?.[1];
  return (part as { number?: number } | undefined)?.number === (number && Number(number));
}

const PAUSES_MIN = 6;

/** Phones that met the same trouble would all come back at the same moment. */
const inStep = ({ ledger }: Town): string[] =>
  ledger.count('pauses') >= PAUSES_MIN && ledger.jitters.size === 1 ? ['no pause differs from another'] : [];

/** A slow answer tells the time late; nobody's clock is set while nothing happens. */
const CLOCK_MS_MAX = 5 * 60_000;

async function clockMistaken({ device, store }: Held): Promise<string[]> {
  const names = [...new Set(device.tabs.map(({ someone }) => someone.name))];
  const states = await Promise.all(names.map((name) => store.syncState.get(name)));
  return states
    .filter(({ lastSuccessAt }) => lastSuccessAt !== undefined)
    .map(({ clockAheadMs = Number.NaN }) => clockAheadMs)
    .filter((aheadMs) => !(Math.abs(aheadMs - device.skewMs) <= CLOCK_MS_MAX))
    .map((aheadMs) => `${device.name} is ${device.skewMs} ms ahead and says ${aheadMs}`);
}

/** Whoever knows a correction knows that what it corrects is no leaf any more. */
function torn({ ledger, server }: Town, held: readonly Held[]): string[] {
  const trees: [string, (id: string) => readonly Leaf[]][] = [
    ['the endpoint', (id) => server.database.leaves(id)],
    ...held.map(({ device, documents }): [string, (id: string) => readonly Leaf[]] => [
      device.name,
      (id) => documents.get(id)?.leaves ?? [],
    ]),
  ];
  return ledger.saves.flatMap(({ id, rev, parent }) => {
    if (rev === undefined || !parent) return [];
    return trees
      .filter(([, leavesOf]) => knows(leavesOf(id), rev) && leavesOf(id).some((leaf) => leaf.rev === parent))
      .map(([where]) => `torn at ${where}: ${id} ${parent} is corrected by ${rev} and still a leaf`);
  });
}

/** What lists and the desk's conflicts show is what there is, and nothing else. */
async function foundOtherwise({ device, store, documents }: Held): Promise<string[]> {
  const all = [...documents.values()];
  const [listed, conflicted] = await Promise.all([store.documents.responses(), store.documents.conflicted()]);
  const responses = all.filter(({ type, deleted, readable }) => type === 'response' && !deleted && readable);
  const inConflict = all.filter(({ leaves }) => leaves.filter(({ deleted }) => !deleted).length > 1);
  return [
    ...apartIn(`not in the list of ${device.name}`, responses, listed),
    ...apartIn(`not among the conflicts of ${device.name}`, inConflict, conflicted),
    ...apartIn(`in the list of ${device.name}, and gone`, listed, responses),
    ...apartIn(`among the conflicts of ${device.name}, and none`, conflicted, inConflict),
    ...(await askedOtherwise(device, store, all)),
  ];
}

type Question = readonly [
  what: string,
  ask: (store: CampaignStore) => Promise<readonly { id: string }[]>,
  isMeant: (document: StoredDocument) => boolean,
];

const TYPES = ['campaign', 'form', 'review', 'media', 'entity', 'device', 'response'] as const;

/** What screens ask for, each by the narrowest index. */
const questionsOf = ({ tabs }: Device, documents: readonly StoredDocument[]): Question[] => {
  const [response] = documents.filter(({ type }) => type === 'review').map(({ body }) => body['response']);
  const [entity] = documents.filter(({ type }) => type === 'entity').map(({ body }) => body);
  const about = String(response);
  const list = String(entity?.['list']);
  const thing = String(entity?.['entity']);
  const names = [...new Set(tabs.map(({ someone }) => someone.name))];
  const isOf = (document: StoredDocument, fields: Record<string, unknown>): boolean =>
    Object.entries(fields).every(([key, value]) => document.body[key] === value);
  const queries = [
    ...names.map((collector) => ({ collector })),
    { subject: 'place' as const },
    { form: 'place' },
    { form: 'place', round: null },
    { form: 'vaccine_baseline', round: 'baseline' },
  ];
  return [
    ...TYPES.map(
      (type): Question => [type, (store) => store.documents.ofType(type), (one) => one.type === type],
    ),
    ...queries.map(
      (query): Question => [
        `responses ${JSON.stringify(query)}`,
        (store) => store.documents.responses(query),
        (one) => one.type === 'response' && isOf(one, query),
      ],
    ),
    ...(['review', 'media'] as const).map(
      (type): Question => [
        `${type} about ${about}`,
        (store) => store.documents.about(about, type),
        (one) => one.type === type && one.body['response'] === about,
      ],
    ),
    [
      `entities of ${list}`,
      (store) => store.documents.entities(list),
      (one) => one.type === 'entity' && one.body['list'] === list,
    ],
    [
      `what is said of ${list} ${thing}`,
      (store) => store.documents.entities(list, thing),
      (one) => one.type === 'entity' && isOf(one, { list, entity: thing }),
    ],
  ];
};

async function askedOtherwise(
  device: Device,
  store: CampaignStore,
  documents: readonly StoredDocument[],
): Promise<string[]> {
  const shown = documents.filter(({ deleted, readable }) => !deleted && readable);
  const found = await Promise.all(
    questionsOf(device, shown).map(async ([what, ask, isMeant]) => {
      const told = await ask(store);
      const meant = shown.filter(isMeant);
      return [
        ...apartIn(`not told on ${device.name} of ${what}`, meant, told),
        ...apartIn(`told on ${device.name} of ${what}, and is none`, told, meant),
      ];
    }),
  );
  return found.flat();
}

function apartIn(words: string, all: readonly { id: string }[], shown: readonly { id: string }[]): string[] {
  const ids = new Set(shown.map(({ id }) => id));
  return all.filter(({ id }) => !ids.has(id)).map(({ id }) => `${words}: ${id}`);
}

/** People see of everything they finished that it has arrived. */
async function unmarked({ ledger, server }: Town, { device, store, documents, quarantine }: Held) {
  const receipts = new Map((await store.receipts.all()).map((receipt) => [receipt.id, receipt.rev]));
  const own = new Set(ledger.saves.flatMap(({ id, rev, device: at }) => (rev && at === device ? [id] : [])));
  return [...own].flatMap((id) => {
    const rev = documents.get(id)?.rev;
    const isRefused = quarantine.some((entry) => entry.id === id && entry.direction === 'push');
    const isOpen = isRefused || !server.database.documents.has(id);
    return isOpen || receipts.get(id) === rev
      ? []
      : [`not marked as received on ${device.name}: ${id} ${rev}`];
  });
}

/** The phone that took a photo keeps it: it alone can give it back to a database that lost it. */
async function photosGone({ ledger }: Town, { device, store }: Held): Promise<string[]> {
  const own = [...ledger.photos].filter(([, photo]) => photo.device === device && photo.isPromised);
  const kept = await Promise.all(own.map(([id]) => store.media.get(id)));
  return own.flatMap(([id, { bytes }], index) => {
    const here = kept[index];
    return here && md5Digest(here.bytes) === md5Digest(bytes)
      ? []
      : [`photo gone from ${device.name}: ${id}`];
  });
}

/** With no more trouble and nobody's help, everything that people saved has left its phone. */
/** @param isMeant which of what waits; absent: all */
export async function stillWaiting(
  { devices }: Pick<Town, 'devices'>,
  isMeant: (entry: OutboxEntry) => boolean = () => true,
): Promise<string[]> {
  const waiting = await Promise.all(
    devices.map(async (device) => [device, await storeOf(device).outbox.list()] as const),
  );
  return waiting.flatMap(([device, entries]) =>
    entries
      .filter((entry) => entry.type !== 'device' && isMeant(entry))
      .map(({ id, rev }) => `stuck on ${device.name}: ${id} ${rev}`),
  );
}

/**
 * Nothing waits on this phone nor is taken up again when a rule is lifted, and nothing that is shown as refused has come to the
 * endpoint since both were compared; the next timer is there to look for news.
 */
export function isAtRest({ server }: Town, { disk, locks }: Device): boolean {
  const states = disk.rows(DATABASE, 'syncStates') as SyncState[];
  const refused = disk.rows(DATABASE, 'quarantine') as QuarantineEntry[];
  return (
    locks.areFree &&
    refused
      .flatMap(refusedIn)
      .every(
        ({ id, rev, why }) =>
          (why !== FORBIDDEN || !server.habits.tellsRules) && !knows(server.database.leaves(id), rev),
      ) &&
    disk.rows(DATABASE, 'outbox').length === 0 &&
    states.every(({ phase, lastTrouble, isOwed }) => phase === 'idle' && lastTrouble === undefined && !isOwed)
  );
}

/** What has not gone though only another document makes a rule of the endpoint crash. */
export function heldUp({ server: { database } }: Town, { name, disk }: Device): string[] {
  const documents = new Map((disk.rows(DATABASE, 'documents') as DocumentRow[]).map((row) => [row.id, row]));
  return (disk.rows(DATABASE, 'outbox') as OutboxRow[])
    .filter(({ id, rev, type }) => type !== 'device' && !knows(database.leaves(id), rev))
    .filter(({ id }) => !JSON.stringify(documents.get(id)?.body).includes(POISON))
    .map(({ id }) => `held up on ${name} by another document: ${id}`);
}

/** A note is due after a minute; a session on a slow link takes some. */
const OWED_MS_MAX = 10 * 60_000;

/** Every receipt is true, nothing is left, and the screen says that all is well. */
async function unsettled({ server }: Town, { device, store }: Held): Promise<string[]> {
  const waiting = (await store.outbox.list()).map(
    ({ id, rev }) => `still waiting on ${device.name}: ${id} ${rev}`,
  );
  const untrue = (await store.receipts.all())
    .filter(({ id, rev }) => !knows(server.database.leaves(id), rev))
    .map(({ id, rev }) => `falsely received on ${device.name}: ${id} ${rev}`);
  const names = [...new Set(device.tabs.map(({ someone }) => someone.name))];
  const states = await Promise.all(names.map((name) => store.syncState.get(name)));
  const ill = states
    .filter(
      ({ phase, lastTrouble }) => (phase !== 'idle' && device.locks.areFree) || lastTrouble !== undefined,
    )
    .map((state) => `ill at the end on ${device.name}: ${canonicalJson(state)}`);
  const owing = states
    .filter(
      ({ isOwed, lastAttemptAt = '' }) => isOwed && device.now() - Date.parse(lastAttemptAt) > OWED_MS_MAX,
    )
    .map(({ lastAttemptAt }) => `${device.name} has told the endpoint of no end since ${lastAttemptAt}`);
  return [...waiting, ...untrue, ...ill, ...owing];
}

/** The last answer that was acknowledged is still in its draft, or a later one. */
async function draftsLost({ ledger }: Town, { device, store }: Held): Promise<string[]> {
  const own = [...ledger.drafts.values()].filter(
    (draft) => draft.device === device && draft.acknowledged !== '',
  );
  const kept = await Promise.all(own.map(({ id }) => store.drafts.get(id)));
  const open = new Set([...ledger.drafts.values()].map((draft) => `${draft.device.name} ${draft.id}`));
  const ended = [...ledger.finished].filter((key) => key.startsWith(`${device.name} `) && !open.has(key));
  const left = new Set(
    (device.disk.rows(DATABASE, 'drafts') as DraftRow[]).map(({ id }) => `${device.name} ${id}`),
  );
  return [
    ...own.flatMap(({ id, acknowledged, tried }, index) => {
      const now = canonicalJson(kept[index]?.answers ?? null);
      return now === acknowledged || tried.has(now) ? [] : [`draft lost on ${device.name}: ${id}`];
    }),
    ...ended.filter((key) => left.has(key)).map((key) => `finished and still a draft: ${key}`),
  ];
}

/** What the coordinator reads of a phone is what is on it, once nothing is owed any more. */
function toldOtherwiseOfItself({ server }: Town, { device, quarantine }: Held): string[] {
  const receipts = device.disk.rows(DATABASE, 'receipts') as Receipt[];
  const states = device.disk.rows(DATABASE, 'syncStates') as (SyncState & { author: string })[];
  return states.flatMap(({ author, isOwed, lastTrouble }) => {
    const [told] = server.database.leaves(`device:${device.name}:${author}`);
    if (isOwed || lastTrouble || told === undefined) return [];
    const received = receipts.filter((one) => one.author === author && one.id.startsWith('response:')).length;
    const attention = quarantine.filter(
      ({ entry }) => entry?.author === author && entry.type !== 'device',
    ).length;
    const { body } = told;
    return body['waiting'] === 0 && body['received'] === received && body['attention'] === attention
      ? []
      : [`${device.name} says of ${author} ${canonicalJson(body)}, not ${received} and ${attention}`];
  });
}
