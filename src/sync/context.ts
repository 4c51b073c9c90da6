import type { CampaignStore, OutboxEntry, Place } from '../storage/index.ts';
import type { Endpoint, EndpointTrouble } from './endpoint.ts';
import type { Learning } from './learning.ts';

/** What the steps of one session share. */
export interface SessionContext {
  readonly store: CampaignStore;
  readonly endpoint: Endpoint;
  /** Whose outbox is sent, and by whose rights. */
  readonly author: string;
  /** This session's number, which its receipts carry. */
  readonly session: number;
  readonly counts: SyncCounts;
  /** Where the pull stood when it began; undefined: it never ran here. */
  readonly kept: Place | undefined;
  /** Of what kinds there was something to send when it began: what is saved meanwhile brings a session of its own. */
  readonly waiting: readonly OutboxEntry['kind'][];
  readonly pace: Learning;
  /** Something was sent from here since the last pull: it comes back as a row. */
  readonly expectsEchoes: boolean;
  /** Tells the endpoint how far the pull has come. What this session sent is not confirmed so. */
  note(): Promise<unknown>;
  /** Sending and receiving run side by side; what ends one ends the other at its next step. */
  readonly work: { isOver: boolean };
  /** Milliseconds since 1970. */
  now(): number;
  /** Whether the next photos may go, or wait for a better network or another day. */
  mayPhotos(): Promise<boolean>;
  progress(phase: 'sending' | 'receiving', done: number, total: number): Promise<unknown>;
}

/** What a session did. */
export interface SyncCounts {
  /** Documents that the endpoint confirmed, photos apart. */
  sent: number;
  photosSent: number;
  /** The phone's own accounts of itself that the endpoint confirmed. */
  reports: number;
  /** Documents that were new or changed here. */
  received: number;
  /** Moved to quarantine because the endpoint refuses them. */
  refused: number;
  /** Pulled, kept and quarantined because this version cannot read them. */
  unreadable: number;
}

export const noCounts = (): SyncCounts => ({
  sent: 0,
  photosSent: 0,
  reports: 0,
  received: 0,
  refused: 0,
  unreadable: 0,
});

/** What a step met that ends the session; null: it did all it could. */
export type StepTrouble = EndpointTrouble | null;
