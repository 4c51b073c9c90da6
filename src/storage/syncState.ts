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
    live: (author) => live(() => get(author)),
  };
}
