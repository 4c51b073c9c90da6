import type { Checkpoint } from '../storage/index.ts';
import type { SessionContext } from './context.ts';
import type { EndpointTrouble } from './endpoint.ts';
import { type PullEnd, pull } from './pull.ts';
import { EVERYTHING, noteId, type Selection, selectionFor } from './selection.ts';

/** Pulls what a person's work needs; an endpoint that cannot select sends everything instead. */
export async function pullSelected(
  context: SessionContext,
  account: { name: string; roles: readonly string[]; device: string },
): Promise<PullEnd> {
  const { endpoint } = context.store;
  const { selector: learnt } = await endpoint.recall();
  const wanted = learnt === 'refused' ? EVERYTHING : selectionFor(account);
  const end = await pullKept(context, noteId(account), wanted);
  if (wanted.selector === undefined || learnt === 'works') return end;
  if (end.trouble === null) await endpoint.learn({ selector: 'works' });
  if (end.trouble === null || !isSelectorRefused(end.trouble)) return end;
  await endpoint.learn({ selector: 'refused' });
  return pullKept(context, noteId(account), EVERYTHING);
}

const isSelectorRefused = ({ why }: EndpointTrouble): boolean =>
  ['not-supported', 'not-found', 'refused'].includes(why);

/** From where the last session stopped; from the beginning when the endpoint does not know that place (any more). */
async function pullKept(context: SessionContext, id: string, selection: Selection): Promise<PullEnd> {
  const from = checkpointIn(context, id, selection.filter);
  const end = await pull(context, selection, from);
  if (end.trouble?.status !== 400 || end.checkpoint.seq === null) return end;
  return pull(context, selection, { ...from, seq: null });
}

/** A checkpoint that counts in another selection says nothing about this one. */
function checkpointIn({ kept }: SessionContext, id: string, filter: string): Checkpoint {
  return { id, filter, session: kept?.session ?? 0, seq: kept?.filter === filter ? kept.seq : null };
}
