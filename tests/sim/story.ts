import { knows } from '../../src/domain/revisions.ts';
import type { OutboxRow } from '../../src/storage/database.ts';
import {
  type Checkpoint,
  type JournalLine,
  type SyncState,
  storageTrouble,
} from '../../src/storage/index.ts';
import { Background } from './background.ts';
import type { Chance } from './chance.ts';
import { isAtRest, leavesAt, unseenOf } from './checks.ts';
import type { Day } from './day.ts';
import { DATABASE, Device, type Tab } from './device.ts';
import { fetchesFiles, publishesFiles } from './files.ts';
import { sentIn } from './manners.ts';
import {
  acts,
  agreesApart,
  correctsApart,
  correctsOften,
  correctsSurvey,
  handsOver,
  isCollector,
  leavesDraft,
  looksAtPhoto,
  POISON,
  recordsVoice,
  reportsPlace,
  retriesRefused,
  reviews,
  savesPoison,
  savesSurvey,
  sharesDraft,
  solvesConflict,
  taps,
} from './people.ts';
import { looksAgainAtAPlace } from './places.ts';
import { playLessons } from './practice.ts';
import type { Backup } from './server.ts';
import { skew, type Town, tabsOf } from './town.ts';

/** One day in a town: what people do, what administrators do, and what goes wrong, at times that chance names. */

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Each seed plays so much at least. */
const SAVES_MIN = 40;
const FAULTS_MIN = 20;
/** People save in bursts: a street, a village. Fewer would interleave more and leave less between. */
const BURSTS = 7;
const BURST_MS = 8_000;
/** How often each of the other things happens in a town. */
const HAPPENINGS: readonly (readonly [number, (town: Town) => void])[] = [
  [8, (town) => personally(town, collectorTab(town), 'corrects', correctsSurvey)],
  [6, (town) => personally(town, coordinatorTab(town), 'reviews', reviews)],
  [2, (town) => personally(town, collectorTab(town), 'leaves a draft', leavesDraft)],
  [0.6, (town) => personally(town, collectorTab(town), 'records a voice', recordsVoice)],
  [1, (town) => personally(town, collectorTab(town), 'has a draft in two tabs', sharesDraft)],
  [0.4, (town) => personally(town, collectorTab(town), 'corrects often', correctsOften)],
  [0.5, (town) => personally(town, collectorTab(town), 'corrects apart', correctsApart)],
  [0.3, (town) => personally(town, collectorTab(town), 'agrees apart', agreesApart)],
  [3, (town) => personally(town, coordinatorTab(town), 'solves a conflict', solvesConflict)],
  [0.3, promotion],
  [2, (town) => personally(town, collectorTab(town), 'hands over a file', handsOver)],
  [3, (town) => personally(town, town.chance.pick(tabsOf(town)), 'looks at a photo', looksAtPhoto)],
  [4, (town) => personally(town, town.chance.pick(tabsOf(town)), 'taps', taps)],
  [3, (town) => personally(town, town.chance.pick(tabsOf(town)), 'retries', retriesRefused)],
  [6, fateOfATab],
  [2, reboot],
  [2, wakesWorker],
  [2, changeOfWeather],
  [2, changeOfWeather],
  [2, changeOfNetwork],
  [1, changeOfClock],
  [1, changeOfRule],
  [3, editAtTheEndpoint],
  [1, newFormVersion],
  [1, ({ server }) => server.backUp()],
  [1, ({ server }) => server.backUp()],
  [0.6, restore],
  [0.4, restoreAtOnce],
  [0.4, reset],
  [0.4, changeOfPassword],
  [0.3, strangeDocument],
];

export async function playStorm(town: Town, { stormMinutes, saves, share }: Day): Promise<void> {
  const { scheduler, chance } = town;
  const stormMs = stormMinutes * MINUTE_MS;
  for (const tab of tabsOf(town))
    if (chance.is(0.8)) within(town, 0.05 * stormMs, 'opens', tab.device, () => tab.open());
  const bursts = Array.from({ length: BURSTS }, () => chance.below(stormMs - BURST_MS));
  for (let save = 0; save < saves; save++) {
    const act = chance.is(0.16) ? reportsPlace : savesSurvey;
    saveWithin(town, chance.pick(bursts), BURST_MS, act);
  }
  for (const [often, happen] of HAPPENINGS) {
    const here = often > 1 ? often * share : often;
    const times = Math.floor(here) + (chance.is(here % 1) ? 1 : 0);
    for (let time = 0; time < times; time++) within(town, stormMs, 'happens', null, () => happen(town));
  }
  playQuirks(town, stormMs);
  playLessons(town, stormMs);
  await scheduler.run(scheduler.nowMs + stormMs);
  for (let squall = 0; squall < SQUALLS_MAX && !isEnough(town); squall++) await playSquall(town);
}

/** Scenes that a chance of their own times, in the second half: there is something to look at then. */
function playQuirks(town: Town, stormMs: number): void {
  const { scheduler, quirks, devices } = town;
  const later = (): number => stormMs * (0.5 + quirks.next() / 2);
  const tab = quirks.pick(tabsOf(town).filter(isCollector));
  if (quirks.is(0.6))
    scheduler.after(later(), tab.device.lane, `${tab.name} looks again at a place`, () =>
      acts(town, tab, looksAgainAtAPlace),
    );
  const shared = devices.find(({ tabs: [one, other] }) => one?.someone !== other?.someone);
  if (shared && ['any', 'cookie'].includes(town.server.gate.signIn))
    for (let time = 0; time < BESIDE; time++)
      scheduler.after(later(), shared.lane, 'two at once', () => besideAColleague(town, shared));
  if (shared && quirks.is(0.4))
    scheduler.after(later(), shared.lane, 'both are without a network', () => worksForBoth(town, shared));
  if (quirks.is(0.4)) scheduler.after(later(), scheduler.current, 'another proxy', () => changeOfProxy(town));
  if (quirks.is(0.3))
    scheduler.after(later(), scheduler.current, 'everything is refused', () => refusesAll(town));
  const { oddities } = town;
  if (oddities.is(0.4)) {
    scheduler.after(0.4 * oddities.below(stormMs), scheduler.current, 'files', () => publishesFiles(town));
    for (const one of tabsOf(town))
      scheduler.after(
        stormMs * (0.4 + 0.6 * oddities.next()),
        one.device.lane,
        `${one.name} fetches files`,
        () => acts(town, one, fetchesFiles),
      );
  }
  if (oddities.is(0.3)) {
    const busy = oddities.pick(tabsOf(town).filter(isCollector));
    scheduler.after(oddities.below(stormMs), busy.device.lane, 'too much', () => leavesAPause(town, busy));
  }
  if (oddities.is(0.4))
    scheduler.after(oddities.below(stormMs), scheduler.current, 'a later version', () =>
      editInLaterWords(town),
    );
}

