import type { Counts, InstallState, Protection, Readiness, SyncView } from '../../../app/index.ts';
import type { Key } from '../../../language/index.ts';

/**
 * Where the first receive stands while there is no campaign on the phone: `nothing` when it went well and the server
 * had none, `stopped` when it did not go well.
 */
export function firstReceiveStep(sync: SyncView | undefined): 'receiving' | 'stopped' | 'nothing' {
  if (sync === undefined || sync.phase !== 'idle') return 'receiving';
  if (sync.trouble !== undefined) return 'stopped';
  return sync.lastSuccessAt === undefined ? 'receiving' : 'nothing';
}

/** A sentence for each thing that must still arrive before she can leave. */
export const missingKeys = (readiness: Readiness): Key[] =>
  readiness.missing.map((what) => `collector:home.missing.${what}` as const);

/**
 * Which warning about the phone's storage stands on the first page. An iPhone outside the home screen wipes unused
 * sites, so that comes before the first record; a storage that the browser refused to protect comes once something
 * is in it.
 */
export function storageWarning(
  needsHomeScreen: boolean,
  protection: Protection | undefined,
  recordsHere: number,
): 'ios' | 'unprotected' | null {
  if (needsHomeScreen) return 'ios';
  return protection?.isPersisted === false && recordsHere > 0 ? 'unprotected' : null;
}

/**
 * On an iPhone outside the home screen nothing should be kept before the way there was shown. What was received does
 * not count: it may have been collected on another phone.
 */
export function needsInstallFirst(
  installation: InstallState | undefined,
  counts: Counts | undefined,
): boolean {
  if (installation?.needsHomeScreen !== true || counts === undefined) return false;
  return counts.phone + counts.attention + counts.drafts === 0;
}
