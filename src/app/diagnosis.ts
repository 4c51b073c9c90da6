import type { WorkParts } from './work.ts';

/** What a person may hand to whoever mends her phone: counts, states and events; no name, no answer, no place. */
export async function diagnosis(parts: WorkParts): Promise<Record<string, unknown>> {
  const { store, account, version } = parts;
  const [waiting, refused, events, { phase, lastAttemptAt, lastSuccessAt, lastTrouble }] = await Promise.all([
    store.outbox.list(),
    store.quarantine.list(),
    store.journal.list(),
    store.syncState.get(account.name),
  ]);
  return {
    version,
    replica: store.replica,
    sync: { phase, lastAttemptAt, lastSuccessAt, lastTrouble: lastTrouble?.why },
    outbox: waiting.map(({ kind, type, bytes, addedAt }) => ({ kind, type, bytes, addedAt })),
    quarantine: refused.map(({ direction, why, at }) => ({ direction, why, at })),
    events,
  };
}
