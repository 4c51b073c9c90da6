import type { DatabaseCard } from '../store/database.ts';
import { badRequest } from './refusal.ts';

/** `update_seq` as clients see it: to them an opaque text. */
export const sequenceText = (card: DatabaseCard, seq: number): string => `${seq}-${card.instance}`;

/**
 * Where to go on from. A sequence of an earlier life of this database (deleted, or restored from a backup) means the
 * beginning: what the client believes it has read was read from something else.
 */
export function readSince(text: string | undefined, card: DatabaseCard, lastSeq: number): number {
  const plain = (text ?? '0').replace(/^"(.*)"$/, '$1');
  if (plain === '0' || plain === '') return 0;
  if (plain === 'now') return lastSeq;
  const parts = /^(\d{1,15})-([0-9a-f]{16})$/.exec(plain);
  if (!parts) throw badRequest("Malformed sequence supplied in 'since' parameter.");
  return parts[2] === card.instance ? Math.min(Number(parts[1]), lastSeq) : 0;
}
