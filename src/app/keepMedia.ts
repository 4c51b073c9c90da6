import type { Device } from '../device/index.ts';
import type { FileReference, MediaReference } from '../domain/answer.ts';
import type { Row } from '../domain/form/definition.ts';
import { mediaId, partIds } from '../domain/ids.ts';
import { FILE_BYTES_MAX, splitBytes } from '../domain/parts.ts';
import type { Draft } from '../domain/response.ts';
import { ok, type Result, trouble } from '../domain/result.ts';
import { asResult, type CampaignStore } from '../storage/index.ts';

type Keep<Reference> = (
  store: CampaignStore,
  device: Device,
  draft: Draft,
  file: Blob,
  row: Row,
) => Promise<Result<Reference>>;

/** Downscales, strips EXIF, hashes and stores a picture for a draft. @returns the answer that names it */
const keepPhoto: Keep<MediaReference> = async (store, device, draft, file, row) => {
  const sideMaxPx = Math.round(Number(row.parameters?.['max-pixels']));
  const photo = await device.photo.shrink(file, sideMaxPx > 0 ? sideMaxPx : undefined);
  if (!photo.ok) return photo;
  const { bytes, contentType, ...looks } = photo.value;
  const kept = await keep(store, device, draft, bytes, contentType);
  return kept.ok ? ok({ ...kept.value, ...looks }) : kept;
};

/** Hashes and stores a recording or file as it is, in as many parts as it takes documents to carry it. */
const keepFile: Keep<FileReference> = async (store, device, draft, file) => {
  if (file.size > FILE_BYTES_MAX) return trouble('file-too-large');
  // What another app gave may be gone by now.
  const bytes = await file.arrayBuffer().catch(() => undefined);
  if (bytes === undefined) return trouble('file-unreadable');
  // What a browser adds about the codec is no part of the type.
  const contentType = file.type.split(';')[0] || 'application/octet-stream';
  const kept = await keep(store, device, draft, bytes, contentType);
  if (!kept.ok) return kept;
  return ok(file instanceof File ? { ...kept.value, name: file.name } : kept.value);
};

export const KEEPERS = { photo: keepPhoto, file: keepFile } as const;

async function keep(
  store: CampaignStore,
  device: Device,
  { id: response, campaign, collector }: Draft,
  bytes: ArrayBuffer,
  contentType: string,
): Promise<Result<FileReference>> {
  const { sha256Hex } = device.digest;
  const media = mediaId(device.random.uuid());
  const about = { response, campaign, collector, contentType };
  const parts = splitBytes(bytes);
  const of = parts.length;
  const rows = await Promise.all(
    partIds(media, of).map(async (id, index) => {
      const part = parts[index] ?? bytes;
      return { ...about, id, bytes: part, sha256: await sha256Hex(part) };
    }),
  );
  const kept = await asResult(store.media.add(...rows));
  if (!kept.ok) return kept;
  const sha256 = await sha256Hex(bytes);
  return ok({ media, sha256, contentType, bytes: bytes.byteLength, ...(of > 1 && { parts: of }) });
}
