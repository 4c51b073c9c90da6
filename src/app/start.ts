import { createBrowserDevice, type Device, type Protection } from '../device/index.ts';
import { ok, type Result, trouble } from '../domain/result.ts';
import { signal } from '../domain/signal.ts';
import {
  type Account,
  asResult,
  DEVICE_SETTING,
  type DeviceStore,
  live,
  openCampaignStore,
  openDeviceStore,
  replicaName,
} from '../storage/index.ts';
import { peopleOf, personOf } from './accounts.ts';
import { isDamagedLink, joinedUrl } from './join.ts';
import { loaded } from './loaded.ts';
import { withoutRefusal } from './refusal.ts';
import { worldOf } from './replication.ts';
import { registerOwnCopy } from './serviceWorker.ts';
import type { App, Person, PracticeWhy, Session, SignInDetails, Theme, Work } from './types.ts';
import { createWork, type WorkParts } from './work.ts';

/** What a tab remembers while somebody practises in it: who that is. No other tab sees it. */
const PRACTISING = 'dastak-practising';

/** Keys of the device store's settings. */
const SETTING = { account: 'account', language: 'language', theme: 'theme', device: DEVICE_SETTING } as const;

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
  const session = signal<Session>({ status: 'opening' });
  const theme = signal<Theme>('day');
  const joined = signal(joinedUrl(location));
  const protection = signal<Protection>({ isPersisted: null });
  const ownCopy = registerOwnCopy(options.serviceWorkerUrl);
  let work: Work | null = null;
  /** Who is signed in, and by which sign-in, as far as this tab has followed. */
  let here: Account | undefined;

  let turn: Promise<unknown> = Promise.resolve();

  /** Coming in and going out, one after the other: another tab may change its mind while this one follows. */
  function inTurn<T>(step: () => Promise<T>): Promise<T> {
    const next = turn.then(step);
    turn = next.catch(() => undefined);
    return next;
  }

  /** @returns why the practice that this tab remembers is not to be had: then it is real work */
  async function enter(account: Account, hasTyped = false): Promise<Result<void, PracticeWhy>> {
    void work?.stop();
    const store = openCampaignStore(account.replica);
    // Where that cannot be written, her next session does it.
    if (hasTyped) await asResult(store.syncState.update(account.name, withoutRefusal));
    const real: WorkParts = {
      account,
      store,
      phone,
      device,
      deviceId: await deviceId(phone, device),
      isKept: ownCopy.isKept,
      version: options.version,
      onFirstSave: protect,
    };
    const isPractising = device.tabMemory.get(PRACTISING) === account.id;
    const practised = isPractising ? await practice(real) : ok(real);
    if (!practised.ok) device.tabMemory.set(PRACTISING, undefined);
    const parts = practised.ok ? practised.value : real;
    if (parts !== real) store.close();
    work = createWork(parts);
    parts.store.trouble.subscribe((problem) => {
      if (problem !== null) session.set({ status: 'storage-refused', why: problem.why });
    });
    session.set({ status: 'signed-in', person: work.person, work });
    return practised.ok ? ok(undefined) : practised;
  }

  async function practice(real: WorkParts): Promise<Result<WorkParts, PracticeWhy>> {
    const code = await loaded(import('./practice.ts'));
    return code.ok ? code.value.practiceParts(real) : code;
  }

  const enterAnew = (): Promise<Result<void, PracticeWhy>> =>
    inTurn(async () => (here === undefined ? ok(undefined) : enter(here)));

  async function keep(account: Account, password: string): Promise<void> {
    // Before other tabs hear of it, which then use it.
    await phone.vault.sealPassword(account.id, password);
    const put = (): Promise<void> => phone.accounts.put(account);
    await (here?.id === account.id ? become(account, put) : put());
    await become(account, () => phone.settings.set(SETTING.account, account.id));
  }

  /** Set before it is written, so that this tab does not take its own change for another one's. */
  async function become(next: Account | undefined, write: () => Promise<void>): Promise<void> {
    const former = here;
    here = next;
    await write().catch((error: unknown) => {
      here = former;
      throw error;
    });
  }

  async function forget(person: Person | undefined): Promise<void> {
    // Of this tab: another one may have signed somebody else in meanwhile.
    if (person !== undefined) await phone.vault.erase(person.id);
    await become(undefined, () => phone.settings.set(SETTING.account, undefined));
  }

  async function leave(): Promise<void> {
    void work?.stop();
    work = null;
    device.tabMemory.set(PRACTISING, undefined);
    session.set({ status: 'signed-out', people: await peopleOf(await phone.accounts.all()) });
  }

  // A link that is opened where the app stands already changes nothing but the fragment.
  addEventListener('hashchange', () => joined.set(joinedUrl(location) ?? joined.get()));

  function dismissJoined(): void {
    joined.set(undefined);
    history.replaceState(history.state, '', location.pathname + location.search);
  }

  async function protect(): Promise<void> {
    protection.set(await device.persistence.request());
  }

  async function open(): Promise<void> {
    // Side by side: the first page waits for all of them.
    const [kept, look, account] = await Promise.all([
      phone.settings.get<Theme>(SETTING.theme),
      device.persistence.look(),
      signedIn(),
    ]);
    theme.set(kept ?? 'day');
    protection.set(look);
    here = account;
    await follow();
    live(signedIn).subscribe(
      (next) => {
        if (next?.id === here?.id && next?.addedAt === here?.addedAt) return;
        // Another tab signed out, or somebody in: no other person's password stays in this one, and its sending stops.
        if (next?.id !== here?.id) phone.vault.forget();
        here = next;
        follow().catch(refuse);
      },
      () => undefined,
    );
  }

  async function signedIn(): Promise<Account | undefined> {
    const id = await phone.settings.get<string>(SETTING.account);
    return id === undefined ? undefined : phone.accounts.get(id);
  }

  const follow = (): Promise<void> =>
    inTurn(async () => {
      if (here === undefined) await leave();
      else if (here.id !== work?.person.id) await enter(here);
      else work.signedInAgain();
    });

  const refuse = (): void => session.set({ status: 'storage-refused', why: 'storage-refused' });
  open().catch(refuse);
  phone.trouble.subscribe((problem) => {
    if (problem !== null) session.set({ status: 'storage-refused', why: problem.why });
  });

  return {
    session,
    people: async () => peopleOf(await phone.accounts.all()),
    // A campaign's database beside the app is the usual one.
    suggestedUrl: () => joined.get() ?? `${location.origin}/db/demo`,
    joined,
    hasDamagedLink: () => isDamagedLink(location),
    dismissJoined,
    async signIn(details) {
      const account = await checkedAccount(details, device);
      if (!account.ok) return account;
      const kept = await asResult(keep(account.value, details.password));
      if (!kept.ok) return kept;
      if (joined.get() !== undefined) dismissJoined();
      // Otherwise another tab has signed somebody else in, whom this one follows.
      await inTurn(async () => {
        if (here?.id === account.value.id) await enter(account.value, true);
      });
      return ok(personOf(account.value));
    },
    async signOut() {
      const forgotten = await asResult(forget(work?.person));
      if (forgotten.ok) await follow();
      return forgotten;
    },
    practice: {
      begin() {
        device.tabMemory.set(PRACTISING, here?.id);
        return enterAnew();
      },
      async end() {
        device.tabMemory.set(PRACTISING, undefined);
        await enterAnew();
      },
      async wipe() {
        const code = await loaded(import('./practice.ts'));
        if (!code.ok) return code;
        const wiped = await code.value.wipePractice(here?.replica ?? '');
        // What its forms need is copied again.
        return wiped.ok && work?.isPractice ? enterAnew() : wiped;
      },
    },
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

/** A random name for this phone, made once; it tells two phones of one person apart. */
async function deviceId(phone: DeviceStore, device: Device): Promise<string> {
  const kept = await phone.settings.get<string>(SETTING.device);
  if (kept !== undefined) return kept;
  const made = device.random.hex(8);
  await phone.settings.set(SETTING.device, made);
  return made;
}
