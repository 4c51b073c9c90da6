import type { OpenResponse, RecordSummary, Work } from '../../src/app/types.ts';
import { createWork } from '../../src/app/work.ts';
import { browserDigest } from '../../src/device/digest.ts';
import type { Device } from '../../src/device/index.ts';
import { type LocksDoor, pageLocks } from '../../src/device/locks.ts';
import type { ReviewDocument } from '../../src/domain/document.ts';
import type { FormDefinition } from '../../src/domain/form/definition.ts';
import { type ResponseId, uuidv7 } from '../../src/domain/ids.ts';
import { ok } from '../../src/domain/result.ts';
import { childLeaf } from '../../src/domain/revisions.ts';
import { type Live, signal } from '../../src/domain/signal.ts';
import { demoDocuments } from '../../src/endpoint/demo/index.ts';
import {
  type CampaignStore,
  openCampaignStore,
  openDeviceStore,
  type StoreOptions,
} from '../../src/storage/index.ts';
import { campaignAsking } from './campaign.ts';
import { photoBytes } from './examples.ts';

/** The first value of a live query. */
export function now<T>(live: Live<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const subscription = live.subscribe((value) => {
      resolve(value);
      queueMicrotask(() => subscription.unsubscribe());
    }, reject);
  });
}

/** The first value that is as wished. */
export function until<T>(live: Live<T>, isWished: (value: T) => boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    const subscription = live.subscribe((value) => {
      if (!isWished(value)) return;
      resolve(value);
      queueMicrotask(() => subscription.unsubscribe());
    }, reject);
  });
}

/** Two tabs of one phone must not draw the same names. */
let made = 0;

/** A device whose network is dead, whose clock moves a second with each look, and whose chance repeats. */
export function deadZoneDevice(): Device {
  let ticks = 0;
  let drawn = 0;
  const at = (): number => Date.UTC(2026, 2, 1, 4) + ++ticks * 1000;
  const iso = (): string => new Date(at()).toISOString();
  return {
    clock: { now: iso, today: () => iso().slice(0, 10), wallMs: at, monotonicMs: at },
    random: {
      uuid: () => uuidv7(at(), new Uint8Array(10).fill(++made)),
      hex: (bytes: number) => (++made).toString(16).padStart(bytes * 2, '0'),
      share: () => (0.5 + ++drawn * 0.618) % 1,
    },
    digest: browserDigest(),
    location: { position: nothing },
    photo: {
      shrink: async () =>
        ok({ bytes: photoBytes(2_000), contentType: 'image/jpeg', widthPx: 40, heightPx: 30 }),
    },
    camera: { access: async () => 'unknown' },
    persistence: {
      look: async () => ({ isPersisted: false }),
      request: async () => ({ isPersisted: false }),
    },
    installation: { state: nothing, prompt: async () => undefined },
    connectivity: { onHint: () => () => undefined, isSeen: () => true, isWifi: () => undefined },
    share: { share: async () => 'downloaded', shareLink: async () => 'copied' },
    locks: pageLocks(),
    askBackgroundSync: async () => undefined,
    sleep: () => new Promise(() => undefined),
    drawn: async () => undefined,
    tabMemory: tabMemory(),
    gzip: undefined,
    fetch: () => Promise.reject(new TypeError('no network')),
  } as unknown as Device;
}

function tabMemory(): Device['tabMemory'] {
  const kept = new Map<string, string>();
  return {
    get: (key) => kept.get(key),
    set: (key, value) => void (value === undefined ? kept.delete(key) : kept.set(key, value)),
  };
}

const nothing = { subscribe: () => ({ unsubscribe: () => undefined }) };

/** A collector with the demo campaign on her phone and no network. */
export interface Collector {
  work: Work;
  store: CampaignStore;
  startsSurvey(): Promise<OpenResponse>;
  opens(id: ResponseId): Promise<OpenResponse>;
  reviews(review: Partial<ReviewDocument> & { response: string }): Promise<void>;
  records(): Promise<readonly RecordSummary[]>;
  /** The tab is killed; what comes next is a new one on the same disk. */
  diesAndReturns(): Promise<Collector>;
}

/**
 * @param locks those of the browser, when two tabs of one phone are tried
 * @param definition what her campaign asks instead of its own survey
 * @param doors of her phone that do something
 */
export async function collector(
  name: string,
  disk: StoreOptions,
  locks: LocksDoor = pageLocks(),
  { definition, ...doors }: Partial<Device> & { definition?: FormDefinition } = {},
): Promise<Collector> {
  const store = openCampaignStore('c0ffee000001', disk);
  await receiveCampaign(store, definition);
  const account = {
    id: `${name}@c0ffee000001`,
    name,
    url: 'http://127.0.0.1:9/db/demo',
    replica: 'c0ffee000001',
    roles: ['collector'],
    addedAt: '2026-03-01T09:00:00+05:00',
  };
  const work = createWork({
    account,
    store,
    phone: openDeviceStore(disk),
    device: { ...deadZoneDevice(), locks, ...doors },
    deviceId: 'phone-1',
    isKept: signal(true),
    version: '0.0.0-test',
    onFirstSave: () => undefined,
  });
  const opens = async (id: ResponseId): Promise<OpenResponse> => {
    const opened = await work.open(id);
    if (!opened.ok) throw new Error(opened.why);
    return opened.value;
  };
  return {
    work,
    store,
    opens,
    async startsSurvey() {
      const started = await work.startSurvey('ur');
      if (!started.ok) throw new Error(started.why);
      return opens(started.value);
    },
    async reviews({ response, ...more }) {
      const responseRev = (await store.documents.get(response))?.rev ?? '';
      const review = { ...REVIEW, responseRev, ...more, response };
      await receive(store, `review:${response}:${review.at}`, review);
    },
    records: () => now(work.records()),
    async diesAndReturns() {
      await work.stop();
      return collector(name, disk, locks, { ...(definition && { definition }), ...doors });
    },
  };
}

const REVIEW: ReviewDocument = {
  type: 'review',
  schema: 1,
  campaign: 'demo',
  response: '',
  responseRev: '1-0',
  state: 'approved',
  reviewer: 'sana',
  at: '2026-03-02T09:00:00+05:00',
};

async function receiveCampaign(store: CampaignStore, definition?: FormDefinition): Promise<void> {
  const own = definition === undefined ? [] : campaignAsking(definition);
  const named = new Set(own.map(({ _id }) => _id));
  const demo = demoDocuments().filter(({ _id }) => !named.has(_id));
  for (const { _id, body } of [...demo, ...own]) await receive(store, _id, body);
}

async function receive(store: CampaignStore, id: string, body: object): Promise<void> {
  const leaf = childLeaf([], null, false, { ...body });
  await store.replicated.pulled([{ id, leaf }], null, 1);
}
