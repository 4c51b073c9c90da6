import type { OutboxEntry } from '../storage/index.ts';
import { cutBatch } from './batch.ts';
import type { SessionContext, StepTrouble } from './context.ts';
import type { EndpointTrouble } from './endpoint.ts';
import { beginPush, countSent, keyOf, type PushRun, send } from './send.ts';

/** Sends the texts that wait, batch by batch. What is refused goes to quarantine; the rest flows. */
export async function pushText(context: SessionContext): Promise<StepTrouble> {
  const run = beginPush(context, 'text');
  const total = (await waiting(run)).length;
  for (let done = 0; ; ) {
    const entries = await waiting(run);
    if (entries.length === 0 || context.work.isOver) return run.later;
    await context.progress('sending', done, Math.max(total, done + entries.length));
    const batch = cutBatch(entries, context.pace.sizes.textBytes);
    const trouble = await sendText(run, batch);
    if (trouble !== null) return trouble;
    done += batch.length;
  }
}

async function sendText(run: PushRun, batch: readonly OutboxEntry[]): Promise<StepTrouble> {
  // Saved here and never answered: sending again is cheaper than asking. Only what came back from the dead is asked for.
  if (!batch.some(({ again }) => again)) return send(run, batch);
  const unsent = await unsentOf(run.context, batch);
  return isTrouble(unsent) ? unsent : send(run, unsent);
}

/** Photos asked for in one question: fewer would cost a round trip for little, more would be one large answer. */
const PHOTOS_ASKED_MAX = 50;

/**
 * Sends the photos that wait, as many in one body as the link carries in some seconds: a broken link costs one body.
 * They are asked for first: a photo whose answer was lost is not sent twice.
 */
export async function pushPhotos(context: SessionContext): Promise<StepTrouble> {
  const run = beginPush(context, 'media');
  const total = (await waiting(run)).length;
  for (let done = 0; ; ) {
    const entries = (await waiting(run)).slice(0, PHOTOS_ASKED_MAX);
    if (entries.length === 0 || !(await context.mayPhotos())) return run.later;
    const unsent = await unsentOf(context, entries);
    if (isTrouble(unsent)) return unsent;
    done += entries.length - unsent.length;
    const trouble = await sendPhotos(run, unsent, async (sent) => {
      await context.progress('sending', done + sent, Math.max(total, done + unsent.length));
    });
    if (trouble !== null) return trouble;
    done += unsent.length;
  }
}

async function sendPhotos(
  run: PushRun,
  unsent: readonly OutboxEntry[],
  tell: (sent: number) => Promise<void>,
): Promise<StepTrouble> {
  for (let sent = 0; sent < unsent.length && (await run.context.mayPhotos()); ) {
    await tell(sent);
    const batch = cutBatch(unsent.slice(sent), run.context.pace.sizes.photoBytes);
    const trouble = await send(run, batch);
    if (trouble !== null) return trouble;
    sent += batch.length;
  }
  return null;
}

async function waiting({ context, kind, skipped }: PushRun): Promise<OutboxEntry[]> {
  const entries = await context.store.outbox.list(context.author);
  return entries.filter((entry) => entry.kind === kind && !skipped.has(keyOf(entry)));
}

/** Asks which of these the endpoint lacks; the others are received. */
async function unsentOf(
  context: SessionContext,
  entries: readonly OutboxEntry[],
): Promise<OutboxEntry[] | EndpointTrouble> {
  const answer = await context.endpoint.missing(entries);
  if (!answer.ok) return answer;
  const lacking = new Set(answer.value.map(keyOf));
  const held = entries.filter((entry) => !lacking.has(keyOf(entry)));
  await context.store.replicated.received(held, context.session);
  countSent(context, held);
  return entries.filter((entry) => lacking.has(keyOf(entry)));
}

const isTrouble = (value: OutboxEntry[] | EndpointTrouble): value is EndpointTrouble => 'why' in value;
