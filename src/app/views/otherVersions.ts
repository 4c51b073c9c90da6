import { parseDocument, type ResponseDocument } from '../../domain/document.ts';
import type { Rev } from '../../domain/ids.ts';
import type { CampaignStore } from '../../storage/index.ts';

/** The other versions of a response that its revision tree keeps. */
export async function otherVersions(
  store: CampaignStore,
  id: string,
): Promise<{ rev: Rev; document: ResponseDocument }[]> {
  const kept = await store.documents.get(id);
  const others = (kept?.leaves ?? []).filter((leaf) => leaf.rev !== kept?.rev && !leaf.deleted);
  return others.flatMap((leaf) => {
    const parsed = parseDocument(leaf.body);
    return parsed.ok && parsed.value.type === 'response' ? [{ rev: leaf.rev, document: parsed.value }] : [];
  });
}
