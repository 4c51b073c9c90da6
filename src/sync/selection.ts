import { canonicalJson } from '../domain/canonical.ts';
import { md5Hex } from '../domain/md5.ts';
import type { Selector } from './endpoint.ts';

/** Which documents a person's phone needs. */
export interface Selection {
  /** Undefined: all. */
  readonly selector?: Selector;
  /** Names the selection whatever the order of its keys; a checkpoint counts in one selection only. */
  readonly filter: string;
}

export const EVERYTHING: Selection = { filter: 'all' };

export const isCoordinator = ({ roles }: { roles: readonly string[] }): boolean =>
  roles.includes('coordinator');

/**
 * A collector's phone holds what her work needs: the campaign, its forms and what their files are called, reviews, what
 * is said of entities, her own responses (from another phone, too) and everybody's place reports; no photos' documents,
 * which are fetched when looked at. Bytes of files are fetched apart, for the forms that she needs (`fetchFiles.ts`).
 */
export function selectionFor(account: { name: string; roles: readonly string[]; device: string }): Selection {
  if (isCoordinator(account)) return EVERYTHING;
  const selector = {
    $or: [
      { type: { $in: ['campaign', 'file', 'form', 'review', 'entity'] } },
      { type: 'device', device: account.device },
      { type: 'response', collector: account.name },
      { type: 'response', subject: 'place' },
    ],
  };
  return { selector, filter: hashOf(selector) };
}

/** `_local` document of one person's replication on one phone. */
export const noteId = (account: { name: string; device: string }): string =>
  `dastak-${hashOf({ name: account.name, device: account.device })}`;

const hashOf = (value: unknown): string => md5Hex(canonicalJson(value));
