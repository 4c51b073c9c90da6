import { FORBIDDEN, type OutboxEntry } from '../storage/index.ts';
import { bytesOf, halves, keyOf } from './batch.ts';
import type { SessionContext, StepTrouble } from './context.ts';
import type { EndpointTrouble, Outcome, WriteAnswer, WriteRefusal } from './endpoint.ts';
import { troubleOf } from './httpTrouble.ts';
import type { Size } from './learning.ts';
import { measured } from './measured.ts';
import { type Outgoing, outgoing } from './outgoing.ts';
import { TEXT_PACE } from './pace.ts';

/** One pass over the outbox. */
export interface PushRun {
  readonly context: SessionContext;
  readonly kind: OutboxEntry['kind'];
  /** Bodies that ended in 500 so far. */
  crashes: number;
  /** Trouble with single documents that a later session may not meet; told when the others are through. */
  later: StepTrouble;
  /** Left in the outbox for that later session. */
  readonly skipped: Set<string>;
  /** The endpoint said that it lacks them. */
  readonly asked: Set<string>;
}

/**
 * Bodies that may end in 500 before the endpoint itself is taken to be ill. Fewer would let one document that crashes
 * a rule of the endpoint hold up all others; more would only beat an ill server.
 */
const CRASHES_MAX = 12;

export const beginPush = (context: SessionContext, kind: OutboxEntry['kind']): PushRun => ({
  context,
  kind,
  crashes: 0,
  later: null,
  skipped: new Set(),
  asked: new Set(),
});

/** One body; when a document in it spoils it, its halves are sent apart until that one stands alone. */
export async function send(run: PushRun, batch: readonly OutboxEntry[]): Promise<StepTrouble> {
  const ready = await outgoing(run.context, batch);
  const sent = ready.map(({ entry }) => entry);
  for (const entry of batch) if (!sent.includes(entry)) run.skipped.add(keyOf(entry));
  const [first] = sent;
  if (!first) return null;
  const answer = await write(run, ready);
  if (answer.ok) return settle(run, sent, answer.value.refused);
  if (!mayBePoison(run, answer)) return answer;
  return sent.length === 1 ? setAside(run, first, answer) : bisect(run, sent, answer);
}

function write({ context, kind }: PushRun, ready: readonly Outgoing[]): Promise<Outcome<WriteAnswer>> {
  const ask = () => context.endpoint.write(ready.map(({ leaf }) => leaf));
  return measured(context, sizeFor(kind), ask, () => bytesOf(ready.map(({ entry }) => entry)));
}

export const sizeFor = (kind: OutboxEntry['kind']): Size => (kind === 'media' ? 'photoBytes' : 'textBytes');

/** Whether a document may be to blame, and not the link, the rights or the endpoint's state. */
function mayBePoison(run: PushRun, trouble: EndpointTrouble): boolean {
  if (trouble.why === 'too-large' || trouble.why === 'refused') return true;
  if (trouble.status !== 500) return false;
  run.crashes += 1;
  return run.crashes <= CRASHES_MAX;
}

async function bisect(
  run: PushRun,
  batch: readonly OutboxEntry[],
  trouble: EndpointTrouble,
): Promise<StepTrouble> {
  for (const part of partsOf(run, batch, trouble)) {
    // The other side has met trouble: what was not tried yet waits.
    if (run.context.work.isOver) return null;
    const stop = await send(run, part);
    if (stop) return stop;
  }
  return null;
}

function partsOf(
  run: PushRun,
  batch: readonly OutboxEntry[],
  { why, words }: EndpointTrouble,
): OutboxEntry[][] {
  // CouchDB gives the id of a too large document as the reason; a proxy does not know what it refused.
  const named = why === 'too-large' ? batch.filter(({ id }) => id === words.reason) : [];
  if (named.length > 0) return [named, batch.filter((entry) => !named.includes(entry))];
  if (why === 'too-large' && run.kind === 'text') {
    run.context.pace.sizes.textBytes = Math.max(TEXT_PACE.min, Math.floor(bytesOf(batch) / 2));
  }
  return halves(batch);
}

/** The document alone was refused: quarantine. It alone made the endpoint fail: perhaps not the next time. */
async function setAside(run: PushRun, entry: OutboxEntry, trouble: EndpointTrouble): Promise<StepTrouble> {
  if (trouble.status === 500) return leave(run, entry, trouble);
  // A token whose key was changed is a 400 to everything, and no document's fault.
  const described = await run.context.endpoint.describe();
  if (!described.ok) return described;
  const why = trouble.why === 'too-large' ? trouble.why : 'refused';
  await refuse(run.context, entry, why, trouble.words.reason || String(trouble.status));
  return null;
}

function leave(run: PushRun, entry: OutboxEntry, trouble: EndpointTrouble): null {
  run.skipped.add(keyOf(entry));
  run.later = trouble;
  return null;
}

async function refuse({ store, counts }: SessionContext, entry: OutboxEntry, why: string, reason: string) {
  await store.replicated.refused([{ entry, why, reason }]);
  counts.refused += 1;
}

/** Receipts for what the endpoint holds, quarantine for what it refuses; what it could not do now stays. */
async function settle(
  run: PushRun,
  sent: readonly OutboxEntry[],
  refusals: readonly WriteRefusal[],
): Promise<StepTrouble> {
  const refusalOf = (entry: OutboxEntry): WriteRefusal | undefined =>
    refusals.find(({ id, rev }) => id === entry.id && (!rev || rev === entry.rev));
  const held = sent.filter((entry) => !refusalOf(entry));
  await run.context.store.replicated.received(held, run.context.session);
  countSent(run.context, held);
  for (const entry of sent) {
    const refusal = refusalOf(entry);
    if (!refusal) continue;
    if (refusal.isPassing) leave(run, entry, troubleOf('server-trouble', 500, refusal.reason));
    else if (!refusal.rev && sent.filter(({ id }) => id === entry.id).length > 1) {
      // Which of a document's revisions is meant is not told: each is sent alone.
      const stop = await send(run, [entry]);
      if (stop) return stop;
    } else await refuse(run.context, entry, whyOf(refusal), refusal.reason || refusal.error);
  }
  return null;
}

const whyOf = ({ error }: WriteRefusal): string =>
  error === 'forbidden' || error === 'unauthorized' ? FORBIDDEN : 'refused';

/** Everything that got a receipt counts, sent now or found there: a session with receipts must be noted. */
export function countSent({ counts }: SessionContext, held: readonly OutboxEntry[]): void {
  for (const { kind, type } of held) {
    counts[kind === 'media' ? 'photosSent' : type === 'device' ? 'reports' : 'sent'] += 1;
  }
}
