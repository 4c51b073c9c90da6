import { type ReviewDocument, SCHEMA_VERSION } from '../../domain/document.ts';
import { ok, type Result, trouble } from '../../domain/result.ts';
import { reviewNumber } from '../../domain/reviews.ts';
import { asResult, type CampaignStore, type StorageWhy } from '../../storage/index.ts';
import { storedOfType } from '../views/stored.ts';
import type { DeskParts } from './index.ts';

/** Writes the next decision about a response: `review:<uuid of the response>:<n>-<reviewer>`. */
export async function reviewResponse(
  { store, account, device, wake }: DeskParts,
  id: string,
  state: ReviewDocument['state'],
  note?: string,
): Promise<Result<void, StorageWhy>> {
  const response = await storedOfType(store, id, 'response');
  if (response === undefined) return trouble('gone');
  const document: ReviewDocument = {
    type: 'review',
    schema: SCHEMA_VERSION,
    campaign: response.body.campaign,
    response: id,
    responseRev: response.rev,
    state,
    ...(note === undefined || note.trim() === '' ? {} : { note: note.trim() }),
    reviewer: account.name,
    at: device.clock.now(),
  };
  const reviewId = await nextReviewId(store, id, account.name);
  const saved = await asResult(store.write.save(reviewId, document, account.name));
  if (!saved.ok) return saved;
  wake();
  return ok(undefined);
}

/**
 * One more than the highest number here, unreadable decisions counted. The reviewer is in the id because two who are
 * offline arrive at the same number: as one document, the decision of one of them would be lost.
 */
async function nextReviewId(store: CampaignStore, response: string, reviewer: string): Promise<string> {
  const prefix = `review:${response.replace(/^response:/, '')}:`;
  const [readable, unreadable] = await Promise.all([
    store.documents.about(response, 'review'),
    store.quarantine.list(),
  ]);
  const ids = [...readable, ...unreadable].map(({ id }) => id).filter((id) => id.startsWith(prefix));
  const highest = ids.map(reviewNumber).reduce((one, other) => Math.max(one, other), 0);
  return `${prefix}${highest + 1}-${encodeURIComponent(reviewer)}`;
}
