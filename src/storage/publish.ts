import type { Campaign, FormDocument } from '../domain/document.ts';
import { type FilePart, fileDocument } from '../domain/files.ts';
import type { FormDocumentId } from '../domain/ids.ts';
import type { CampaignDatabase } from './database.ts';
import { md5Digest } from './digest.ts';
import { addMissing } from './media.ts';
import type { BodyOf, MediaRow } from './rows.ts';
import { addRevision } from './save.ts';
import { StorageTrouble } from './trouble.ts';

/** A version of a form with the files that are new with it. */
export interface Publication {
  readonly id: FormDocumentId;
  readonly form: FormDocument;
  /** The campaign as it names this version; the same one if it does so already. */
  campaign(now: Campaign): Campaign;
  readonly files: readonly { readonly contentType: string; readonly parts: readonly FilePart[] }[];
}

/**
 * Files first, then the form, then the campaign that names it as the current version, all in one transaction and in
 * this order in the outbox: who receives the campaign can receive everything that it needs.
 * @param author who publishes, and whose sign-in will send it
 * @returns whether the campaign did not name it so already
 */
export async function publish(
  db: CampaignDatabase,
  { id, form, files, campaign: next }: Publication,
  author: string,
): Promise<boolean> {
  const rows = files.flatMap(({ contentType, parts }) =>
    parts.map((part) => ({ part, row: rowOf(form.campaign, contentType, part, author) })),
  );
  return db.write([db.documents, db.media, db.outbox, db.quarantine], async () => {
    const [campaign] = await db.documents.where('of.type').equals('campaign').toArray();
    if (campaign === undefined) throw new StorageTrouble('gone');
    for (const { part, row } of rows) {
      await addMissing(db, [row]);
      if ((await db.documents.get(row.id)) !== undefined) continue;
      const body = fileDocument(form.campaign, row.contentType, part, row.digest);
      await addRevision(db, row.id, null, body, author);
    }
    // A version is named by its content: one that is here is this one, whoever published it.
    if ((await db.documents.get(id)) === undefined) await addRevision(db, id, null, form, author);
    const now = campaign.body as BodyOf<'campaign'>;
    const body = next(now);
    if (body === now) return false;
    await addRevision(db, campaign.id, campaign.rev, body, author);
    return true;
  });
}

const rowOf = (campaign: string, contentType: string, part: FilePart, author: string): MediaRow => ({
  id: part.id,
  bytes: part.bytes,
  sha256: part.sha256,
  digest: md5Digest(part.bytes),
  contentType,
  campaign,
  collector: author,
  response: '',
});
