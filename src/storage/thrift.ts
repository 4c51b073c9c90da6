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
