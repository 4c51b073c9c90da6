import { startApp } from '../../src/app/start.ts';
import type { App } from '../../src/app/types.ts';
import type { Device } from '../../src/device/index.ts';
import type { DeviceStore } from '../../src/storage/index.ts';
import { deadZoneDevice, until } from './collector.ts';

const open: App[] = [];

/** One more tab of the phone, in a dead zone but for these doors. */
export function tab(doors: Partial<Device> = {}): App {
  const opened = startApp({
    version: 'test',
    serviceWorkerUrl: null,
    device: { ...deadZoneDevice(), ...doors },
  });
  open.push(opened);
  return opened;
}

/**
 * Signs out and waits until every tab has heard of it: one that stays would follow whom the next test signs in, and send
 * beside it.
 */
export async function endTabs(phone: DeviceStore): Promise<void> {
  await phone.settings.set('account', undefined);
  const ended = ({ session }: App) => until(session, ({ status }) => status === 'signed-out');
  await Promise.all(open.splice(0).map(ended));
}
