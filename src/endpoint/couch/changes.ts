import { decide, learn } from '../mango/facets.ts';
import type { ChangeLog, ChangeRow } from '../store/changes.ts';
import type { Database } from '../store/database.ts';
import type { DatabaseCall, Handler } from './call.ts';
import { type ChangeOptions, readChangeOptions } from './changeOptions.ts';
import { streamFeed } from './feed.ts';
import type { Fields } from './json.ts';
import { type Loaded, loadIfThere, PLAIN, written } from './load.ts';
import { isDamage } from './refusal.ts';
import { readSince, sequenceText } from './sequence.ts';
import { inOrder, type Pieces, READ_AHEAD, streamed } from './streamed.ts';

/** How far the changes were read: the last of them, and how many lie behind it. */
export interface Place {
  lastSeq: number;
  pending: number;
}

/** A change as it is answered; its document, if asked for, is still to be written. */
export interface Row {
  readonly fields: Fields;
  readonly loaded: Loaded | undefined;
}

/** Rows looked at one after the other: few enough to let other requests in between. */
const LOOK_AT_ONCE = 64;
/** Rows after which others get their turn, when none of them had to be read. */
const YIELD_AFTER = 64 * LOOK_AT_ONCE;

export const changes: Handler<DatabaseCall> = async (call) => {
  const options = await readChangeOptions(call);
  const log = await call.database.changes();
  const since = readSince(options.since, call.database.card, log.lastSeq);
  if (options.feed === 'continuous' || options.feed === 'eventsource') {
    return streamFeed(call, options, log, since);
  }
  const place = { lastSeq: since, pending: 0 };
  const rows = changeRows(call, options, log, place);
  const first = await rows.next();
  if (options.feed === 'longpoll' && first.done) return streamFeed(call, options, log, place.lastSeq);
  return streamed(call, pageText());

  /** One row a line, as CouchDB does: a client may read it while it comes. */
  async function* pageText(): Pieces {
    yield '{"results":[\n';
    if (first.value) yield* rowText(call, options, first.value);
    for await (const row of rows) {
      yield ',\n';
      yield* rowText(call, options, row);
    }
    yield `\n${pageEnd(place, call)}`;
  }
};

export const pageEnd = (place: Place, call: DatabaseCall): string =>
  `],\n"last_seq":${JSON.stringify(sequenceText(call.database.card, place.lastSeq))},"pending":${place.pending}}\n`;

/** A row as JSON. */
export async function* rowText(
  call: DatabaseCall,
  { includeDocs }: ChangeOptions,
  { fields, loaded }: Row,
): Pieces {
  const text = JSON.stringify(fields);
  if (!includeDocs) return yield text;
  yield `${text.slice(0, -1)},"doc":`;
  if (loaded) yield* written(call, loaded);
  else yield 'null';
  yield '}';
}

/**
 * Rows after `place` that pass the filter, at most `limit`; `place` goes along. `pending` counts rows before filtering,
 * as CouchDB.
 */
export async function* changeRows(
  call: DatabaseCall,
  options: ChangeOptions,
  log: ChangeLog,
  place: Place,
): AsyncGenerator<Row, undefined> {
  const end = log.lastSeq;
  const all = options.descending ? log.after(0).reverse() : log.after(place.lastSeq);
  let sent = 0;
  for (let start = 0; start < all.length && sent < options.limit; start += LOOK_AT_ONCE) {
    if (start % YIELD_AFTER === 0) await new Promise((resolve) => setImmediate(resolve));
    const part = [...all.slice(start, start + LOOK_AT_ONCE).entries()];
    const inside = part.filter(([, row]) => !isOut(options, log, row));
    const found = inOrder(inside, READ_AHEAD, async ([at, row]) => ({
      at,
      row,
      answered: await answer(call, options, log, row),
    }));
    for await (const { at, row, answered } of found) {
      if (!answered) continue;
      sent += 1;
      moveTo(start + at);
      const isMarked = sent % options.seqInterval === 0;
      const seq = isMarked ? sequenceText(call.database.card, row.seq) : null;
      yield { ...answered, fields: { seq, ...answered.fields } };
      if (sent >= options.limit) break;
    }
    if (sent < options.limit) moveTo(Math.min(start + LOOK_AT_ONCE, all.length) - 1);
  }
  if (place.pending === 0 && !options.descending) place.lastSeq = end;

  function moveTo(at: number): void {
    place.lastSeq = all[at]?.seq ?? place.lastSeq;
    place.pending = all.length - at - 1;
  }
}

/** Whether the row is left out without having to read anything. */
const isOut = ({ onlyIds, filter }: ChangeOptions, log: ChangeLog, row: ChangeRow): boolean =>
  log.isAside(row.id) ||
  (onlyIds !== undefined && !onlyIds.has(row.id)) ||
  (filter !== undefined && decide(filter, row.facets) === false);

/** The row without its sequence, or undefined when the filter leaves it out. */
async function answer(
  call: DatabaseCall,
  options: ChangeOptions,
  log: ChangeLog,
  row: ChangeRow,
): Promise<Row | undefined> {
  const { filter } = options;
  const isIn = filter ? decide(filter, row.facets) : true;
  const needsDocument = options.includeDocs || isIn === undefined;
  const loaded = needsDocument
    ? await readWinner(call.database, options, row).catch((trouble: unknown): undefined => {
        // It will be a change again when it can be read: nobody need wait for it at its place.
        if (!isDamage(trouble) || !log.isAside(row.id)) throw trouble;
      })
    : undefined;
  if (log.isAside(row.id)) return undefined;
  // Compacted or purged away since the list was read: its document has come up again behind the list's end.
  if (needsDocument && !loaded && log.rowOf(row.id) !== row) return undefined;
  if (filter && isIn === undefined) {
    if (loaded) row.facets = learn(filter, row.facets, loaded.document);
    if (!filter.matches(loaded?.document ?? {})) return undefined;
  }
  const revs = options.allLeaves ? row.revs : row.revs.slice(0, 1);
  const fields = {
    id: row.id,
    changes: revs.map((rev) => ({ rev })),
    ...(row.deleted ? { deleted: true } : {}),
  };
  return { fields, loaded };
}

/** The winner that a row of the changes names; undefined when its body is not there any more. */
export async function readWinner(
  database: Database,
  { conflicts, attachments }: Pick<ChangeOptions, 'conflicts' | 'attachments'>,
  row: ChangeRow,
): Promise<Loaded | undefined> {
  if (!conflicts && !attachments) {
    const document = await database.winner(row);
    return document && { document, files: [] };
  }
  return loadIfThere(database, row.id, row.revs[0], { ...PLAIN, conflicts, attachments });
}
