import type { Rev } from '../../src/domain/ids.ts';
import { knows } from '../../src/domain/revisions.ts';
import { type Chance, chanceOf } from './chance.ts';
import { Device, type Sender, type Someone, type Surroundings, type Tab } from './device.ts';
import { Ledger } from './ledger.ts';
import { minds, NoteManners, PhotoManners } from './manners.ts';
import type { Mishap, Request } from './network.ts';
import { Network } from './network.ts';
import { Scheduler } from './scheduler.ts';
import { Server } from './server.ts';

/** Two collectors, a coordinator and an endpoint, each phone with two tabs, from one seed. */
export interface Town {
  readonly chance: Chance;
  /** Apart, so that a scene which is added leaves the towns without it as they were. */
  readonly quirks: Chance;
  /** The same for who practises, and when. */
  readonly lessons: Chance;
  /** And apart from these, for what came later. */
  readonly oddities: Chance;
  readonly scheduler: Scheduler;
  readonly network: Network;
  readonly server: Server;
  readonly ledger: Ledger;
  readonly devices: Device[];
  readonly people: readonly Someone[];
  readonly weather: Weather;
  /** How often what is finished is corrected a moment later. */
  readonly secondThoughts: number;
  /** All that were made. */
  readonly requests: {
    readonly device: Device;
    readonly sender: string;
    readonly method: string;
    readonly path: string;
  }[];
}

/** How bad the network is, and which kinds of trouble this town knows: few in one town search deeper than all in all. */
export interface Weather {
  /** Of 1: how many requests meet something. By phone. */
  readonly badness: Map<string, number>;
  readonly kinds: readonly MishapKind[];
  /** Proxies before the endpoint take no larger batch than this. */
  readonly bodyBytesMax: number;
  /** How a server without gzip refuses it: by a status, or not at all, as where CORS forbids the header. */
  gzipRefusal: 415 | 400 | 'silence' | undefined;
  isStormy: boolean;
  /** What a script wants to happen to a request, before all chance. */
  plan?: ((device: Device, request: Request) => Mishap | undefined) | undefined;
}

const FIDGETS = [0.05, 0.1, 0.1, 0.35];
const START_MS = Date.parse('2026-03-01T04:00:00Z');
const DAY_MS = 24 * 3_600_000;

/** Longer pauses are not told. */
const ASKED_S_MAX = 100;

const MISHAPS = {
  'request lost': () => ({ kind: 'request lost' }),
  'answer lost': () => ({ kind: 'answer lost' }),
  'answer cut': (chance) => ({ kind: 'cut', share: chance.next(), isLoud: chance.is(0.5) }),
  'photo garbled': () => ({ kind: 'garbled' }),
  'delivered twice': (chance) => ({ kind: 'twice', afterMs: Math.floor(2_000_000 * chance.next() ** 3) }),
  'captive portal': () => ({ kind: 'captive portal' }),
  'no answer for ever': () => ({ kind: 'no answer for ever' }),
  'status 401': () => ({ kind: 'answered', status: 401, reason: 'Unauthorized', hasEffect: false }),
  'locked out': () => ({ kind: 'answered', status: 403, reason: LOCKED, hasEffect: false }),
  'status 403': () => ({ kind: 'answered', status: 403, reason: 'Not allowed', hasEffect: false }),
  'status 429': (chance) => {
    const retryAfterS = 1 + chance.below(120);
    const isRetryDated = chance.is(0.4);
    const answer = { kind: 'answered', status: 429, hasEffect: false } as const;
    // Some only say that it is too much.
    return retryAfterS > ASKED_S_MAX ? answer : { ...answer, retryAfterS, isRetryDated };
  },
  'status 500': () => ({ kind: 'answered', status: 500, hasEffect: false }),
  'status 503': (chance) => ({
    kind: 'answered',
    status: 503,
    hasEffect: false,
    // What is being mended may say for how long.
    ...(chance.is(0.4) && { retryAfterS: 1 + chance.below(120) }),
  }),
  'status 504 after its effect': () => ({ kind: 'answered', status: 504, hasEffect: true }),
} satisfies Record<string, (chance: Chance) => Mishap>;
const LOCKED = 'Account is temporarily locked due to multiple authentication failures';

