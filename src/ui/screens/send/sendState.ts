import type { PhotosWaitFor, SyncView } from '../../../app/index.ts';

export type SendState =
  /** Begun, and nothing is on its way yet. */
  | { is: 'asking' }
  | { is: 'sending' | 'receiving'; done: number; total: number }
  | { is: 'offline' }
  | { is: 'trouble'; why: string; words: Readonly<Record<string, string | number>> | undefined }
  | { is: 'waiting' }
  /** Answers have gone, and photos wait as she wished. */
  | { is: 'held'; by: PhotosWaitFor }
  | { is: 'refused' }
  | { is: 'received'; at: string }
  | { is: 'never' };

/** Troubles after which only signing in again helps. */
const PASSWORD_TROUBLES = new Set(['wrong-password', 'sign-in-needed']);

/** Troubles that end by themselves, and after which the phone tries again in a while. */
const PASSING_TROUBLES = new Set(['server-trouble', 'too-many', 'locked-out']);

/**
 * The one thing to say about sending now. A network that is not there is no trouble: it is the usual state in the
 * field, and nothing has to be done about it.
 * @param photosWaitFor what she chose keeps photos here
 */
export function sendState(sync: SyncView, photosWaitFor: PhotosWaitFor | null = null): SendState {
  const { phase, done = 0, total = 0, trouble, lastSuccessAt, waiting, waitingFiles } = sync;
  if (phase !== 'idle') return total > 0 ? { is: phase, done, total } : { is: 'asking' };
  if (trouble !== undefined && !isOlder(trouble.at, lastSuccessAt)) {
    if (trouble.why === 'unreachable') return { is: 'offline' };
    return { is: 'trouble', why: trouble.why, words: trouble.words };
  }
  if (waiting > 0) {
    const isHeld = photosWaitFor !== null && waiting === waitingFiles;
    return isHeld ? { is: 'held', by: photosWaitFor } : { is: 'waiting' };
  }
  if (sync.refused > 0) return { is: 'refused' };
  return lastSuccessAt === undefined ? { is: 'never' } : { is: 'received', at: lastSuccessAt };
}

export const needsSignIn = (state: SendState): boolean =>
  state.is === 'trouble' && PASSWORD_TROUBLES.has(state.why);

/** How the last session ended, whatever the one under way does: what a page warns of must not come and go with each. */
export const lastEnd = (sync: SyncView): SendState => sendState({ ...sync, phase: 'idle' });

/** Whether nothing will be sent before somebody does something about it. */
export const needsSomebody = (state: SendState): boolean =>
  state.is === 'trouble' && !PASSING_TROUBLES.has(state.why);

const isOlder = (at: string, than: string | undefined): boolean =>
  than !== undefined && Date.parse(at) < Date.parse(than);
