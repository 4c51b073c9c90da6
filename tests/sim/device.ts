import { gzipSync } from 'node:zlib';
import { untilRefused, withoutRefusal } from '../../src/app/refusal.ts';
import type { ThriftRule } from '../../src/app/thrift.ts';
import { type CampaignStore, openCacheStore, openCampaignStore } from '../../src/storage/index.ts';
import {
  checkSignIn,
  createSession,
  type Locks,
  type SessionParts,
  type SyncSession,
  startLoop,
  type World,
} from '../../src/sync/index.ts';
import { Disk, type TabDisk, type TransactionFate } from './disk.ts';
import { EndWatch } from './ends.ts';
import { FollowWatch } from './follow.ts';
import { Meter, type Travelled } from './meter.ts';
import type { Heard, Link, Network } from './network.ts';
import { PauseWatch } from './pauses.ts';
import type { Lane, Scheduler } from './scheduler.ts';
import { type TabWatch, watchTab } from './watch.ts';

/** A phone with two tabs of the app over one disk, in the scheduler's world. */

export interface Someone {
  readonly name: string;
  role: 'collector' | 'coordinator';
  /** What she types when she is asked. */
  password: string;
}

/** A page or a worker, and for whom it sends: a worker for all who signed in on its phone. */
export interface Sender {
  readonly name: string;
  readonly device: Device;
  readonly people: readonly Someone[];
}

/** What all phones share. */
export interface Surroundings {
  readonly scheduler: Scheduler;
  readonly network: Network;
  readonly url: string;
  readonly hasGzip: boolean;
  readonly watch: (sender: Sender) => Pick<TabWatch, 'mishap' | 'violation' | 'saw'>;
  /** By what each pause after trouble differed from the usual one. */
  readonly jitters: Set<number>;
}

export const REPLICA = '0123456789ab';
export const DATABASE = `dastak-${REPLICA}`;
export const CACHE = 'dastak-cache';
/** She looks at the phone again after so long at most, and types her password. */
const SIGN_IN_MS_MAX = 4 * 60_000;

export class Device {
  readonly lane: Lane;
  readonly disk: Disk;
  readonly tabs: Tab[];
  readonly locks: DeviceLocks;
  readonly meter: Meter;
  /** How far its clock is off. */
  skewMs = 0;
  /** The last time of day that was asked for, in words. */
  private told = { ms: Number.NaN, iso: '' };

  constructor(
    readonly around: Surroundings,
    readonly name: string,
    people: readonly Someone[],
  ) {
    this.lane = around.scheduler.lane(name);
    this.disk = new Disk(this.lane);
    this.meter = new Meter(around.scheduler, name);
    this.locks = new DeviceLocks(around.scheduler, this.lane);
    this.tabs = people.map((someone, index) => new Tab(this, `${name}-${index + 1}`, someone));
  }

  /** `<person> <time>` of sessions of its pages that went well, by when they began. */
  readonly successes = new Set<string>();
  /** How often a page of it was opened. */
  openings = 0;
  /** How often the browser called its worker, and how many of these calls are not over. */
  wakings = 0;
  awake = 0;
  /** The password that each person last typed here. */
  readonly typed = new Map<string, string>();
  /** What the browser starts when no page needs to be open. */
  background: TabWatch | undefined;

  /** The browser calls its worker. @returns for when that call is over, however often it is told */
  wakes(): () => void {
    this.wakings += 1;
    this.awake += 1;
    let isOver = false;
    return () => {
      if (!isOver) this.awake -= 1;
      isOver = true;
    };
  }

  isInSessionBut(leader: Tab | undefined): boolean {
    const isBackground = leader !== undefined && this.background?.isInSession();
    return isBackground || this.tabs.some((tab) => tab !== leader && tab.life?.watch.isInSession());
  }

  now(): number {
    return this.around.scheduler.nowMs + this.skewMs;
  }

  isoNow(): string {
    const ms = this.now();
    if (ms !== this.told.ms) this.told = { ms, iso: new Date(ms).toISOString() };
    return this.told.iso;
  }
}

/** The app in one tab, from its opening to its death. */
export interface Life {
  isAlive: boolean;
  readonly disk: TabDisk;
  readonly store: CampaignStore;
  session: SyncSession;
  parts: SessionParts;
  loop: ReturnType<typeof startLoop>;
  watch: TabWatch;
  pauses: PauseWatch;
  /** A photo's request heard that the password is wrong. */
  refused(): void;
}

export class Tab {
  life: Life | undefined;
  /** Somebody looks at it: the desk then waits for news with an open question. */
  isSeen = true;
  /** Asked at each transaction of this tab that writes. */
  fateOf: () => TransactionFate | undefined = () => undefined;
  /** What its last fated transaction met. */
  lastFate: TransactionFate['act'] | undefined;

  constructor(
    readonly device: Device,
    readonly name: string,
    readonly someone: Someone,
  ) {}

  get isOpen(): boolean {
    return this.life !== undefined;
  }

