import type { Rev } from '../domain/ids.ts';
import type { Ok, Trouble } from '../domain/result.ts';
import type { Leaf } from '../domain/revisions.ts';

/**
 * The port to an endpoint. `endpointContract` in tests/contract is its acceptance test.
 *
 * For every verb: an **outcome** is returned (`ok`, or a trouble below); nothing is retried here, except once without
 * compression when an endpoint that never took gzip refuses it; a **bug** (an argument that cannot be written as JSON)
 * is thrown. All verbs may be repeated after any trouble: repeating one that had worked changes nothing.
 */
export interface Endpoint {
  /** What the database says of itself. */
  describe(): Promise<Outcome<Description>>;
  /** This person's note of an earlier session; undefined when there is none. */
  readNote(id: string): Promise<Outcome<Note | undefined>>;
  /**
   * Replaces the note of that revision (undefined: there is none yet). An endpoint that keeps another one answers
   * `refused` with status 409, or, as CouchDB, does not look.
   * @returns the revision of the new one, where the endpoint tells it
   */
  writeNote(id: string, note: Note, rev: string | undefined): Promise<Outcome<string | undefined>>;
  /**
   * What changed after `since` (opaque; null: everything), all leaves of each document. Order means nothing. Fewer rows
   * than `limit`: that was all.
   */
  changes(query: ChangesQuery): Promise<Outcome<Changes>>;
  /** Revisions with their history and body; attachments as stubs. One bad row never spoils the others. */
  read(wanted: readonly RevisionName[]): Promise<Outcome<ReadAnswer>>;
  /** Which of these revisions the endpoint does not hold. */
  missing(wanted: readonly RevisionName[]): Promise<Outcome<RevisionName[]>>;
  /**
   * Stores revisions as they are. `ok` lists what was refused one by one; all others are held. `too-large` and
   * `refused`: nothing of the batch was stored, because of at least one document in it.
   */
  write(leaves: readonly OutgoingLeaf[]): Promise<Outcome<WriteAnswer>>;
  /** The bytes of an attachment of that very revision, as they came: the caller verifies the digest. */
  attachment(name: RevisionName, attachment: string): Promise<Outcome<ArrayBuffer>>;
  /** One document's winning leaf, or one revision alone, for what `read` failed on; `not-found` when there is none. */
  document(name: { readonly id: string; readonly rev?: Rev }): Promise<Outcome<FetchedLeaf>>;
  /** A fingerprint of who may write what: another one means that a refusal may no longer hold. */
  rules(): Promise<Outcome<string>>;
  /** How far the phone's clock is ahead, as of the last answer that told the time. */
  clockAheadMs(): number | undefined;
}

export type EndpointWhy =
  /** No answer, or one that broke off: the network's fault, or nobody is there. */
  | 'unreachable'
  /** An answer that is no CouchDB's: a captive portal, a wrong address. */
  | 'not-couchdb'
  | 'wrong-password'
  /** CouchDB refuses even the right password for some minutes after five wrong ones. */
  | 'locked-out'
  | 'not-allowed'
  | 'no-database'
  | 'not-found'
  /** 429 */
  | 'too-many'
  /** 413 */
  | 'too-large'
  /** 400, 412, ...: the request as a whole. */
  | 'refused'
  | 'not-supported'
  /** 5xx */
  | 'server-trouble';

export interface EndpointTrouble extends Trouble<EndpointWhy> {
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** `reason`: the endpoint's own words, if any. */
  readonly words: { readonly status: number; readonly reason: string };
  /** The endpoint asks not to be asked before. */
  readonly retryAfterMs?: number | undefined;
}

export type Outcome<T> = Ok<T> | EndpointTrouble;

export interface Description {
  /** Another one than before: the database was deleted and made again. */
  readonly instance?: string | undefined;
}

/** Kept at the endpoint in a `_local` document, which never replicates. */
export interface Note {
  readonly session: number;
  readonly seq: string | null;
  readonly filter: string;
  readonly rev?: string | undefined;
}

export interface ChangesQuery {
  readonly since: string | null;
  readonly limit: number;
  readonly selector?: Selector | undefined;
  /** The winners come along where their whole history is known from their revision alone. */
  readonly withDocuments?: boolean;
  /** Without news the answer comes when there are some, or after this time, or never once `signal` aborts. */
  readonly wait?: { readonly ms: number; readonly signal: AbortSignal };
}
/** Mango, as far as `_changes?filter=_selector` takes it. */
export type Selector = Readonly<Record<string, unknown>>;

export interface Change {
  readonly id: string;
  readonly revs: readonly Rev[];
  /** The only leaf, when it came along. */
  readonly leaf?: Leaf | undefined;
}

export interface Changes {
  readonly rows: readonly Change[];
  /** Where the next query begins; rows have no place of their own. */
  readonly last: string;
  /** How many are left, where the endpoint tells. */
  readonly pending?: number | undefined;
  /** The answer broke off: `rows` are those before `last`, and more may follow. */
  readonly isCut: boolean;
}

export interface RevisionName {
  readonly id: string;
  readonly rev: Rev;
}

export interface FetchedLeaf {
  readonly id: string;
  readonly leaf: Leaf;
}

export interface ReadAnswer {
  readonly found: readonly FetchedLeaf[];
  /** Could not be read now. What is in neither is not there (any more): a later change tells what took its place. */
  readonly failed: readonly RevisionName[];
}

export interface OutgoingLeaf {
  readonly id: string;
  readonly leaf: Leaf;
}

export interface WriteAnswer {
  readonly refused: readonly WriteRefusal[];
}

export interface WriteRefusal {
  readonly id: string;
  /** Some endpoints name only the document. */
  readonly rev?: Rev | undefined;
  /** CouchDB's word: `forbidden`, `unauthorized`, `doc_validation`, ... */
  readonly error: string;
  readonly reason: string;
  /** The endpoint could not, now; it does not mind the document. */
  readonly isPassing: boolean;
}
