import { createBrowserDevice, type Device, type Protection } from '../device/index.ts';
import { ok, type Result, trouble } from '../domain/result.ts';
import { signal } from '../domain/signal.ts';
import { type Account, openDeviceStore, replicaName } from '../storage/index.ts';
import { peopleOf, personOf } from './accounts.ts';
import { isDamagedLink, joinedUrl } from './join.ts';
import { loaded } from './loaded.ts';
import { worldOf } from './replication.ts';
import { registerOwnCopy } from './serviceWorker.ts';
import { followSignIn } from './signedIn.ts';
import type { App, SignInDetails, Theme } from './types.ts';

/** Keys of the device store's settings. */
const SETTING = { language: 'language', theme: 'theme' } as const;

export interface StartOptions {
  version: string;
  /** Where the service worker's script is; null while developing. */
  serviceWorkerUrl: string | null;
  device?: Device;
}

/** The composition root: the real device is plugged in here, and a test's in its place. */
export function startApp(options: StartOptions): App & { keptLanguage(): Promise<string | undefined> } {
  const device = options.device ?? createBrowserDevice();
  const phone = openDeviceStore();
  const theme = signal<Theme>('day');
  const protection = signal<Protection>({ isPersisted: null });
  const link = joinLinkHere();
  const { update, applyUpdate, isKept } = registerOwnCopy(options.serviceWorkerUrl);

  async function look(): Promise<void> {
    const [kept, now] = await Promise.all([
      phone.settings.get<Theme>(SETTING.theme),
      device.persistence.look(),
    ]);
    theme.set(kept ?? 'day');
    protection.set(now);
  }

  async function protect(): Promise<void> {
    protection.set(await device.persistence.request());
  }

  const { version } = options;
  const { session, keep, enter, signOut, practice } = followSignIn(
    { phone, device, isKept, version, onFirstSave: protect },
    look(),
  );

  return {
    session,
    people: async () => peopleOf(await phone.accounts.all()),
    // A campaign's database beside the app is the usual one.
    suggestedUrl: () => link.joined.get() ?? `${location.origin}/db/demo`,
    joined: link.joined,
    hasDamagedLink: () => isDamagedLink(location),
    dismissJoined: link.dismiss,
    async signIn(details) {
      const account = await checkedAccount(details, device);
      if (!account.ok) return account;
      const kept = await keep(account.value, details.password);
      if (!kept.ok) return kept;
      if (link.joined.get() !== undefined) link.dismiss();
      await enter(account.value);
      return ok(personOf(account.value));
    },
    signOut,
    practice,
    update,
    applyUpdate,
    protection,
    protect,
    installation: device.installation.state,
    promptInstallation: () => device.installation.prompt(),
    location: device.location,
    cameraAccess: () => device.camera.access(),
    share: (name, blob) => device.share.share(name, blob),
    shareLink: (url) => device.share.shareLink(url),
    theme,
    async setTheme(next) {
      theme.set(next);
      await phone.settings.set(SETTING.theme, next);
    },
    setLanguage: (language) => phone.settings.set(SETTING.language, language),
    // Where there is no storage there is still a language to say so in.
    keptLanguage: () => phone.settings.get<string>(SETTING.language).catch(() => undefined),
    version,
  };
}

/** The `#join=` link that waits for an answer. */
function joinLinkHere() {
  const joined = signal(joinedUrl(location));
  // A link that is opened where the app stands already changes nothing but the fragment.
  addEventListener('hashchange', () => joined.set(joinedUrl(location) ?? joined.get()));
  return {
    joined,
    dismiss(): void {
      joined.set(undefined);
      history.replaceState(history.state, '', location.pathname + location.search);
    },
  };
}

/** Asks the endpoint whether this person may come in. The sync room is loaded for it: nobody is waiting for a question. */
async function checkedAccount(details: SignInDetails, device: Device): Promise<Result<Account>> {
  const sync = await loaded(import('../sync/index.ts'));
  if (!sync.ok) return sync;
  const answer = await sync.value.checkSignIn({ ...details, fetch: device.fetch, world: worldOf(device) });
  if (!answer.ok) return trouble(answer.why, answer.words);
  const { name, url, roles } = answer.value;
  const replica = await replicaName(url);
  return ok({ id: `${name}@${replica}`, name, url, replica, roles, addedAt: device.clock.now() });
}
