import type { Place } from '../storage/index.ts';
import type { SessionContext, StepTrouble } from './context.ts';
import type { EndpointTrouble } from './endpoint.ts';
import { pull } from './pull.ts';
import { EVERYTHING, noteId, type Selection, selectionFor } from './selection.ts';

/** Pulls what a person's work needs; an endpoint that cannot select sends everything instead. */
export async function pullSelected(
  context: SessionContext,
  account: { name: string; roles: readonly string[]; device: string },
): Promise<StepTrouble> {
  const { endpoint } = context.store;
  const { selector: learnt } = await endpoint.recall();
  const wanted = learnt === 'refused' ? EVERYTHING : selectionFor(account);
  const trouble = await pullKept(context, noteId(account), wanted);
  if (!wanted.selector || learnt === 'works') return trouble;
  if (!trouble) await endpoint.learn({ selector: 'works' });
  if (!trouble || !isSelectorRefused(trouble)) return trouble;
  // A gateway may have said so once: what was meant shows when everything comes.
  const other = await pullKept(context, noteId(account), EVERYTHING);
  if (!other) await endpoint.learn({ selector: 'refused' });
  return other;
}

const isSelectorRefused = ({ why }: EndpointTrouble): boolean =>
  ['not-supported', 'not-found', 'refused'].includes(why);

/** From where the last session stopped; from the beginning when the endpoint does not know that place (any more). */
async function pullKept(context: SessionContext, id: string, selection: Selection): Promise<StepTrouble> {
  const from = placeIn(context, id, selection.filter);
  const end = await pull(context, selection, from);
  if (end.trouble?.status !== 400 || !end.place.seq) return end.trouble;
  return (await pull(context, selection, { ...from, seq: null })).trouble;
}

/** A checkpoint that counts in another selection says nothing about this one. */
function placeIn({ kept }: SessionContext, id: string, filter: string): Place {
  return { id, filter, seq: kept?.filter === filter ? kept.seq : null };
}
