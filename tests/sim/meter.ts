import { type ThriftRule, thriftRule } from '../../src/app/thrift.ts';
import type { DeviceStore, Thrift } from '../../src/storage/index.ts';
import type { Scheduler } from './scheduler.ts';

type Settings = DeviceStore['settings'];

/** Bodies of a page or a worker that are not in the meter yet, as the network saw them. */
export interface Travelled {
  sent: number;
  received: number;
}

type Counted = { readonly sentBytes: number; readonly receivedBytes: number; readonly day: string };

/** So short that tomorrow comes within a town's day. */
const DAY_MS = 20 * 60_000;
const METER = 'traffic';
const CHOICE = 'thrift';
const AT_FIRST: Thrift = { photosOnWifiOnly: false, dailyBytesMax: null };

/** What a phone was told of its network's cost, and what its meter says; beside it, what travelled in truth. */
export class Meter {
  /** Undefined: it is on Wi-Fi. */
  offWifiSinceMs: number | undefined;
  private readonly kept = new Map<string, unknown>();
  /** What its pages and its worker gave account of. */
  private readonly days = new Map<string, Travelled>();
  private spentSinceMs: number | undefined;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly name: string,
  ) {}

  /** Her word. */
  get choice(): Thrift {
    return (this.kept.get(CHOICE) as Thrift | undefined) ?? AT_FIRST;
  }

  choose(more: Partial<Thrift>): void {
    this.kept.set(CHOICE, { ...this.choice, ...more });
  }

  /** Since when photos must wait, for Wi-Fi or for tomorrow. */
  get photosWaitSinceMs(): number | undefined {
    const { photosOnWifiOnly, dailyBytesMax } = this.choice;
    if (photosOnWifiOnly && this.offWifiSinceMs !== undefined) return this.offWifiSinceMs;
    const { sent = 0, received = 0 } = this.days.get(this.today()) ?? {};
    return dailyBytesMax !== null && sent + received >= dailyBytesMax ? this.spentSinceMs : undefined;
  }

  /** The page's own rule, which must tell the meter what has travelled. */
  rule(travelled: Travelled, says: (what: string) => void): ThriftRule {
    const clock = { today: () => this.today() } as Parameters<typeof thriftRule>[1]['clock'];
    const connectivity = { isWifi: () => this.offWifiSinceMs === undefined } as Parameters<
      typeof thriftRule
    >[1]['connectivity'];
    const rule = thriftRule({ settings: this.settings(travelled, says) }, { clock, connectivity });
    return {
      ...rule,
      keep: async () => {
        const open = { ...travelled };
        await rule.keep();
        this.mindsRest(open, travelled, says);
      },
    };
  }

  /** @param today the day's name where these settings are used */
  settings(travelled: Travelled, says: (what: string) => void, today = () => this.today()): Settings {
    return {
      get: async <T>(key: string) => this.kept.get(key) as T | undefined,
      set: async (key, value) => void this.kept.set(key, value),
      update: async <T>(key: string, change: (before: T | undefined) => T) => {
        const before = this.kept.get(key) as Counted | undefined;
        const known = before?.day === this.today() ? { ...before, day: today() } : before;
        const after = change(known as T | undefined) as unknown as Counted;
        this.kept.set(key, { ...after, day: this.today() });
        if (key === METER) this.minds(after, travelled, says);
      },
    };
  }

  /** What was counted by then is in the meter. */
  mindsRest(open: Travelled, now: Travelled, says: (what: string) => void): void {
    if (open.sent + open.received > 0 && now.sent >= open.sent && now.received >= open.received)
      says(`counts none of ${open.sent} bytes sent and ${open.received} received`);
  }

  private minds(
    { sentBytes, receivedBytes }: Counted,
    travelled: Travelled,
    says: (what: string) => void,
  ): void {
    const { sent = 0, received = 0 } = this.days.get(this.today()) ?? {};
    const all = { sent: sent + travelled.sent, received: received + travelled.received };
    this.days.set(this.today(), all);
    travelled.sent = 0;
    travelled.received = 0;
    const { dailyBytesMax } = this.choice;
    if (dailyBytesMax !== null && sent + received < dailyBytesMax) this.spentSinceMs = this.scheduler.nowMs;
    if (all.sent !== sentBytes) says(`sent ${all.sent} bytes and counted ${sentBytes} on ${this.name}`);
    if (all.received !== receivedBytes)
      says(`received ${all.received} bytes and counted ${receivedBytes} on ${this.name}`);
  }

  private today(): string {
    return `day ${Math.floor(this.scheduler.nowMs / DAY_MS)}`;
  }
}