const LEAVES_MS = 200;
const STAYS_MAX = 600;

/** The endpoint says that it is too much, and not for how long: so the worker waits as long as the page would have. */
function leavesAPause(town: Town, tab: Tab): void {
  const { weather, scheduler, ledger } = town;
  const { device, someone } = tab;
  weather.plan = (asking) => {
    if (asking !== device) return undefined;
    weather.plan = undefined;
    return { kind: 'answered', status: 429, hasEffect: false };
  };
  acts(town, tab, savesSurvey);
  const leaves = (left: number): void => {
    const state = statesOn(device).find(({ author }) => author === someone.name);
    if (state?.lastTrouble?.why === 'too-many' && state.nextAttemptAt) {
      ledger.saw('closed during a pause of nobody’s length');
      for (const one of device.tabs) {
        one.die();
        comesBack(town, one, 10 * MINUTE_MS);
      }
      runsWorker(town, device, 1);
    } else if (left > 0) scheduler.after(LEAVES_MS, device.lane, 'stays', () => leaves(left - 1));
  };
  leaves(STAYS_MAX);
}

/** Somebody who has a later version of the app corrects what she saved on this phone. */
function editInLaterWords({ server, oddities, ledger }: Town): void {
  const there = ledger.saves.filter(
    ({ id, rev }) => rev && id.startsWith('response:') && server.database.leaves(id).length === 1,
  );
  if (there.length === 0 || server.isDown) return;
  const { id } = oddities.pick(there);
  const [leaf] = server.database.leaves(id);
  if (!leaf || leaf.deleted) return;
  ledger.saw('corrected by a later version');
  ledger.outside.add(`${id} ${server.database.put(id, { ...leaf.body, schema: 9 }, leaf.rev)}`);
  ledger.ofLaterVersions.add(id);
}

/** Another proxy stands before the endpoint, which takes gzip or does not. */
function changeOfProxy({ weather, quirks, ledger }: Town): void {
  ledger.saw('another proxy');
  const refusal = quirks.pick([415, 400, 'silence', 'silence'] as const);
  weather.gzipRefusal = weather.gzipRefusal === undefined ? refusal : undefined;
}

/** Whatever is asked is a bad request, as after a change of the key of tokens: no document's fault. */
function refusesAll({ server, scheduler, devices, quirks, ledger }: Town): void {
  ledger.saw('everything refused');
  server.refusesAll = true;
  // Between a document that it refused and the question whether it refuses everything, nobody could tell.
  const isOver = (): boolean => devices.every(({ locks }) => locks.areFree);
  const ends = (): void => {
    if (isOver()) server.refusesAll = false;
    else scheduler.after(1000, scheduler.current, 'it refuses on', ends);
  };
  scheduler.after(quirks.below(5 * MINUTE_MS), scheduler.current, 'it refuses no more', ends);
}

const BESIDE = 3;
const BESIDE_MS = 15_000;

/** One sends, and a colleague on the same phone looks at photos: where cookies count, both sign in for the one cookie. */
function besideAColleague(town: Town, { tabs: [one, other], lane }: Device): void {
  const { scheduler, quirks, ledger } = town;
  if (!one || !other) return;
  ledger.saw('two of one phone at once');
  acts(town, one, savesSurvey);
  for (let time = 0; time < BESIDE; time++)
    scheduler.after(quirks.below(BESIDE_MS), lane, `${other.name} looks beside her`, () =>
      acts(town, other, looksAtPhoto),
    );
}

/**
 * Two who share a phone save without a network and put it away. The worker wakes, and the endpoint asks the first of them
 * to wait: that means the other, too.
 */
function worksForBoth(town: Town, device: Device): void {
  const { scheduler, weather, ledger } = town;
  const { name, tabs, lane } = device;
  let hasNetwork = false;
  weather.plan = ({ name: asking }, { path }) => {
    if (asking !== name) return undefined;
    if (!hasNetwork) return { kind: 'request lost' };
    if (path.endsWith('/_session')) return undefined;
    weather.plan = undefined;
    ledger.saw('worker asked to wait');
    return { kind: 'answered', status: 429, retryAfterS: 90, hasEffect: false };
  };
  for (const tab of tabs) acts(town, tab, savesSurvey);
  scheduler.after(BESIDE_MS, lane, 'the worker wakes', () => {
    for (const tab of tabs) {
      tab.die();
      comesBack(town, tab, 10 * MINUTE_MS);
    }
    hasNetwork = true;
    runsWorker(town, device, 1);
  });
}

/** More than any town has needed. */
const SQUALLS_MAX = 10;
const SQUALL_MS = 2 * MINUTE_MS;

/** The storm goes on where too little was saved or went wrong. */
async function playSquall(town: Town): Promise<void> {
  const { scheduler, weather, devices, ledger } = town;
  ledger.saw('squalls');
  for (const { name } of devices) weather.badness.set(name, 0.4);
  for (let save = 0; save < 6; save++) saveWithin(town, 0, SQUALL_MS, savesSurvey);
  for (const happen of [fateOfATab, fateOfATab, reboot])
    within(town, SQUALL_MS, 'happens', null, () => happen(town));
  await scheduler.run(scheduler.nowMs + SQUALL_MS);
}