export type MishapKind = keyof typeof MISHAPS;
export const MISHAP_KINDS = Object.keys(MISHAPS) as MishapKind[];

/** @param log every event as a line, to look at one seed */
export function newTown(seed: number, log?: (line: string) => void): Town {
  const chance = chanceOf(seed);
  const quirks = chanceOf(seed ^ 0xd0e5);
  const lessons = chanceOf(seed ^ 0x1e550);
  const scheduler = new Scheduler(chance, START_MS, log);
  const oddities = chanceOf(seed ^ 0x0dd5);
  const server = new Server(scheduler, quirks, oddities);
  const ledger = new Ledger();
  const weather = newWeather(chance);
  const network = new Network(scheduler, chance, server.couch.url, server.serve, () => server.stops);
  const requests: Town['requests'] = [];
  const photos = new PhotoManners(
    (id, rev) => knows(server.database.leaves(id), rev as Rev),
    (what) => ledger.violations.push(what),
  );
  const readsAll = server.habits.rowsFail === 0;
  const notes = new NoteManners((what) => ledger.violations.push(what));
  const around: Surroundings = {
    scheduler,
    network,
    url: server.couch.url,
    hasGzip: chance.is(0.5),
    jitters: ledger.jitters,
    watch: (sender) => ({
      mishap: (request) => {
        minds(ledger, sender, request);
        notes.minds(sender, request);
        // Where no row ever fails, nothing need be read apart from the others.
        if (readsAll && /\?revs=true&rev=/.test(request.path))
          ledger.violations.push(`${sender.name} reads again what it has read: ${request.path}`);
        const { method, path } = request;
        requests.push({ device: sender.device, sender: sender.name, method, path });
        const mishap = mishapOf({ chance, ledger, weather }, sender.device, request);
        if (asksToWait(mishap) && chance.is(0.1)) failsBesideAPause(ledger, sender);
        if (mishap === undefined) photos.minds(sender, request);
        return mishap;
      },
      violation: (what) => {
        scheduler.note(what);
        ledger.violations.push(what);
      },
      saw: (what) => ledger.saw(what),
    }),
  };
  const [amina, bilal, diego, sana] = peopleOf(server);
  const isShared = chance.is(0.4);
  const devices = [
    new Device(around, 'phone-a', [amina, amina]),
    new Device(around, 'phone-b', [diego, isShared ? bilal : diego]),
    new Device(around, 'phone-c', [sana, sana]),
  ];
  for (const device of devices) {
    device.skewMs = chance.is(0.3) ? skew(chance) : 0;
    device.meter.choose({ photosOnWifiOnly: chance.is(0.3) });
    if (oddities.is(0.15)) device.meter.choose({ dailyBytesMax: 5_000 + oddities.below(60_000) });
  }
  const people = [amina, bilal, diego, sana];
  // An administrator has used another tool of the same site on this phone.
  const [first] = devices;
  if (first && quirks.is(0.3)) network.leaveCookie(first.lane, 'AuthSession=admin-0');
  return {
    chance,
    quirks,
    lessons,
    oddities,
    scheduler,
    network,
    server,
    ledger,
    devices,
    people,
    weather,
    secondThoughts: chance.pick(FIDGETS),
    requests,
  };
}

export const skew = (chance: Chance): number => Math.floor((chance.next() - 0.5) * 12 * DAY_MS);

function peopleOf(server: Server): [Someone, Someone, Someone, Someone] {
  const newcomer = (name: string, role: Someone['role']): Someone => {
    const someone: Someone = { name, role, password: server.gate.newPassword(name) };
    server.setPassword({ ...someone });
    return someone;
  };
  return [
    newcomer('amina', 'collector'),
    newcomer('bilal', 'collector'),
    newcomer('diego', 'collector'),
    newcomer('sana', 'coordinator'),
  ];
}

