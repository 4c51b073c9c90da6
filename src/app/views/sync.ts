import { trouble } from '../../domain/result.ts';
import type { CampaignStore, OutboxEntry, QuarantineEntry } from '../../storage/index.ts';
import type { SyncView } from '../types.ts';

/** What replication does and last did, as it wrote it down. */
export async function syncView(store: CampaignStore, author: string): Promise<SyncView> {
  const [state, waiting, quarantine] = await Promise.all([
    store.syncState.get(author),
    store.outbox.list(author),
    store.quarantine.list(),
  ]);
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
    mustPause: !!lastTrouble?.retryAfterMs || lastTrouble?.why === 'locked-out',
    waiting: hers.length,
    waitingFiles: hers.filter(isFile).length,
    waitingBytes: hers.reduce((sum, entry) => sum + ownBytes(entry), 0),
    refused: refusedOf(quarantine, author).length,
  };
}

const isFile = ({ kind }: OutboxEntry): boolean => kind === 'media';

/** Of a photo as her list tells it: base64 makes four bytes of three, and gzip on the way three of four. */
const ownBytes = (entry: OutboxEntry): number =>
  isFile(entry) ? Math.round(entry.bytes * 0.75) : entry.bytes;

/** What the endpoint refused of what a person saved: the phone's own account of itself is nobody's work. */
export const refusedOf = (entries: readonly QuarantineEntry[], author: string): QuarantineEntry[] =>
  entries.filter(({ direction, entry }) => {
    return direction === 'push' && entry?.author === author && entry.type !== 'device';
  });