/** A seed that plays less proves less than it says. */
export const isEnough = ({ ledger, devices }: Town): boolean =>
  devices.length >= 3 && ledger.count('saves') >= SAVES_MIN && ledger.count('faults') >= FAULTS_MIN;

function saveWithin(town: Town, afterMs: number, ms: number, act: Parameters<typeof acts>[2]): void {
  const { scheduler, chance } = town;
  scheduler.after(afterMs + chance.below(ms), scheduler.current, 'saves', () =>
    personally(town, collectorTab(town), 'saves', act),
  );
}

function within(
  { scheduler, chance }: Town,
  ms: number,
  what: string,
  device: Device | null,
  run: () => void,
): void {
  scheduler.after(chance.below(ms), device?.lane ?? scheduler.current, what, run);
}

/** As an event of that phone, so that what it leaves for later is the phone's. */
function personally(town: Town, tab: Tab, what: string, act: Parameters<typeof acts>[2]): void {
  town.scheduler.post(tab.device.lane, `${tab.name} ${what}`, () => acts(town, tab, act));
}

const collectorTab = (town: Town): Tab => town.chance.pick(tabsOf(town).filter(isCollector));
const coordinatorTab = (town: Town): Tab => town.chance.pick(tabsOf(town).filter((tab) => !isCollector(tab)));

function fault({ ledger, scheduler }: Town, what: string): void {
  scheduler.note(what);
  ledger.saw(what);
  ledger.saw('faults');
}

/** A tab dies between two of its transactions, or its disk fails it. */
function fateOfATab(town: Town): void {
  const { chance } = town;
  const tab = chance.pick(tabsOf(town));
  const act = chance.pick(['die', 'die', 'die', 'lose-connection', 'fail'] as const);
  const fate = { at: chance.pick(['before', 'after'] as const), act };
  fault(town, act === 'die' ? `killed ${fate.at} a transaction` : act);
  tab.plan(fate, 1 + chance.below(30));
  comesBack(town, tab, 10 * MINUTE_MS);
}

/** People open what has gone. */
function comesBack(town: Town, tab: Tab, withinMs: number): void {
  const { scheduler, chance } = town;
  scheduler.after(chance.below(withinMs), tab.device.lane, 'opens again', () => tab.open());
}

function reboot(town: Town): void {
  const device = town.chance.pick(town.devices);
  fault(town, 'reboot');
  town.scheduler.post(device.lane, 'reboots', () => {
    for (const tab of device.tabs) tab.die();
  });
  for (const tab of device.tabs) comesBack(town, tab, 3 * MINUTE_MS);
}

/** How often a browser calls its worker again while something still waits. */
const WAKES_MAX = 3;

/** The network is back, as the browser believes; perhaps no page is open. */
function wakesWorker(town: Town): void {
  const { chance, ledger, scheduler } = town;
  const device = chance.pick(town.devices);
  const isClosed = chance.is(0.5);
  ledger.saw(isClosed ? 'background session without a page' : 'background session beside a page');
  if (isClosed) {
    for (const tab of device.tabs) comesBack(town, tab, 10 * MINUTE_MS);
    scheduler.post(device.lane, 'pages are closed', () => {
      for (const tab of device.tabs) tab.die();
    });
  }
  scheduler.post(device.lane, 'the worker wakes', () => runsWorker(town, device, WAKES_MAX));
}

function runsWorker(town: Town, device: Device, times: number): void {
  const { chance, ledger, scheduler } = town;
  const worker = new Background(device, () => undefined);
  const left = leftBehind(town, device);
  const inVain = sentInVain(device);
  const ended = device.wakes();
  if (chance.is(0.2)) {
    fault(town, 'worker ended by the browser');
    scheduler.after(chance.below(MINUTE_MS), device.lane, 'the worker is ended', () => {
      worker.die();
      ended();
    });
  }
  void worker.wakes().then((error) => {
    ended();
    ledger.saw(error === undefined ? 'background: all sent' : 'background: again later');
    if (error === undefined && worker.isCutOff && isUnreachable(device))
      ledger.violations.push(`the worker of ${device.name} says that all is sent, and was not answered`);
    if (error === undefined && worker.isWellAnswered) ledger.violations.push(...left());
    if (error === undefined) ledger.violations.push(...inVain());
    if (error === undefined) return;
    const isExpected = storageTrouble(error) !== undefined || String(error).includes('no network after all');
    if (!isExpected) ledger.violations.push(`thrown in the background: ${String(error)}`);
    if (times <= 1) return;
    scheduler.after(chance.below(5 * MINUTE_MS), device.lane, 'the worker wakes again', () =>
      runsWorker(town, device, times - 1),
    );
  });
}

/** What the worker found waiting, and left there though it says that all is sent; asked when it is through. */
function leftBehind({ server }: Town, device: Device): () => string[] {
  const hadToRest = restingOn(device);
  const { name, typed } = device;
  const waiting = (): OutboxRow[] =>
    rowsOn<OutboxRow>(device, 'outbox').filter(
      ({ kind, type, author }) => kind === 'text' && type !== 'device' && typed.has(author),
    );
  // What somebody tries again meanwhile takes another place in the queue.
  const before = new Set(waiting().map(({ order }) => order));
  const { stops, database } = server;
  const { rowsFail } = server.habits;
  return () => {
    const hasToRest = restingOn(device);
    return rowsFail > 0 || stops !== server.stops || database.instance !== server.database.instance
      ? []
      : waiting()
          .filter(({ author }) => !hadToRest.has(author) && !hasToRest.has(author))
          .filter(({ id, rev, order }) => before.has(order) && !knows(server.database.leaves(id), rev))
          .map(({ id, rev }) => `the worker of ${name} says that all is sent, and left ${id} ${rev}`);
  };
}

/** Of the hour: nobody need do anything but try again. */
const PASSING = new Set(['unreachable', 'not-couchdb', 'server-trouble', 'too-many']);

