import { partIds } from '../../domain/ids.ts';
import { trouble } from '../../domain/result.ts';
import type { CampaignStore } from '../../storage/index.ts';
import type { RecordState, RecordSummary } from '../types.ts';
import { type FormWords, formWords } from './formWords.ts';
import { judged, type Standing, type StoredResponse, standing } from './standing.ts';

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

export function recordSummary(response: StoredResponse, around: Surroundings): RecordSummary {
  const { body, id } = response;
  const { state, media, refusal, review, decision } = judged(response, around);
  const words = around.titles.get(body.formVersion);
  const kind = typeof body.answers['kind'] === 'string' ? words?.kinds.get(body.answers['kind']) : undefined;
  const photos = media.filter((one) => 'widthPx' in one);
  return {
    id,
    state,
    subject: body.subject,
    title: words?.title ?? {},
    ...(body.respondent === undefined ? {} : { respondent: body.respondent }),
    ...(body.instanceName === undefined ? {} : { instanceName: body.instanceName }),
    ...(kind === undefined ? {} : { kind }),
    photos: photos.length,
    files: media.length - photos.length,
    filesWaiting: media.filter((one) =>
      partIds(one.media, one.parts).some((part) => around.waiting.has(part)),
    ).length,
    bytes: JSON.stringify(body).length + media.reduce((sum, one) => sum + one.bytes, 0),
    finalizedAt: body.trail.finalizedAt,
    ...(refusal === undefined ? {} : { trouble: trouble(refusal.why, { reason: refusal.reason ?? '' }) }),
    ...(refusal === undefined || refusal.id === id ? {} : { isFileRefused: true }),
    ...(decision === undefined ? {} : { decision }),
    ...(decision !== undefined && review?.note !== undefined ? { note: review.note } : {}),
  };
}

export async function surroundings(store: CampaignStore): Promise<Surroundings> {
  const [around, forms] = await Promise.all([standing(store), store.documents.ofType('form')]);
  const titles = new Map(forms.map((form) => [form.id, formWords(form.body.definition)]));
  return { ...around, titles };
}
