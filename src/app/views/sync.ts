import { trouble } from '../../domain/result.ts';
import type { CampaignStore } from '../../storage/index.ts';
import type { SyncView } from '../types.ts';

/** What replication does and last did, as it wrote it down. */
export async function syncView(store: CampaignStore, author: string): Promise<SyncView> {
  const [state, waiting] = await Promise.all([store.syncState.get(author), store.outbox.list(author)]);
  // The phone's own account of itself is nobody's work.
  const hers = waiting.filter((entry) => entry.type !== 'device');
  const { lastTrouble, lastSuccessAt, nextAttemptAt, progress } = state;
  return {
    phase: state.phase,
    ...(progress === undefined ? {} : progress),
    ...(lastSuccessAt === undefined ? {} : { lastSuccessAt }),
    ...(nextAttemptAt === undefined ? {} : { nextAttemptAt }),
    ...(lastTrouble === undefined
      ? {}
      : { trouble: { ...trouble(lastTrouble.why, lastTrouble.words), at: lastTrouble.at } }),
    waiting: hers.length,
    waitingBytes: hers.reduce((sum, entry) => sum + entry.bytes, 0),
  };
}
