import type { Device } from '../device/index.ts';
import { type DeviceStore, live, readThrift, type Thrift, writeThrift } from '../storage/index.ts';
import type { Live, ThriftView, Traffic } from './types.ts';

/**
 * How freely this phone uses its network: what a person chose, and what the day has cost so far. Text is small and
 * always goes; photos wait for Wi-Fi or for tomorrow.
 */
export interface ThriftRule {
  /** What travelled, as it travels; kept with `keep`. */
  count(sentBytes: number, receivedBytes: number): void;
  /** Adds what was counted to the day on this phone. */
  keep(): Promise<void>;
  /** Whether photos may go now. */
  mayPhotos(): Promise<boolean>;
  /** A person's word for this once, whatever she chose before; until the next `keep`. */
  allowOnce(): void;
}

const TRAFFIC = 'traffic';

type Day = Traffic & { readonly day: string };

export function thriftRule(
  { settings }: Pick<DeviceStore, 'settings'>,
  device: Pick<Device, 'clock' | 'connectivity'>,
): ThriftRule {
  let open: Traffic = { sentBytes: 0, receivedBytes: 0 };
  let isAllowed = false;
  const add = async (): Promise<void> => {
    if (open.sentBytes + open.receivedBytes === 0) return;
    const counted = open;
    open = { sentBytes: 0, receivedBytes: 0 };
    const day = device.clock.today();
    await settings.set(TRAFFIC, { ...sum(await trafficOf(settings, day), counted), day });
  };
  return {
    count(sentBytes, receivedBytes) {
      open = sum(open, { sentBytes, receivedBytes });
    },
    async keep() {
      isAllowed = false;
      await add();
    },
    async mayPhotos() {
      // Before each body: a page that is closed in the middle would forget what it has cost.
      await add();
      if (isAllowed) return true;
      const { photosOnWifiOnly, dailyBytesMax } = await readThrift(settings);
      // Where the browser does not tell, it may be anything: then her own word is needed.
      if (photosOnWifiOnly && device.connectivity.isWifi() !== true) return false;
      if (dailyBytesMax === null) return true;
      const today = await trafficOf(settings, device.clock.today());
      return today.sentBytes + today.receivedBytes < dailyBytesMax;
    },
    allowOnce() {
      isAllowed = true;
    },
  };
}

const sum = (a: Traffic, b: Traffic): Traffic => ({
  sentBytes: a.sentBytes + b.sentBytes,
  receivedBytes: a.receivedBytes + b.receivedBytes,
});

type Settings = DeviceStore['settings'];

async function trafficOf(settings: Settings, day: string): Promise<Traffic> {
  const kept = await settings.get<Day>(TRAFFIC);
  return kept?.day === day ? kept : { sentBytes: 0, receivedBytes: 0 };
}

/** For the screen. */
export function thriftView(
  { settings }: Pick<DeviceStore, 'settings'>,
  { clock, connectivity }: Pick<Device, 'clock' | 'connectivity'>,
): Live<ThriftView> {
  return live(async () => ({
    ...(await readThrift(settings)),
    ...(await trafficOf(settings, clock.today())),
    knowsWifi: connectivity.isWifi() !== undefined,
  }));
}

export const chooseThrift = (
  { settings }: Pick<DeviceStore, 'settings'>,
  more: Partial<Thrift>,
): Promise<void> => writeThrift(settings, more);
