import type { OutboxEntry } from '../storage/index.ts';
import type { SessionContext, StepTrouble, SyncCounts } from './context.ts';
import type { Endpoint, Note } from './endpoint.ts';
import { graver } from './graver.ts';
import { learningFrom } from './learning.ts';
import { later } from './loadLater.ts';
import { connect, type SessionParts, type SyncTrouble } from './parts.ts';
import { pullSelected } from './pullSelected.ts';
import { noteId } from './selection.ts';

/** What one page's sessions have in common. */
export interface Replicating {
  readonly parts: SessionParts;
  /** Of her checkpoint. */
  readonly id: string;
  /** When both sides were last compared. */
  comparedAtMs?: number | undefined;
  /** Since when sessions did something that the endpoint has no note of. */
  owedSinceMs?: number | undefined;
  /** Something was sent since the last pull began. */
  expectsEchoes: boolean;
  /** The endpoint's note, as this page last saw or wrote it. */
  noted?: Note | undefined;
  /** Number of the session that runs. */
  session: number;
  /** Its end. */
  over?: Promise<unknown>;
  /** What it has met so far: not forgotten when the phone's storage fails before it is written down. */
  heard: StepTrouble;
  /** When the last session of this page that came to its end began: another one in storage is another tab's, or broke. */
  attemptedAt?: string | undefined;
}

export const beginReplicating = (parts: SessionParts): Replicating => ({
  parts,
  id: noteId(parts.account),
  expectsEchoes: false,
  session: 0,
  heard: null,
});

interface Met {
  readonly trouble: SyncTrouble | null;
  readonly clockAheadMs?: number | undefined;
  /** When the endpoint's note is due, from now; undefined: none is owed. */
  readonly settleInMs?: number | undefined;
}

/**
 * How long a comparison with the endpoint's memory holds. A shorter time costs two round trips a session; a longer one
 * leaves people waiting for the coordinator of a restored database.
 */
const COMPARISON_MS_MAX = 15 * 60_000;

/**
 * How long the endpoint's note of a session, and the phone's account of itself, may wait for more to tell. Sooner would
 * cost three requests for each answer that is saved; later would let a page that is closed ask for more again.
 */
export const SETTLE_MS = 60_000;

/** One session's steps, in the order that gets answers through a short window of network. */
export async function replicate(replicating: Replicating, counts: SyncCounts, reason: string): Promise<Met> {
  const { parts } = replicating;
  const password = await parts.password();
  if (!password) return { trouble: { why: 'sign-in-needed' } };
  const endpoint = await connect(parts, password, replicating.over);
  const trouble = await steps(replicating, endpoint, counts, reason);
  // What the endpoint has no note of could be lost by a restore while it is away, and nobody would see it.
  if (trouble && (replicating.owedSinceMs || didSomething(counts))) replicating.comparedAtMs = undefined;
  return {
    trouble,
    clockAheadMs: endpoint.clockAheadMs(),
    settleInMs: settleInMs(replicating),
  };
}

async function steps(
  replicating: Replicating,
  endpoint: Endpoint,
  counts: SyncCounts,
  reason: string,
  isSecond = false,
): Promise<StepTrouble> {
  const { comparedAtMs } = replicating;
  const compared = await compareIfDue(replicating, endpoint);
  if (compared) return compared;
  const wasCompared = comparedAtMs && comparedAtMs === replicating.comparedAtMs;
  const context = await begin(replicating, endpoint, counts);
  // The timer has come for the note alone, which costs one request so.
  const isForNote = reason === 'timer' && wasCompared && settleInMs(replicating) === 0;
  const trouble =
    isForNote && context.waiting.length === 0 ? null : await sendAndReceive(replicating, context);
  await keepPace(context);
  if (trouble) return trouble;
  const ended = await settleIfDue(replicating, context);
  if (ended !== 'forgot') return ended;
  // Restored under our hands: compare and send again, now. A second time would be a database that never remembers.
  replicating.comparedAtMs = undefined;
  return isSecond ? null : steps(replicating, endpoint, counts, reason, true);
}

/**
 * Text up and news down side by side, since they go different ways; photos when both are through. Both are waited for,
 * so that nothing of a session runs on without its lock; the first that meets trouble lets the other end after its
 * current step.
 */
