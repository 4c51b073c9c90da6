import type { ResponseDocument, ReviewDocument } from '../../domain/document.ts';
import { latestReviews } from '../../domain/reviews.ts';
import type { CampaignStore, StoredDocument } from '../../storage/index.ts';

export type ReviewState = ReviewDocument['state'];
export type StoredResponse = StoredDocument<ResponseDocument>;

/** The last decision about each response. */
export type Decisions = ReadonlyMap<string, ReviewDocument>;

export const decisionsOf = async (store: CampaignStore): Promise<Decisions> =>
  latestReviews(await store.documents.ofType('review'));

/** A decision about an older revision says nothing about the corrected one: that waits for a decision again. */
export function stateOf({ id, rev }: Pick<StoredResponse, 'id' | 'rev'>, decisions: Decisions): ReviewState {
  const decision = decisions.get(id);
  return decision?.responseRev === rev ? decision.state : 'received';
}

/** UUIDv7 ids sort by time, whatever the phone's time zone. */
export const newestFirst = (responses: readonly StoredResponse[]): StoredResponse[] =>
  responses.toSorted((a, b) => (a.id < b.id ? 1 : -1));
