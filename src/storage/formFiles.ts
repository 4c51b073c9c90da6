import type { Campaign, FormDocument } from '../domain/document.ts';
import { documentIdsOf } from '../domain/fileIds.ts';
import { type FilePart, fileDocument } from '../domain/files.ts';
import type { FormDocumentId } from '../domain/ids.ts';
import type { CampaignDatabase } from './database.ts';
import { md5Digest } from './digest.ts';
import { addMissing, filesHere } from './media.ts';
import { refusedAmong } from './refusals.ts';
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

/** What storage does for the files that come with forms; their bytes lie in `media`. */
export interface FormFiles {
  publish(publication: Publication, author: string): Promise<boolean>;
  drop(needed: ReadonlySet<string>): Promise<number>;
}

export const formFilesOf = (db: CampaignDatabase): FormFiles => ({
  publish: (publication, author) => publish(db, publication, author),
  drop: (needed) => drop(db, needed),
});

/**
 * Files first, then the form, then the campaign that names it as the current version, all in one transaction and in
 * this order in the outbox: who receives the campaign can receive everything that it needs.
 * @param author who publishes, and whose sign-in will send it
 * @returns whether the campaign did not name it so already; rejects with `gone` where there is none
 */
async function publish(
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

/**
 * Gives back the room of files that nobody here needs any more. Versions that somebody has begun to answer keep theirs,
 * and so does what was published from this device: the endpoint may lose it and ask for it again, or take on a second
 * try what it refused.
 * @param needed ids of documents whose bytes stay in any case
 * @returns how many went
 */
async function drop(db: CampaignDatabase, needed: ReadonlySet<string>): Promise<number> {
  const tables = [db.media, db.outbox, db.quarantine, db.receipts, db.drafts, db.documents];
  return db.write(tables, async () => {
    const begun = new Set(await begunWith(db));
    const idle = (await filesHere(db)).filter((id) => !needed.has(id) && !begun.has(id));
    const receipts = await db.receipts.bulkGet(idle);
    const outbox = await db.outbox.where('id').anyOf(idle).toArray();
    const waiting = new Set([...outbox.map(({ id }) => id), ...(await refusedAmong(db, idle))]);
    const dropped = idle.filter((id, index) => receipts[index] === undefined && !waiting.has(id));
    await db.media.bulkDelete(dropped);
    return dropped.length;
  });
}

async function begunWith(db: CampaignDatabase): Promise<string[]> {
  const drafts = await db.drafts.toArray();
  const versions = await db.documents.bulkGet(drafts.map(({ formVersion }) => formVersion));
  return versions.flatMap((row) =>
    row?.of.type === 'form'
      ? ((row.body as BodyOf<'form'>).definition.files ?? []).flatMap(documentIdsOf)
      : [],
  );
}
