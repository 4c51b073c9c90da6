import type { Identity } from '../access/identity.ts';
import type { Known, People } from '../access/people.ts';
import type { Replicator } from '../replication/replicator.ts';
import type { Database } from '../store/database.ts';
import type { Databases } from '../store/databases.ts';
import type { Held, Share } from './held.ts';
import type { Query } from './query.ts';

/** What every answer may draw on. */
export interface Core {
  readonly databases: Databases;
  readonly people: People;
  readonly replicator: Replicator;
  readonly version: string;
  readonly held: Held;
  readonly now: () => number;
  /** One line for the log; never holds what people wrote. */
  readonly log: (line: string) => void;
  /** Ends every open feed. */
  readonly closing: AbortSignal;
}

/** One request, read as far as its path and who sends it. */
export interface Call {
  readonly core: Core;
  readonly request: Request;
  readonly share: Share;
  readonly query: Query;
  readonly known: Known;
  readonly who: Identity;
  readonly address: string;
  readonly isEncrypted: boolean;
}
export interface DatabaseCall extends Call {
  readonly database: Database;
}
export interface DocumentCall extends DatabaseCall {
  readonly id: string;
}
export interface AttachmentCall extends DocumentCall {
  readonly attachment: string;
}

export type Handler<C extends Call> = (call: C) => Promise<Response>;
export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE' | 'COPY';
export type Methods<C extends Call> = Partial<Record<Method, Handler<C>>>;
