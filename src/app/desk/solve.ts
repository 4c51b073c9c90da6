import type { ResponseDocument } from '../../domain/document.ts';
import type { CompiledForm } from '../../domain/form/compile.ts';
import { openForm } from '../../domain/form/state.ts';
import { ok, type Result, trouble } from '../../domain/result.ts';
import { mergeVersions } from '../../domain/versions.ts';
import { asResult } from '../../storage/index.ts';
import type { RecordView } from '../types.ts';
import { storedOfType } from '../views/stored.ts';
import type { DeskParts } from './index.ts';

/** Makes one version of those that were shown; another that came meanwhile stays to be looked at. */
export async function solveConflict(
  { store, account, wake }: DeskParts,
  { id, rev, document, conflicts, form }: RecordView,
  picks: Readonly<Record<string, number>>,
): Promise<Result<void>> {
  const now = await storedOfType(store, id, 'response');
  // Somebody else's choice arrived while this one was made: what is shown now must be looked at first.
  if (now?.rev !== rev) return trouble('changed-meanwhile');
  const merged = recomputed(
    mergeVersions([document, ...conflicts.map((other) => other.document)], picks),
    form,
  );
  const losers = conflicts.map((other) => other.rev);
  const saved = await asResult(store.conflicts.solve(id, merged, losers, account.name));
  if (!saved.ok) return saved;
  wake();
  return ok(undefined);
}

/** What the form computes follows the answers that stayed. */
function recomputed(body: ResponseDocument, form: CompiledForm | null): ResponseDocument {
  if (form === null) return body;
  const at = body.trail.finalizedAt;
  const { answers } = openForm(form, body.answers, { now: at, today: at.slice(0, 10) });
  const computed = [...form.questions].flatMap(([path, { row }]) => {
    const value = row.type === 'calculate' ? answers[path] : undefined;
    return value === undefined ? [] : [[path, value] as const];
  });
  return { ...body, answers: { ...body.answers, ...Object.fromEntries(computed) } };
}
