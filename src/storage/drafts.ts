import type { Draft } from '../domain/response.ts';
import type { CampaignDatabase } from './database.ts';

/** Responses that are being answered. */
export interface Drafts {
  /** Durable when it resolves. */
  save(draft: Draft): Promise<void>;
  get(id: string): Promise<Draft | undefined>;
  list(collector: string): Promise<Draft[]>;
  count(collector: string): Promise<number>;
  remove(id: string): Promise<void>;
}

export const draftsOf = (db: CampaignDatabase): Drafts => ({
  save: (draft) =>
    db.write([db.drafts], async () => {
      await db.drafts.put(draft);
    }),
  get: (id) => db.drafts.get(id as Draft['id']),
  list: (collector) => db.drafts.where('collector').equals(collector).toArray(),
  count: (collector) => db.drafts.where('collector').equals(collector).count(),
  remove: (id) =>
    db.write([db.drafts, db.journal], async () => {
      await db.drafts.delete(id as Draft['id']);
      await db.journal.add({ at: db.now(), event: 'draft-removed' });
    }),
});
