import { type CampaignStore, storeOver } from './campaignStore.ts';
import { CampaignDatabase, type StoreOptions } from './database.ts';

/** Where people practise: a database of its own, in which every document that is made says so. */
export interface PracticeStore extends CampaignStore {
  /** Everything in it goes; other tabs that practise find it empty. */
  wipe(): Promise<void>;
}

/**
 * `dastak-practice-<replica>`: no URL of an endpoint gives a replica of such a name.
 * @param replica that of the campaign which is practised
 */
export function openPracticeStore(replica: string, options: StoreOptions = {}): PracticeStore {
  const name = `practice-${replica}`;
  const db = new CampaignDatabase(name, { ...options, mode: 'practice' });
  return {
    ...storeOver(db, name),
    // Not the database itself: a tab that has it open would take that for a newer version of the app.
    wipe: () =>
      db.write(db.tables, async () => {
        await Promise.all(db.tables.map((table) => table.clear()));
      }),
  };
}