/** What waits after a session of the worker that met passing trouble, though it says that all is sent; asked when it is through. */
function sentInVain(device: Device): () => string[] {
  const { tabs, name, openings, wakings } = device;
  const isAlone = device.awake === 0;
  const before = new Map(statesOn(device).map(({ author, lastTrouble }) => [author, lastTrouble?.at]));
  const isClosed = tabs.every((tab) => !tab.isOpen);
  return () => {
    // A page may have met it, or another call of the worker, which is then called again for it.
    if (!isClosed || device.openings !== openings) return [];
    if (!isAlone || device.wakings !== wakings + 1) return [];
    const waiting = rowsOn<OutboxRow>(device, 'outbox');
    return statesOn(device)
      .filter(({ author, lastTrouble: met }) => met && met.at !== before.get(author))
      .filter(({ lastTrouble: met }) => met && PASSING.has(met.why) && met.retryAfterMs === undefined)
      .flatMap(({ author }) => waiting.filter((entry) => entry.author === author))
      .filter(({ kind, type }) => kind === 'text' && type !== 'device')
      .map(({ id }) => `the worker of ${name} says that all is sent, and met trouble: ${id}`);
  };
}

const RESTS = new Set(['wrong-password', 'sign-in-needed', 'locked-out', 'too-many']);

/** For whom the worker must not ask: the endpoint refused the password, or wanted a pause. */
function restingOn(device: Device): ReadonlySet<string> {
  const resting = statesOn(device).filter(
    ({ lastTrouble }) =>
      lastTrouble && (RESTS.has(lastTrouble.why) || lastTrouble.retryAfterMs !== undefined),
  );
  return new Set(resting.map(({ author }) => author));
}

const rowsOn = <Row>({ disk }: Device, store: string): Row[] =>
  disk.holds(DATABASE) ? (disk.rows(DATABASE, store) as Row[]) : [];

const statesOn = (device: Device) => rowsOn<SyncState & { author: string }>(device, 'syncStates');

/** As its last sessions said. */
function isUnreachable({ disk }: Device): boolean {
  const states = disk.rows(DATABASE, 'syncStates') as SyncState[];
  const troubles = states.flatMap(({ lastTrouble }) => lastTrouble?.why ?? []);
  return troubles.length > 0 && troubles.every((why) => why === 'unreachable');
}

const BADNESS = [0, 0.05, 0.2, 0.4, 0.7, 1];

function changeOfWeather({ weather, devices, chance }: Town): void {
  weather.badness.set(chance.pick(devices).name, chance.pick(BADNESS));
}

function changeOfNetwork({ devices, chance, ledger, scheduler }: Town): void {
  ledger.saw('from one network to another');
  chance.pick(devices).meter.offWifiSinceMs = chance.is(0.7) ? scheduler.nowMs : undefined;
}

function changeOfClock(town: Town): void {
  fault(town, 'clock set');
  town.chance.pick(town.devices).skewMs = skew(town.chance);
}

function changeOfRule(town: Town): void {
  const { chance, server, scheduler } = town;
  const word = chance.pick(['yes', 'no', 'not_sure']);
  fault(town, 'rule');
  server.database.rule = (document) => {
    const answers = document['answers'] as { heard?: string } | undefined;
    return answers?.heard === word ? 'this campaign is closed' : undefined;
  };
  server.tellsRules();
  if (chance.is(0.5)) server.crashesOn = POISON;
  if (chance.is(0.5)) {
    scheduler.after(chance.below(20 * MINUTE_MS), scheduler.current, 'rule lifted', () => {
      server.database.rule = () => undefined;
      server.liftedMs = scheduler.nowMs;
      server.tellsRules();
    });
  }
}

/** Another tool writes to the database: a child of what is there, a conflict beside it, or a deletion. */
function editAtTheEndpoint({ server, chance, ledger }: Town): void {
  const ids = [...server.database.documents.keys()].filter((id) => id.startsWith('response:'));
  if (ids.length === 0 || server.isDown) return;
  // What a phone has corrected and not yet sent.
  const apart = ledger.saves.filter(
    ({ id, rev }) => rev !== undefined && ids.includes(id) && !knows(server.database.leaves(id), rev),
  );
  const id = apart.length > 0 && chance.is(0.6) ? chance.pick(apart).id : chance.pick(ids);
  const kind = chance.pick(['child', 'conflict', 'conflict', 'deletion'] as const);
  const rev = server.edit(id, kind);
  if (rev === undefined) return;
  ledger.outside.add(`${id} ${rev}`);
  ledger.saw(`${kind} made at the endpoint`);
}

function newFormVersion({ server, ledger }: Town): void {
  ledger.saw('form versions');
  server.publishForm(ledger.count('form versions'));
  server.saysOfEntity(ledger.count('form versions'));
}

/** A document of a later version of the app, and one that is none. */
function strangeDocument({ server, ledger, chance }: Town): void {
  ledger.saw('strange documents');
  const later = { type: 'review', schema: 9, campaign: 'demo', mood: 'blue' };
  server.database.put(
    `review:strange-${ledger.count('strange documents')}`,
    chance.is(0.5) ? later : { type: 'form' },
  );
}

/** The server is stopped while the backup is put back: longer than anybody waits for an answer. */
function restore(town: Town): void {
  const { server, chance } = town;
  if (!server.hasBackup || server.isDown || !server.habits.keepsNotes) return;
  fault(town, 'restored from a backup');
  server.restore((3 + chance.below(5)) * MINUTE_MS, (backup) => isUnseen(town, backup));
}

/** Somebody's place has moved, over nothing that a note would be due of, since the note which the backup has of her. */
const isUnseen = ({ devices }: Town, { notes }: Backup): boolean =>
  devices
    .flatMap(({ disk }) => (disk.holds(DATABASE) ? (disk.rows(DATABASE, 'checkpoints') as Checkpoint[]) : []))
    .some(({ note = '', session, seq }) => {
      const noted = notes.get(note);
      return noted?.['session'] === session && noted['source_last_seq'] !== seq;
    });

/**
 * What was said within the last minute is gone before anybody's note of it was due. The server is away for so short that
 * only who asks just then is told.
 */
