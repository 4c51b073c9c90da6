import type { ResponseDocument, ReviewDocument } from '../../domain/document.ts';
import { isEmptyDraft } from '../../domain/emptyDraft.ts';
import { filesIn, mediaDocumentsIn } from '../../domain/response.ts';
import { latestReviews } from '../../domain/reviews.ts';
import type { CampaignStore, OutboxEntry, QuarantineEntry, StoredDocument } from '../../storage/index.ts';
import type { Counts, RecordState } from '../types.ts';

export type StoredResponse = Pick<StoredDocument<ResponseDocument>, 'id' | 'rev' | 'body'>;

/** What decides a record's state, read once for a whole list. */
export interface Standing {
  waiting: ReadonlyMap<string, OutboxEntry>;
  refused: ReadonlyMap<string, QuarantineEntry>;
  reviews: ReadonlyMap<string, ReviewDocument>;
}

/**
 * Counts of the three states; together they are all of a person's responses on this phone. Drafts are those that she
 * can find at home and in her list.
 */
export async function recordCounts(store: CampaignStore, collector: string): Promise<Counts> {
  const [responses, drafts, quarantine, around] = await Promise.all([
    store.documents.responses({ collector }),
    store.drafts.list(collector),
    store.quarantine.list(),
    standing(store),
  ]);
  const states = responses.map((response) => judged(response, around).state);
  const count = (state: RecordState): number => states.filter((one) => one === state).length;
  return {
    phone: count('phone'),
    received: count('received'),
    attention: count('attention'),
    drafts: drafts.filter((draft) => !isEmptyDraft(draft)).length,
    unread: quarantine.filter((one) => one.direction === 'pull').length,
  };
}

/** A record's state, and what made it so. */
export function judged({ id, rev, body }: StoredResponse, { waiting, refused, reviews }: Standing) {
  const media = filesIn(body.answers);
  const refusal = [id, ...mediaDocumentsIn(body.answers)].map((one) => refused.get(one)).find(Boolean);
  const review = reviews.get(id);
  // A correction answers the review of the revision before it.
  const isReviewed = review !== undefined && review.responseRev === rev;
  const decision = isReviewed ? against(review) : undefined;
  // Nothing can be done about what was rejected: it needs to be known, not attended to.
  const needsAttention = refusal !== undefined || decision === 'hasIssues';
  const state: RecordState = needsAttention ? 'attention' : waiting.has(id) ? 'phone' : 'received';
  return { state, media, refusal, review, decision };
}

const against = ({ state }: ReviewDocument): 'hasIssues' | 'rejected' | undefined =>
  state === 'hasIssues' || state === 'rejected' ? state : undefined;

export async function standing(store: CampaignStore): Promise<Standing> {
  const [waiting, refused, reviews] = await Promise.all([
    store.outbox.list(),
    store.quarantine.list(),
    store.documents.ofType('review'),
  ]);
  return {
    waiting: new Map(waiting.map((entry) => [entry.id, entry])),
    refused: new Map(refused.filter((one) => one.direction === 'push').map((one) => [one.id, one])),
    reviews: latestReviews(reviews),
  };
}
