import type { DastakDocument, DocumentType } from '../../domain/document.ts';
import type { Rev } from '../../domain/ids.ts';
import type { CampaignStore } from '../../storage/index.ts';

type Body<Type extends DocumentType> = Extract<DastakDocument, { type: Type }>;

/**
 * One document of a known type; undefined when it is not here, is deleted, or cannot be read. It was parsed when it
 * came: a form of 500 questions parsed again would cost a slow phone a quarter of a second at each opening.
 */
export async function storedOfType<Type extends DocumentType>(
  store: CampaignStore,
  id: string,
  type: Type,
): Promise<{ id: string; rev: Rev; body: Body<Type> } | undefined> {
  const kept = await store.documents.get(id);
  if (kept === undefined || kept.deleted || !kept.readable || kept.type !== type) return undefined;
  return { id, rev: kept.rev, body: kept.body as Body<Type> };
}
