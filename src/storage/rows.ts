import type { DastakDocument, DocumentType } from '../domain/document.ts';
import type { Rev } from '../domain/ids.ts';
import type { Leaf } from '../domain/revisions.ts';

/** A document as the rest of the app sees it: the winner's body, with every leaf beside it. */
export interface StoredDocument<Body = Readonly<Record<string, unknown>>> {
  readonly id: string;
  readonly type: string;
  /** The winner's revision. */
  readonly rev: Rev;
  readonly body: Body;
  /** All leaves, the winner first. */
  readonly leaves: readonly Leaf[];
  readonly deleted: boolean;
  /** False: this version of the app cannot read it; it is in quarantine and no list shows it. */
  readonly readable: boolean;
  /** Grows with every change on this phone; no clock. */
  readonly updatedSeq: number;
}

export type BodyOf<Type extends DocumentType> = Extract<DastakDocument, { type: Type }>;

export type OutboxKind = 'text' | 'media';

/** A revision that the endpoint has not confirmed. Several of one document only when it was corrected twice apart. */
export interface OutboxEntry {
  readonly id: string;
  readonly rev: Rev;
  readonly kind: OutboxKind;
  /** The document's type. */
  readonly type: string;
  /** About what it weighs on the way, uncompressed; the base64 of its attachment included. */
  readonly bytes: number;
  /** Who saved it; it is sent when that person is signed in. */
  readonly author: string;
  readonly addedAt: string;
  /** The endpoint may hold it already (a database that came back from a backup): ask before sending. */
  readonly again?: true;
}

/** The endpoint's word that it holds the document as far as this phone has it: `rev` equals the document's. */
export interface Receipt {
  readonly id: string;
  readonly rev: Rev;
  readonly at: string;
  readonly author: string;
  /** Number of the session that got it; an endpoint that does not know that session came back from a backup. */
  readonly session: number;
}

export interface QuarantineEntry {
  readonly id: string;
  readonly rev: Rev;
  readonly direction: 'push' | 'pull';
  /** Key of a sentence in the locales. */
  readonly why: string;
  /** The endpoint's or the parser's own words. */
  readonly reason?: string;
  readonly at: string;
  /** What was pulled and could not be read. */
  readonly raw?: unknown;
  /** What was to be sent; goes back to the outbox on a retry. */
  readonly entry?: OutboxEntry;
  /** Further revisions of it that were refused for the same or another reason. */
  readonly others?: readonly RefusedEntry[];
}

/** Why a revision was refused: as in `QuarantineEntry`. */
export type RefusalCause = Pick<QuarantineEntry, 'why' | 'reason'>;

/** A refused revision with its own cause. Those that an earlier version of the app put aside share their row's. */
export type RefusedEntry = OutboxEntry & Partial<RefusalCause>;

/** The bytes of one `media:` document: a photo or file, or a numbered part of one. */
export interface MediaRow {
  readonly id: string;
  readonly response: string;
  readonly bytes: ArrayBuffer;
  /** 64 hex digits. */
  readonly sha256: string;
  /** `md5-<base64>`, as CouchDB names it. */
  readonly digest: string;
  readonly contentType: string;
  readonly collector: string;
  readonly campaign: string;
}

/** How far one person's replication on this phone has come; the endpoint keeps the same in a `_local` document. */
export interface Checkpoint {
  readonly id: string;
  /** Opaque; null: nothing pulled yet. */
  readonly seq: string | null;
  /** Which selection of documents `seq` counts in. */
  readonly filter: string;
  /** Number of the last session whose end the endpoint has noted. */
  readonly session: number;
  /** What sessions up to this one brought was found at the endpoint after it had noted them. */
  readonly verified?: number;
  /** Name of the endpoint's note; another one after each loss, so that no backup of before brings it back. */
  readonly note?: string;
  /** The endpoint looks at the revision that a note replaces. */
  readonly isChecked?: boolean;
}

/** A leaf as the endpoint names it. */
export interface NamedLeaf {
  readonly id: string;
  readonly rev: Rev;
}

/** How far a pull has come. */
export type Place = Pick<Checkpoint, 'id' | 'seq' | 'filter'>;

/** What was learnt about the endpoint of this store. */
export interface EndpointMemory {
  /** `instance_start_time`: another one means that the database was deleted and made again. */
  readonly instance?: string | undefined;
  readonly gzip?: 'works' | 'refused' | undefined;
  readonly selector?: 'works' | 'refused';
  /** It keeps no `_local` documents for this person. */
  readonly checkpoints?: 'refused' | undefined;
  /** It takes no name and password with each request, only a cookie's. */
  readonly signIn?: 'cookie';
  /** What the link carries at a time, learnt: bytes of text, bytes of photos, rows of changes. */
  readonly textBytes?: number;
  readonly photoBytes?: number;
  readonly rows?: number;
  /** Fingerprint of its rules when they were last looked at. */
  readonly rules?: string;
}

/** One line of what replication did: no personal words in it. */
export interface JournalLine {
  readonly at: string;
  readonly event: string;
  readonly counts?: Readonly<Record<string, number | string>>;
}

export interface SyncState {
  readonly phase: 'idle' | 'sending' | 'receiving';
  readonly lastAttemptAt?: string;
  readonly lastSuccessAt?: string | undefined;
  readonly lastTrouble?:
    | {
        readonly why: string;
        readonly words?: Readonly<Record<string, string | number>> | undefined;
        /** The endpoint asked not to be asked again for so long. */
        readonly retryAfterMs?: number | undefined;
        readonly at: string;
      }
    | undefined;
  readonly nextAttemptAt?: string;
  /** Number of the last session. */
  readonly session?: number | undefined;
  readonly progress?: { readonly done: number; readonly total: number };
  /** How far this phone's clock is ahead of the endpoint's. */
  readonly clockAheadMs?: number | undefined;
  /** The endpoint has no note yet of what the last session did. */
  readonly isOwed?: boolean;
}
