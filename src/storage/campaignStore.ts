import type { Live, Signal } from '../domain/signal.ts';
import type { Conflicts } from './conflicts.ts';
import { CampaignDatabase, type StoreOptions } from './database.ts';
import { type Documents, documentsOf } from './documents.ts';
import { type Drafts, draftsOf } from './drafts.ts';
import type { FormFiles } from './formFiles.ts';
import type { Imported } from './imported.ts';
import { type Journal, journalOf } from './journal.ts';
import { type Media, mediaOf } from './media.ts';
import { type Outbox, outboxOf } from './outbox.ts';
import { type Quarantine, quarantineOf } from './quarantine.ts';
import { type Receipts, receiptsOf } from './receipts.ts';
import { type Replicated, replicatedOf } from './replicated.ts';
import {
  type Checkpoints,
  checkpointsOf,
  type EndpointMemories,
  endpointMemoriesOf,
} from './replicationState.ts';
import { type Save, saveOf } from './save.ts';
import { type SyncStates, syncStatesOf } from './syncState.ts';
import type { StorageTrouble } from './trouble.ts';

/** Everything of one campaign database on this phone. Writes reject with `StorageTrouble`. */
export interface CampaignStore {
  readonly replica: string;
  /** Of a store of practice only. */
  readonly mode: StoreOptions['mode'];
  /** Resolves when it can be used; rejects with `storage-refused` or `newer-tab`. Optional: the first use opens too. */
  open(): Promise<void>;
  /** `newer-tab` when another tab brought a newer version: nothing more is written from here. */
  readonly trouble: Live<StorageTrouble | null> & Pick<Signal<StorageTrouble | null>, 'get'>;
  readonly drafts: Drafts;
  readonly documents: Documents;
  readonly write: Save;
  readonly media: Media;
  readonly outbox: Outbox;
  readonly receipts: Receipts;
  readonly quarantine: Quarantine;
  readonly checkpoints: Checkpoints;
  readonly endpoint: EndpointMemories;
  readonly replicated: Replicated;
  readonly conflicts: Conflicts;
  readonly imported: Imported;
  /** Only some forms come with files. */
  formFiles(): Promise<FormFiles>;
  readonly journal: Journal;
  readonly syncState: SyncStates;
  close(): void;
}

/** @param replica what `replicaName` gives for the database's URL */
export const openCampaignStore = (replica: string, options: StoreOptions = {}): CampaignStore =>
  storeOver(new CampaignDatabase(replica, options), replica);

export function storeOver(db: CampaignDatabase, replica: string): CampaignStore {
  return {
    replica,
    mode: db.mode,
    open: () => db.ready(),
    trouble: db.trouble,
    drafts: draftsOf(db),
    documents: documentsOf(db),
    write: saveOf(db),
    media: mediaOf(db),
    outbox: outboxOf(db),
    receipts: receiptsOf(db),
    quarantine: quarantineOf(db),
    checkpoints: checkpointsOf(db),
    endpoint: endpointMemoriesOf(db),
    replicated: replicatedOf(db),
    // Only a desk makes one version of several.
    conflicts: {
      async solve(...given) {
        const { conflictsOf } = await import('./conflicts.ts');
        return conflictsOf(db).solve(...given);
      },
    },
    imported: {
      // Only a desk reads in a phone's file.
      async add(...given) {
        const { importedOf } = await import('./imported.ts');
        return importedOf(db).add(...given);
      },
    },
    formFiles: async () => (await import('./formFiles.ts')).formFilesOf(db),
    journal: journalOf(db),
    syncState: syncStatesOf(db),
    close: () => db.close(),
  };
}
