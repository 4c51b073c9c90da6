import { mediaDocumentsIn } from '../../domain/response.ts';
import { trouble } from '../../domain/result.ts';
import type { CampaignStore } from '../../storage/index.ts';
import type { RefusedDocuments } from '../types.ts';
import { refusedOf } from './sync.ts';

/** What the endpoint refused of hers and none of her records tells: decisions, forms, imported responses; the same trouble told once. */
export async function refusedBesides(store: CampaignStore, author: string): Promise<RefusedDocuments[]> {
  const [entries, records] = await Promise.all([
    store.quarantine.list(),
    store.documents.responses({ collector: author }),
  ]);
  const told = new Set(records.flatMap(({ id, body }) => [id, ...mediaDocumentsIn(body.answers)]));
  const alike = new Map<string, RefusedDocuments>();
  for (const { id, why, reason = '', entry } of refusedOf(entries, author)) {
    if (told.has(id)) continue;
    const type = entry?.type ?? '';
    const key = JSON.stringify([type, why, reason]);
    const before = alike.get(key)?.ids ?? [];
    alike.set(key, { type, ids: [...before, id], trouble: trouble(why, { reason }) });
  }
  return [...alike.values()];
}
