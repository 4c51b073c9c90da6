import { ok } from '../domain/result.ts';
import type { Checkpoint } from '../storage/index.ts';
import type { Note, Outcome } from './endpoint.ts';
import type { Remembering } from './memory.ts';

/** `forgot`: the endpoint knows less than it confirmed, so both sides must be compared. */
type End = Outcome<'noted' | 'forgot'>;

/** No endpoint has given this revision to a note. */
const NO_REV = '0-0';

/** Ends a session that did something: the endpoint's note first, then the phone's checkpoint. */
export async function noteEnd(
  remembering: Remembering,
  checkpoint: Checkpoint,
  session: number,
): Promise<End> {
  const end = await noteAt(remembering, checkpoint, session);
  if (end.ok && end.value === 'noted') await remembering.store.checkpoints.put({ ...checkpoint, session });
  return end;
}

/**
 * A database that was restored in between must not be told what it has forgotten. An endpoint that looks at the
 * revision which a note replaces finds that itself, in one request; CouchDB takes any, so that its note is read before.
 * What an endpoint does, a first note tells that replaces an impossible revision.
 */
async function noteAt(remembering: Remembering, checkpoint: Checkpoint, session: number): Promise<End> {
  const { store, endpoint, id, known } = remembering;
  const { checkpoints } = await store.endpoint.recall();
  if (checkpoints === 'refused') return ok('noted');
  const note = { session, seq: checkpoint.seq, filter: checkpoint.filter };
  if (checkpoints === 'checked' && known.noteRev !== undefined) return replace(remembering, note);
  const before = await endpoint.readNote(id);
  if (!before.ok) return before;
  if ((before.value?.session ?? 0) < checkpoint.session) return ok('forgot');
  if (checkpoints === undefined) {
    known.noteRev = NO_REV;
    const blind = await replace(remembering, note);
    if (!blind.ok) return blind;
    await store.endpoint.learn({ checkpoints: blind.value === 'noted' ? 'unchecked' : 'checked' });
    if (blind.value === 'noted') return blind;
  }
  known.noteRev = before.value?.rev;
  return replace(remembering, note);
}

async function replace({ endpoint, id, known }: Remembering, note: Note): Promise<End> {
  const written = await endpoint.writeNote(id, note, known.noteRev);
  if (!written.ok) return written.status === 409 ? ok('forgot') : written;
  known.noteRev = written.value;
  return ok('noted');
}
