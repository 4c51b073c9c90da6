import { ok } from '../domain/result.ts';
import type { Checkpoint } from '../storage/index.ts';
import type { StepTrouble } from './context.ts';
import type { Endpoint, Note } from './endpoint.ts';
import { beginNote, isNoteRefused } from './noteEnd.ts';
import type { Replicating } from './replicate.ts';
import { recheckRefusals } from './rules.ts';
import { isCoordinator } from './selection.ts';

/**
 * Compares what the phone and the endpoint remember of each other. A database that was deleted and made again, or came
 * back from a backup, has forgotten what it once confirmed: that waits again. Sessions are numbered; a receipt carries
 * the number of its session, and the endpoint keeps a note of the last one that ended.
 *
 * Two round trips, so at the start of the app's work and now and then, not each time.
 */
export async function compareMemories(replicating: Replicating, endpoint: Endpoint): Promise<StepTrouble> {
  const { parts, id } = replicating;
  const { store } = parts;
  await store.quarantine.readAgain();
  const description = await endpoint.describe();
  if (!description.ok) return description;
  const known = await store.endpoint.get();
  const { instance = known.instance } = description.value;
  if (known.instance && known.instance !== instance) {
    // In this order: a phone that dies between the two sees another instance again.
    const waiting = (await giveBack(replicating)) + (await store.replicated.startOver(instance));
    await store.journal.add('database-recreated', { waiting });
  }
  // Read now: what it says of the place is not to be believed of a database that was made anew.
  const checkpoint = (await store.checkpoints.get(id)) ?? { id, session: 0, seq: null, filter: '' };
  const note = await endpoint.readNote(checkpoint.note ?? id);
  if (!note.ok && !isNoteRefused(note)) return note;
  // What was sent and received before the first comparison, perhaps was another database's: no note can tell.
  if (instance && !known.instance && !note.ok) await store.replicated.startOver(instance);
  const rechecked = await recheckRefusals(replicating, endpoint);
  if (rechecked) return rechecked;
  await store.endpoint.learn({ instance, gzip: undefined, checkpoints: note.ok ? undefined : 'refused' });
  return note.ok ? compareNotes(replicating, endpoint, checkpoint, note.value) : null;
}

/** What others made, as far as this phone has it: theirs may be lost or far away. See docs/decisions/006. */
const giveBack = async ({ parts: { store, account } }: Replicating): Promise<number> =>
  isCoordinator(account) ? store.replicated.offerAll(account.name) : 0;

/** @param note the endpoint's; undefined: there is none, or none any more */
async function compareNotes(
  replicating: Replicating,
  endpoint: Endpoint,
  checkpoint: Checkpoint,
  note: Note | undefined,
): Promise<StepTrouble> {
  const { store, account } = replicating.parts;
  const session = note?.session ?? 0;
  const { verified = 0 } = checkpoint;
  // A backup that came back before its note was due agrees with us, and was then told of what it does not have.
  const witnesses = await store.receipts.witnesses(account.name, verified, session);
  const lacking = witnesses[0] ? await endpoint.missing(witnesses) : ok(witnesses);
  if (!lacking.ok) return lacking;
  // Started over here, and noted there: another page wrote that while the database was made anew, with a place of the old.
  const isLost = lacking.value.length > 0 || (note?.filter && !checkpoint.filter);
  // The place that was noted may be one of what was lost. A phone that dies here finds the loss again.
  const filter = isLost ? '' : checkpoint.filter;
  if (isLost) await store.checkpoints.put({ ...checkpoint, filter });
  const hasForgotten = isLost || (note ? session < checkpoint.session : checkpoint.note);
  const others = hasForgotten ? await giveBack(replicating) : 0;
  // Nor is what was found true before: the database may have been made anew since its note was read.
  const waiting = others + (await store.replicated.askAgain(account.name, isLost ? 0 : session));
  if (waiting) await store.journal.add('asked-again', { waiting });
  // Pulled in a session that did not end, or before a restore: an endpoint that counts could have given that number to
  // other changes since. Known revisions are skipped, so that going back to the noted place costs little.
  const seq = note?.filter === filter ? note.seq : null;
  const agreed = { ...checkpoint, filter, seq, session, verified: session };
  // What is received from now on, a new note vouches for, before anything is sent.
  if (!note || hasForgotten) return beginNote(replicating, endpoint, agreed);
  replicating.noted = note;
  await store.checkpoints.put(agreed);
  return null;
}
