import type { CampaignDatabase, OutboxRow } from './database.ts';
import type { QuarantineEntry } from './rows.ts';

/** What the endpoint refused or this version cannot read: visible, kept, and tried again when a person says so. */
export interface Quarantine {
  list(): Promise<QuarantineEntry[]>;
  get(id: string): Promise<QuarantineEntry | undefined>;
  /** Something to send goes back to the outbox; something pulled is read again by the next session. */
  retry(id: string): Promise<void>;
}

export const quarantineOf = (db: CampaignDatabase): Quarantine => ({
  list: () => db.quarantine.toArray(),
  get: (id) => db.quarantine.where('id').equals(id).last(),
  retry: (id) =>
    db.write([db.quarantine, db.outbox, db.journal], async () => {
      const refused = await db.quarantine.get([id, 'push']);
      if (refused?.entry === undefined) return;
      await db.outbox.add(refused.entry as OutboxRow);
      await db.quarantine.delete([id, 'push']);
      await db.journal.add({ at: db.now(), event: 'retried' });
    }),
});
