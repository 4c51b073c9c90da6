import type { FileReference } from '../domain/answer.ts';
import {
  type DastakDocument,
  MEDIA_ATTACHMENT,
  type MediaDocument,
  SCHEMA_VERSION,
} from '../domain/document.ts';
import { partIds, type Rev } from '../domain/ids.ts';
import { type Draft, filesIn, mediaDocumentsIn } from '../domain/response.ts';
import { childLeaf, knows } from '../domain/revisions.ts';
import type { CampaignDatabase } from './database.ts';
import { leavesOf, nextUpdatedSeq, withLeaf } from './documents.ts';
import { type Hand, refuseOthers } from './drafts.ts';
import { dropPhotos } from './media.ts';
import { enqueue, NOWHERE, outboxEntry, placesOf } from './outbox.ts';
import type { BodyOf, MediaRow } from './rows.ts';

type ResponseBody = BodyOf<'response'>;

/** Writes of what a person of this phone made: a revision and its way out are one transaction. */
export interface Save {
  /**
   * Turns a draft into a document: its revision, its outbox entry, its photos' documents and entries, and the draft's
   * end, all or nothing. Repeating it changes nothing.
   * @param also documents that follow from the response: what it says of entities
   * @param author who is signed in, and whose sign-in will send it
   * @param hand rejects with `open-elsewhere` when another one has saved the draft meanwhile, with `gone` when another
   *   one has finished or discarded it
   */
  finalize(
    draft: Draft,
    body: ResponseBody,
    author: string,
    hand?: Hand,
    also?: readonly { readonly id: string; readonly body: DastakDocument }[],
  ): Promise<Rev>;
  /** Any other document: a new one, or a child of the revision that is shown now. */
  save(id: string, body: DastakDocument, author: string): Promise<Rev>;
}

export const saveOf = (db: CampaignDatabase): Save => ({
  finalize: (draft, body, author, hand, also = []) =>
    db.write([db.documents, db.outbox, db.quarantine, db.media, db.drafts], async () => {
      const parent = draft.corrects?.rev ?? null;
      const [row, { rev, isNew }] = await Promise.all([
        db.drafts.get(draft.id),
        addRevision(db, draft.id, parent, body, author),
      ]);
      // A write that is repeated after a lost connection finds its own revision, and its draft gone.
      if (hand !== undefined && (row !== undefined || isNew)) refuseOthers(row, hand);
      for (const file of filesIn(body.answers)) await addMediaDocuments(db, file, author);
      for (const one of also) {
        const held = await db.documents.get(one.id);
        await addRevision(db, one.id, held?.rev ?? null, one.body, author);
      }
      await dropPhotos(db, draft.id, mediaDocumentsIn(body.answers));
      await db.last(db.drafts.delete(draft.id));
      return rev;
    }),
  save: (id, body, author) =>
    db.write([db.documents, db.outbox, db.quarantine], async () => {
      const { rev, requests } = await writeRevision(db, id, 'shown', body, author);
      await db.last(...requests);
      return rev;
    }),
});

/**
 * A new revision and its way out, on `parent` or on what is shown now. Inside a transaction over `documents`, `outbox`
 * and `quarantine`.
 */
export async function addRevision(
  ...given: Parameters<typeof writeRevision>
): Promise<{ rev: Rev; isNew: boolean }> {
  const { rev, requests } = await writeRevision(...given);
  await Promise.all(requests);
  return { rev, isNew: requests.length > 0 };
}

/**
 * Reads go side by side, and so do writes: each turn that waits for one alone costs as much as all.
 * @returns the writes, which are under way; none for a revision that is here already
 */
async function writeRevision(
  db: CampaignDatabase,
  id: string,
  parent: Rev | null | 'shown',
  body: DastakDocument,
  author: string,
): Promise<{ rev: Rev; requests: Promise<unknown>[] }> {
  const [row, updatedSeq] = await Promise.all([db.documents.get(id), nextUpdatedSeq(db)]);
  const shown = row === undefined || row.deleted ? null : row.rev;
  const leaf = childLeaf(leavesOf(row), parent === 'shown' ? shown : parent, false, body);
  if (knows(leavesOf(row), leaf.rev)) return { rev: leaf.rev, requests: [] };
  const places = row === undefined ? NOWHERE : await placesOf(db, id);
  const requests = [
    db.documents.put(withLeaf(row, id, leaf, updatedSeq)),
    ...enqueue(db, leaf, outboxEntry(id, leaf, author, db.now()), places),
  ];
  return { rev: leaf.rev, requests };
}

type StubbedMedia = MediaDocument & { _attachments: Record<string, AttachmentStub> };
interface AttachmentStub {
  stub: true;
  content_type: string;
  digest: string;
  length: number;
  revpos: number;
}

/** The document of a photo, in the words in which an endpoint would tell it. */
function mediaDocument(row: MediaRow, part: MediaDocument['part']): StubbedMedia {
  const { contentType, digest, campaign, response, sha256, collector } = row;
  const bytes = row.bytes.byteLength;
  return {
    type: 'media',
    schema: SCHEMA_VERSION,
    campaign,
    response,
    sha256,
    contentType,
    bytes,
    collector,
    ...(part && { part }),
    _attachments: {
      [MEDIA_ATTACHMENT]: { stub: true, content_type: contentType, digest, length: bytes, revpos: 1 },
    },
  };
}

/** A photo is written once: one that a correction keeps naming has its document already. */
async function addMediaDocuments(
  db: CampaignDatabase,
  { media, parts }: FileReference,
  author: string,
): Promise<void> {
  for (const [index, id] of partIds(media, parts).entries()) {
    if ((await db.documents.get(id)) !== undefined) continue;
    // One by one: a long recording is many times what a phone likes to hold at once.
    const row = await db.media.get(id);
    const part = parts === undefined ? undefined : { number: index + 1, of: parts };
    if (row !== undefined) await addRevision(db, id, null, mediaDocument(row, part), author);
  }
}
