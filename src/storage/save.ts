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
import { disproved, notNew, presuming } from './presume.ts';
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
    presuming(db, [db.documents, db.outbox, db.quarantine, db.media, db.drafts], async (nextSeq) => {
      const parent = draft.corrects?.rev ?? null;
      const [row, { rev, isNew }] = await Promise.all([
        db.drafts.get(draft.id),
        addRevision(db, draft.id, parent, body, author, nextSeq),
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
    presuming(db, [db.documents, db.outbox, db.quarantine], async (nextSeq) => {
      const { rev } = await addRevision(db, id, 'shown', body, author, nextSeq);
      return rev;
    }),
});

/**
 * A new revision and its way out, on `parent` or on what is shown now. Inside a transaction over `documents`, `outbox`
 * and `quarantine`. Reads go side by side, and so do writes: each turn that waits for one alone costs as much as all.
 * @param presumedSeq inside `presuming`, the next place in the order: what has no parent is taken for new
 * @returns `isNew`: false for a revision that is here already
 */
export async function addRevision(
  db: CampaignDatabase,
  id: string,
  parent: Rev | null | 'shown',
  body: DastakDocument,
  author: string,
  presumedSeq?: number,
): Promise<{ rev: Rev; isNew: boolean }> {
  const made = db.mode === undefined ? body : { ...body, mode: db.mode };
  const hasNoParent = parent === null || parent === 'shown';
  if (presumedSeq !== undefined && hasNoParent) return addNew(db, id, made, author, presumedSeq);
  const [row, updatedSeq] = await Promise.all([db.documents.get(id), nextUpdatedSeq(db)]);
  const shown = row === undefined || row.deleted ? null : row.rev;
  const leaf = childLeaf(leavesOf(row), parent === 'shown' ? shown : parent, false, made);
  if (knows(leavesOf(row), leaf.rev)) return { rev: leaf.rev, isNew: false };
  const places = row === undefined ? NOWHERE : await placesOf(db, id);
  db.nextSeq = updatedSeq + 1;
  await Promise.all([
    db.documents.put(withLeaf(row, id, leaf, updatedSeq)),
    ...enqueue(db, leaf, outboxEntry(id, leaf, author, db.now()), places),
  ]);
  return { rev: leaf.rev, isNew: true };
}

/** Asks in the turn in which it writes: the answers take all of it back where they are not as presumed. */
async function addNew(
  db: CampaignDatabase,
  id: string,
  body: DastakDocument,
  author: string,
  presumedSeq: number,
): Promise<{ rev: Rev; isNew: boolean }> {
  const leaf = childLeaf([], null, false, body);
  // For a save that begins before this one is through.
  db.nextSeq = presumedSeq + 1;
  const [others] = await Promise.all([
    db.documents.where('updatedSeq').aboveOrEqual(presumedSeq).count(),
    db.documents.add(withLeaf(undefined, id, leaf, presumedSeq)).catch(notNew),
    ...enqueue(db, leaf, outboxEntry(id, leaf, author, db.now()), NOWHERE),
  ]);
  return others === 0 ? { rev: leaf.rev, isNew: true } : disproved();
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
