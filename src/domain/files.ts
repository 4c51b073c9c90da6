import { FILE_ATTACHMENT, type FileDocument, SCHEMA_VERSION } from './document.ts';
import { documentIdsOf } from './fileIds.ts';
import type { FormFile } from './form/definition.ts';
import { splitBytes } from './parts.ts';

/** One document's worth of a file. */
export interface FilePart {
  /** `file:<sha256 of the whole>`, with `:<n>` when it takes several. */
  readonly id: string;
  /** Of these bytes alone, 64 hex digits. */
  readonly sha256: string;
  readonly bytes: ArrayBuffer;
}

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  geojson: 'application/geo+json',
  json: 'application/json',
  xml: 'text/xml',
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  aac: 'audio/aac',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  amr: 'audio/amr',
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  webm: 'video/webm',
  '3gp': 'video/3gpp',
};

/** By its ending alone, so that the same file is the same document wherever it was published from. */
export const contentTypeOf = (name: string): string =>
  TYPES[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';

/** @param sha256Hex a platform's own: this room has none that is fast */
export async function entryOf(
  name: string,
  bytes: ArrayBuffer,
  sha256Hex: (bytes: ArrayBuffer) => Promise<string>,
): Promise<FormFile> {
  const sha256 = await sha256Hex(bytes);
  return { name, sha256, size_bytes: bytes.byteLength, content_type: contentTypeOf(name) };
}

/** The file that an entry names, cut into what documents carry. */
export async function fileParts(
  entry: FormFile,
  bytes: ArrayBuffer,
  sha256Hex: (bytes: ArrayBuffer) => Promise<string>,
): Promise<FilePart[]> {
  const ids = documentIdsOf(entry);
  const parts = splitBytes(bytes);
  if (parts.length === 1) return [{ id: ids[0] ?? '', sha256: entry.sha256, bytes }];
  return Promise.all(
    parts.map(async (part, at) => ({ id: ids[at] ?? '', sha256: await sha256Hex(part), bytes: part })),
  );
}

type StubbedFile = FileDocument & { _attachments: Record<string, object> };

/**
 * The document of a part. Who publishes the same file again, here or elsewhere, makes the same body, and so the same
 * revision.
 * @param digest `md5-<base64>` of its bytes
 */
export const fileDocument = (
  campaign: string,
  contentType: string,
  { sha256, bytes }: FilePart,
  digest: string,
): StubbedFile => {
  const length = bytes.byteLength;
  const attachment = { stub: true, content_type: contentType, digest, length, revpos: 1 };
  return {
    type: 'file',
    schema: SCHEMA_VERSION,
    campaign,
    sha256,
    bytes: length,
    _attachments: { [FILE_ATTACHMENT]: attachment },
  };
};
