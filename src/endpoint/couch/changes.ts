import { decide, learn } from '../mango/facets.ts';
import type { ChangeLog, ChangeRow } from '../store/changes.ts';
import type { DatabaseCall, Handler } from './call.ts';
import { type ChangeOptions, readChangeOptions } from './changeOptions.ts';
import { streamFeed } from './feed.ts';
import type { Fields } from './json.ts';
import { loadRevision, PLAIN } from './load.ts';
import { Refusal } from './refusal.ts';
import { readSince, sequenceText } from './sequence.ts';

/** A part of the changes: JSON rows, where it ends, and how many rows lie behind that. */
export interface ChangePage {
  readonly rows: readonly Fields[];
  readonly lastSeq: number;
  readonly pending: number;
}

/** Documents read at one time: enough to keep the disk busy, few enough to let other requests in between. */
const READ_AT_ONCE = 64;
/** Rows after which others get their turn, when none of them had to be read. */
const YIELD_AFTER = 64 * READ_AT_ONCE;

export const changes: Handler<DatabaseCall> = async (call) => {
  const options = await readChangeOptions(call);
  const log = await call.database.changes();
  const since = readSince(options.since, call.database.card, log.lastSeq);
  if (options.feed === 'continuous' || options.feed === 'eventsource') {
    return streamFeed(call, options, log, since);
  }
  const page = await readPage(call, options, log, since);
  if (options.feed === 'longpoll' && page.rows.length === 0) {
    return streamFeed(call, options, log, page.lastSeq);
  }
  return new Response(pageText(page, call), {
    headers: { 'content-type': 'application/json', 'cache-control': 'must-revalidate' },
  });
};

export const pageEnd = (page: ChangePage, call: DatabaseCall): string =>
  `],\n"last_seq":${JSON.stringify(sequenceText(call.database.card, page.lastSeq))},"pending":${page.pending}}\n`;

/** One row a line, as CouchDB does: a client may read it while it comes. */
const pageText = (page: ChangePage, call: DatabaseCall): string =>
  `{"results":[\n${page.rows.map((row) => JSON.stringify(row)).join(',\n')}\n${pageEnd(page, call)}`;

/** Rows after `since` that pass the filter, at most `limit`. `pending` counts rows before filtering, as CouchDB. */
export async function readPage(
  call: DatabaseCall,
  options: ChangeOptions,
  log: ChangeLog,
  since: number,
): Promise<ChangePage> {
  const end = log.lastSeq;
  const all = options.descending ? log.after(0).reverse() : log.after(since);
  const rows: Fields[] = [];
  let seen = 0;
  while (seen < all.length && rows.length < options.limit) {
    const part = all.slice(seen, seen + READ_AT_ONCE);
    const answered = await Promise.all(
      part.map((row) => (isOut(options, row) ? undefined : answer(call, options, row))),
    );
    if (seen % YIELD_AFTER === 0) await new Promise((resolve) => setImmediate(resolve));
    for (const [place, row] of answered.entries()) {
      seen += 1;
      if (!row) continue;
      const isMarked = (rows.length + 1) % options.seqInterval === 0;
      const seq = isMarked ? sequenceText(call.database.card, part[place]?.seq ?? 0) : null;
      rows.push({ seq, ...row });
      if (rows.length >= options.limit) break;
    }
  }
  const isComplete = seen >= all.length;
  const last = all[seen - 1]?.seq ?? since;
  return { rows, lastSeq: isComplete && !options.descending ? end : last, pending: all.length - seen };
}

/** Whether the row is left out without having to read anything. */
const isOut = ({ onlyIds, filter }: ChangeOptions, row: ChangeRow): boolean =>
  (onlyIds !== undefined && !onlyIds.has(row.id)) ||
  (filter !== undefined && decide(filter, row.facets) === false);

/** The row without its sequence, or undefined when the filter leaves it out. */
async function answer(
  call: DatabaseCall,
  options: ChangeOptions,
  row: ChangeRow,
): Promise<Fields | undefined> {
  const { filter } = options;
  const isIn = filter ? decide(filter, row.facets) : true;
  const needsDocument = options.includeDocs || isIn === undefined;
  const document = needsDocument ? await readWinner(call, options, row) : undefined;
  if (filter && isIn === undefined) {
    if (document) row.facets = learn(filter, row.facets, document);
    if (!filter.matches(document ?? {})) return undefined;
  }
  const revs = options.allLeaves ? row.revs : row.revs.slice(0, 1);
  return {
    id: row.id,
    changes: revs.map((rev) => ({ rev })),
    ...(row.deleted ? { deleted: true } : {}),
    ...(options.includeDocs ? { doc: document ?? null } : {}),
  };
}

async function readWinner(call: DatabaseCall, options: ChangeOptions, row: ChangeRow) {
  if (!options.conflicts && !options.attachments) return call.database.winner(row);
  const load = { ...PLAIN, conflicts: options.conflicts, attachments: options.attachments };
  try {
    return await loadRevision(call.database, row.id, row.revs[0], load);
  } catch (trouble) {
    if (trouble instanceof Refusal && trouble.status === 404) return undefined;
    throw trouble;
  }
}
