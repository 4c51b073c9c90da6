import type { ReviewDocument } from './document.ts';

/** A stored decision; its id says the how-manieth it is and whose. */
export interface KeptReview {
  readonly id: string;
  readonly body: ReviewDocument;
}

/** `review:<response uuid>:<n>-<reviewer>`; those of an older Dastak end with `<n>`. */
const NUMBER_IN_ID = /:(\d+)(?:-[^:]*)?$/;

/** The how-manieth decision about its response an id names; 0 where it names none. */
export const reviewNumber = (id: string): number => Number(NUMBER_IN_ID.exec(id)?.[1] ?? 0);

/**
 * The decision that stands for each response. Each decision is a document of its own; the one whose writer had seen
 * more of the others wins, whatever the clocks say. Of two that did not know of each other the one with the greater
 * reviewer name stands, so that every phone shows the same.
 */
export function latestReviews(reviews: readonly KeptReview[]): ReadonlyMap<string, ReviewDocument> {
  const latest = new Map<string, KeptReview>();
  for (const review of reviews) {
    const known = latest.get(review.body.response);
    if (known === undefined || isLater(review, known)) latest.set(review.body.response, review);
  }
  return new Map([...latest].map(([response, { body }]) => [response, body]));
}

function isLater(one: KeptReview, other: KeptReview): boolean {
  const ahead = reviewNumber(one.id) - reviewNumber(other.id);
  if (ahead !== 0) return ahead > 0;
  if (one.body.reviewer !== other.body.reviewer) return one.body.reviewer > other.body.reviewer;
  return one.id > other.id;
}
