import type { Draft } from '../domain/response.ts';
import type { CampaignDatabase, DraftRow } from './database.ts';
import { StorageTrouble } from './trouble.ts';

/**
 * One opening of a draft. Where a browser has no Web Locks two tabs may hold the same draft; then the one that saved
 * first goes on, and the other is refused instead of writing its older answers over the newer ones.
 */
export interface Hand {
  readonly own: string;
  /** The hand that had saved the draft last when this one opened it. */
  readonly found: string | undefined;
}

export interface TakenDraft {
  readonly draft: Draft;
  readonly hand: Hand;
}

/** Responses that are being answered. */
export interface Drafts {
  /**
   * Durable when it resolves. Without a hand a draft is begun.
   * Rejects with `open-elsewhere` when another hand has saved it meanwhile, with `gone` when it was finished or discarded.
   */
  save(draft: Draft, hand?: Hand): Promise<void>;
  get(id: string): Promise<Draft | undefined>;
  /** The draft as it is now. @param own a name for this opening, like no other's */
  take(id: string, own: string): Promise<TakenDraft | undefined>;
  list(collector: string): Promise<Draft[]>;
  count(collector: string): Promise<number>;
  remove(id: string): Promise<void>;
}

export const draftsOf = (db: CampaignDatabase): Drafts => {
  const get = (id: string): Promise<DraftRow | undefined> => db.drafts.get(id as Draft['id']);
  return {
    save: (draft, hand) =>
      db.write([db.drafts], async () => {
        if (hand === undefined) return void (await db.drafts.put(draft));
        const row = await get(draft.id);
        if (row === undefined) throw new StorageTrouble('gone');
        refuseOthers(row, hand);
        await db.drafts.put({ ...draft, hand: hand.own });
      }),
    get,
    async take(id, own) {
      const row = await get(id);
      if (row === undefined) return undefined;
      const { hand: found, ...draft } = row;
      return { draft, hand: { own, found } };
    },
    list: (collector) => db.drafts.where('collector').equals(collector).toArray(),
    count: (collector) => db.drafts.where('collector').equals(collector).count(),
    remove: (id) =>
      db.write([db.drafts, db.journal], async () => {
        await db.drafts.delete(id as Draft['id']);
        await db.journal.add({ at: db.now(), event: 'draft-removed' });
      }),
  };
};

/** Throws when the row was saved by another hand after this one had opened it. */
export function refuseOthers(row: DraftRow, { own, found }: Hand): void {
  if (row.hand !== own && row.hand !== found) throw new StorageTrouble('open-elsewhere');
}
