import { ok, type Result } from '../domain/result.ts';
import type { CampaignStore } from '../storage/index.ts';
import type { Replication } from './replication.ts';

/** A photo to show: from this phone, else fetched (and kept in the cache) by the sync room. */
export async function photoUrl(
  store: CampaignStore,
  media: string,
  replication: Replication,
): Promise<Result<{ url: string }>> {
  const own = await store.media.get(media);
  if (own !== undefined) return ok({ url: objectUrl(own.bytes, own.contentType) });
  const fetched = await replication.fetchMedia(media);
  return fetched.ok ? ok({ url: objectUrl(fetched.value.bytes, fetched.value.contentType) }) : fetched;
}

const objectUrl = (bytes: ArrayBuffer, type: string): string =>
  URL.createObjectURL(new Blob([bytes], { type }));