async function sendAndReceive(replicating: Replicating, context: SessionContext): Promise<StepTrouble> {
  const { account } = replicating.parts;
  const send = async (kind: OutboxEntry['kind']): Promise<StepTrouble> =>
    context.waiting.includes(kind) ? later(({ push }) => push(context, kind)) : null;
  const isOver = (): void => {
    context.work.isOver = true;
  };
  // One document that crashes a rule of the endpoint holds up neither news nor photos.
  const endsAll = (trouble: StepTrouble): boolean => trouble !== null && trouble.status !== 500;
  const heard = (trouble: StepTrouble): void => {
    if (endsAll(trouble)) isOver();
    replicating.heard = graver(replicating.heard, trouble);
  };
  const sending = send('text');
  const receiving = pullSelected(context, account);
  await Promise.allSettled([sending.then(heard, isOver), receiving.then(heard, isOver)]);
  await sending;
  if ((await receiving) === null) replicating.expectsEchoes = false;
  if (!endsAll(replicating.heard)) heard(await send('media'));
  replicating.expectsEchoes ||= hasSent(context.counts);
  return replicating.heard;
}

/** What was learnt of the link holds for the next session too. */
async function keepPace({ store, pace }: SessionContext): Promise<void> {
  const news = pace.news();
  if (news) await store.endpoint.learn(news);
}

/** The end of what one or more sessions did: the phone's account of itself, then the note at the endpoint. */
async function settleIfDue(
  replicating: Replicating,
  context: SessionContext,
): Promise<StepTrouble | 'forgot'> {
  const nowMs = context.now();
  if (didSomething(context.counts)) replicating.owedSinceMs ??= nowMs;
  if ((settleInMs(replicating) ?? 0) > 0) return null;
  return later(({ settle }) => settle(replicating, context));
}

function settleInMs({ owedSinceMs, parts }: Replicating): number | undefined {
  if (owedSinceMs === undefined) return undefined;
  // A clock that was set back must not postpone it for ever.
  return Math.max(0, SETTLE_MS - Math.abs(parts.world.now() - owedSinceMs));
}

async function compareIfDue(replicating: Replicating, endpoint: Endpoint): Promise<StepTrouble> {
  const nowMs = replicating.parts.world.now();
  const { comparedAtMs } = replicating;
  // A clock that was set back must not postpone the next comparison for ever.
  if (comparedAtMs && Math.abs(nowMs - comparedAtMs) < COMPARISON_MS_MAX) return null;
  if (await isNew(replicating)) return null;
  const compared = await later(({ compareMemories }) => compareMemories(replicating, endpoint));
  if (!compared) replicating.comparedAtMs = nowMs;
  return compared;
}

/** She has never met this endpoint with this phone: neither has anything to remember. */
const isNew = async ({ parts: { store, account }, id }: Replicating): Promise<boolean> =>
  !(await store.checkpoints.get(id)) && !(await store.receipts.by(account.name)).length;

async function begin(
  replicating: Replicating,
  endpoint: Endpoint,
  counts: SyncCounts,
): Promise<SessionContext> {
  const { store, account, world } = replicating.parts;
  const waiting = (await store.outbox.list(account.name)).map(({ kind }) => kind);
  const author = account.name;
  return {
    store,
    endpoint,
    author,
    note: () => later(({ noteEnd }) => noteEnd(replicating, endpoint)),
    session: replicating.session,
    counts,
    kept: await store.checkpoints.get(replicating.id),
    waiting,
    pace: learningFrom(await store.endpoint.recall()),
    expectsEchoes: replicating.expectsEchoes || waiting.length > 0,
    work: { isOver: false },
    now: () => world.now(),
    mayPhotos: async () => replicating.parts.thrift?.mayPhotos() ?? true,
    progress: (phase, done, total) =>
      store.syncState.update(author, (state) => ({ ...state, phase, progress: { done, total } })),
  };
}

const hasSent = ({ sent, photosSent, reports }: SyncCounts): boolean => sent + photosSent + reports > 0;

/** Whether the link carried anything of what there was to send and to receive. */
export const didSomething = (counts: SyncCounts): boolean => hasSent(counts) || counts.received > 0;
