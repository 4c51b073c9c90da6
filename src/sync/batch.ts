import type { OutboxEntry } from '../storage/index.ts';

/** The head of the outbox that fits in `bytesMax`; at least one entry, however heavy. */
export function cutBatch(entries: readonly OutboxEntry[], bytesMax: number): OutboxEntry[] {
  let bytes = 0;
  const end = entries.findIndex((entry, index) => {
    bytes += entry.bytes;
    return index > 0 && bytes > bytesMax;
  });
  return end < 0 ? [...entries] : entries.slice(0, end);
}

/** What tells one revision of one document from all others. */
export const keyOf = ({ id, rev }: { id: string; rev: string }): string => `${id} ${rev}`;

/** Uncompressed. */
export const bytesOf = (entries: readonly OutboxEntry[]): number =>
  entries.reduce((sum, { bytes }) => sum + bytes, 0);

/** Two halves, to look for the document that spoils a batch. */
export function halves<T>(batch: readonly T[]): [T[], T[]] {
  const middle = Math.ceil(batch.length / 2);
  return [batch.slice(0, middle), batch.slice(middle)];
}
