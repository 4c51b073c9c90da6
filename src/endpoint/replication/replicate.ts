import { randomBytes } from 'node:crypto';
import type { Fields } from '../couch/json.ts';
import { type Answer, type CouchClient, clientAt } from '../http/remote.ts';
import { type Checkpoint, readCheckpoints, writeCheckpoints } from './checkpoints.ts';
import type { Job, Peer } from './job.ts';

/** What one of the two sides refused. */
export class ReplicationTrouble extends Error {
  readonly status: number;
  readonly error: string;

  constructor(status: number, error: string, reason: string) {
    super(reason);
    this.status = status;
    this.error = error;
  }
}

/** CouchDB's counters of one session. */
export interface Stats {
  missing_checked: number;
  missing_found: number;
  docs_read: number;
  docs_written: number;
  doc_write_failures: number;
}

export interface Session {
  readonly id: string;
  readonly startedAt: string;
  readonly stats: Stats;
  /** How far it has come; null before anything. */
  sourceSeq: string | null;
}

/** Rows of the changes at one time, as CouchDB's workers take. */
const ROWS_AT_ONCE = 500;
/** Revisions fetched at one time, with their attachments: with the largest photos about 13 MB. */
const LEAVES_AT_ONCE = 20;
/** Milliseconds an answer may take; a longpoll is given back after `LONGPOLL_MS`. */
const ANSWER_MS_MAX = 120_000;
const LONGPOLL_MS = 50_000;

interface Page {
  readonly results: { readonly id: string; readonly changes: { readonly rev: string }[] }[];
  readonly last_seq: string;
}
interface Leaf {
  readonly id: string;
  readonly rev: string;
}

/**
 * Brings everything that `job` asks for from its source to its target, in CouchDB's replication protocol: changes,
 * `_revs_diff`, `_bulk_get` with attachments, `_bulk_docs` with `new_edits: false`, a checkpoint on both sides.
 * Goes on until it has caught up, a continuous job until `signal` ends it.
 * @throws ReplicationTrouble or Mistake; what was written stays, and the next session goes on from the checkpoint
 */
export async function replicate(
  job: Job,
  signal: AbortSignal,
  tell: (session: Session) => void,
): Promise<Checkpoint> {
  const source = connect(job.source, signal);
  const target = connect(job.target, signal);
  await openBoth(job, source, target);
  const before = await readCheckpoints(job.id, source, target);
  const session = newSession(before.since);
  tell(session);
  for (let since = before.since; !signal.aborted; ) {
    const page = await changesOf(job, source, since);
    if (page.results.length > 0 || page.last_seq !== since) {
      await carry(page, source, target, session.stats);
      session.sourceSeq = page.last_seq;
      await writeCheckpoints(job.id, before, session, source, target);
    }
    since = page.last_seq;
    if (page.results.length === 0 && !job.continuous) break;
  }
  return writeCheckpoints(job.id, before, session, source, target);
}

const newSession = (since: string | null): Session => ({
  id: randomBytes(16).toString('hex'),
  startedAt: new Date().toUTCString(),
  stats: { missing_checked: 0, missing_found: 0, docs_read: 0, docs_written: 0, doc_write_failures: 0 },
  sourceSeq: since,
});

function connect({ url, authorization, headers }: Peer, signal: AbortSignal): CouchClient {
  return {
    request: (method, path, body) => {
      const within = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS_MAX)]);
      return clientAt(url, authorization, { signal: within, headers }).request(method, path, body);
    },
    close: async () => undefined,
  };
}

async function openBoth(job: Job, source: CouchClient, target: CouchClient): Promise<void> {
  if (job.createTarget) {
    const made = await target.request('PUT', '');
    if (made.status >= 300 && made.status !== 412) throw troubleOf(made, job.target);
  }
  const sides = [
    [source, job.source],
    [target, job.target],
  ] as const;
  for (const [client, peer] of sides) {
    const answer = await client.request('GET', '');
    if (answer.status !== 200) throw troubleOf(answer, peer);
  }
}

function troubleOf({ status, body }: Answer, { url }: Peer): ReplicationTrouble {
  if (status === 404) return new ReplicationTrouble(404, 'db_not_found', `could not open ${url}/`);
  const { error = 'error', reason = `${url} answered ${status}` } = (body ?? {}) as Fields;
  return new ReplicationTrouble(status, String(error), String(reason));
}

