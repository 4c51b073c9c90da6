import type { SyncView } from '../../../app/index.ts';

export type SendState =
  | { is: 'sending' | 'receiving'; done: number; total: number }
  | { is: 'offline' }
  | { is: 'trouble'; why: string; words: Readonly<Record<string, string | number>> | undefined }
  | { is: 'waiting' }
  | { is: 'received'; at: string }
  | { is: 'never' };

/** Troubles after which only signing in again helps. */
const PASSWORD_TROUBLES = new Set(['wrong-password', 'sign-in-needed']);

/**
 * The one thing to say about sending now. A network that is not there is no trouble: it is the usual state in the
 * field, and nothing has to be done about it.
 */
export function sendState(sync: SyncView): SendState {
  if (sync.phase !== 'idle') return { is: sync.phase, done: sync.done ?? 0, total: sync.total ?? 0 };
  const { trouble, lastSuccessAt } = sync;
  if (trouble !== undefined && !isOlder(trouble.at, lastSuccessAt)) {
    if (trouble.why === 'unreachable') return { is: 'offline' };
    return { is: 'trouble', why: trouble.why, words: trouble.words };
  }
  if (sync.waiting > 0) return { is: 'waiting' };
  return lastSuccessAt === undefined ? { is: 'never' } : { is: 'received', at: lastSuccessAt };
}

export const needsSignIn = (state: SendState): boolean =>
  state.is === 'trouble' && PASSWORD_TROUBLES.has(state.why);

const isOlder = (at: string, than: string | undefined): boolean =>
  than !== undefined && Date.parse(at) < Date.parse(than);
