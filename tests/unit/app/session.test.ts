import { beforeEach, expect, test, vi } from 'vitest';
import { startApp } from '../../../src/app/start.ts';
import type { Session } from '../../../src/app/types.ts';
import { type Account, openDeviceStore } from '../../../src/storage/index.ts';
import { deadZoneDevice, until } from '../../support/collector.ts';
import '../../support/phone.ts';

const accountOf = (name: string): Account => ({
  id: `${name}@c0ffee000002`,
  name,
  url: 'http://127.0.0.1:9/db/demo',
  replica: 'c0ffee000002',
  roles: ['collector'],
  addedAt: '2026-03-01T09:00:00+05:00',
});

const phone = openDeviceStore();
const tab = () => startApp({ version: 'test', serviceWorkerUrl: null, device: deadZoneDevice() });
const signedIn = (name: string) => (session: Session) =>
  session.status === 'signed-in' && session.person.name === name;
const signedOut = (session: Session) => session.status === 'signed-out';

beforeEach(async () => {
  vi.stubGlobal('location', { hash: '', origin: 'http://127.0.0.1:9' });
  for (const name of ['amina', 'diego']) await phone.accounts.put(accountOf(name));
  await phone.settings.set('account', accountOf('amina').id);
  await phone.vault.sealPassword(accountOf('amina').id, 'secret');
});

test('signing out in one tab signs the other one out, and its sending is stopped', async () => {
  const [first, second] = [tab(), tab()];
  await Promise.all([first, second].map(({ session }) => until(session, signedIn('amina'))));
  const session = await until(second.session, signedIn('amina'));
  const stop = session.status === 'signed-in' ? vi.spyOn(session.work, 'stop') : undefined;
  await first.signOut();
  await until(second.session, signedOut);
  expect(stop).toHaveBeenCalled();
  expect(await phone.vault.openPassword(accountOf('amina').id)).toBe('secret');
  phone.vault.forget();
  expect(await phone.vault.openPassword(accountOf('amina').id)).toBeUndefined();
});

test('when another tab signs somebody else in, this one follows', async () => {
  const here = tab();
  await until(here.session, signedIn('amina'));
  await phone.settings.set('account', accountOf('diego').id);
  await until(here.session, signedIn('diego'));
});
