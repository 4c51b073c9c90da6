import type { FileReference } from '../../domain/answer.ts';
import { partIds } from '../../domain/ids.ts';
import { filesIn } from '../../domain/response.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { CampaignStore } from '../../storage/index.ts';
import type { FetchMediaWhy } from '../../sync/index.ts';
import type { DeskParts } from './index.ts';
import type { FetchedFiles } from './types.ts';

/** What another file may still come after: the endpoint has not got this one, or holds it damaged. */
const OF_ONE_FILE: readonly FetchMediaWhy[] = ['photo-not-here', 'photo-damaged'];

/**
 * Fetches, one after the other, the photos and other files that responses to a form name and this device lacks; each is
 * kept as it arrives. Ends with the first trouble that would meet the next one, too.
 * @param onProgress files that are done, of those that were lacking
 * @param signal ends it at once
 */
export async function fetchFiles(
  { store, fetchMedia }: Pick<DeskParts, 'store' | 'fetchMedia'>,
  formId: string,
  onProgress: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<Result<FetchedFiles, FetchMediaWhy>> {
  const cancelled = new Promise<Result<false, never>>((resolve) => {
    signal.addEventListener('abort', () => resolve(ok(false)), { once: true });
  });
  const wanted = await lackingFiles(store, formId);
  let fetched = 0;
  for (const [index, file] of wanted.entries()) {
    onProgress(index, wanted.length);
    const whole = await Promise.race([fetchParts({ store, fetchMedia }, file), cancelled]);
    if (signal.aborted) break;
    if (!whole.ok) return whole;
    if (whole.value) fetched += 1;
  }
  return ok({ fetched, lacking: wanted.length - fetched });
}

/** @returns false: the endpoint has not got all of it, or a document of it is not here yet */
async function fetchParts(
  { store, fetchMedia }: Pick<DeskParts, 'store' | 'fetchMedia'>,
  { media, parts }: FileReference,
): Promise<Result<boolean, FetchMediaWhy>> {
  for (const id of partIds(media, parts)) {
    if (await store.media.has(id)) continue;
    const part = await fetchMedia(id);
    if (!part.ok) return OF_ONE_FILE.includes(part.why) ? ok(false) : part;
    // What was looked at before its document came lies in the cache, which exports do not read.
    if (!(await store.media.has(id))) await store.media.keep({ id, ...part.value }, undefined);
    if (!(await store.media.has(id))) return ok(false);
  }
  return ok(true);
}

async function lackingFiles(store: CampaignStore, formId: string): Promise<FileReference[]> {
  const responses = await store.documents.responses({ form: formId });
  const files = responses.flatMap(({ body }) => filesIn(body.answers));
  const isWhole = await Promise.all(files.map((file) => isHere(store, file)));
  return files.filter((_, index) => !isWhole[index]);
}

const isHere = async (store: CampaignStore, { media, parts }: FileReference): Promise<boolean> =>
  (await Promise.all(partIds(media, parts).map((id) => store.media.has(id)))).every(Boolean);