function restoreAtOnce({ server, chance, scheduler, ledger }: Town): void {
  if (server.isDown || !server.habits.keepsNotes) return;
  const backup = server.backUp();
  scheduler.after(chance.below(MINUTE_MS), scheduler.current, 'the last backup is put back', () => {
    if (server.isDown) return;
    ledger.saw('restored within a minute');
    server.restore(1000 + chance.below(9000), () => true, backup);
  });
}

function reset(town: Town): void {
  if (town.server.isDown) return;
  fault(town, 'database reset');
  town.server.reset();
}

/** A collector becomes a coordinator, whose phone needs everything; she signs in anew. */
function promotion(town: Town): void {
  const { people, devices, server, ledger } = town;
  const someone = people.find(({ name }) => name === 'diego');
  if (someone === undefined || someone.role === 'coordinator') return;
  ledger.saw('promotions');
  someone.role = 'coordinator';
  server.setPassword({ ...someone });
  for (const device of devices) {
    const tabs = device.tabs.filter((one) => one.someone === someone);
    const first = town.chance.below(tabs.length);
    for (const [index, tab] of tabs.entries()) {
      town.scheduler.post(device.lane, 'signs in as a coordinator', () => tab.die());
      // The other tab would begin everything anew, had the first one not told the endpoint what it selects now.
      comesBack(town, tab, (index === first ? 3 : 30) * MINUTE_MS);
    }
  }
}

/** The administrator gives somebody a new password; the phone is told when it asks. */
function changeOfPassword(town: Town): void {
  const { chance, people, server } = town;
  const someone = chance.pick(people);
  fault(town, 'password changed');
  someone.password = server.gate.newPassword(someone.name);
  server.setPassword({ ...someone });
}

/**
 * After the storm, everything has been sent within this time: the longest pause; a comparison, where the one before came
 * too early for a rule that was lifted; the rest of a colleague on the same phone, whose answers that comparison freed;
 * and some more.
 */
const CALM_MS = 56 * MINUTE_MS;

/** An open desk asks all the time; most are put away in the evening. */
const DESK_STAYS_OPEN = 0.2;

/** Whoever looks at nothing has the news after so long: the longest rest, and a slow link. */
const NEWS_MS_MAX = 26 * MINUTE_MS;

/** A restored database is noticed after so long at most, by whom nothing else brings to compare. */
const COMPARED_MS = 16 * MINUTE_MS;

/**
 * The storm is over: nobody does anything, and yet everything must arrive.
 * @param mayEndEarly not all of the calm, when nothing is left to wait for
 */
export async function playCalm(town: Town, mayEndEarly: boolean): Promise<void> {
  const { scheduler, server, weather, chance } = town;
  weather.isStormy = false;
  server.crashesOn = undefined;
  server.habits.rowsFail = 0;
  for (const { meter } of town.devices) {
    meter.offWifiSinceMs = undefined;
    meter.choose({ dailyBytesMax: null });
  }
  const reboots = chance.is(0.3);
  for (const tab of tabsOf(town)) {
    scheduler.post(tab.device.lane, 'is open at last', () => {
      if (reboots) tab.die();
      tab.fateOf = () => undefined;
      tab.isSeen = chance.is(DESK_STAYS_OPEN);
      tab.open();
    });
  }
  const endMs = scheduler.nowMs + CALM_MS;
  if (mayEndEarly) await scheduler.run(scheduler.nowMs + COMPARED_MS);
  while (mayEndEarly && scheduler.nowMs < endMs && !town.devices.every((device) => isAtRest(town, device)))
    await scheduler.run(Math.min(endMs, scheduler.nowMs + MINUTE_MS));
  if (!mayEndEarly) {
    await scheduler.run(scheduler.nowMs + CALM_MS - NEWS_MS_MAX);
    const told = leavesAt(town);
    await scheduler.run(endMs);
    for (const device of town.devices)
      for (const what of unseenOf(told, device))
        town.ledger.violations.push(`no news of itself on ${device.name}: ${what}`);
  }
  await toTheEnd(town);
}

/** A session that has just begun may have asked again for what it sent before. */
async function toTheEnd(town: Town): Promise<void> {
  const isQuiet = (): boolean => town.devices.every(({ locks }) => locks.areFree);
  await town.scheduler.run(town.scheduler.nowMs + 10 * MINUTE_MS, isQuiet);
}

/** How long something that is saved in good weather may wait: through a slow link, but not for the next timer. */
const PROMPT_MS = 4 * MINUTE_MS;

/**
 * What is saved in good weather goes at once, also what is saved while something else is on its way. Not in a tab that
 * waits out a pause of its own, though another tab of that phone got through since.
 * @param then after each phone: later a colleague's session may take up what was refused, which waits for its author's
 */
export async function playPrompt(
  town: Town,
  then: (device: Device, saved: ReadonlySet<string>) => Promise<void>,
): Promise<void> {
  const { scheduler, chance, quirks, ledger, server } = town;
  const unlucky = chance.is(0.4) ? chance.pick(town.devices) : undefined;
  for (const device of town.devices) {
    const before = ledger.saves.length;
    const ready = device.tabs.filter((one) => !one.life?.pauses.isAfterTrouble);
    const tab = chance.pick(ready.length > 0 ? ready : device.tabs);
    const desk = device === unlucky ? undefined : opensDesk(town, device);
    if (desk && quirks.is(0.3)) await scheduler.run(scheduler.nowMs + RUN_OUT_MS);
    if (device === unlucky) restoreAtOnce(town);
    for (const [afterMs, act] of [
      [0, savesSurvey],
      [100 + chance.below(900), reportsPlace],
      [chance.below(4_000), savesSurvey],
    ] as const) {
      scheduler.after(afterMs, device.lane, 'saves promptly', () => acts(town, tab, act));
    }
    await scheduler.run(scheduler.nowMs + PROMPT_MS);
    await toTheEnd(town);
    ledger.saw('saved in good weather', 3);
    if (desk) await hearsOf(town, desk, new Set(ledger.saves.slice(before).map(({ id }) => id)));
    await then(device, new Set(ledger.saves.slice(before).map(({ id }) => id)));
  }
  if (unlucky && server.habits.keepsNotes) await scheduler.run(scheduler.nowMs + COMPARED_MS);
}

