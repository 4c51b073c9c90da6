import { PARTS_MAX } from './answer.ts';
import { MEDIA_BYTES_MAX } from './document.ts';
import { partsFor } from './fileIds.ts';
import { ok, type Result, trouble } from './result.ts';

/**
 * What is larger than one document carries travels as numbered documents, each with one attachment (`partIds`). So no
 * body is larger than a photo's, what arrived is not sent again, and who joins the parts proves the whole by its
 * SHA-256.
 */

/** 30 MB. */
export const FILE_BYTES_MAX = PARTS_MAX * MEDIA_BYTES_MAX;

/** Bytes that were or are to be joined. */
export interface Whole {
  /** 64 hex digits. */
  readonly sha256: string;
  readonly bytes: number;
}

export type JoinWhy = 'part-missing' | 'parts-damaged';

/** In order, each as large as a document carries, but the last. */
export const splitBytes = (bytes: ArrayBuffer): ArrayBuffer[] =>
  Array.from({ length: partsFor(bytes.byteLength) }, (_, index) =>
    bytes.slice(index * MEDIA_BYTES_MAX, (index + 1) * MEDIA_BYTES_MAX),
  );

/**
 * The parts as one, proved to be what was split.
 * @param parts all of them in order; undefined: that one is not here
 * @param sha256Hex a platform's own: this room has none that is fast
 * @returns `part-missing` with how many are `here` of `all`; `parts-damaged` when they are not that whole
 */
export async function joinParts(
  parts: readonly (ArrayBuffer | undefined)[],
  whole: Whole,
  sha256Hex: (bytes: ArrayBuffer) => Promise<string>,
): Promise<Result<ArrayBuffer, JoinWhy>> {
  const here = parts.filter((part) => part !== undefined);
  const all = partsFor(whole.bytes);
  if (here.length < parts.length) return trouble('part-missing', { here: here.length, all: parts.length });
  const length = here.reduce((sum, part) => sum + part.byteLength, 0);
  // Looked at before anything is joined: what pretends to be small must not fill the memory.
  if (parts.length !== all || length !== whole.bytes) return trouble('parts-damaged');
  const [only] = here;
  const bytes = all === 1 && only !== undefined ? only : joined(here, length);
  return (await sha256Hex(bytes)) === whole.sha256 ? ok(bytes) : trouble('parts-damaged');
}

function joined(parts: readonly ArrayBuffer[], length: number): ArrayBuffer {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(new Uint8Array(part), at);
    at += part.byteLength;
  }
  return bytes.buffer;
}
