import type { Draft } from '../domain/response.ts';
import type { CampaignStore } from '../storage/index.ts';

/** Begun, and neither answered nor moved in since. */
export const isUntouched = ({ corrects, startedAt, updatedAt }: Draft): boolean =>
  corrects === null && startedAt === updatedAt;

/**
 * A person's reports that a closed tab left behind without an answer: opening the screen had made them.
 * @returns their ids
 */
export async function untouchedReports(store: CampaignStore, collector: string): Promise<Draft['id'][]> {
  const drafts = await store.drafts.list(collector);
  return drafts.filter((draft) => draft.subject === 'place' && isUntouched(draft)).map(({ id }) => id);
}
