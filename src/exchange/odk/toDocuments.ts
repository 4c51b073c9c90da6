import {
  type EntityDocument,
  MEDIA_ATTACHMENT,
  type MediaDocument,
  type ResponseDocument,
  SCHEMA_VERSION,
} from '../../domain/document.ts';
import type { EntityEvent } from '../../domain/entities/fold.ts';
import { partIds, type Rev } from '../../domain/ids.ts';
import { splitBytes } from '../../domain/parts.ts';
import { nextRev } from '../../domain/revisions.ts';
import { md5Digest } from '../../storage/digest.ts';
import { sha256Hex } from '../digest.ts';
import type { ReadFile } from './readResponses.ts';
import type { ArrivedFile, ReadResponse } from './response.ts';

/** A document of an import: whoever reads the same file makes it with the same revision. */
export interface ReadDocument {
  readonly id: string;
  readonly rev: Rev;
  /** With its attachment as a stub. */
  readonly body: Readonly<Record<string, unknown>> & (ResponseDocument | MediaDocument | EntityDocument);
  /** Of its attachment, with their SHA-256 in `body`. */
  readonly bytes?: ArrayBuffer;
}

/** So many responses become documents in one piece. */
const PIECE = 50;

/**
 * The documents of responses and of the photos, recordings and files that their answers name.
 * @param breathe lets a page go on between two pieces
 */
export async function documentsOf(
  file: Pick<ReadFile, 'bytes'>,
  responses: readonly ReadResponse[],
  breathe: () => Promise<void> = async () => undefined,
): Promise<ReadDocument[]> {
  const made: ReadDocument[] = [];
  for (const [index, response] of responses.entries()) {
    if (index % PIECE === PIECE - 1) await breathe();
    made.push({ id: response.id, rev: nextRev(null, false, response.document), body: response.document });
    for (const [id, arrived] of response.files) {
      const bytes = file.bytes.get(arrived.sha256);
      if (bytes !== undefined)
        made.push(...(await mediaDocuments(response, id, arrived, bytes.slice().buffer)));
    }
  }
  return made;
}

/** What the responses say of things, as documents. */
export const thingDocuments = (events: readonly EntityEvent[]): ReadDocument[] =>
  events.map(({ id, body }) => ({ id, rev: nextRev(null, false, body), body }));

async function mediaDocuments(
  { id: response, document }: ReadResponse,
  media: string,
  { contentType }: ArrivedFile,
  whole: ArrayBuffer,
): Promise<ReadDocument[]> {
  const { campaign, collector } = document;
  const parts = splitBytes(whole);
  const ids = partIds(media, parts.length);
  return Promise.all(
    parts.map(async (bytes, index) => {
      const stub = {
        stub: true,
        content_type: contentType,
        digest: md5Digest(bytes),
        length: bytes.byteLength,
        revpos: 1,
      };
      const body = {
        type: 'media' as const,
        schema: SCHEMA_VERSION,
        campaign,
        response,
        sha256: await sha256Hex(new Uint8Array(bytes)),
        contentType,
        bytes: bytes.byteLength,
        collector,
        ...(parts.length === 1 ? {} : { part: { number: index + 1, of: parts.length } }),
        _attachments: { [MEDIA_ATTACHMENT]: stub },
      };
      return { id: ids[index] ?? media, rev: nextRev(null, false, body), body, bytes };
    }),
  );
}
