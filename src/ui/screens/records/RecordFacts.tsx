import type { ComponentChildren } from 'preact';
import type { RecordView } from '../../../app/index.ts';
import { useT } from '../../language.ts';
import { StateMark } from '../../parts/StateMark.tsx';
import { waitingKey } from './naming.ts';

/** State, time and size, and what the coordinator did with it. */
export function RecordFacts({ record }: { record: RecordView }) {
  const { t, number, bytes, when } = useT();
  const { filesWaiting } = record;
  const { corrections: count } = record.document;
  return (
    <dl class="facts">
      <Fact name={t('more:record.state')}>
        <StateMark state={record.state} />
        {record.state === 'received' && filesWaiting > 0 && (
          <p>{t(waitingKey(record), { count: filesWaiting, n: number(filesWaiting) })}</p>
        )}
      </Fact>
      <Fact name={t('more:record.finished')}>
        <bdi>{when(record.finalizedAt)}</bdi>
      </Fact>
      <Fact name={t('more:record.size')}>
        <bdi>{bytes(record.bytes)}</bdi>
      </Fact>
      {count > 0 && (
        <Fact name={t('more:record.corrections')}>
          {t('more:record.correctionCount', { count, n: number(count) })}
        </Fact>
      )}
      {/* What was decided about an earlier version says nothing of the corrected one. */}
      {record.review?.responseRev === record.rev && (
        <Fact name={t('more:record.review')}>
          <bdi>{record.review.reviewer}</bdi> {t(`more:record.reviewState.${record.review.state}`)}
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