  /** Opens the app; its loop begins with a session of its own. */
  open(isQuiet = false): Life {
    if (this.life !== undefined) return this.life;
    this.device.openings += 1;
    const disk = this.device.disk.forTab({
      die: () => this.die(),
      fateOf: () => this.fateOf(),
      wroteLoosely: (database) => mindsLooseness(this.device, this.name, database),
    });
    const options = { ...disk, now: () => this.device.isoNow() };
    const store = openCampaignStore(REPLICA, options);
    const life: Life = { isAlive: true, disk, store, ...this.begin(store, () => life.isAlive, options) };
    this.life = life;
    if (!isQuiet) life.loop.wish('start');
    return life;
  }

  /** A kill, by whomever: what was not committed is undone, and no code of this life runs again. */
  die(): void {
    const { life } = this;
    if (life === undefined) return;
    this.life = undefined;
    life.isAlive = false;
    life.loop.stop();
    life.disk.kill();
    this.device.locks.release(life);
  }

  /** At this tab's n-th transaction from now that writes (1: the next one). */
  plan(fate: TransactionFate, transactions: number): void {
    let left = transactions;
    this.fateOf = () => {
      left -= 1;
      if (left !== 0) return undefined;
      this.lastFate = fate.act;
      return fate;
    };
  }

  private begin(store: CampaignStore, isAlive: () => boolean, options: Parameters<typeof openCacheStore>[0]) {
    const { someone, device } = this;
    const { name, role } = someone;
    const account = { name, url: device.around.url, roles: [role], device: device.name, appVersion: '1' };
    const travelled: Travelled = { sent: 0, received: 0 };
    const watch = watchTab(device.around.scheduler, isAlive, {
      carries: (bytes) => {
        travelled.received += bytes;
      },
      ...device.around.watch({ name: this.name, device, people: [someone] }),
      name: this.name,
      people: 1,
      lane: device.lane,
      skewMs: () => device.skewMs,
      isBusyElsewhere: () => device.isInSessionBut(this),
    });
    const pauses = new PauseWatch(device, this.name, watch);
    const world = pauses.over(this.world(isAlive, watch, travelled));
    const typed = someone.password;
    device.typed.set(name, typed);
    const thrift = device.meter.rule(travelled, (what) => watch.violation(`${this.name} ${what}`));
    const cache = openCacheStore(options);
    const { password, refuse } = untilRefused(async () => typed);
    const parts = { store, account, world, cache, thrift, password };
    const follow = new FollowWatch(device, this.name, watch);
    const ends = new EndWatch(device, this.name, name, watch);
    const kept = keeping(createSession(parts), thrift);
    const session = follow.under(pauses.under(ends.under(counted(kept, watch))));
    const isWatched = (): boolean => someone.role === 'coordinator' && this.isSeen;
    const askSignIn = (): void => {
      refuse();
      this.askedToSignIn(typed);
    };
    const loop = follow.over(startLoop({ session, parts, askSignIn, isWatched }));
    const refused = (): void => {
      refuse();
      loop.wish('save');
    };
    return { session, parts, loop, watch, pauses, refused };
  }

  private askedToSignIn(typed: string): void {
    const { life } = this;
    life?.watch.saw('asked to sign in');
    // A new password ends a cookie that she got for the old one a moment ago.
    if (life && !life.watch.wasRefused() && typed === this.someone.password)
      life.watch.violation(`${this.name} asks for a password that nobody refused`);
    if (life) this.signsInSoon(life);
  }

  /** As `app/start.ts`: what she types is tried first, and again while it cannot be. */
  private signsInSoon(life: Life): void {
    const { scheduler } = this.device.around;
    scheduler.after(scheduler.chance.below(SIGN_IN_MS_MAX), this.device.lane, `${this.name} signs in`, () => {
      if (life !== this.life) return;
      void this.triesToSignIn(life).then((isIn) => {
        if (life !== this.life) return;
        if (!isIn) return this.signsInSoon(life);
        life.loop.stop();
        // A disk that fails leaves it to her next session.
        void life.store.syncState.update(this.someone.name, withoutRefusal).catch(() => undefined);
        Object.assign(
          life,
          this.begin(life.store, () => life.isAlive, this.options(life)),
        );
        life.loop.wish('start');
      });
    });
  }

