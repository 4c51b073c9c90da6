import { type Campaign, parseDocument } from '../../domain/document.ts';
import type { Rev } from '../../domain/ids.ts';
import { mergeCampaigns } from '../../domain/publishedApart.ts';
import { ok, type Result, trouble } from '../../domain/result.ts';
import { asResult, type CampaignStore } from '../../storage/index.ts';
import type { DeskParts } from './index.ts';
import type { PublishedApart, SolveWhy } from './types.ts';

/** null: everybody's publications are one. */
export async function publishedApart(store: CampaignStore): Promise<PublishedApart | null> {
  const [kept] = await store.documents.ofType('campaign');
  if (kept === undefined) return null;
  const others = kept.leaves.flatMap(({ rev, deleted, body }): { rev: Rev; campaign: Campaign }[] => {
    const parsed = rev === kept.rev || deleted ? undefined : parseDocument(body);
    return parsed?.ok && parsed.value.type === 'campaign' ? [{ rev, campaign: parsed.value }] : [];
  });
  if (others.length === 0) return null;
  const forms = await store.documents.ofType('form');
  return {
    id: kept.id,
    rev: kept.rev,
    versions: [kept.body, ...others.map(({ campaign }) => campaign)],
    losers: others.map(({ rev }) => rev),
    titles: new Map(forms.map(({ body: { definition } }) => [definition.form_id, definition.title])),
    names: new Map(
      forms.map(({ id, body: { definition, hash } }) => [
        id,
        [definition.version, hash.slice(0, 6)].filter(Boolean).join(' · '),
      ]),
    ),
  };
}

/**
 * Makes one campaign of them, which goes out with the next sending; what was published meanwhile stays to be looked at.
 * @param picks for each point on which they differ (`keyOf`): which version decides, 0 being the one that is shown
 */
export async function joinPublished(
  { store, account, wake }: DeskParts,
  { id, rev, versions, losers }: PublishedApart,
  picks: Readonly<Record<string, number>>,
): Promise<Result<void, SolveWhy>> {
  const now = await store.documents.get(id);
  if (now?.rev !== rev) return trouble('changed-meanwhile');
  const saved = await asResult(
    store.conflicts.solve(id, mergeCampaigns(versions, picks), losers, account.name),
  );
  if (!saved.ok) return saved;
  wake();
  return ok(undefined);
}
