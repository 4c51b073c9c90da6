import { partIds } from '../../domain/ids.ts';
import { type Draft, filesIn, mediaIn } from '../../domain/response.ts';
import type { ReadBundle } from '../../exchange/index.ts';
import type { CampaignStore } from '../../storage/index.ts';
import { storedOfType } from '../views/stored.ts';

/**
 * Puts a person's own drafts from a file back on the device where she is signed in; nobody else's, because each sees
 * her own drafts only. What is here already, finished or not, is left as it is. An answer whose photo was damaged in
 * the file is left out, so that the photo is asked for again instead of being promised and never sent.
 * @returns how many were put back
 */
export async function restoreDrafts(store: CampaignStore, bundle: ReadBundle, name: string): Promise<number> {
  let restored = 0;
  for (const draft of bundle.drafts.filter(({ collector }) => collector === name)) {
    if (!(await isMissing(store, draft))) continue;
    for (const row of photoRows(draft, bundle)) await store.media.add(row);
    await store.drafts.save(await withoutLost(store, draft));
    restored += 1;
  }
  return restored;
}

/** A correction belongs to the revision that it began with: one of another would correct what nobody looked at. */
async function isMissing(store: CampaignStore, draft: Draft): Promise<boolean> {
  if ((await store.drafts.get(draft.id)) !== undefined) return false;
  const finished = await store.documents.get(draft.id);
  return finished?.rev === draft.corrects?.rev;
}

/** Without the answers whose photo is nowhere: not on this device, and in no document. */
async function withoutLost(store: CampaignStore, draft: Draft): Promise<Draft> {
  const finished = await storedOfType(store, draft.id, 'response');
  const promised = new Set<string>(finished === undefined ? [] : mediaIn(finished.body.answers));
  const lost = new Set<string>();
  for (const { media, parts } of filesIn(draft.answers)) {
    if (promised.has(media)) continue;
    for (const id of partIds(media, parts)) {
      const isHere = (await store.media.has(id)) || (await store.documents.get(id)) !== undefined;
      if (!isHere) lost.add(media);
    }
  }
  const answers = Object.entries(draft.answers).filter(
    ([, answer]) => !(typeof answer === 'object' && 'media' in answer && lost.has(answer.media)),
  );
  return {
    ...draft,
    answers: Object.fromEntries(answers),
    media: draft.media.filter((media) => !lost.has(media)),
  };
}

function photoRows({ id, answers, campaign, collector }: Draft, { photos }: ReadBundle) {
  const read = new Map(photos.map((photo) => [photo.id, photo]));
  return filesIn(answers).flatMap(({ media, parts, contentType }) =>
    partIds(media, parts).flatMap((part) => {
      const found = read.get(part);
      return found === undefined ? [] : { ...found, response: id, contentType, collector, campaign };
    }),
  );
}
