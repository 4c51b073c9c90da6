import type { ResponseDocument, ReviewDocument } from '../../domain/document.ts';
import { partIds } from '../../domain/ids.ts';
import { filesIn, mediaDocumentsIn } from '../../domain/response.ts';
import { trouble } from '../../domain/result.ts';
import { latestReviews } from '../../domain/reviews.ts';
import type { CampaignStore, OutboxEntry, QuarantineEntry, StoredDocument } from '../../storage/index.ts';
import type { Counts, RecordState, RecordSummary } from '../types.ts';
import { type FormWords, formWords } from './formWords.ts';

type StoredResponse = Pick<StoredDocument<ResponseDocument>, 'id' | 'rev' | 'body'>;

/** What decides a record's state, read once for a whole list. */
interface Standing {
  waiting: ReadonlyMap<string, OutboxEntry>;
  refused: ReadonlyMap<string, QuarantineEntry>;
  reviews: ReadonlyMap<string, ReviewDocument>;
}

/** With what a list calls a record by. */
interface Surroundings extends Standing {
  titles: ReadonlyMap<string, FormWords>;
}

/** A person's own finalized responses, newest first. */
export async function recordSummaries(
  store: CampaignStore,
  collector: string,
  state?: RecordState,
): Promise<RecordSummary[]> {
  const responses = await store.documents.responses({ collector });
  const around = await surroundings(store);
  return responses
    .map((response) => recordSummary(response, around))
    .filter((record) => state === undefined || record.state === state)
    .sort((a, b) => b.finalizedAt.localeCompare(a.finalizedAt));
}

/** Counts of the three states; together they are all of a person's responses on this phone. */
export async function recordCounts(store: CampaignStore, collector: string): Promise<Counts> {
  const [responses, drafts, quarantine, around] = await Promise.all([
    store.documents.responses({ collector }),
    store.drafts.count(collector),
    store.quarantine.list(),
    standing(store),
  ]);
  const states = responses.map((response) => judged(response, around).state);
  const count = (state: RecordState): number => states.filter((one) => one === state).length;
  return {
    phone: count('phone'),
    received: count('received'),
    attention: count('attention'),
    drafts,
    unread: quarantine.filter((one) => one.direction === 'pull').length,
  };
}

/** A record's state, and what made it so. */
function judged({ id, rev, body }: StoredResponse, { waiting, refused, reviews }: Standing) {
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

export function recordSummary(response: StoredResponse, around: Surroundings): RecordSummary {
  const { body, id } = response;
  const { state, media, refusal, review, decision } = judged(response, around);
  const words = around.titles.get(body.formVersion);
  const kind = typeof body.answers['kind'] === 'string' ? words?.kinds.get(body.answers['kind']) : undefined;
  return {
    id,
    state,
    subject: body.subject,
    title: words?.title ?? {},
    ...(body.respondent === undefined ? {} : { respondent: body.respondent }),
    ...(body.instanceName === undefined ? {} : { instanceName: body.instanceName }),
    ...(kind === undefined ? {} : { kind }),
    photos: media.length,
    photosWaiting: media.filter((one) => partIds(one.media, one.parts).some((part) => around.waiting.has(part))).length,
    bytes: JSON.stringify(body).length + media.reduce((sum, one) => sum + one.bytes, 0),
    finalizedAt: body.trail.finalizedAt,
    ...(refusal === undefined ? {} : { trouble: trouble(refusal.why, { reason: refusal.reason ?? '' }) }),
    ...(decision === undefined ? {} : { decision }),
    ...(decision !== undefined && review?.note !== undefined ? { note: review.note } : {}),
  };
}

const against = ({ state }: ReviewDocument): 'hasIssues' | 'rejected' | undefined =>
  state === 'hasIssues' || state === 'rejected' ? state : undefined;

async function standing(store: CampaignStore): Promise<Standing> {
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

export async function surroundings(store: CampaignStore): Promise<Surroundings> {
  const [around, forms] = await Promise.all([standing(store), store.documents.ofType('form')]);
  const titles = new Map(forms.map((form) => [form.id, formWords(form.body.definition)]));
  return { ...around, titles };
}
