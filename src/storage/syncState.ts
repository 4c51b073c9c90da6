import type { Live } from '../domain/signal.ts';
import type { CampaignDatabase } from './database.ts';
import { live } from './live.ts';
import type { SyncState } from './rows.ts';

export const SYNC_IDLE: SyncState = { phase: 'idle' };

/** Where replication stands, one row a person of this phone. Without an author: whoever tried last. */
export interface SyncStates {
  get(author?: string): Promise<SyncState>;
  /** In one transaction, so that what another session wrote is not undone. @returns what was there before */
  update(author: string, change: (before: SyncState) => SyncState): Promise<SyncState>;
  /**
   * Begins a session, in one transaction: its number has had no session of anybody on this phone, whatever was lost at
   * the endpoint. @returns what was there before
   */
  begin(author: string, at: string): Promise<{ before: SyncState; session: number }>;
  live(author?: string): Live<SyncState>;
}

export function syncStatesOf(db: CampaignDatabase): SyncStates {
  const get = async (author?: string): Promise<SyncState> => {
    const row =
      author === undefined
        ? await db.syncStates.orderBy('lastAttemptAt').last()
        : await db.syncStates.get(author);
    return row ?? SYNC_IDLE;
  };
  return {
    get,
    update: (author, change) =>
      db.write([db.syncStates], async () => {
        const before = await get(author);
        await db.syncStates.put({ ...change(before), author });
        return before;
      }),
    begin: (author, at) =>
      db.write([db.syncStates, db.checkpoints], async () => {
        const before = await get(author);
        // Numbers were once kept in checkpoints alone.
        const rows = [...(await db.syncStates.toArray()), ...(await db.checkpoints.toArray())];
        const session = Math.max(0, ...rows.map((row) => row.session ?? 0)) + 1;
        await db.syncStates.put({ ...before, author, phase: 'sending', lastAttemptAt: at, session });
        return { before, session };
      }),
    live: (author) => live(() => get(author)),
  };
}
