import type { Device } from '../device/index.ts';
import {
  addTraffic,
  type DeviceStore,
  live,
  readThrift,
  type Thrift,
  trafficCounter,
  trafficOf,
  writeThrift,
} from '../storage/index.ts';
import type { Live, PhotosWaitFor, ThriftView } from './types.ts';

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

export function thriftRule(
  { settings }: Pick<DeviceStore, 'settings'>,
  device: Pick<Device, 'clock' | 'connectivity'>,
): ThriftRule {
  const counter = trafficCounter();
  let isAllowed = false;
  const add = async (): Promise<void> => {
    const counted = counter.take();
    if (counted) await addTraffic(settings, device.clock.today(), counted);
  };
  return {
    count: counter.count,
    async keep() {
      isAllowed = false;
      await add();
    },
    async mayPhotos() {
      // Before each body: a page that is closed in the middle would forget what it has cost.
      await add();
      return isAllowed || (await photosWaitFor(settings, device)) === null;
    },
    allowOnce() {
      isAllowed = true;
    },
  };
}

/** What keeps photos on the phone now; null: they may go. */
async function photosWaitFor(
  settings: DeviceStore['settings'],
  { clock, connectivity }: Pick<Device, 'clock' | 'connectivity'>,
): Promise<PhotosWaitFor | null> {
  const { photosOnWifiOnly, dailyBytesMax } = await readThrift(settings);
  // Where the browser does not tell, it may be anything: then her own word is needed.
  if (photosOnWifiOnly && connectivity.isWifi() !== true) return 'wifi';
  if (dailyBytesMax === null) return null;
  const today = await trafficOf(settings, clock.today());
  return today.sentBytes + today.receivedBytes < dailyBytesMax ? null : 'tomorrow';
}

/** For the screen. */
export function thriftView(
  { settings }: Pick<DeviceStore, 'settings'>,
  device: Pick<Device, 'clock' | 'connectivity'>,
): Live<ThriftView> {
  return live(async () => ({
    ...(await readThrift(settings)),
    ...(await trafficOf(settings, device.clock.today())),
    knowsWifi: device.connectivity.isWifi() !== undefined,
    photosWaitFor: await photosWaitFor(settings, device),
  }));
}

export const chooseThrift = (
  { settings }: Pick<DeviceStore, 'settings'>,
  more: Partial<Thrift>,
): Promise<void> => writeThrift(settings, more);
