import type { OutboxEntry } from '../storage/index.ts';

/**
 * What one push body may weigh before compression. More would lose more when a link breaks and meets proxies that
 * stop at 1 MB; less would cost a round trip for every few answers.
 */
export const BATCH_BYTES_MAX = 900_000;
/** Not cut further when an endpoint finds a batch too large: then it is single documents that are. */
export const BATCH_BYTES_MIN = 32_000;

/** The head of the outbox that fits in `bytesMax`; at least one entry, however heavy. */
export function cutBatch(entries: readonly OutboxEntry[], bytesMax: number): OutboxEntry[] {
  let bytes = 0;
  const end = entries.findIndex((entry, index) => {
    bytes += entry.bytes;
    return index > 0 && bytes > bytesMax;
  });
  return end < 0 ? [...entries] : entries.slice(0, end);
}

/** Two halves, to look for the document that spoils a batch. */
export function halves<T>(batch: readonly T[]): [T[], T[]] {
  const middle = Math.ceil(batch.length / 2);
  return [batch.slice(0, middle), batch.slice(middle)];
}
