import { browserClock } from '../device/clock.ts';
import { browserGzip } from '../device/gzip.ts';
import { browserLocks } from '../device/locks.ts';
import { browserSleep } from '../device/sleep.ts';
import {
  type Account,
  addTraffic,
  type CampaignStore,
  DEVICE_SETTING,
  type DeviceStore,
  mayAlwaysSendPhotos,
  openCampaignStore,
  openDeviceStore,
  trafficCounter,
} from '../storage/index.ts';
import { createSession, restOf, type SyncWhy, type World } from '../sync/index.ts';

/**
 * Sends what waits when the browser says that there is a network again, though no page may be open: the sessions that
 * the page runs, under the same lock.
 * @throws when something still waits, so that the browser calls again
 */
export async function sendWhatWaits(
  world: World = workerWorld(),
  phone: Phone = openDeviceStore(),
  open: (replica: string) => CampaignStore = openCampaignStore,
): Promise<void> {
  try {
    // An endpoint that asks for a pause, or is out of reach, is so for everybody who shares the phone.
    const resting = new Set<string>();
    let isLeft = false;
    let failure: unknown;
    for (const account of await phone.accounts.all()) {
      const { origin } = new URL(account.url);
      if (resting.has(origin)) continue;
      // What fails for one of them keeps nobody else from being sent for.
      const end = await sendFor(phone, account, world, open).catch((error: unknown) => {
        failure ??= error;
      });
      if (end === 'pause' || end === 'away') resting.add(origin);
      isLeft ||= end === 'away' || end === 'unsent';
    }
    if (failure !== undefined) throw failure;
    if (isLeft) throw new Error('no network after all');
  } finally {
    phone.close();
  }
}

/** What it needs of the phone's own store. */
export interface Phone extends Pick<DeviceStore, 'settings' | 'close'> {
  readonly accounts: Pick<DeviceStore['accounts'], 'all'>;
  readonly vault: Pick<DeviceStore['vault'], 'openPassword'>;
}

/**
 * What sending for one person came to. `pause`: the endpoint asks for one; `away`: it was not reached; `unsent`: it had
 * trouble with something of hers.
 */
type End = 'pause' | 'away' | 'unsent' | undefined;

async function sendFor(
  phone: Phone,
  account: Account,
  world: World,
  open: (replica: string) => CampaignStore,
): Promise<End> {
  const store = open(account.replica);
  const carried = trafficCounter();
  try {
    const turn = `dastak-sync-${store.replica}`;
    const send = () => sendInTurn(phone, account, held(world, turn), store, carried);
    // A page may be sending it this very moment.
    return await world.locks.request(turn, send);
  } finally {
    const counted = carried.take();
    if (counted) await addTraffic(phone.settings, browserClock().today(), counted);
    store.close();
  }
}

/** What keeps her from asking is looked at in the turn in which her session asks: a page may have met it just before. */
async function sendInTurn(
  phone: Phone,
  account: Account,
  world: World,
  store: CampaignStore,
  { count }: Pick<ReturnType<typeof trafficCounter>, 'count'>,
): Promise<End> {
  // What a limit allows, only the page knows.
  const thrift = { count, mayPhotos: () => mayAlwaysSendPhotos(phone) };
  const rest = restOf(await store.syncState.get(account.name), world.now());
  // A lockout is of one name. A refused password is not used again; her next sign-in in a page ends that.
  if (rest !== undefined) return rest.why === 'asked' ? 'pause' : undefined;
  const mayPhotos = await thrift.mayPhotos();
  const waiting = await store.outbox.list(account.name);
  if (!waiting.some(({ type, kind }) => type !== 'device' && (kind === 'text' || mayPhotos)))
    return undefined;
  const device = await phone.settings.get<string>(DEVICE_SETTING);
  const password = () => phone.vault.openPassword(account.id);
  // Signed out: her next sign-in sends it, and calling again would not help.
  if (device === undefined || (await password()) === undefined) return undefined;
  const session = createSession({ store, account: { ...account, device }, password, world, thrift });
  const { trouble } = await session.run('background');
  if (trouble?.retryAfterMs !== undefined) return 'pause';
  return trouble ? ENDS[trouble.why] : undefined;
}

/** The same world for work that holds the lock `turn` already. */
const held = (world: World, turn: string): World => ({
  ...world,
  locks: { request: (name, work) => (name === turn ? work() : world.locks.request(name, work)) },
});

/** Of the network, a captive portal's too, or of the endpoint's hour: nothing that a person must end. */
const ENDS: Readonly<Partial<Record<SyncWhy, End>>> = {
  unreachable: 'away',
  'not-couchdb': 'away',
  'too-many': 'away',
  // One document that makes a rule of the endpoint fail is enough for that: the next person's may pass.
  'server-trouble': 'unsent',
};

const workerWorld = (): World => ({
  fetch: (url, init) => fetch(url, init),
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: browserSleep,
  locks: browserLocks(),
  gzip: browserGzip(),
});