function newWeather(chance: Chance): Weather {
  const share = chance.next();
  const kinds = MISHAP_KINDS.filter(() => chance.is(0.2 + 0.7 * share));
  const meetsAll = kinds.some((kind) => kind !== 'photo garbled');
  return {
    badness: new Map(),
    // Few requests ask for a photo: a town needs some trouble that all of them can meet.
    kinds: meetsAll ? kinds : [...kinds, chance.pick(MISHAP_KINDS.slice(0, 3))],
    bodyBytesMax: chance.is(0.3) ? 2_000 + chance.below(20_000) : 1_000_000,
    gzipRefusal: chance.is(0.75) ? undefined : chance.pick([415, 400, 'silence'] as const),
    isStormy: true,
  };
}

type Sky = Pick<Town, 'chance' | 'ledger' | 'weather'>;

/** What this request meets on its way. */
function mishapOf({ chance, ledger, weather }: Sky, device: Device, request: Request): Mishap | undefined {
  const planned = weather.plan?.(device, request);
  if (planned !== undefined) return planned;
  // The page of a hotel's Wi-Fi comes before the server that takes no gzip, and takes everything.
  if (
    weather.isStormy &&
    weather.gzipRefusal &&
    isPacked(request) &&
    weather.kinds.includes('captive portal') &&
    chance.is(0.3)
  )
    return met(ledger, chance, 'captive portal');
  const lasting = lastingTrouble(weather, request);
  if (lasting !== undefined) {
    ledger.saw(lasting.kind === 'answered' ? `status ${lasting.status} of a proxy` : 'gzip met with silence');
    return lasting;
  }
  if (!weather.isStormy) return undefined;
  const isPhoto = /\/(photo|file)\?/.test(request.path);
  // Few requests are for photos.
  if (isPhoto && weather.kinds.includes('photo garbled') && chance.is(0.4))
    return met(ledger, chance, 'photo garbled');
  if (!chance.is(weather.badness.get(device.name) ?? 0.2)) return undefined;
  const kind = chance.pick(weather.kinds);
  if (kind === 'photo garbled' && !isPhoto) return undefined;
  return met(ledger, chance, kind);
}

function met(ledger: Ledger, chance: Chance, kind: MishapKind): Mishap {
  ledger.saw(kind);
  ledger.saw('faults');
  return MISHAPS[kind](chance);
}

const isPacked = ({ init }: Request): boolean => new Headers(init.headers).get('content-encoding') === 'gzip';

/** What no better weather ends: a proxy with a small limit, a server without gzip. */
function lastingTrouble({ bodyBytesMax, gzipRefusal }: Weather, request: Request): Mishap | undefined {
  const answer = { kind: 'answered', hasEffect: false } as const;
  const { path, body } = request;
  if (gzipRefusal !== undefined && isPacked(request)) {
    if (gzipRefusal === 'silence') return { kind: 'request lost' };
    return { ...answer, status: gzipRefusal };
  }
  if (path.endsWith('_bulk_docs') && (body?.length ?? 0) > bodyBytesMax) return { ...answer, status: 413 };
  return undefined;
}

const asksToWait = (mishap: Mishap | undefined): boolean =>
  mishap?.kind === 'answered' && (mishap.retryAfterS !== undefined || mishap.reason === LOCKED);

/** The endpoint asks for a pause, and the phone cannot write that down. */
function failsBesideAPause(ledger: Ledger, { device, name }: Sender): void {
  ledger.saw('storage failed beside a pause');
  device.tabs.find((tab) => tab.name === name)?.plan({ at: 'before', act: 'fail' }, 1);
}

export const tabsOf = ({ devices }: Pick<Town, 'devices'>): Tab[] => devices.flatMap(({ tabs }) => tabs);
