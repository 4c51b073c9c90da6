import type { Device } from '../device/index.ts';
import type { FileReference, MediaReference } from '../domain/answer.ts';
import { MEDIA_BYTES_MAX } from '../domain/document.ts';
import { type MediaId, mediaId } from '../domain/ids.ts';
import type { Draft } from '../domain/response.ts';
import { ok, type Result, trouble } from '../domain/result.ts';
import { asResult, type CampaignStore } from '../storage/index.ts';

type Keep<Reference> = (
  store: CampaignStore,
  device: Device,
  draft: Draft,
  file: Blob,
) => Promise<Result<Reference>>;

/** Downscales, strips EXIF, hashes and stores a picture for a draft. @returns the answer that names it */
const keepPhoto: Keep<MediaReference> = async (store, device, draft, file) => {
  const photo = await device.photo.shrink(file);
  if (!photo.ok) return photo;
  const { bytes, contentType, widthPx, heightPx } = photo.value;
  const kept = await keep(store, device, draft, bytes, { contentType, widthPx, heightPx });
  return kept.ok ? ok({ ...kept.value, contentType, bytes: bytes.byteLength, widthPx, heightPx }) : kept;
};

/** Hashes and stores a recording or file as it is. It travels as one document, and so it has a document's size. */
const keepFile: Keep<FileReference> = async (store, device, draft, file) => {
  if (file.size > MEDIA_BYTES_MAX) return trouble('file-too-large');
  const bytes = await file.arrayBuffer();
  // What a browser adds about the codec is no part of the type.
  const contentType = file.type.split(';')[0] || 'application/octet-stream';
  const kept = await keep(store, device, draft, bytes, { contentType, widthPx: 0, heightPx: 0 });
  if (!kept.ok) return kept;
  const name = file instanceof File ? { name: file.name } : {};
  return ok({ ...kept.value, contentType, bytes: bytes.byteLength, ...name });
};

export const KEEPERS = { photo: keepPhoto, file: keepFile } as const;

async function keep(
  store: CampaignStore,
  device: Device,
  { id: response, campaign, collector }: Draft,
  bytes: ArrayBuffer,
  about: { contentType: string; widthPx: number; heightPx: number },
): Promise<Result<{ media: MediaId; sha256: string }>> {
  const id = mediaId(device.random.uuid());
  const sha256 = await device.digest.sha256Hex(bytes);
  const kept = await asResult(
    store.media.add({ id, response, campaign, collector, bytes, sha256, ...about }),
  );
  return kept.ok ? ok({ media: id, sha256 }) : kept;
}
