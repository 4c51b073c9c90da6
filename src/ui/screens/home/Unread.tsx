import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { Notice } from '../../parts/Notice.tsx';

/** What arrived and this version cannot read: it is kept, everything else goes on, and she knows what to do. */
export function Unread() {
  const work = useWork();
  const { t, trouble, number } = useT();
  const unread = useLive(() => work.unread(), [work]) ?? [];
  return (
    <>
      {unread.map(({ trouble: { why, words }, count }) => (
        <Notice key={JSON.stringify([why, words])} tone="attention" title={trouble(why, words)} live="polite">
          {count > 1 && t('more:unread.count', { count, n: number(count) })}
        </Notice>
      ))}
    </>
  );
}
