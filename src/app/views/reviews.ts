import type { ReviewDocument } from '../../domain/document.ts';

/**
 * The decision that stands for each response. Each decision is a document of its own; the later time wins, and of
 * two at the same instant the one with the greater reviewer name, so that every phone shows the same.
 */
export function latestReviews(reviews: readonly ReviewDocument[]): ReadonlyMap<string, ReviewDocument> {
  const latest = new Map<string, ReviewDocument>();
  for (const review of reviews) {
    const known = latest.get(review.response);
    if (known === undefined || isLater(review, known)) latest.set(review.response, review);
  }
  return latest;
}

const isLater = (one: ReviewDocument, other: ReviewDocument): boolean =>
  one.at === other.at ? one.reviewer > other.reviewer : Date.parse(one.at) > Date.parse(other.at);
