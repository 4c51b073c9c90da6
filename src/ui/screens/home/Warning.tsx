import { useWork } from '../../context.tsx';
import { useLive } from '../../live.ts';
import { lastEnd, needsSomebody, sendState } from '../send/sendState.ts';
import { Arriving, SendTrouble } from './later.ts';
import { SafetyNotice } from './SafetyNotice.tsx';

/**
 * What keeps her work from arriving, what is long in coming, what could take her work away. One at a time: the two big
 * cards must stay in sight.
 */
export function Warning() {
  const work = useWork();
  const sync = useLive(() => work.sync(), [work]);
  const counts = useLive(() => work.counts(), [work]);
  const end = sync && lastEnd(sync);
  // What was refused of her records stands under "needs attention".
  const isUntold = end?.is === 'refused' && counts?.attention === 0;
  if (end && (needsSomebody(end) || isUntold)) return <SendTrouble state={end} />;
  const now = sync && sendState(sync);
  return now?.is === 'receiving' ? <Arriving {...now} /> : <SafetyNotice />;
}
