import { browserClock } from '../../src/device/clock.ts';
import { DEVICE_SETTING, openCampaignStore, type SyncState } from '../../src/storage/index.ts';
import { type Phone, sendWhatWaits } from '../../src/sw/background.ts';
import type { World } from '../../src/sync/index.ts';
import { DATABASE, type Device, mindsLooseness, REPLICA, type Someone, worldOf } from './device.ts';
import type { TransactionFate } from './disk.ts';
import type { Travelled } from './meter.ts';
import type { Request } from './network.ts';
import { LOCKOUT_MS, type TabWatch, watchTab } from './watch.ts';

/** The service worker of a phone: wakes without a page, sends with the page's own code, and may be killed like one. */
export class Background {
  private isAlive = true;
  /** Nobody answered its last request, and nobody else had said anything before: a refusal, a captive portal. */
  isCutOff = false;
  private readonly travelled: Travelled = { sent: 0, received: 0 };
  private hasAsked = false;
  private hasTrouble = false;
  private end: () => void = () => undefined;

  /** It asked, and everything that it asked was answered and nothing refused. */
  get isWellAnswered(): boolean {
    return this.hasAsked && !this.hasTrouble;
  }

  constructor(
    private readonly device: Device,
    /** Asked at each of its transactions that writes. */
    private readonly fateOf: () => TransactionFate | undefined,
  ) {}

  /** @returns what the browser is told: undefined when all was sent; one that dies says nothing more */
  wakes(): Promise<unknown> {
    const { device } = this;
    const name = `${device.name}-worker`;
    const { scheduler } = device.around;
    const isAlive = (): boolean => this.isAlive;
    const watch = watchTab(scheduler, isAlive, {
      carries: (bytes) => {
        this.travelled.received += bytes;
      },
      ...device.around.watch({ name, device, people: this.people }),
      name,
      people: this.people.length,
      lane: device.lane,
      skewMs: () => device.skewMs,
      isBusyElsewhere: () => device.isInSessionBut(undefined),
    });
    const disk = device.disk.forTab({
      die: () => this.die(),
      fateOf: this.fateOf,
      wroteLoosely: (database) => mindsLooseness(device, name, database),
    });
    device.background = watch;
    this.end = () => {
      disk.kill();
      device.locks.release(this);
      device.background = undefined;
    };
    let isRefused = false;
    const wokeAt = device.isoNow();
    const heard: TabWatch['link']['heard'] = (request, answer) => {
      this.hasAsked = true;
      this.hasTrouble ||= !answer || answer.status >= 400 || !answer.isGenuine || !answer.isWhole;
      isRefused ||= answer !== undefined && (answer.status >= 400 || !answer.isGenuine);
      this.isCutOff = answer === undefined && !isRefused;
      watch.link.heard(request, answer);
    };
    const asked: TabWatch['link']['asked'] = (request) => {
      const why = whyToRest(device, request, wokeAt);
      if (why !== undefined) watch.violation(`${name} asks though ${why}: ${request.path}`);
      watch.link.asked(request);
    };
    const link = { ...watch.link, asked, heard };
    const world = worldOf(device, isAlive, () => this, { ...watch, link });
    const says = (what: string): void => watch.violation(`${name} ${what}`);
    const counting: World = {
      ...world,
      fetch: (url, init) => {
        this.travelled.sent += (init.body as Uint8Array | undefined)?.length ?? 0;
        return world.fetch(url, init);
      },
    };
    const open = () => openCampaignStore(REPLICA, { ...disk, now: () => device.isoNow() });
    return new Promise((resolve) => {
      sendWhatWaits(counting, this.phone(says), open)
        .then(
          () => undefined,
          (error: unknown) => error,
        )
        .then((error) => {
          if (!this.isAlive) return;
          device.meter.mindsRest({ ...this.travelled }, this.travelled, says);
          device.background = undefined;
          resolve(error);
        });
    });
  }

  die(): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    this.end();
  }

  /** Who has signed in here, once each. */
  private get people(): readonly Someone[] {
    return [...new Set(this.device.tabs.map(({ someone }) => someone))];
  }

  private phone(says: (what: string) => void): Phone {
    const { device, people } = this;
    // A worker names the day by the browser's own clock.
    const settings = device.meter.settings(this.travelled, says, () => browserClock().today());
    return {
      accounts: { all: async () => people.map((someone) => accountOf(someone, device.around.url)) },
      settings: {
        ...settings,
        get: async <T>(key: string) => (key === DEVICE_SETTING ? (device.name as T) : settings.get<T>(key)),
      },
      vault: { openPassword: async (id) => device.typed.get(id) },
      close: () => undefined,
    };
  }
}

/**
 * In words of its own what keeps a worker from asking, as a page left word: her password was refused, or the endpoint
 * wanted a pause, which is no shorter than from the beginning of that session. What a session that began later than the
 * worker meets, it may not hear of. Undefined: nothing, or nobody can tell whose request it is.
 */
function whyToRest(device: Device, request: Request, wokeAt: string): string | undefined {
  const name = nameIn(request);
  const states = device.disk.rows(DATABASE, 'syncStates') as (SyncState & { author: string })[];
  const met = states.find(({ author }) => author === name)?.lastTrouble;
  if (met === undefined || met.at >= wokeAt) return undefined;
  if (met.why === 'wrong-password') return `the password of ${name} was refused`;
  const next = states.find(({ author }) => author === name)?.nextAttemptAt;
  // A clock that was set makes it seem longer than any pause is.
  const leftMs = Date.parse(next ?? '') - device.now();
  if (met.why === 'too-many' && leftMs > 0 && leftMs < LONGEST_MS) return `too much was asked for ${name}`;
  const sinceMs = device.now() - Date.parse(met.at);
  const pauseMs = met.why === 'locked-out' ? LOCKOUT_MS : (met.retryAfterMs ?? 0);
  return sinceMs >= 0 && sinceMs < pauseMs ? `${name} was told to wait` : undefined;
}

const LONGEST_MS = 10 * 60_000;

function nameIn({ path, body, init }: Request): string | undefined {
  if (path.endsWith('/_session') && body)
    return (JSON.parse(new TextDecoder().decode(body)) as { name: string }).name;
  const basic = /^Basic (.+)$/.exec(new Headers(init.headers).get('authorization') ?? '')?.[1];
  return basic && Buffer.from(basic, 'base64').toString().split(':')[0];
}

const accountOf = ({ name, role }: Someone, url: string) => ({
  id: name,
  name,
  url,
  replica: REPLICA,
  roles: [role],
  addedAt: '',
});
