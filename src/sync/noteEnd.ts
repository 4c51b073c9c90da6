import type { Checkpoint } from '../storage/index.ts';
import type { StepTrouble } from './context.ts';
import type { Endpoint, EndpointTrouble } from './endpoint.ts';
import type { Replicating } from './replicate.ts';

/** No endpoint has given this revision to a note. */
const NO_REV = '0-0';

/** Some endpoints keep no `_local` documents for everybody: they are then taken at their word. */
export const isNoteRefused = ({ why }: EndpointTrouble): boolean =>
  why === 'not-allowed' || why === 'not-supported';

/**
 * Begins a note of a new name, at a phone's first comparison and after each loss: no backup from before has one of that
 * name. Some endpoints look at the revision which a note replaces; others, as CouchDB, take any, also an impossible one.
 */
export async function beginNote(
  replicating: Replicating,
  endpoint: Endpoint,
  checkpoint: Checkpoint,
): Promise<StepTrouble> {
  const { store } = replicating.parts;
  const name = `${checkpoint.id}-${replicating.session}`;
  const blind = await endpoint.writeNote(name, checkpoint, NO_REV);
  const isChecked = !blind.ok && blind.status === 409;
  const written = isChecked ? await endpoint.writeNote(name, checkpoint, undefined) : blind;
  if (!written.ok) {
    if (!isNoteRefused(written)) return written;
    // It tells notes and takes none: no reason to send nothing.
    await store.endpoint.learn({ checkpoints: 'refused' });
    return null;
  }
  replicating.noted = { ...checkpoint, rev: written.value };
  await store.checkpoints.put({ ...checkpoint, note: name, isChecked });
  return null;
}

/**
 * Ends a session that did something: the endpoint's note first, then the phone's checkpoint. A database that was
 * restored in between must not be told what it has forgotten: an endpoint that looks at revisions finds that itself, in
 * one request; where it does not look, the note is read before.
 * @param session absent: only how far the pull has come is told
 * @returns `forgot`: the endpoint knows less than it confirmed, so both sides must be compared
 */
export async function noteEnd(
  replicating: Replicating,
  endpoint: Endpoint,
  session?: number,
): Promise<StepTrouble | 'forgot'> {
  const { parts, id, noted } = replicating;
  const { store } = parts;
  const checkpoint = await store.checkpoints.get(id);
  if (!checkpoint || (await store.endpoint.recall()).checkpoints) return null;
  if (!checkpoint.note) return beginNote(replicating, endpoint, checkpoint);
  // What another page has noted since, this one has not seen.
  let rev = checkpoint.isChecked && noted?.session === checkpoint.session ? noted.rev : undefined;
  if (!rev) {
    const before = await endpoint.readNote(checkpoint.note);
    if (!before.ok) return before;
    if (!before.value || before.value.session < checkpoint.session) return 'forgot';
    rev = before.value.rev;
  }
  const ended = { ...checkpoint, ...(session && { session }) };
  const written = await endpoint.writeNote(checkpoint.note, ended, rev);
  if (!written.ok) return written.status === 409 ? 'forgot' : written;
  replicating.noted = { ...ended, rev: written.value };
  await store.checkpoints.put(ended);
  return null;
}
