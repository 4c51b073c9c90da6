import type { Draft } from '../domain/response.ts';
import type { CampaignDatabase, DraftRow } from './database.ts';
import { journalOf } from './journal.ts';
import { dropPhotos } from './media.ts';
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
   * Durable when it resolves. Without a hand a draft is begun; one that is there already stays as it is.
   * Rejects with `open-elsewhere` when another hand has saved it meanwhile, with `gone` when it was finished or discarded.
   */
  save(draft: Draft, hand?: Hand): Promise<void>;
  get(id: string): Promise<Draft | undefined>;
  /** The draft as it is now. @param own a name for this opening, like no other's */
  take(id: string, own: string): Promise<TakenDraft | undefined>;
  list(collector: string): Promise<Draft[]>;
  /** With the photos that were taken for it and that no document names, all or nothing. */
  remove(id: string): Promise<void>;
}

export const draftsOf = (db: CampaignDatabase): Drafts => {
  const get = (id: string): Promise<DraftRow | undefined> => db.drafts.get(id as Draft['id']);
  return {
    save: (draft, hand) =>
      db.write([db.drafts], async () => {
        const row = await get(draft.id);
        if (hand !== undefined) refuseOthers(row, hand);
        // Another tab may have begun the same correction and given answers to it.
        else if (row !== undefined) return;
        await db.last(db.drafts.put(hand === undefined ? draft : { ...draft, hand: hand.own }));
      }),
    async get(id) {
      const row = await get(id);
      return row && draftOf(row);
    },
    async take(id, own) {
      const row = await get(id);
      return row && { draft: draftOf(row), hand: { own, found: row.hand } };
    },
    list: async (collector) => (await db.drafts.where('collector').equals(collector).toArray()).map(draftOf),
    async remove(id) {
      const photos = await db.write([db.drafts, db.media, db.documents], async () => {
        await db.drafts.delete(id as Draft['id']);
        return dropPhotos(db, id, []);
      });
      // A full phone has no room for a line, and discarding is what frees some.
      await journalOf(db)
        .add('draft-removed', { photos })
        .catch(() => undefined);
    },
  };
};

/** The draft alone: whose hand it was in is of no use outside this database. */
function draftOf({ hand: _hand, ...draft }: DraftRow): Draft {
  return draft;
}

/** Throws when the draft was ended, or saved by another hand, after this one had opened it. */
export function refuseOthers(row: DraftRow | undefined, { own, found }: Hand): void {
  if (row === undefined) throw new StorageTrouble('gone');
  if (row.hand !== own && row.hand !== found) throw new StorageTrouble('open-elsewhere');
}