/** A question that nothing answered for so long has run out and is asked again. */
const RUN_OUT_MS = 2 * MINUTE_MS;

/** A coordinator sits at an open desk meanwhile, on another phone. */
function opensDesk(town: Town, saving: Device): Device | undefined {
  const [tab] = tabsOf(town).filter((one) => !isCollector(one) && one.device !== saving);
  if (!tab || !town.server.habits.holdsQuestions) return undefined;
  tab.isSeen = true;
  town.scheduler.post(tab.device.lane, 'sits at the desk', () => tab.open().loop.wish('visible'));
  return tab.device;
}

/** An open question is answered, and the session that follows brings it. */
const HEARD_MS = 2 * MINUTE_MS;

async function hearsOf(town: Town, desk: Device, saved: ReadonlySet<string>): Promise<void> {
  const { scheduler, ledger } = town;
  const told = leavesAt(town).filter(([id]) => saved.has(id));
  await scheduler.run(scheduler.nowMs + HEARD_MS);
  await toTheEnd(town);
  ledger.saw('heard at the desk', told.length);
  for (const what of unseenOf(told, desk))
    ledger.violations.push(`not heard of at the desk of ${desk.name}: ${what}`);
}

/** What a link at the edge of coverage carries before it dies; a document alone always goes. */
const EDGE_CHARACTERS = 2_000;
const EDGE_SAVES = 5;
const LONG_CHARACTERS = 8_000;
/** Each body that is too long takes two minutes to be given up, and pauses grow between. */
const EDGE_MS = 35 * MINUTE_MS;

/**
 * Somebody comes from where there is no network to where a link carries little: more at once dies without a word. What is
 * learnt of that from one session to the next gets all of it through.
 */
export async function playEdge(
  town: Town,
  then: (device: Device, saved: ReadonlySet<string>) => Promise<void>,
): Promise<void> {
  const { scheduler, weather, ledger } = town;
  const tab = collectorTab(town);
  const before = ledger.saves.length;
  let hasNetwork = false;
  let together = 0;
  weather.plan = (device, request) => {
    if (device !== tab.device) return undefined;
    if (!hasNetwork) return { kind: 'request lost' };
    if (!request.path.startsWith('/_bulk_docs') || !request.body) return undefined;
    const { text, documents } = sentIn(request, request.body);
    // A long answer goes alone, and so may what waits before it.
    together = Math.max(together, text.length > LONG_CHARACTERS ? EDGE_SAVES : documents.length);
    return documents.length > 1 && text.length > EDGE_CHARACTERS ? { kind: 'no answer for ever' } : undefined;
  };
  for (let save = 0; save < EDGE_SAVES; save++)
    scheduler.after(save * 1000, tab.device.lane, 'saves in a dead zone', () => acts(town, tab, savesSurvey));
  await scheduler.run(scheduler.nowMs + MINUTE_MS);
  hasNetwork = true;
  ledger.saw('at the edge of coverage');
  scheduler.post(tab.device.lane, 'there is a network', () => tab.open().loop.wish('online'));
  await scheduler.run(scheduler.nowMs + EDGE_MS);
  if (together === 1) ledger.violations.push(`${tab.device.name} sends one by one what waits together`);
  await then(tab.device, new Set(ledger.saves.slice(before).map(({ id }) => id)));
  weather.plan = undefined;
  // The longest pause, and a rest.
  await scheduler.run(scheduler.nowMs + MENDED_MS);
  await toTheEnd(town);
}

/** Pauses grow meanwhile, as the endpoint seems to be ill. */
const CRASHES_MS = 8 * MINUTE_MS;
/** The longest pause. */
const MENDED_MS = 16 * MINUTE_MS;

/**
 * While a rule of the endpoint crashes on one document, everything else goes; once the rule is mended, so does that.
 * @param meanwhile after some time of the former
 */
export async function playCrash(town: Town, meanwhile: (device: Device) => Promise<void>): Promise<void> {
  const { scheduler, server, chance, ledger } = town;
  const { device } = collectorTab(town);
  const [tab] = device.tabs;
  if (tab === undefined) return;
  ledger.saw('crashes in good weather');
  server.crashesOn = POISON;
  for (const act of [savesPoison, savesSurvey, reportsPlace]) {
    scheduler.after(chance.below(8_000), device.lane, 'saves beside a crash', () => acts(town, tab, act));
  }
  await scheduler.run(scheduler.nowMs + CRASHES_MS);
  // What somebody sent again a moment ago is on its way.
  await toTheEnd(town);
  await meanwhile(device);
  server.crashesOn = undefined;
  await scheduler.run(scheduler.nowMs + MENDED_MS);
  await toTheEnd(town);
}

