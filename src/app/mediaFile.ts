import type { Device } from '../device/index.ts';
import type { FileReference } from '../domain/answer.ts';
import { partIds } from '../domain/ids.ts';
import { joinParts } from '../domain/parts.ts';
import { ok, type Result } from '../domain/result.ts';
import type { CampaignStore } from '../storage/index.ts';
import type { Replication } from './replication.ts';

interface Sources {
  readonly store: Pick<CampaignStore, 'media'>;
  readonly device: Pick<Device, 'digest'>;
  readonly replication: Pick<Replication, 'fetchMedia'>;
}

/** Types whose address may be opened as they are: a page of somebody else's making would be a page of ours. */
const SHOWN = /^(audio|video|image)\/(?!svg)/;

/** A photo or recording to show: from this phone, else fetched by the sync room, and kept. */
export async function mediaUrl(sources: Sources, file: FileReference): Promise<Result<{ url: string }>> {
  const bytes = await mediaBytes(sources, file);
  if (!bytes.ok) return bytes;
  const type = SHOWN.test(file.contentType) ? file.contentType : 'application/octet-stream';
  return ok({ url: URL.createObjectURL(new Blob([bytes.value], { type })) });
}

/**
 * Its bytes, joined and proved by the SHA-256 that the response names. The parts are fetched one by one and each is kept
 * as it arrives, so that a link that breaks costs one part.
 */
async function mediaBytes(sources: Sources, file: FileReference): Promise<Result<ArrayBuffer>> {
  const parts: ArrayBuffer[] = [];
  for (const id of partIds(file.media, file.parts)) {
    const part = await partBytes(sources, id);
    if (part.ok) parts.push(part.value);
    else if (part.why === 'photo-not-here' && parts.length > 0) break;
    else return part;
  }
  const missing = Array.from({ length: (file.parts ?? 1) - parts.length }, () => undefined);
  return joinParts([...parts, ...missing], file, sources.device.digest.sha256Hex);
}

async function partBytes({ store, replication }: Sources, id: string): Promise<Result<ArrayBuffer>> {
  const own = await store.media.get(id);
  if (own !== undefined) return ok(own.bytes);
  const fetched = await replication.fetchMedia(id);
  return fetched.ok ? ok(fetched.value.bytes) : fetched;
}
