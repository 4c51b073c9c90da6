import { browserGzip } from '../device/gzip.ts';
import { browserLocks } from '../device/locks.ts';
import { browserSleep } from '../device/sleep.ts';
import {
  type Account,
  type CampaignStore,
  DEVICE_SETTING,
  type DeviceStore,
  mayAlwaysSendPhotos,
  openCampaignStore,
  openDeviceStore,
} from '../storage/index.ts';
import { createSession, type SyncWhy, type World } from '../sync/index.ts';

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
    for (const account of await phone.accounts.all()) {
      const { origin } = new URL(account.url);
      if (resting.has(origin)) continue;
      const end = await sendFor(phone, account, world, open);
      if (end) resting.add(origin);
      isLeft ||= end === 'unsent';
    }
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

async function sendFor(
  phone: Phone,
  account: Account,
  world: World,
  open: (replica: string) => CampaignStore,
): Promise<'pause' | 'unsent' | undefined> {
  const store = open(account.replica);
  try {
    // What a limit allows, only the page counts.
    const thrift = { count: () => undefined, mayPhotos: () => mayAlwaysSendPhotos(phone) };
    // A page may be sending it this very moment.
    await world.locks.request(`dastak-sync-${store.replica}`, async () => undefined);
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
    return trouble && PASSING.includes(trouble.why) ? 'unsent' : undefined;
  } finally {
    store.close();
  }
}

/** Of the network, a captive portal's too, or of the endpoint's hour: nothing that a person must end. */
const PASSING: readonly SyncWhy[] = ['unreachable', 'not-couchdb', 'server-trouble', 'too-many'];

const workerWorld = (): World => ({
  fetch: (url, init) => fetch(url, init),
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: browserSleep,
  locks: browserLocks(),
  gzip: browserGzip(),
});
