import { ok } from '../domain/result.ts';
import type { OutboxEntry } from '../storage/index.ts';
import { cutBatch, keyOf } from './batch.ts';
import type { SessionContext, StepTrouble } from './context.ts';
import type { Outcome } from './endpoint.ts';
import { beginPush, countSent, type PushRun, send, sizeFor } from './send.ts';

/** Asked for in one question: fewer would cost a round trip for little, more would be one large question. */
const ASKED_MAX = 200;

/**
 * Sends what waits, as much in one body as the link carries in some seconds: a broken link costs one body. What is
 * refused goes to quarantine; the rest flows.
 */
export async function push(context: SessionContext, kind: OutboxEntry['kind']): Promise<StepTrouble> {
  const run = beginPush(context, kind);
  for (let total = 0; ; ) {
    const waiting = await context.store.outbox.list(context.author, kind);
    // While photos are held back, what came back from the dead may be there: to ask costs hardly a byte.
    const isFree = kind === 'text' || (await context.mayPhotos());
    const isOpen = (entry: OutboxEntry): boolean => mustAsk(run, entry);
    const entries = waiting.filter(
      (entry) => !run.skipped.has(keyOf(entry)) && (isFree || (entry.again && isOpen(entry))),
    );
    if (!entries.length || context.work.isOver) return run.later;
    total = Math.max(total, entries.length);
    await context.progress('sending', total - entries.length, total);
    const batch = cutBatch(entries, context.pace.sizes[sizeFor(kind)]);
    const trouble = batch.some(isOpen)
      ? await ask(run, entries.filter(isOpen).slice(0, ASKED_MAX))
      : await send(run, batch);
    if (trouble) return trouble;
  }
}

/**
 * A text that was never answered is sent again: cheaper than asking. Photos whose answer was lost, and what came back
 * from the dead, are asked for first.
 */
const mustAsk = ({ kind, asked }: PushRun, entry: OutboxEntry): boolean =>
  (kind === 'media' || !!entry.again) && !asked.has(keyOf(entry));

/** What the endpoint holds counts as sent; what it lacks is sent then without another question. */
async function ask({ context, asked }: PushRun, entries: readonly OutboxEntry[]): Promise<StepTrouble> {
  const held = await askHeld(context, entries);
  if (!held.ok) return held;
  countSent(context, held.value);
  for (const entry of entries) asked.add(keyOf(entry));
  return null;
}

/**
 * Asks which of these revisions the endpoint lacks; the others are received.
 * @returns those
 */
export async function askHeld(
  { store, endpoint, session }: Pick<SessionContext, 'store' | 'endpoint' | 'session'>,
  entries: readonly OutboxEntry[],
): Promise<Outcome<OutboxEntry[]>> {
  const answer = await endpoint.missing(entries);
  return answer.ok ? ok(await store.replicated.received(entries, session, answer.value)) : answer;
}
