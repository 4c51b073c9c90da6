import type { EndpointTrouble } from './endpoint.ts';
import { connect, type SessionParts } from './parts.ts';
import { EVERYTHING, noteId, selectionFor } from './selection.ts';

/**
 * How long one question stays open at the endpoint. Proxies cut after 60 to 100 s; asking more often would only cost.
 * The watchdog is ours: a link that died says nothing.
 */
const OPEN_MS = 50_000;

/** Who answers sooner without news does not wait, and would be asked all the time. */
const OPEN_MS_MIN = 5_000;

/** What came of one question: something new, nothing in its time, or trouble (an aborted one included). */
export type Heard = 'news' | 'quiet' | EndpointTrouble['why'] | 'sign-in-needed';

/**
 * Leaves one question open until something changes at the endpoint (`feed=longpoll`); costs no request meanwhile. Of
 * several tabs one listens; a session of any of them shows what came to all.
 */
export function listenOnce(parts: SessionParts, signal: AbortSignal): Promise<Heard> {
  const { store, world } = parts;
  return world.locks.request(`dastak-listen-${store.replica}`, () =>
    signal.aborted ? Promise.resolve('quiet' as const) : hear(parts, signal),
  );
}

async function hear(parts: SessionParts, signal: AbortSignal): Promise<Heard> {
  const { store, account, world } = parts;
  const password = await parts.password();
  if (!password) return 'sign-in-needed';
  const endpoint = await connect(parts, password);
  const { selector } =
    (await store.endpoint.recall()).selector === 'refused' ? EVERYTHING : selectionFor(account);
  const since = (await store.checkpoints.get(noteId(account)))?.seq ?? null;
  const askedMs = world.now();
  const answer = await endpoint.changes({ since, limit: 1, selector, wait: { ms: OPEN_MS, signal } });
  if (answer.ok && answer.value.rows.length > 0) return 'news';
  // A slow link or a proxy that took an open question away is no reason to be deaf until the next timer.
  if (!answer.ok && answer.why !== 'unreachable') return answer.why;
  return Math.abs(world.now() - askedMs) < OPEN_MS_MIN ? 'not-supported' : 'quiet';
}