/** Two more looks when nothing is new. The first may have to compare memories; the second costs a question or two. */
export async function playIdle(town: Town): Promise<void> {
  const { scheduler, chance, requests, ledger, server } = town;
  const tab = chance.pick(chance.pick(town.devices).tabs);
  const look = async (): Promise<readonly string[]> => {
    const before = requests.length;
    scheduler.post(tab.device.lane, 'is looked at in vain', () => tab.open().loop.wish('visible'));
    await scheduler.run(scheduler.nowMs + 2 * MINUTE_MS);
    const own = requests.slice(before).filter(({ device }) => device === tab.device);
    return own.map(({ path }) => path).filter((path) => !/longpoll/.test(path));
  };
  const placeBefore = server.counted;
  const looked = requests.length;
  const asksSince = (from: number, isMeant: (path: string) => boolean): boolean =>
    requests.slice(from).some(({ sender, path }) => sender === tab.name && isMeant(path));
  await look();
  const hasCompared = asksSince(looked, isComparing);
  const isOpen = statesOn(tab.device).some(
    ({ author, lastTrouble, isOwed, phase }) =>
      author === tab.someone.name && (lastTrouble || isOwed || phase !== 'idle'),
  );
  const lookedAgain = requests.length;
  const asked = await look();
  const isCompared = asked.some((path) => path.startsWith('/_local'));
  // What she sends again by hand meanwhile may be refused once more, and the endpoint is asked how it stands.
  const hasSent = asksSince(lookedAgain, (path) => path.startsWith('/_bulk_docs'));
  const isNothingNew = placeBefore === server.counted && !hasSent;
  if (hasCompared && asksSince(lookedAgain, isComparing) && !isOpen && isNothingNew)
    ledger.violations.push(`nothing is new, and ${tab.name} compares what both remember again and again`);
  await toTheEnd(town);
  // What another tab asks for again is no page of news.
  const pages = asked.filter((path) => path.startsWith('/_changes'));
  const fromTheBeginning = pages.filter((path) => /[?&]since=0(&|$)/.test(path));
  if (fromTheBeginning.length > 0 && !isCompared)
    ledger.violations.push(`nothing is new, and ${tab.name} reads everything again`);
  // What the selection passes over has a place, too.
  const isBehind = pages.length > 0 && pages.every((path) => placeIn(path) < server.counted);
  if (isBehind && !isCompared && placeBefore === server.counted)
    ledger.violations.push(
      `nothing is new, and ${tab.name} asks from ${placeIn(pages[0] ?? '')} of ${server.counted}`,
    );
  if (pages.length > (isCompared ? COMPARING_PAGES_MAX : IDLE_PAGES_MAX)) {
    const paths = asked.map((path) => path.slice(0, 30)).join(' ');
    ledger.violations.push(`nothing is new, and ${tab.name} asks ${asked.length} times: ${paths}`);
  }
  await playRest(town);
}

const isComparing = (path: string): boolean => path === '' || path.startsWith('/_local');

/** The number that a sequence of any habit begins with. */
const placeIn = (path: string): number => Number(/[?&]since=\D*(\d+)/.exec(decodeURIComponent(path))?.[1]);

/** A page that rests compares what both sides remember in this time, and another one beside it, too. */
const RESTS_MS = 32 * MINUTE_MS;

/** All pages lie open, and nothing happens: nothing is lost then, and nobody asks for what arrived long ago. */
async function playRest(town: Town): Promise<void> {
  const { scheduler, ledger, devices, requests } = town;
  if (town.network.hasNoteAgain || LOSSES.some((loss) => ledger.count(loss) > 0)) return;
  // Notes of the looks before are due.
  await scheduler.run(scheduler.nowMs + PROMPT_MS);
  await toTheEnd(town);
  if (!devices.every((device) => isAtRest(town, device))) return;
  // Of who shares a phone each asks again for what a colleague's session received of hers.
  const alone = devices.filter(({ tabs: [one, other] }) => one?.someone === other?.someone);
  const before = alone.map((device) => rowsOn<JournalLine>(device, 'journal').length);
  const asked = requests.length;
  await scheduler.run(scheduler.nowMs + RESTS_MS);
  await toTheEnd(town);
  ledger.saw('rested');
  const pulls = new Map<string, number>();
  for (const { sender, method, path } of requests
    .slice(asked)
    .filter(({ device }) => alone.includes(device))) {
    if (method === 'PUT' || path.startsWith('/_bulk_docs'))
      ledger.violations.push(`nothing happens, and ${sender} writes ${path}`);
    if (path.startsWith('/_changes') && !path.includes('longpoll'))
      pulls.set(sender, (pulls.get(sender) ?? 0) + 1);
  }
  for (const [sender, times] of pulls)
    if (times > RESTING_PULLS_MAX)
      ledger.violations.push(`nothing happens, and ${sender} asks ${times} times whether there is news`);
  for (const [index, device] of alone.entries())
    for (const { event } of rowsOn<JournalLine>(device, 'journal').slice(before[index]))
      if (event === 'asked-again' || event === 'database-recreated')
        ledger.violations.push(`nothing was lost, and ${device.name} says ${event}`);
}

/** Five timers at most, and as many that only a note was due to; an endpoint that cannot select is asked twice. */
const RESTING_PULLS_MAX = 20;

const LOSSES = ['restored from a backup', 'restored within a minute', 'database reset'];

/** One, or two where the endpoint cannot select, and one more where a page came full. */
const IDLE_PAGES_MAX = 3;
/** The place of an older note, and what came since. */
const COMPARING_PAGES_MAX = 12;

/**
 * The database is lost, and only phones of coordinators come: what they hold is there again before anybody else opens
 * the app. Then the others come. Or all pages are open all the time, and nobody touches them.
 */
export async function playLoss(town: Town, meanwhile: () => Promise<void>): Promise<void> {
  const { scheduler, server, chance, ledger } = town;
  const isSilent = chance.is(0.4);
  if (isSilent) ledger.saw('lost while all were open');
  else for (const tab of tabsOf(town)) scheduler.post(tab.device.lane, 'is put away', () => tab.die());
  await scheduler.run(scheduler.nowMs + MINUTE_MS);
  scheduler.note('database lost');
  ledger.saw('database lost');
  if (server.hasBackup && server.habits.keepsNotes && chance.is(0.5))
    server.restore(MINUTE_MS, (backup) => isUnseen(town, backup));
  else server.reset();
  await scheduler.run(scheduler.nowMs + 2 * MINUTE_MS);
  const firsts = town.devices.flatMap(({ tabs }) => tabs.filter((one) => !isCollector(one)).slice(0, 1));
  // Whoever sets a clock back while an open page rests does not make it wait for days.
  if (isSilent && chance.is(0.5)) chance.pick(town.devices).skewMs -= DAY_MS;
  if (isSilent) await scheduler.run(scheduler.nowMs + NOTICED_MS);
  else for (const tab of firsts) comesFirst(town, tab);
  await scheduler.run(scheduler.nowMs + LOSS_MS);
  await comeToStay(town, firsts, 'is still here');
  await meanwhile();
  // What is new before others come has a place that their phones may have been at in the database before.
  const [first = collectorTab(town)] = firsts;
  scheduler.post(first.device.lane, `${first.name} reviews after the loss`, () => acts(town, first, reviews));
  await scheduler.run(scheduler.nowMs + MINUTE_MS);
  await comeToStay(town, tabsOf(town), 'comes, too');
  // A database made anew counts its changes anew: what comes now has a place that phones may have been at before.
  const tab = collectorTab(town);
  scheduler.post(tab.device.lane, `${tab.name} reports a place after the loss`, () =>
    acts(town, tab, reportsPlace),
  );
  await scheduler.run(scheduler.nowMs + PROMPT_MS);
}

