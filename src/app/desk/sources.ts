import type { ResponseDocument, ReviewDocument } from '../../domain/document.ts';
import type { CampaignStore, StoredDocument } from '../../storage/index.ts';
import { latestReviews } from '../views/reviews.ts';

export type ReviewState = ReviewDocument['state'];
export type StoredResponse = StoredDocument<ResponseDocument>;

/** The decision that stands for each response; those not in it are `received`. */
export async function reviewStates(store: CampaignStore): Promise<ReadonlyMap<string, ReviewState>> {
  const reviews = await store.documents.ofType('review');
  const latest = latestReviews(reviews.map(({ body }) => body));
  return new Map([...latest].map(([response, { state }]) => [response, state]));
}

/** UUIDv7 ids sort by time, whatever the phone's time zone. */
export const newestFirst = (responses: readonly StoredResponse[]): StoredResponse[] =>
  responses.toSorted((a, b) => (a.id < b.id ? 1 : -1));
