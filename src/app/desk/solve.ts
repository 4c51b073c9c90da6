import type { ResponseDocument } from '../../domain/document.ts';
import type { EntityEvent } from '../../domain/entities/fold.ts';
import type { CompiledForm } from '../../domain/form/compile.ts';
import { openForm } from '../../domain/form/state.ts';
import { instancesAround, instancesIn } from '../../domain/identity.ts';
import { ok, type Result, trouble } from '../../domain/result.ts';
import { mergeVersions } from '../../domain/versions.ts';
import { asResult, type CampaignStore } from '../../storage/index.ts';
import { entityEventsOf } from '../entities.ts';
import type { RecordView } from '../types.ts';
import { storedOfType } from '../views/stored.ts';
import type { DeskParts } from './index.ts';
import type { SolveWhy } from './types.ts';

/** Makes one version of those that were shown; another that came meanwhile stays to be looked at. */
export async function solveConflict(
  { store, account, wake }: DeskParts,
  { id, rev, document, conflicts, form }: RecordView,
  picks: Readonly<Record<string, number>>,
): Promise<Result<void, SolveWhy>> {
  const now = await storedOfType(store, id, 'response');
  // Somebody else's choice arrived while this one was made: what is shown now must be looked at first.
  if (now?.rev !== rev) return trouble('changed-meanwhile');
  const merged = recomputed(
    mergeVersions([document, ...conflicts.map((other) => other.document)], picks),
    form,
  );
  const losers = conflicts.map((other) => other.rev);
  const also = await asResult(thingsOf(store, id, merged, form));
  if (!also.ok) return also;
  const saved = await asResult(store.conflicts.solve(id, merged, losers, account.name, also.value));
  if (!saved.ok) return saved;
  wake();
  return ok(undefined);
}

/** What the response says of things now, and what it takes back: of each of these, too, one version stays. */
async function thingsOf(
  store: CampaignStore,
  id: string,
  merged: ResponseDocument,
  form: CompiledForm | null,
): Promise<EntityEvent[]> {
  if (form?.definition.entities === undefined) return [];
  const said = await store.documents.about(id, 'entity');
  const now = await entityEventsOf(form, store, id, merged);
  return [...new Map([...said, ...now].map((one) => [one.id, one])).values()];
}

/**
 * What the form computes follows the answers that stayed; what it drew by chance, such as the id of a person, stays drawn:
 * it comes out otherwise with another chance.
 */
function recomputed(body: ResponseDocument, form: CompiledForm | null): ResponseDocument {
  if (form === null) return body;
  const at = body.trail.finalizedAt;
  const [answers = {}, otherwise = {}] = [0, 0.5].map(
    (drawn) => openForm(form, body.answers, { now: at, today: at.slice(0, 10), random: () => drawn }).answers,
  );
  // Opened, a repeat grows to what its `repeat_count` says; nobody was asked about who would come.
  const there = new Set(instancesIn(body.answers));
  const computed = Object.entries(answers).filter(
    ([path, answer]) =>
      form.questions.get(path)?.row.type === 'calculate' &&
      answer === otherwise[path] &&
      instancesAround(path).every((at) => there.has(at)),
  );
  return { ...body, answers: { ...body.answers, ...Object.fromEntries(computed) } };
}
