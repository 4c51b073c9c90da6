import type { DeviceStore, Settings } from './deviceStore.ts';

/** What a person chose about her network's cost. */
export interface Thrift {
  readonly photosOnWifiOnly: boolean;
  /** Sent and received together, after which photos wait for tomorrow; null: no limit. */
  readonly dailyBytesMax: number | null;
}

const CHOICE = 'thrift';
const AT_FIRST: Thrift = { photosOnWifiOnly: false, dailyBytesMax: null };

export const readThrift = async (settings: Settings): Promise<Thrift> => ({
  ...AT_FIRST,
  ...(await settings.get<Thrift>(CHOICE)),
});

export const writeThrift = async (settings: Settings, more: Partial<Thrift>): Promise<void> =>
  settings.set(CHOICE, { ...(await readThrift(settings)), ...more });

/** Whether photos may go over any network and at any time, so that nobody need look. */
export async function mayAlwaysSendPhotos({ settings }: Pick<DeviceStore, 'settings'>): Promise<boolean> {
  const { photosOnWifiOnly, dailyBytesMax } = await readThrift(settings);
  return !photosOnWifiOnly && dailyBytesMax === null;
}

/** Of one day on this phone, heads of requests not counted. */
export interface Traffic {
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

const TRAFFIC = 'traffic';
const NONE: Traffic = { sentBytes: 0, receivedBytes: 0 };

type Day = Traffic & { readonly day: string };

/** What has travelled on that day, as far as it was kept. @param day `YYYY-MM-DD` */
export async function trafficOf(settings: Settings, day: string): Promise<Traffic> {
  const kept = await settings.get<Day>(TRAFFIC);
  return kept?.day === day ? kept : NONE;
}

export const addTraffic = (settings: Settings, day: string, more: Traffic): Promise<void> =>
  settings.update<Day>(TRAFFIC, (kept) => ({ ...sum(kept?.day === day ? kept : NONE, more), day }));

/** Counts what travels until it is taken. */
export function trafficCounter(): {
  count(sentBytes: number, receivedBytes: number): void;
  /** Undefined: nothing has travelled since. */
  take(): Traffic | undefined;
} {
  let open = NONE;
  return {
    count(sentBytes, receivedBytes) {
      open = sum(open, { sentBytes, receivedBytes });
    },
    take() {
      const counted = open;
      open = NONE;
      return counted.sentBytes + counted.receivedBytes === 0 ? undefined : counted;
    },
  };
}

const sum = (a: Traffic, b: Traffic): Traffic => ({
  sentBytes: a.sentBytes + b.sentBytes,
  receivedBytes: a.receivedBytes + b.receivedBytes,
});
