import type { Live } from '../domain/signal.ts';
import type { CampaignDatabase } from './database.ts';
import { addLine } from './journal.ts';
import { live } from './live.ts';
import type { JournalLine, SyncState } from './rows.ts';

export const SYNC_IDLE: SyncState = { phase: 'idle' };

/** Where replication stands, one row a person of this phone. Without an author: whoever tried last. */
export interface SyncStates {
  get(author?: string): Promise<SyncState>;
  /** In one transaction, so that what another session wrote is not undone. @returns what was there before */
  update(author: string, change: (before: SyncState) => SyncState): Promise<SyncState>;
  /**
   * Begins a session, in one transaction: its number has had no session of anybody on this phone, whatever was lost at
   * the endpoint.
   * @returns `openSince`: when a session began that met trouble, broke off, or left something of which the endpoint has
   *   no note; undefined: the one before left nothing open
   */
  begin(author: string, at: string): Promise<{ session: number; openSince: string | undefined }>;
  /** Ends the session that began at `at`, in one transaction: its state, and its line where it did or met something. */
  end(author: string, at: string, end: SessionEnd): Promise<void>;
  live(author?: string): Live<SyncState>;
}

/** What a session met and did. */
export interface SessionEnd {
  readonly trouble: Omit<NonNullable<SyncState['lastTrouble']>, 'at'> | null;
  readonly clockAheadMs?: number | undefined;
  /** When the endpoint's note of it is due, from now; undefined: none is owed. */
  readonly settleInMs?: number | undefined;
  /** Why it ran. */
  readonly reason?: string;
  /** Of what it did; absent: it broke off. */
  readonly counts?: Readonly<Record<string, number>>;
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
        const { lastTrouble, isOwed, phase, lastAttemptAt } = before;
        const isOpen = lastTrouble || isOwed || phase !== 'idle';
        return { session, openSince: isOpen ? lastAttemptAt : undefined };
      }),
    end: (author, at, end) => {
      const line = lineOf(end);
      return db.write([db.syncStates, ...(line ? [db.journal] : [])], async () => {
        await db.syncStates.put({ ...stateAfter(await get(author), at, end), author });
        if (line) await addLine(db, end.trouble ? 'trouble' : 'session', line);
      });
    },
    live: (author) => live(() => get(author)),
  };
}

const stateAfter = (
  { lastSuccessAt, clockAheadMs, session }: SyncState,
  at: string,
  { trouble, clockAheadMs: ahead, settleInMs }: SessionEnd,
): SyncState => ({
  phase: 'idle',
  session,
  lastAttemptAt: at,
  lastSuccessAt: trouble ? lastSuccessAt : at,
  lastTrouble: trouble
    ? { why: trouble.why, words: trouble.words, retryAfterMs: trouble.retryAfterMs, at }
    : undefined,
  clockAheadMs: ahead ?? clockAheadMs,
  isOwed: settleInMs !== undefined,
});

/** Undefined: nothing to tell. */
function lineOf({ trouble, reason = '', counts }: SessionEnd): JournalLine['counts'] | undefined {
  if (!counts || (trouble === null && !Object.values(counts).some(Boolean))) return undefined;
  // The endpoint's own words may name documents: only the kind of trouble is kept.
  const kind = trouble && { why: trouble.why, status: trouble.words?.['status'] ?? '' };
  return { reason, ...counts, ...kind };
}