/** Whoever died meanwhile comes again, nobody dies any more, and all have time for what they find. */
async function comeToStay(town: Town, tabs: readonly Tab[], label: string): Promise<void> {
  for (const tab of tabs) {
    tab.fateOf = () => undefined;
    town.scheduler.post(tab.device.lane, label, () => tab.open());
  }
  await town.scheduler.run(town.scheduler.nowMs + LOSS_MS);
  await toTheEnd(town);
}

/** She may die in the middle of what her phone finds lost, and come again. */
function comesFirst(town: Town, tab: Tab): void {
  const { scheduler, chance } = town;
  scheduler.post(tab.device.lane, 'comes first', () => tab.open());
  if (chance.is(0.5)) return;
  tab.plan({ at: chance.pick(['before', 'after'] as const), act: 'die' }, 1 + chance.below(8));
  comesBack(town, tab, 3 * MINUTE_MS);
}

/** A page that rests asks twice in this time, once of which it compares what it remembers. */
const NOTICED_MS = 40 * MINUTE_MS;

/** To ask for everything and send it. */
const LOSS_MS = 10 * MINUTE_MS;

/**
 * Everybody looks at the phone once more, one after the other, so that news of the last ones reaches all. Of people who
 * share a phone each does: a collector's look does not bring what only a coordinator receives.
 */
export async function playGlances(town: Town): Promise<void> {
  const { scheduler, chance } = town;
  for (const tab of town.devices.flatMap((device) => aTabOfEach(device, chance))) {
    scheduler.post(tab.device.lane, 'is looked at', () => tab.open().loop.wish('visible'));
    await scheduler.run(scheduler.nowMs + 2 * MINUTE_MS);
  }
  await toTheEnd(town);
}

const aTabOfEach = ({ tabs }: Device, chance: Chance): Tab[] =>
  [...new Set(tabs.map(({ someone }) => someone))].map((one) =>
    chance.pick(tabs.filter(({ someone }) => someone === one)),
  );

/** A collector gets a second phone: its first session brings everything that her work needs. */
export async function playNewcomer(town: Town): Promise<Device> {
  const { scheduler, people, devices, requests, ledger, chance } = town;
  const [someone] = people;
  const [known] = devices;
  if (someone === undefined || known === undefined) throw new Error('nobody lives here');
  const device = new Device(known.around, 'phone-d', [someone, someone]);
  const [tab] = device.tabs;
  const hasSaved = chance.is(0.5);
  const isCut = !hasSaved && town.quirks.is(0.6);
  if (isCut) cutsTheFirstPage(town, device);
  // Where no notes are kept, only a comparison with nothing could notice a loss that comes after this one session.
  const isPutAway = hasSaved && !town.server.habits.keepsNotes && town.quirks.is(0.7);
  if (tab && hasSaved) savesBeforeAnySession(town, tab, !isPutAway);
  else scheduler.post(device.lane, 'is new', () => tab?.open());
  const before = requests.length;
  const hasAsked = (): boolean => requests.slice(before).some((request) => request.device === device);
  await scheduler.run(scheduler.nowMs + 10 * MINUTE_MS, () => device.locks.areFree && hasAsked());
  if (isPutAway) {
    ledger.saw('put away after one session');
    tab?.die();
    return device;
  }
  // What broke off is tried again.
  if (hasSaved || isCut) await scheduler.run(scheduler.nowMs + PROMPT_MS);
  await toTheEnd(town);
  ledger.saw('new phones');
  return device;
}

/** What is whole of the page is kept, and the rest is asked for in the same session. */
function cutsTheFirstPage({ ledger, weather, quirks, server }: Town, newcomer: Device): void {
  let pages = 0;
  let share = 0;
  // Where each row has its place, and the first page is one.
  const isPlain =
    !server.habits.hasPlainRows &&
    server.couch.abilities.selector &&
    ['any', 'name and password'].includes(server.gate.signIn);
  weather.plan = (device, { path }) => {
    if (device !== newcomer || !path.startsWith('/_changes')) return undefined;
    pages += 1;
    if (pages === 2 && isPlain && share > 0.5 && server.counted > PAGE_ROWS && /[?&]since=0(&|$)/.test(path))
      ledger.violations.push(`${device.name} drops a page of which most had come`);
    if (pages !== 1) return undefined;
    ledger.saw('first page cut');
    share = 0.3 + 0.6 * quirks.next();
    return { kind: 'cut', share, isLoud: quirks.is(0.5) };
  };
}

/** `ROWS_FIRST` of a town. */
const PAGE_ROWS = 12;

/**
 * She asks people before her phone has ever met the endpoint. What it then brings may be known, so that it comes as bare
 * rows and is read in parts, and the second part breaks off.
 */
function savesBeforeAnySession(town: Town, tab: Tab, breaksOff: boolean): void {
  const { scheduler, ledger, weather } = town;
  ledger.saw('saved before any session');
  tab.open(true);
  let parts = 0;
  weather.plan = (device, { path }) => {
    if (!breaksOff || device !== tab.device || !path.startsWith('/_bulk_get')) return undefined;
    parts += 1;
    if (parts !== 2) return undefined;
    ledger.saw('read in parts, of which one was lost');
    return { kind: 'answer lost' };
  };
  scheduler.post(tab.device.lane, 'saves before any session', () => acts(town, tab, savesSurvey));
}
