import { useWork } from '../../context.tsx';
import { useT } from '../../language.ts';
import { useLive } from '../../live.ts';
import { StateCount } from '../../parts/StateMark.tsx';

/** The three states; together they are everything she has finished on this phone. */
export function RecordCounts() {
  const work = useWork();
  const { t } = useT();
  const counts = useLive(() => work.counts(), [work]);
  return (
    <nav class="home-counts" aria-label={t('collector:home.counts')}>
      {(['phone', 'received', 'attention'] as const).map((state) => (
        <StateCount key={state} state={state} count={counts?.[state] ?? 0} href={`/list/${state}`} />
      ))}
    </nav>
  );
}
