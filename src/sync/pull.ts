import { ok } from '../domain/result.ts';
import type { Place } from '../storage/index.ts';
import type { SessionContext, StepTrouble } from './context.ts';
import type { Change, Changes, FetchedLeaf, Outcome, RevisionName } from './endpoint.ts';
import { graver } from './graver.ts';
import { troubleOf } from './httpTrouble.ts';
import { measured } from './measured.ts';
import type { Selection } from './selection.ts';

/** Rows without their documents, a hundred bytes each; what is new among them is read by name, which costs as much. */
const BARE_ROWS_MAX = 1000;
/** For one row with its document: on a link that breaks, bare rows become fewer as well. */
const BARE_ROWS_PER_ROW = 10;

export interface PullEnd {
  readonly place: Place;
  readonly trouble: StepTrouble;
}

/**
 * Pages after which the endpoint is told how far a long pull has come: without a note of its place, a pull that breaks
 * off is begun again, row by row. Fewer would cost requests, more the rows of so many pages.
 */
const PAGES_UNTIL_NOTE = 6;

/** One page of changes, and how many rows it could have had. */
interface Page {
  readonly changes: Changes;
  readonly limit: number;
}

interface PullRun {
  readonly context: SessionContext;
  readonly selection: Selection;
  /** Whether the next page brings the documents along. */
  withDocuments: boolean;
  /** The last page that was asked for. */
  asked?: Promise<Outcome<Page>>;
}

/**
 * Pulls what changed since the checkpoint. Each page is stored together with the place behind it, so that the place
 * is never ahead; the next page is under way meanwhile. Interrupted, it goes on behind the last page.
 * @param from where the last session stopped
 */
export async function pull(context: SessionContext, selection: Selection, from: Place): Promise<PullEnd> {
  // To fetch again what is here already, sent from here or received before, would double the bytes.
  const run: PullRun = { context, selection, withDocuments: !(await expectsKnown(context, from)) };
  try {
    return await pullPages(run, from);
  } catch (error) {
    // When the phone's storage fails nothing runs on without its lock, and what the endpoint says is not forgotten.
    const ahead = await run.asked;
    if (!ahead || ahead.ok) throw error;
    return { place: from, trouble: ahead };
  }
}

async function pullPages(run: PullRun, from: Place): Promise<PullEnd> {
  const { context } = run;
  let place = from;
  let coming = askPage(run, from.seq);
  for (let done = 0, pages = 1; ; pages++) {
    const page = await coming;
    if (!page.ok) return { place, trouble: page };
    const { changes, limit } = page.value;
    const next = { ...place, seq: changes.last };
    // Whether fewer rows than asked for: `pending` counts rows that the selection does not want.
    const isLast = !changes.isCut && changes.rows.length < limit;
    const ask = () => (isLast || context.work.isOver ? undefined : askPage(run, next.seq));
    // Where all is new, the line need not wait until this page is looked through.
    const early = run.withDocuments ? ask() : undefined;
    const news = await newsIn(context, changes.rows);
    run.withDocuments = news.length * 2 >= changes.rows.length;
    const following = early ?? ask();
    const trouble = await storePage(run, news, next);
    if (trouble) {
      const ahead = await following;
      return { place, trouble: ahead?.ok === false ? graver(trouble, ahead) : trouble };
    }
    place = next;
    done += changes.rows.length;
    // What comes after the last page says that all is received.
    if (!following) return { place, trouble };
    await context.progress('receiving', done, done + (changes.pending ?? 0));
    if (pages % PAGES_UNTIL_NOTE === 0) await context.note();
    coming = following;
  }
}

/** A pull that begins again, because the endpoint has no note of its place, meets what it brought before. */
const expectsKnown = async ({ store, expectsEchoes }: SessionContext, { seq }: Place): Promise<boolean> =>
  expectsEchoes || (seq === null && (await store.documents.countOfType('response')) > 0);

function askPage(run: PullRun, since: string | null): Promise<Outcome<Page>> {
  const page = answeredPage(run, since);
  run.asked = page;
  return page;
}

async function answeredPage(run: PullRun, since: string | null): Promise<Outcome<Page>> {
  const { context, selection, withDocuments } = run;
  const { endpoint, pace } = context;
  const perRow = withDocuments ? 1 : BARE_ROWS_PER_ROW;
  const limit = Math.min(withDocuments ? Infinity : BARE_ROWS_MAX, pace.sizes.rows * perRow);
  const { selector } = selection;
  const ask = () => endpoint.changes({ since, limit, selector, withDocuments });
  const outcome = await measured(context, 'rows', ask, ({ rows, isCut }) =>
    isCut ? null : rows.length / perRow,
  );
  return outcome.ok ? ok({ changes: outcome.value, limit }) : outcome;
}

interface News extends RevisionName {
  readonly leaf: FetchedLeaf['leaf'] | undefined;
}

/** Leaves that this phone does not have. Design documents are the endpoint's own. */
function newsIn({ store, session }: SessionContext, rows: readonly Change[]): Promise<News[]> {
  const ours = rows.filter(({ id }) => !id.startsWith('_'));
  const leaves = ours.flatMap(({ id, revs, leaf }) => revs.map((rev) => ({ id, rev, leaf })));
  return store.replicated.news(leaves, session);
}

/** What came along and what must be read, part by part; the checkpoint with the last of them. */
async function storePage({ context }: PullRun, news: readonly News[], place: Place): Promise<StepTrouble> {
  const here = news.flatMap(({ id, leaf }) => (leaf ? [{ id, leaf }] : []));
  const wanted = news.filter(({ leaf }) => !leaf);
  if (here.length || !wanted.length) await keep(context, here, wanted.length ? null : place);
  const { rows } = context.pace.sizes;
  for (let at = 0; at < wanted.length; at += rows) {
    // What ended the session is told by the other side.
    if (at && context.work.isOver) return troubleOf('unreachable', 0);
    const fetched = await fetchAll(context, wanted.slice(at, at + rows));
    if (!fetched.ok) return fetched;
    await keep(context, fetched.value, at + rows < wanted.length ? null : place);
  }
  return null;
}

async function keep(
  { store, counts, session, kept }: SessionContext,
  leaves: readonly FetchedLeaf[],
  place: Place | null,
): Promise<void> {
  // Nothing is new, so that nothing need be brought to the disk.
  if (leaves.length === 0 && place?.seq === kept?.seq && place?.filter === kept?.filter) return;
  const { added, unreadable } = await store.replicated.pulled(leaves, place, session);
  counts.received += added;
  counts.unreadable += unreadable;
}

/**
 * All wanted revisions, but those that are gone: a later change names what took their place. One that cannot be read
 * alone either ends the batch before its checkpoint.
 */
async function fetchAll(
  context: SessionContext,
  wanted: readonly RevisionName[],
): Promise<Outcome<FetchedLeaf[]>> {
  const { endpoint } = context;
  const answer = await measured(
    context,
    'rows',
    () => endpoint.read(wanted),
    () => wanted.length,
  );
  if (!answer.ok) return answer;
  const found = [...answer.value.found];
  for (const name of answer.value.failed) {
    if (context.work.isOver) return troubleOf('unreachable', 0);
    const alone = await endpoint.document(name);
    if (alone.ok) found.push(alone.value);
    else if (alone.why !== 'not-found') return alone;
  }
  return ok(found);
}