async function ask(client: CouchClient, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await client.request(method, path, body);
  if (answer.status < 300) return answer.body;
  const { error = 'error', reason = `answered ${answer.status}` } = (answer.body ?? {}) as Fields;
  throw new ReplicationTrouble(answer.status, String(error), `${path.split('?')[0]}: ${String(reason)}`);
}

async function changesOf(job: Job, source: CouchClient, since: string | null): Promise<Page> {
  const waits = job.continuous ? { feed: 'longpoll', timeout: String(LONGPOLL_MS) } : { feed: 'normal' };
  const filter = job.docIds ? '_doc_ids' : job.selector ? '_selector' : undefined;
  const query = new URLSearchParams({
    style: 'all_docs',
    limit: String(ROWS_AT_ONCE),
    since: since ?? '0',
    ...waits,
    ...(filter ? { filter } : {}),
  });
  const body = job.docIds ? { doc_ids: job.docIds } : { selector: job.selector };
  const method = filter ? 'POST' : 'GET';
  return (await ask(source, method, `/_changes?${query}`, filter ? body : undefined)) as Page;
}

/** One page of changes: what the target lacks is fetched and written. */
async function carry(page: Page, source: CouchClient, target: CouchClient, stats: Stats): Promise<void> {
  const asked = page.results.map(({ id, changes }) => [id, changes.map(({ rev }) => rev)] as const);
  if (asked.length === 0) return;
  const answer = (await ask(target, 'POST', '/_revs_diff', Object.fromEntries(asked))) as Record<
    string,
    { missing: string[] }
  >;
  const leaves = Object.entries(answer).flatMap(([id, { missing }]) => missing.map((rev) => ({ id, rev })));
  stats.missing_checked += asked.reduce((sum, [, revs]) => sum + revs.length, 0);
  stats.missing_found += leaves.length;
  for (let start = 0; start < leaves.length; start += LEAVES_AT_ONCE) {
    const documents = await fetchLeaves(source, leaves.slice(start, start + LEAVES_AT_ONCE));
    stats.docs_read += documents.length;
    await writeDocuments(target, documents, stats);
  }
}

/** What was purged or compacted meanwhile is not there any more; its successor is a change of its own. */
async function fetchLeaves(source: CouchClient, docs: readonly Leaf[]): Promise<Fields[]> {
  const path = '/_bulk_get?revs=true&latest=true&attachments=true';
  const { results } = (await ask(source, 'POST', path, { docs })) as {
    results: { docs: { ok?: Fields; error?: Fields }[] }[];
  };
  const rows = results.flatMap((result) => result.docs);
  const failed = rows.find(({ ok, error }) => !ok && error?.['error'] !== 'not_found')?.error;
  // The checkpoint must not pass what is there and could not be read now.
  if (failed) throw new ReplicationTrouble(500, String(failed['error']), `_bulk_get: ${failed['reason']}`);
  return rows.flatMap(({ ok }) => (ok ? [ok] : []));
}

/** Statuses by which an endpoint refuses a whole batch for one of its documents. */
const BATCH_REFUSED = new Set([400, 412, 413]);

/** A batch that is refused as a whole is halved until the culprit stands alone; that one is counted and left out. */
async function writeDocuments(target: CouchClient, docs: readonly Fields[], stats: Stats): Promise<void> {
  if (docs.length === 0) return;
  const answer = await target.request('POST', '/_bulk_docs', { docs, new_edits: false });
  if (answer.status < 300) {
    const refused = (answer.body as { error?: string }[]).filter((row) => row.error !== undefined).length;
    stats.doc_write_failures += refused;
    stats.docs_written += docs.length - refused;
    return;
  }
  if (!BATCH_REFUSED.has(answer.status)) {
    const { error = 'error', reason = '' } = (answer.body ?? {}) as Fields;
    throw new ReplicationTrouble(answer.status, String(error), `/_bulk_docs: ${String(reason)}`);
  }
  if (docs.length === 1) {
    stats.doc_write_failures += 1;
    return;
  }
  const half = Math.ceil(docs.length / 2);
  await writeDocuments(target, docs.slice(0, half), stats);
  await writeDocuments(target, docs.slice(half), stats);
}
