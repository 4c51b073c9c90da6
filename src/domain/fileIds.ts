import { MEDIA_BYTES_MAX } from './document.ts';
import type { FormFile } from './form/definition.ts';
import { fileId, partIds } from './ids.ts';

/** How many documents it takes to carry that many bytes; at least one. */
export const partsFor = (sizeBytes: number): number => Math.max(1, Math.ceil(sizeBytes / MEDIA_BYTES_MAX));

/** Ids of the documents that carry a file, in order. */
export const documentIdsOf = ({ sha256, size_bytes }: Pick<FormFile, 'sha256' | 'size_bytes'>): string[] =>
  partIds(fileId(sha256), partsFor(size_bytes));
