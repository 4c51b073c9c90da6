import type { Device } from '../device/index.ts';
import type { MediaReference } from '../domain/answer.ts';
import { mediaId } from '../domain/ids.ts';
import type { Draft } from '../domain/response.ts';
import { ok, type Result } from '../domain/result.ts';
import { asResult, type CampaignStore } from '../storage/index.ts';

/** Downscales, strips EXIF, hashes and stores a picture for a draft. @returns the answer that names it */
export async function keepPhoto(
  store: CampaignStore,
  device: Device,
  { id: response, campaign, collector }: Draft,
  file: Blob,
): Promise<Result<MediaReference>> {
  const photo = await device.photo.shrink(file);
  if (!photo.ok) return photo;
  const { bytes, contentType, widthPx, heightPx } = photo.value;
  const id = mediaId(device.random.uuid());
  const sha256 = await device.digest.sha256Hex(bytes);
  const kept = await asResult(
    store.media.add({ id, response, campaign, collector, bytes, sha256, contentType, widthPx, heightPx }),
  );
  if (!kept.ok) return kept;
  return ok({ media: id, sha256, contentType, bytes: bytes.byteLength, widthPx, heightPx });
}
