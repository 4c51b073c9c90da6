import { createBrowserDevice, type Device, type Protection } from '../device/index.ts';
import { signal } from '../domain/signal.ts';
import { openDeviceStore } from '../storage/index.ts';
import { peopleOf } from './accounts.ts';
import { isDamagedLink, joinedUrl } from './join.ts';
import { registerOwnCopy } from './serviceWorker.ts';
import { followSignIn } from './signedIn.ts';
import type { App, Theme } from './types.ts';

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
  const joined = signal(joinedUrl(location));
  const ownCopy = registerOwnCopy(options.serviceWorkerUrl);

  // A link that is opened where the app stands already changes nothing but the fragment.
  addEventListener('hashchange', () => joined.set(joinedUrl(location) ?? joined.get()));

  function dismissJoined(): void {
    joined.set(undefined);
    history.replaceState(history.state, '', location.pathname + location.search);
  }

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

  return {
    ...followSignIn(
      {
        phone,
        device,
        isKept: ownCopy.isKept,
        version: options.version,
        onFirstSave: protect,
        onSignIn() {
          if (joined.get() !== undefined) dismissJoined();
        },
      },
      look(),
    ),
    people: async () => peopleOf(await phone.accounts.all()),
    // A campaign's database beside the app is the usual one.
    suggestedUrl: () => joined.get() ?? `${location.origin}/db/demo`,
    joined,
    hasDamagedLink: () => isDamagedLink(location),
    dismissJoined,
    update: ownCopy.update,
    applyUpdate: ownCopy.applyUpdate,
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
    version: options.version,
  };
}
