import type { CouchClient } from '../http/remote.ts';
import type { Session, Stats } from './replicate.ts';

/** One session in a checkpoint's history, in CouchDB's words. */
type Entry = Stats & {
  readonly session_id: string;
  readonly start_time: string;
  readonly end_time: string;
  readonly start_last_seq: string | null;
  readonly end_last_seq: string | null;
  readonly recorded_seq: string | null;
};

export interface Checkpoint {
  readonly session_id: string;
  readonly source_last_seq: string | null;
  readonly replication_id_version: 4;
  readonly history: readonly Entry[];
}

/** Where both sides agree that a former session has come, and what they remember. */
export interface Agreed {
  readonly since: string | null;
  readonly history: readonly Entry[];
}

/** Sessions remembered, as CouchDB does: fewer, and two sides of which one was restored find no common one. */
const SESSIONS_KEPT = 50;

const pathOf = (id: string): string => `/_local/${id}`;

/** The newest session that both sides remember; none: everything is looked at again, which costs time only. */
export async function readCheckpoints(id: string, source: CouchClient, target: CouchClient): Promise<Agreed> {
  const [ours, theirs] = await Promise.all([historyAt(source, id), historyAt(target, id)]);
  const common = ours.find((entry) => theirs.some((other) => other.session_id === entry.session_id));
  return { since: common?.recorded_seq ?? null, history: common ? ours.slice(ours.indexOf(common)) : [] };
}

async function historyAt(client: CouchClient, id: string): Promise<readonly Entry[]> {
  const { status, body } = await client.request('GET', pathOf(id));
  const { history } = (status === 200 ? body : {}) as { history?: unknown };
  return Array.isArray(history) ? (history as Entry[]) : [];
}

/** Written after what it speaks of. A side that takes no checkpoint from us costs the next session time only. */
export async function writeCheckpoints(
  id: string,
  before: Agreed,
  session: Session,
  source: CouchClient,
  target: CouchClient,
): Promise<Checkpoint> {
  const entry: Entry = {
    session_id: session.id,
    start_time: session.startedAt,
    end_time: new Date().toUTCString(),
    start_last_seq: before.since,
    end_last_seq: session.sourceSeq,
    recorded_seq: session.sourceSeq,
    ...session.stats,
  };
  const checkpoint: Checkpoint = {
    session_id: session.id,
    source_last_seq: session.sourceSeq,
    replication_id_version: 4,
    history: [entry, ...before.history].slice(0, SESSIONS_KEPT),
  };
  for (const client of [target, source]) await put(client, id, checkpoint);
  return checkpoint;
}

async function put(client: CouchClient, id: string, checkpoint: Checkpoint): Promise<void> {
  const held = await client.request('GET', pathOf(id));
  const { _rev } = (held.status === 200 ? held.body : {}) as { _rev?: string };
  await client.request('PUT', pathOf(id), { ...checkpoint, ...(_rev === undefined ? {} : { _rev }) });
}
