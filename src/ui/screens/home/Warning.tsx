import { useWork } from '../../context.tsx';
import { useLive } from '../../live.ts';
import { lastEnd, needsSomebody } from '../send/sendState.ts';
import { SendTrouble } from './later.ts';
import { SafetyNotice } from './SafetyNotice.tsx';

/** What keeps her work from arriving, or could take it away. One at a time: the two big cards must stay in sight. */
export function Warning() {
  const work = useWork();
  const sync = useLive(() => work.sync(), [work]);
  const counts = useLive(() => work.counts(), [work]);
  const state = sync && lastEnd(sync);
  // What was refused of her records stands under "needs attention".
  const isUntold = state?.is === 'refused' && counts?.attention === 0;
  if (state && (needsSomebody(state) || isUntold)) return <SendTrouble state={state} />;
  return <SafetyNotice />;
}
