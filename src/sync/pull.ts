import { ok } from '../domain/result.ts';
import { knows } from '../domain/revisions.ts';
import type { Checkpoint } from '../storage/index.ts';
import type { SessionContext, StepTrouble } from './context.ts';
import type { Changes, FetchedLeaf, Outcome, RevisionName } from './endpoint.ts';
import type { Selection } from './selection.ts';

/**
 * Changes asked for, and bodies read, at a time: some 750 KB of responses. More would lose more when a link breaks,
 * because a batch counts only when it is whole; fewer would cost a round trip each.
 */
const CHANGES_MAX = 500;

/**
 * Pulls what changed since the checkpoint. Each batch is stored together with the checkpoint behind it, so that the
 * checkpoint is never ahead.
 * @param from where the last session stopped
 */
export async function pull(
  context: SessionContext,
  selection: Selection,
  from: Checkpoint,
): Promise<PullEnd> {
  let checkpoint = from;
  for (let done = 0; ; ) {
    const batch = await nextBatch(context, selection, checkpoint);
    if (!batch.ok) return { checkpoint, trouble: batch };
    const { rows, last, pending } = batch.value;
    checkpoint = { ...checkpoint, seq: last };
    const trouble = await storeBatch(context, rows, checkpoint);
    if (trouble !== null) return { checkpoint, trouble };
    done += rows.length;
    await context.progress('receiving', done, done + (pending ?? 0));
    // Whether fewer rows than asked for: `pending` counts rows that the selection does not want.
    if (rows.length < CHANGES_MAX) return { checkpoint, trouble: null };
  }
}

export interface PullEnd {
  readonly checkpoint: Checkpoint;
  readonly trouble: StepTrouble;
}

const nextBatch = (
  { endpoint }: SessionContext,
  { selector }: Selection,
  { seq }: Checkpoint,
): Promise<Outcome<Changes>> => endpoint.changes({ since: seq, limit: CHANGES_MAX, selector });

async function storeBatch(
  context: SessionContext,
  rows: Changes['rows'],
  checkpoint: Checkpoint,
): Promise<StepTrouble> {
  const wanted = await unknownOf(context, rows);
  const fetched = wanted.length === 0 ? ok([]) : await fetchAll(context, wanted);
  if (!fetched.ok) return fetched;
  const { store, counts, session } = context;
  const { added, unreadable } = await store.replicated.pulled(fetched.value, checkpoint, session);
  counts.received += added;
  counts.unreadable += unreadable;
  return null;
}

/** Leaves that this phone does not have. Design documents are the endpoint's own. */
async function unknownOf({ store }: SessionContext, rows: Changes['rows']): Promise<RevisionName[]> {
  const ours = rows.filter(({ id }) => !id.startsWith('_'));
  const held = await store.documents.getMany(ours.map(({ id }) => id));
  return ours.flatMap(({ id, revs }, index) =>
    revs.filter((rev) => !knows(held[index]?.leaves ?? [], rev)).map((rev) => ({ id, rev })),
  );
}

/**
 * All wanted revisions, but those that are gone: a later change names what took their place. One that cannot be read
 * alone either ends the batch before its checkpoint.
 */
async function fetchAll(
  { endpoint }: SessionContext,
  wanted: readonly RevisionName[],
): Promise<Outcome<FetchedLeaf[]>> {
  const answer = await endpoint.read(wanted);
  if (!answer.ok) return answer;
  const found = [...answer.value.found];
  for (const name of answer.value.failed) {
    const alone = await endpoint.revision(name);
    if (alone.ok) found.push(alone.value);
    else if (alone.why !== 'not-found') return alone;
  }
  return ok(found);
}
