import { ok, type Result, trouble } from '../../domain/result.ts';
import { mergeVersions } from '../../domain/versions.ts';
import { asResult } from '../../storage/index.ts';
import type { RecordView } from '../types.ts';
import { storedOfType } from '../views/stored.ts';
import type { DeskParts } from './index.ts';

/** Makes one version of those that were shown; another that came meanwhile stays to be looked at. */
export async function solveConflict(
  { store, account, wake }: DeskParts,
  { id, rev, document, conflicts }: RecordView,
  picks: Readonly<Record<string, number>>,
): Promise<Result<void>> {
  const now = await storedOfType(store, id, 'response');
  // Somebody else's choice arrived while this one was made: what is shown now must be looked at first.
  if (now?.rev !== rev) return trouble('changed-meanwhile');
  const merged = mergeVersions([document, ...conflicts.map((other) => other.document)], picks);
  const losers = conflicts.map((other) => other.rev);
  const saved = await asResult(store.conflicts.solve(id, merged, losers, account.name));
  if (!saved.ok) return saved;
  wake();
  return ok(undefined);
}
