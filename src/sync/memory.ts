import { ok } from '../domain/result.ts';
import type { CampaignStore } from '../storage/index.ts';
import type { Endpoint, EndpointTrouble, Note, Outcome } from './endpoint.ts';
import { retryWhenRulesChanged } from './rules.ts';

/**
 * What the phone and the endpoint remember of each other. A database that was deleted and made again, or came back
 * from a backup, has forgotten what it once confirmed: that waits again. Sessions are numbered; a receipt carries the
 * number of its session, and the endpoint keeps a note of the last one that ended.
 */
export interface Remembering {
  readonly store: CampaignStore;
  readonly endpoint: Endpoint;
  /** Name of the note, and of the checkpoint beside it. */
  readonly id: string;
  readonly author: string;
  /** A coordinator's phone holds everybody's documents, and gives them back to a database that lost them. */
  readonly keepsAll: boolean;
  /** Revision of the endpoint's note, as this page last saw or wrote it. */
  readonly known: { noteRev?: string | undefined };
}

/**
 * Compares both sides. Two round trips, so at the start of the app's work and now and then, not each time.
 * @returns the number of the last session that either side knows
 */
export async function compareMemories(remembering: Remembering): Promise<Outcome<number>> {
  const { store, endpoint, id } = remembering;
  await store.quarantine.readAgain();
  const description = await endpoint.describe();
  if (!description.ok) return description;
  const note = await endpoint.readNote(id);
  if (!note.ok && !isNoteRefused(note)) return note;
  remembering.known.noteRev = note.ok ? note.value?.rev : undefined;
  const noted = note.ok ? (note.value ?? NO_NOTE) : undefined;
  const known = await store.endpoint.get();
  const { instance } = description.value;
  if (known.instance !== undefined && instance !== undefined && known.instance !== instance) {
    const waiting = (await store.replicated.startOver(instance)) + (await giveBack(remembering));
    await store.journal.add('database-recreated', { waiting });
    return ok(noted?.session ?? 0);
  }
  const ruled = await retryWhenRulesChanged(remembering);
  if (ruled !== null) return ruled;
  if (instance !== undefined && known.instance === undefined) await store.endpoint.learn({ instance });
  return ok(await compareNotes(remembering, noted));
}

/** What others made, as far as this phone has it: theirs may be lost or far away. See docs/decisions/006. */
const giveBack = async ({ store, author, keepsAll }: Remembering): Promise<number> =>
  keepsAll ? store.replicated.offerAll(author) : 0;

/** Some endpoints keep no `_local` documents for everybody: they are then taken at their word. */
export const isNoteRefused = ({ why }: EndpointTrouble): boolean =>
  why === 'not-allowed' || why === 'not-supported';

const NO_NOTE: Note = { session: 0, seq: null, filter: '' };

/** @param note the endpoint's last; undefined: it keeps none */
async function compareNotes(remembering: Remembering, note: Note | undefined): Promise<number> {
  const { store, id, author } = remembering;
  const checkpoint = await store.checkpoints.get(id);
  const confirmed = checkpoint?.session ?? 0;
  if (note === undefined) {
    await store.endpoint.learn({ checkpoints: 'refused' });
    return confirmed;
  }
  // It keeps notes after all: rights that were lacking once may come back.
  if ((await store.endpoint.recall()).checkpoints === 'refused') {
    await store.endpoint.learn({ checkpoints: undefined });
  }
  const hasForgotten = note.session < confirmed;
  const mine = await store.replicated.askAgain(author, note.session);
  const waiting = mine + (hasForgotten ? await giveBack(remembering) : 0);
  if (checkpoint !== undefined && checkpoint.seq !== note.seq) {
    // Pulled in a session that did not end, or before a restore: an endpoint that counts could have given that number
    // to other changes since. Known revisions are skipped, so that going back to the noted place costs little.
    const seq = note.filter === checkpoint.filter ? note.seq : null;
    await store.checkpoints.put({ ...checkpoint, seq, session: note.session });
  }
  if (waiting > 0) await store.journal.add('asked-again', { waiting });
  return Math.max(confirmed, note.session);
}
