import { useEffect } from 'preact/hooks';
import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { focusHeading } from '../../parts/focusHeading.ts';
import type { Again } from './useAgain.ts';

/** What came of sending a record again, where it is no longer shown as refused; a card that still is says so itself. */
export function AgainOutcome({ again: { ids, triedAt } }: { again: Again }) {
  const work = useWork();
  const { t } = useT();
  const id = ids[0] ?? '';
  const record = useLive(() => work.record(id), [work, id]);
  const state = triedAt === undefined || record?.trouble ? undefined : record?.state;
  // The button went with what it was about.
  useEffect(() => {
    if (state && document.activeElement === document.body) focusHeading();
  }, [state]);
  return (
    <p class="again-outcome soft small" role="status">
      {state && t(state === 'received' ? 'more:done.receivedText' : 'more:record.retried')}
    </p>
  );
}