  private async triesToSignIn(life: Life): Promise<boolean> {
    const { device, someone, name } = this;
    const { watch } = life;
    const { role, password } = someone;
    const answers: (Heard | undefined)[] = [];
    const link: Link = {
      ...watch.link,
      isAlive: () => life.isAlive,
      asked: () => undefined,
      heard: (_request, answer) => void answers.push(answer),
      gaveUp: () => undefined,
    };
    const world = worldOf(
      device,
      () => life.isAlive,
      () => life,
      { link },
    );
    const { fetch } = world;
    const typed = { url: `${device.around.url}/`, name: someone.name, password };
    const said = await checkSignIn({ ...typed, fetch, world });
    watch.saw(`sign-in: ${said.ok ? 'ok' : said.why}`);
    const isFair = answers.every((answer) => answer?.isGenuine && answer.isWhole && answer.status < 300);
    if (isFair && !said.ok) watch.violation(`${name} is told ${said.why}, and all was well`);
    if (said.ok && !(answers.at(-1)?.isGenuine && (answers.at(-1)?.status ?? 0) < 300))
      watch.violation(`${name} signed in, and the endpoint said ${answers.at(-1)?.status}`);
    const isHerself = said.ok && said.value.name === someone.name && said.value.url === device.around.url;
    const hasRole = said.ok && (said.value.roles.includes(role) || role !== someone.role);
    if (isFair && said.ok && !(isHerself && hasRole))
      watch.violation(`${name} signed in as ${JSON.stringify(said.value)}`);
    if (!said.ok && said.why === 'wrong-password' && answers.every((answer) => answer?.status !== 401))
      watch.violation(`${name} is told of a wrong password, and the endpoint said ${answers.at(-1)?.status}`);
    if (!said.ok && said.why === 'not-couchdb' && answers.at(-1) === undefined)
      watch.violation(`${name} is told that this is no endpoint, and nobody answered`);
    return said.ok;
  }

  private options({ disk }: Life) {
    return { ...disk, now: () => this.device.isoNow() };
  }

  private world(isAlive: () => boolean, watch: TabWatch, travelled: Travelled): World {
    const holder = (): Life => {
      if (this.life === undefined) throw new Error('a dead tab asks for a lock');
      return this.life;
    };
    const world = worldOf(this.device, isAlive, holder, watch);
    return {
      ...world,
      fetch: (url, init) => {
        travelled.sent += (init.body as Uint8Array | undefined)?.length ?? 0;
        return world.fetch(url, init);
      },
    };
  }
}

export function mindsLooseness(device: Device, name: string, database: string): void {
  const { violation } = device.around.watch({ name, device, people: [] });
  if (database === DATABASE) violation(`a power cut may undo what ${name} wrote`);
}

/** As `app/replication.ts` does. */
const keeping = (session: SyncSession, thrift: ThriftRule): SyncSession => ({
  ...session,
  run: (reason) => session.run(reason).finally(() => thrift.keep()),
});

/** Tells why each session ran. */
function counted(session: SyncSession, { saw }: TabWatch): SyncSession {
  return {
    ...session,
    run(reason) {
      saw(`session: ${reason}`);
      return session.run(reason);
    },
  };
}

/** What a page or a worker has of its phone. */
export function worldOf(
  device: Device,
  isAlive: () => boolean,
  holder: () => object,
  { link }: Pick<TabWatch, 'link'>,
): World {
  const { scheduler, network, hasGzip } = device.around;
  return {
    fetch: (url, init) => network.fetch(link, url, init),
    now: () => device.now(),
    random: () => scheduler.chance.next(),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const timer = scheduler.after(ms, device.lane, 'timer', () => isAlive() && resolve());
        signal?.addEventListener('abort', () => {
          timer.cancel();
          resolve();
        });
      }),
    locks: { request: (name, work) => device.locks.request(holder(), name, work) },
    gzip: hasGzip ? async (bytes) => new Uint8Array(gzipSync(bytes)) : undefined,
  };
}

interface Claim {
  readonly holder: object;
  readonly name: string;
  readonly grant: () => void;
}

/** Web Locks of one phone: granted in order, each as an event of its own; a dead holder holds nothing. */
class DeviceLocks {
  private claims: Claim[] = [];
  private readonly granted = new Set<Claim>();
  constructor(
    private readonly scheduler: Scheduler,
    private readonly lane: Lane,
  ) {}

  request<T>(holder: object, name: string, work: Parameters<Locks['request']>[1]): Promise<T> {
    return new Promise((resolve, reject) => {
      const claim: Claim = {
        holder,
        name,
        grant: () => {
          work()
            .finally(() => this.end(claim))
            .then(resolve as (value: unknown) => void, reject);
        },
      };
      this.claims.push(claim);
      this.serve();
    });
  }

  /** No session runs or waits to run; an open question of the desk is none. */
  get areFree(): boolean {
    return this.claims.every(({ name }) => name.startsWith('dastak-listen'));
  }

  release(holder: object): void {
    this.claims = this.claims.filter((claim) => claim.holder !== holder);
    for (const claim of this.granted) if (claim.holder === holder) this.granted.delete(claim);
    this.serve();
  }

  private end(claim: Claim): void {
    this.claims = this.claims.filter((other) => other !== claim);
    this.granted.delete(claim);
    this.serve();
  }

  private serve(): void {
    const served = new Set<string>();
    for (const claim of this.claims) {
      const isFirst = !served.has(claim.name);
      served.add(claim.name);
      if (!isFirst || this.granted.has(claim)) continue;
      this.granted.add(claim);
      this.scheduler.post(this.lane, 'lock granted', () => {
        if (this.granted.has(claim)) claim.grant();
      });
    }
  }
}
