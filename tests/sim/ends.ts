import type { OutboxRow } from '../../src/storage/database.ts';
import type { QuarantineEntry, SyncState } from '../../src/storage/index.ts';
import { refusedIn } from '../../src/storage/refusals.ts';
import type { SyncSession } from '../../src/sync/index.ts';
import { DATABASE, type Device } from './device.ts';
import type { TabWatch } from './watch.ts';

/** Looks at what a session of one tab leaves in storage: what the screen then says, and what waits on. */
export class EndWatch {
  constructor(
    private readonly device: Device,
    private readonly name: string,
    private readonly author: string,
    private readonly watch: Pick<TabWatch, 'violation' | 'pulls'>,
  ) {}

  under(session: SyncSession): SyncSession {
    return {
      ...session,
      run: async (reason) => {
        const before = new Set(this.waiting().map(({ order }) => order));
        const pulls = this.watch.pulls();
        const outcome = await session.run(reason);
        // A timer may have come for the note of the last session alone.
        if (outcome.trouble === null && reason !== 'timer' && this.watch.pulls() === pulls)
          this.watch.violation(`${this.name} looks for no news (${reason})`);
        if (outcome.trouble === null) this.isSuccess(before);
        else if (!outcome.trouble.why.startsWith('storage')) this.isNoSuccess();
        this.keepsApart();
        return outcome;
      },
    };
  }

  private rows<Row>(store: string): Row[] {
    const { disk } = this.device;
    return disk.holds(DATABASE) ? (disk.rows(DATABASE, store) as Row[]) : [];
  }

  /** Her texts. Photos may have to wait for another network; an account of the phone is written at the end. */
  private waiting(): OutboxRow[] {
    return this.rows<OutboxRow>('outbox').filter(
      ({ author, kind, type }) => author === this.author && kind === 'text' && type !== 'device',
    );
  }

  /** What waited when it began has gone, or was refused, or another version took its place. */
  private isSuccess(before: ReadonlySet<number>): void {
    this.device.successes.add(`${this.author} ${this.state().lastSuccessAt}`);
    for (const { id, rev } of this.waiting().filter(({ order }) => before.has(order)))
      this.watch.violation(`${this.name} says that all went well, and left ${id} ${rev}`);
  }

  /** What its disk kept of a session before it failed, may be that it went well. Two may begin in the same moment. */
  private isNoSuccess(): void {
    const { lastTrouble, lastSuccessAt } = this.state();
    const isTrue = this.device.successes.has(`${this.author} ${lastSuccessAt}`);
    if (lastTrouble !== undefined && lastTrouble.at === lastSuccessAt && !isTrue)
      this.watch.violation(`${this.name} calls a session a success that met trouble`);
  }

  private state(): Partial<SyncState> {
    const states = this.rows<SyncState & { author: string }>('syncStates');
    return states.find(({ author }) => author === this.author) ?? {};
  }

  /** What was refused waits for a person, or for another rule; and nothing waits twice. */
  private keepsApart(): void {
    const refused = this.rows<QuarantineEntry>('quarantine').flatMap(refusedIn);
    const waiting = this.rows<OutboxRow>('outbox');
    const keys = waiting.map(({ id, rev }) => `${id} ${rev}`);
    const twice = keys.find((key, index) => keys.indexOf(key) !== index);
    if (twice) this.watch.violation(`waiting twice on ${this.device.name}: ${twice}`);
    for (const { id, rev } of refused)
      if (waiting.some((entry) => entry.id === id && entry.rev === rev))
        this.watch.violation(`refused and waiting on ${this.device.name}: ${id} ${rev}`);
  }
}
