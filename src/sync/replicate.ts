import type { Checkpoint } from '../storage/index.ts';
import type { SessionContext, StepTrouble, SyncCounts } from './context.ts';
import { saveDeviceReport } from './deviceReport.ts';
import type { Endpoint, EndpointTrouble } from './endpoint.ts';
import { compareMemories, noteEnd, type Remembering } from './memory.ts';
import { connect, type SessionParts, type SyncTrouble } from './parts.ts';
import { pullSelected } from './pullSelected.ts';
import { pushPhotos, pushText } from './push.ts';
import { noteId } from './selection.ts';

/** What one page's sessions have in common. */
export interface Replicating {
  readonly parts: SessionParts;
  /** When both sides were last compared. */
  comparedAtMs: number | undefined;
  /** The highest session number used so far: no two sessions share one. */
  lastSession: number;
}

interface Met {
  readonly trouble: SyncTrouble | null;
  readonly clockAheadMs: number | undefined;
}

/**
 * How long a comparison with the endpoint's memory holds. A shorter time costs two round trips a session; a longer one
 * leaves people waiting for the coordinator of a restored database.
 */
const COMPARISON_MS_MAX = 15 * 60_000;

/** One session's steps, in the order that gets answers through a short window of network. */
export async function replicate(replicating: Replicating, counts: SyncCounts): Promise<Met> {
  const { parts } = replicating;
  const password = await parts.password();
  if (password === undefined) return { trouble: { why: 'sign-in-needed' }, clockAheadMs: undefined };
  const endpoint = await connect(parts, password);
  const trouble = await steps(replicating, endpoint, counts);
  // What an unfinished session did, the endpoint has no note of: a restore right after it would go unseen.
  if (trouble !== null && didSomething(counts)) replicating.comparedAtMs = undefined;
  return { trouble: trouble && plainTrouble(trouble), clockAheadMs: endpoint.clockAheadMs() };
}

const plainTrouble = ({ why, words, retryAfterMs }: EndpointTrouble): SyncTrouble => ({
  why,
  ...(words && { words }),
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});

async function steps(
  replicating: Replicating,
  endpoint: Endpoint,
  counts: SyncCounts,
  isSecond = false,
): Promise<StepTrouble> {
  const { store, account, world } = replicating.parts;
  const remembering = { store, endpoint, id: noteId(account), author: account.name };
  const compared = await compareIfDue(replicating, remembering);
  if (compared !== null) return compared;
  const context = await begin(replicating, endpoint, counts);
  const sent = await pushText(context);
  if (sent !== null) return sent;
  const pulled = await pullSelected(context, account);
  if (pulled.trouble !== null) return pulled.trouble;
  const photos = await pushPhotos(context);
  if (photos !== null) return photos;
  const isReported = await saveDeviceReport(store, reporterOf(replicating.parts), world.now());
  const reported = isReported ? await pushText(context) : null;
  if (reported !== null) return reported;
  const ended = await end(remembering, pulled.checkpoint, context);
  if (ended !== 'forgot') return ended;
  // Restored under our hands: compare and send again, now. A second time would be a database that never remembers.
  replicating.comparedAtMs = undefined;
  return isSecond ? null : steps(replicating, endpoint, counts, true);
}

const reporterOf = ({ account }: SessionParts) => ({
  name: account.name,
  device: account.device,
  appVersion: account.appVersion ?? '',
});

async function compareIfDue(replicating: Replicating, remembering: Remembering): Promise<StepTrouble> {
  const nowMs = replicating.parts.world.now();
  const { comparedAtMs } = replicating;
  // A clock that was set back must not postpone the next comparison for ever.
  if (comparedAtMs !== undefined && Math.abs(nowMs - comparedAtMs) < COMPARISON_MS_MAX) return null;
  await replicating.parts.store.quarantine.readAgain();
  const compared = await compareMemories(remembering);
  if (!compared.ok) return compared;
  replicating.comparedAtMs = nowMs;
  replicating.lastSession = Math.max(replicating.lastSession, compared.value);
  return null;
}

async function begin(
  replicating: Replicating,
  endpoint: Endpoint,
  counts: SyncCounts,
): Promise<SessionContext> {
  const { store, account } = replicating.parts;
  const kept = await store.checkpoints.get(noteId(account));
  replicating.lastSession = Math.max(replicating.lastSession, kept?.session ?? 0) + 1;
  const author = account.name;
  return {
    store,
    endpoint,
    author,
    session: replicating.lastSession,
    counts,
    async progress(phase, done, total) {
      const state = await store.syncState.get(author);
      await store.syncState.set({ ...state, phase, progress: { done, total } }, author);
    },
  };
}

const didSomething = ({ sent, photosSent, reports, received }: SyncCounts): boolean =>
  sent + photosSent + reports + received > 0;

/** A session that did nothing leaves no note: idle phones cost the endpoint one question. */
async function end(
  remembering: Remembering,
  checkpoint: Checkpoint,
  { session, counts }: SessionContext,
): Promise<StepTrouble | 'forgot'> {
  if (!didSomething(counts)) return null;
  const noted = await noteEnd(remembering, checkpoint, session);
  if (!noted.ok) return noted;
  return noted.value === 'forgot' ? 'forgot' : null;
}
