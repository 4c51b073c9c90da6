import { ok } from '../domain/result.ts';
import type { Checkpoint } from '../storage/index.ts';
import type { Outcome } from './endpoint.ts';
import type { Remembering } from './memory.ts';

/**
 * Ends a session that did something: the endpoint's note first, then the phone's checkpoint. CouchDB takes any `_rev`
 * of a `_local` document, so a database that was restored in between is seen only by reading before writing.
 * @returns `forgot`: the endpoint knows less than it confirmed, so both sides must be compared
 */
export async function noteEnd(
  { store, endpoint, id }: Remembering,
  checkpoint: Checkpoint,
  session: number,
): Promise<Outcome<'noted' | 'forgot'>> {
  if ((await store.endpoint.get()).checkpoints === 'refused') {
    await store.checkpoints.put({ ...checkpoint, session });
    return ok('noted');
  }
  const note = await endpoint.readNote(id);
  if (!note.ok) return note;
  if ((note.value?.session ?? 0) < checkpoint.session) return ok('forgot');
  const { seq, filter } = checkpoint;
  const written = await endpoint.writeNote(id, { session, seq, filter });
  if (!written.ok) return written;
  await store.checkpoints.put({ ...checkpoint, session });
  return ok('noted');
}
