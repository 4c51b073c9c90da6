import { isEmptyReport } from '../domain/emptyDraft.ts';
import type { CampaignStore } from '../storage/index.ts';
import type { DraftHolder } from './draftHolder.ts';

/** Where a browser has no locks, another tab may be showing an empty report; for longer than this nobody looks at one. */
const AGE_MS_MIN = 60 * 60_000;

/**
 * Discards a person's reports that a closed tab left behind without a choice: opening the screen had made them.
 * @param now ISO 8601 with offset
 */
export async function dropUntouched(
  store: CampaignStore,
  holder: DraftHolder,
  collector: string,
  now: string,
): Promise<void> {
  for (const draft of await store.drafts.list(collector)) {
    const ageMs = Date.parse(now) - Date.parse(draft.updatedAt);
    if (!isEmptyReport(draft) || ageMs < AGE_MS_MIN) continue;
    await dropIfUntouched(store, holder, draft.id);
  }
}

/** Discards a report in which nothing was chosen, unless another tab has it in hand. */
export async function dropIfUntouched(store: CampaignStore, holder: DraftHolder, id: string): Promise<void> {
  const letGo = await holder.hold(id);
  if (letGo === undefined) return;
  try {
    // Another tab may have answered it until now.
    const kept = await store.drafts.get(id);
    if (kept !== undefined && isEmptyReport(kept)) await store.drafts.remove(id);
  } finally {
    letGo();
  }
}
