import type { Device } from '../device/index.ts';
import { ok, type Result, trouble } from '../domain/result.ts';
import { signal } from '../domain/signal.ts';
import {
  type Account,
  asResult,
  DEVICE_SETTING,
  type DeviceStore,
  live,
  openCampaignStore,
  replicaName,
  type StorageTrouble,
} from '../storage/index.ts';
import { peopleOf, personOf } from './accounts.ts';
import { loaded } from './loaded.ts';
import { withoutRefusal } from './refusal.ts';
import { worldOf } from './replication.ts';
import type { App, PracticeWhy, Session, SignInDetails, Work } from './types.ts';
import { createWork, type WorkParts } from './work.ts';

/** What a tab remembers while somebody practises in it: who that is. No other tab sees it. */
const PRACTISING = 'dastak-practising';

/** Key of the device store's settings: the id of who is signed in on this phone. */
const ACCOUNT = 'account';

/** What a tab brings to the work of whoever is signed in. */
export interface TabParts extends Pick<WorkParts, 'phone' | 'device' | 'isKept' | 'version' | 'onFirstSave'> {
  /** She is signed in on this phone, and her work is not shown yet. */
  onSignIn(): void;
}

export type SignedIn = Pick<App, 'session' | 'signIn' | 'signOut' | 'practice'>;

/**
 * Follows who is signed in on this phone, and has her work open: as the phone remembers it, then as this tab and its
 * other tabs change it.
 *
 * Coming in and going out take turns. Each has many steps (the former work is stopped, databases are opened, people are
 * listed), and another tab may change its mind before the last one. Side by side, a sign-out that takes long would end
 * after the sign-in that overtook it, and show nobody where somebody is signed in and sends. Who is here (`here`) is
 * known at once, and a turn looks at it when it begins: whatever was overtaken ends where the last one wants to be.
 * @param ready what must be known before the first session is told
 */
export function followSignIn(tab: TabParts, ready: Promise<unknown>): SignedIn {
  const { phone, device } = tab;
  const session = signal<Session>({ status: 'opening' });
  let work: Work | null = null;
  /** Who is signed in, and by which sign-in, as far as this tab has followed. */
  let here: Account | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  function inTurn<T>(step: () => Promise<T>): Promise<T> {
    const next = turn.then(step);
    turn = next.catch(() => undefined);
    return next;
  }

  const follow = (): Promise<void> =>
    inTurn(async () => {
      if (here === undefined) await leave();
      else if (here.id !== work?.person.id) await enter(here);
      else work.signedInAgain();
    });

  /** @returns why the practice that this tab remembers is not to be had: then it is real work */
  async function enter(account: Account, hasTyped = false): Promise<Result<void, PracticeWhy>> {
    void work?.stop();
    const store = openCampaignStore(account.replica);
    // Where that cannot be written, her next session does it.
    if (hasTyped) await asResult(store.syncState.update(account.name, withoutRefusal));
    const real: WorkParts = { ...tab, account, store, deviceId: await deviceId(phone, device) };
    const isPractising = device.tabMemory.get(PRACTISING) === account.id;
    const practised = isPractising ? await practice(real) : ok(real);
    if (!practised.ok) device.tabMemory.set(PRACTISING, undefined);
    const parts = practised.ok ? practised.value : real;
    if (parts !== real) store.close();
    work = createWork(parts);
    parts.store.trouble.subscribe(tell);
    session.set({ status: 'signed-in', person: work.person, work });
    return practised.ok ? ok(undefined) : practised;
  }

  const enterAnew = (): Promise<Result<void, PracticeWhy>> =>
    inTurn(async () => (here === undefined ? ok(undefined) : enter(here)));

  async function leave(): Promise<void> {
    void work?.stop();
    work = null;
    device.tabMemory.set(PRACTISING, undefined);
    session.set({ status: 'signed-out', people: await peopleOf(await phone.accounts.all()) });
  }

  async function keep(account: Account, password: string): Promise<void> {
    // Before other tabs hear of it, which then use it.
    await phone.vault.sealPassword(account.id, password);
    const put = (): Promise<void> => phone.accounts.put(account);
    await (here?.id === account.id ? become(account, put) : put());
    await become(account, () => phone.settings.set(ACCOUNT, account.id));
  }

  async function forget(): Promise<void> {
    // Of this tab's person: another tab may have signed somebody else in meanwhile.
    if (work !== null) await phone.vault.erase(work.person.id);
    await become(undefined, () => phone.settings.set(ACCOUNT, undefined));
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

  async function remembered(): Promise<Account | undefined> {
    const id = await phone.settings.get<string>(ACCOUNT);
    return id === undefined ? undefined : phone.accounts.get(id);
  }

  async function begin(): Promise<void> {
    // Side by side: the first page waits for both.
    [here] = await Promise.all([remembered(), ready]);
    await follow();
    live(remembered).subscribe(
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

  const tell = (problem: Pick<StorageTrouble, 'why'> | null): void => {
    if (problem !== null) session.set({ status: 'storage-refused', why: problem.why });
  };
  const refuse = (): void => tell({ why: 'storage-refused' });
  begin().catch(refuse);
  phone.trouble.subscribe(tell);

  return {
    session,
    async signIn(details) {
      const account = await checkedAccount(details, device);
      if (!account.ok) return account;
      const kept = await asResult(keep(account.value, details.password));
      if (!kept.ok) return kept;
      tab.onSignIn();
      // Otherwise another tab has signed somebody else in, whom this one follows.
      await inTurn(async () => {
        if (here?.id === account.value.id) await enter(account.value, true);
      });
      return ok(personOf(account.value));
    },
    async signOut() {
      const forgotten = await asResult(forget());
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

async function practice(real: WorkParts): Promise<Result<WorkParts, PracticeWhy>> {
  const code = await loaded(import('./practice.ts'));
  return code.ok ? code.value.practiceParts(real) : code;
}

/** A random name for this phone, made once; it tells two phones of one person apart. */
async function deviceId(phone: DeviceStore, device: Device): Promise<string> {
  const kept = await phone.settings.get<string>(DEVICE_SETTING);
  if (kept !== undefined) return kept;
  const made = device.random.hex(8);
  await phone.settings.set(DEVICE_SETTING, made);
  return made;
}
