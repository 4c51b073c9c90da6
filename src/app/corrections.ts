import { correctionOf } from '../domain/correction.ts';
import type { ReviewDocument } from '../domain/document.ts';
import { isEmptyCorrection } from '../domain/emptyDraft.ts';
import type { ResponseId } from '../domain/ids.ts';
import { ok, type Result, trouble } from '../domain/result.ts';
import { latestReviews } from '../domain/reviews.ts';
import { asResult, type CampaignStore } from '../storage/index.ts';
import type { CorrectWhy } from './types.ts';
import { storedOfType } from './views/stored.ts';
import type { WorkParts } from './work.ts';

/** Until the coordinator has decided; what she sent back is open again. */
export const isOpenForCorrection = (review: ReviewDocument | undefined): boolean =>
  review === undefined || review.state === 'hasIssues' || review.state === 'received';

/** Whether the coordinator still waits for this response. */
export async function mayBeCorrected(
  store: CampaignStore,
  id: ResponseId,
): Promise<Result<void, 'already-reviewed'>> {
  const reviews = await store.documents.about(id, 'review');
  return isOpenForCorrection(latestReviews(reviews).get(id)) ? ok(undefined) : trouble('already-reviewed');
}

/** Makes a correction draft of a person's own response, or finds the one there is. */
export async function beginCorrection(
  { store, account, device, deviceId }: WorkParts,
  id: ResponseId,
): Promise<Result<ResponseId, CorrectWhy>> {
  const response = await storedOfType(store, id, 'response');
  if (response === undefined || response.body.collector !== account.name) return trouble('gone');
  const begun = await store.drafts.get(id);
  const isStale = begun && begun.corrects?.rev !== response.rev && isEmptyCorrection(begun);
  if (begun !== undefined && !isStale) return ok(id);
  const may = await mayBeCorrected(store, id);
  if (!may.ok) return may;
  const correction = correctionOf(id, response.rev, response.body, deviceId, {
    now: device.clock.now(),
    today: device.clock.today(),
  });
  // Nobody sees one in which nothing was changed, so that nobody could discard it.
  if (isStale) await asResult(store.drafts.remove(id));
  const kept = await asResult(store.drafts.save(correction));
  return kept.ok ? ok(id) : kept;
}
